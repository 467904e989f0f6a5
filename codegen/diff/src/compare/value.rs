//! What became of the type of a value.

use restwright_spec::api::{Privacy, Type, TypeDef, TypeKind, Variant, Width};

use super::Comparison;
use super::json::kind;
use crate::rules::shifts::Shift;

impl<'a> Comparison<'a> {
    /// Holds the type of a value in the base against that in the head.
    pub(crate) fn shift(&self, base: &'a Type, head: &'a Type) -> Shift {
        match (base, head) {
            (Type::String(old), Type::String(new)) => care(*old, *new),
            (Type::Named(old), Type::Named(new)) if self.is_same_type(old, new) => Shift::Same,
            (Type::List(old), Type::List(new))
            | (Type::Map(old), Type::Map(new))
            | (Type::Nullable(old), Type::Nullable(new)) => self.shift(old, new),
            (old, Type::Nullable(new)) if self.shift(old, new) == Shift::Same => Shift::Wider,
            (Type::Nullable(old), new) if self.shift(old, new) == Shift::Same => Shift::Narrower,
            (old, new) if old == new && !matches!(old, Type::Named(_)) => Shift::Same,
            (Type::Integer(old), Type::Integer(new)) if new.includes(*old) => Shift::Wider,
            (Type::Integer(old), Type::Integer(new)) if old.includes(*new) => Shift::Narrower,
            (Type::Integer(_), Type::Number | Type::Decimal)
            | (Type::Number, Type::Decimal)
            | (_, Type::Json) => Shift::Wider,
            // Clients read a number or a boolean into a text, and servers need not read a text as either.
            (Type::Number | Type::Decimal, Type::Integer(_))
            | (Type::Decimal, Type::Number)
            | (Type::Json, _)
            | (Type::String(_), Type::Boolean | Type::Integer(_) | Type::Number | Type::Decimal) => {
                Shift::Narrower
            }
            (Type::String(_), Type::Formatted(_)) => Shift::IntoFormat,
            (Type::Formatted(_), Type::String(_)) => Shift::OutOfFormat,
            (Type::String(_), Type::Named(new)) if is_enum(&self.head.types, new) => {
                Shift::IntoEnum
            }
            (Type::Named(old), Type::String(_)) if is_enum(&self.base.types, old) => {
                Shift::OutOfEnum
            }
            (Type::Named(_), Type::Named(_)) if self.is_same_json(base, head) => Shift::Alike,
            (Type::Named(old), Type::Named(new)) => self.shift_of_named(old, new),
            (old, Type::List(new)) if self.shift(old, new) == Shift::Same => Shift::IntoList,
            (Type::List(old), new) if self.shift(old, new) == Shift::Same => Shift::OutOfList,
            _ => Shift::Other,
        }
    }

    /// What a named type became that is not the same any more.
    fn shift_of_named(&self, old: &str, new: &str) -> Shift {
        let variants_of_head = variants(&self.head.types, new);
        if variants_of_head.iter().any(|variant| self.is_same_type(old, &variant.ty)) {
            return Shift::IntoUnion;
        }
        let variants_of_base = variants(&self.base.types, old);
        if variants_of_base.iter().any(|variant| self.is_same_type(&variant.ty, new)) {
            return Shift::OutOfUnion;
        }
        Shift::Other
    }
}

/// What programs can write in the place of a value, whatever type that is converted into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// A text in quotes.
    Text,
    /// A number.
    Number,
    /// Nothing but a value of this type.
    Only(Type),
}

/// What programs can write for a value of a type, where these are the named types.
pub(super) fn literal(types: &[TypeDef], ty: &Type) -> Written {
    match ty {
        Type::String(_) | Type::Formatted(_) => Written::Text,
        Type::Named(name) if is_enum(types, name) => Written::Text,
        Type::Integer(Width::Int64) | Type::Number => Written::Number,
        Type::List(element) => match literal(types, element) {
            Written::Only(_) => Written::Only(ty.clone()),
            // A list of texts converts as each of them does, and is none itself.
            Written::Text => Written::Only(Type::List(Box::new(Type::String(Privacy::Public)))),
            Written::Number => Written::Only(Type::List(Box::new(Type::Number))),
        },
        _ => Written::Only(ty.clone()),
    }
}

fn care(old: Privacy, new: Privacy) -> Shift {
    let care = |privacy| match privacy {
        Privacy::Public => 0,
        Privacy::Personal => 1,
        Privacy::Secret => 2,
    };
    match care(old).cmp(&care(new)) {
        std::cmp::Ordering::Less => Shift::MoreCare,
        std::cmp::Ordering::Equal => Shift::Same,
        std::cmp::Ordering::Greater => Shift::LessCare,
    }
}

fn is_enum(types: &[TypeDef], name: &str) -> bool {
    matches!(kind(types, name), Some(TypeKind::Enum(_)))
}

/// The variants of a union; none of anything else.
fn variants<'a>(types: &'a [TypeDef], name: &str) -> &'a [Variant] {
    match kind(types, name) {
        Some(TypeKind::Union(variants)) => variants,
        _ => &[],
    }
}

/// A type as people write it in a description.
pub(crate) fn expression(ty: &Type) -> String {
    match ty {
        Type::String(Privacy::Personal) => "personal string".to_owned(),
        Type::String(Privacy::Secret) => "secret string".to_owned(),
        Type::List(element) => format!("list<{}>", expression(element)),
        Type::Map(element) => format!("map<{}>", expression(element)),
        Type::Nullable(value) => format!("{}?", expression(value)),
        Type::Named(name) => name.clone(),
        plain => plain.plain_name().unwrap_or_default().to_owned(),
    }
}

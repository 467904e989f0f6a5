//! What became of the type of a value.

use restwright_spec::api::{Privacy, Type, TypeDef, TypeKind, Variant, Width, scalar};

use super::Comparison;
use super::json::kind;
use crate::rules::type_changes::TypeChange;

impl<'a> Comparison<'a> {
    /// Holds the type of a value in the base against that in the head.
    pub(crate) fn type_change(&self, base: &'a Type, head: &'a Type) -> TypeChange {
        if let (Type::Named(old), Type::Named(new)) = (base, head)
            && self.is_same_type(old, new)
        {
            return TypeChange::Same;
        }
        let (old, new) = (scalar(&self.base.types, base), scalar(&self.head.types, head));
        if old != base || new != head {
            return match self.type_change(old, new) {
                // Another newtype, or none, around the same value.
                TypeChange::Same => TypeChange::Alike,
                change => change,
            };
        }
        match (base, head) {
            (Type::String(old), Type::String(new)) => privacy_change(*old, *new),
            (Type::List(old), Type::List(new))
            | (Type::Map(old), Type::Map(new))
            | (Type::Nullable(old), Type::Nullable(new)) => self.type_change(old, new),
            (old, Type::Nullable(new)) if self.type_change(old, new) == TypeChange::Same => {
                TypeChange::Wider
            }
            (Type::Nullable(old), new) if self.type_change(old, new) == TypeChange::Same => {
                TypeChange::Narrower
            }
            (old, new) if old == new && !matches!(old, Type::Named(_)) => TypeChange::Same,
            // A file is a part of its own, and no JSON.
            (old, new) if old.is_file() != new.is_file() => TypeChange::Other,
            (Type::Integer(old), Type::Integer(new)) if new.includes(*old) => TypeChange::Wider,
            (Type::Integer(old), Type::Integer(new)) if old.includes(*new) => TypeChange::Narrower,
            (Type::Integer(_), Type::Number | Type::Decimal)
            | (Type::Number, Type::Decimal)
            | (_, Type::Json) => TypeChange::Wider,
            // Clients read a number or a boolean into a text, and servers need not read a text as either.
            (Type::Number | Type::Decimal, Type::Integer(_))
            | (Type::Decimal, Type::Number)
            | (Type::Json, _)
            | (Type::String(_), Type::Boolean | Type::Integer(_) | Type::Number | Type::Decimal) => {
                TypeChange::Narrower
            }
            (Type::String(_), Type::Formatted(_)) => TypeChange::IntoFormat,
            (Type::Formatted(_), Type::String(_)) => TypeChange::OutOfFormat,
            (Type::String(_), Type::Named(new)) if is_enum(&self.head.types, new) => {
                TypeChange::IntoEnum
            }
            (Type::Named(old), Type::String(_)) if is_enum(&self.base.types, old) => {
                TypeChange::OutOfEnum
            }
            (Type::Named(_), Type::Named(_)) if self.is_same_json(base, head) => TypeChange::Alike,
            (old, Type::Named(new)) if self.is_variant(old, new) => TypeChange::IntoUnion,
            (Type::Named(old), new) if self.was_variant(old, new) => TypeChange::OutOfUnion,
            (old, Type::List(new)) if self.type_change(old, new) == TypeChange::Same => {
                TypeChange::IntoList
            }
            (Type::List(old), new) if self.type_change(old, new) == TypeChange::Same => {
                TypeChange::OutOfList
            }
            _ => TypeChange::Other,
        }
    }

    /// Whether a type of the base is that of a variant of a union of the head.
    fn is_variant(&self, old: &'a Type, new: &str) -> bool {
        let mut variants = variants(&self.head.types, new).iter();
        variants.any(|variant| self.type_change(old, &variant.ty) == TypeChange::Same)
    }

    /// Whether a type of the head is that of a variant of a union of the base.
    fn was_variant(&self, old: &str, new: &'a Type) -> bool {
        let mut variants = variants(&self.base.types, old).iter();
        variants.any(|variant| self.type_change(&variant.ty, new) == TypeChange::Same)
    }
}

/// What programs can write in the place of a value, whatever type that is converted into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LiteralKind {
    /// A text in quotes.
    Text,
    /// A number.
    Number,
    /// Nothing but a value of this type.
    Only(Type),
}

/// What programs can write for a value of a type, where these are the named types.
pub(super) fn literal(types: &[TypeDef], ty: &Type) -> LiteralKind {
    let inner = scalar(types, ty);
    if inner != ty && matches!(inner, Type::String(_) | Type::Decimal | Type::Formatted(_)) {
        return LiteralKind::Text;
    }
    match ty {
        Type::String(_) | Type::Formatted(_) => LiteralKind::Text,
        Type::Named(name) if is_enum(types, name) => LiteralKind::Text,
        Type::Integer(Width::Int64) | Type::Number => LiteralKind::Number,
        Type::List(element) => match literal(types, element) {
            LiteralKind::Only(_) => LiteralKind::Only(ty.clone()),
            // A list of texts converts as each of them does, and is none itself.
            LiteralKind::Text => {
                LiteralKind::Only(Type::List(Box::new(Type::String(Privacy::Public))))
            }
            LiteralKind::Number => LiteralKind::Only(Type::List(Box::new(Type::Number))),
        },
        _ => LiteralKind::Only(ty.clone()),
    }
}

/// What became of how carefully a text is handled.
pub(crate) fn privacy_change(old: Privacy, new: Privacy) -> TypeChange {
    let degree = |privacy| match privacy {
        Privacy::Public => 0,
        Privacy::Personal => 1,
        Privacy::Secret => 2,
    };
    match degree(old).cmp(&degree(new)) {
        std::cmp::Ordering::Less => TypeChange::MoreCare,
        std::cmp::Ordering::Equal => TypeChange::Same,
        std::cmp::Ordering::Greater => TypeChange::LessCare,
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

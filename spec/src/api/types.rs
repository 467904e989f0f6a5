//! Named types, and what they are made of.

use super::{Deprecation, Limits, Literal, Type, ValueKind, Variant, Word};
use crate::Spanned;

/// A named type.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct TypeDef {
    /// Stable name, Pascal case.
    pub name: Spanned<String>,
    /// What it stands for.
    pub description: String,
    /// Former name.
    pub renamed_from: Option<Spanned<String>>,
    /// Set once it should no longer be used.
    pub deprecated: Option<Deprecation>,
    /// Which way its values travel.
    pub usage: Usage,
    /// What it is made of.
    pub kind: TypeKind,
    /// Which values a newtype admits; of other types, all.
    pub limits: Limits,
    /// Retired ids of fields, values or variants, which are never reused, sorted.
    pub reserved: Vec<Spanned<String>>,
}

impl TypeDef {
    /// Whether it is a union with other variants than objects.
    #[must_use]
    pub fn is_of_kinds(&self) -> bool {
        let is_other = |it: &Variant| it.kind().is_some_and(|kind| kind != ValueKind::Object);
        matches!(&self.kind, TypeKind::Union(variants) if variants.iter().any(is_other))
    }
}

/// Which way the values of a type travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Usage {
    /// Some request holds it, so that a caller builds it.
    pub in_requests: bool,
    /// Some response holds it, so that a caller reads it.
    pub in_responses: bool,
}

/// What a named type is made of.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum TypeKind {
    /// A JSON object with known fields; others are kept.
    Object(Object),
    /// An open enum: one of several values, of which there may be more.
    Enum(Vec<EnumValue>),
    /// A union: one of several types, in the order of the description. The first matching variant wins.
    Union(Vec<Variant>),
    /// A newtype: a value without parts that is a type of its own. Never named, `json`, a list, a map or nullable.
    Newtype(Type),
}

/// A JSON object.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Object {
    /// Its fields, in the order of the description.
    pub fields: Vec<Field>,
    /// Ids of the required fields in the order of the constructor. Complete where `Usage::in_requests`.
    pub arguments: Vec<String>,
}

impl Object {
    /// The fields with a value of their own, which are part of the type in Rust.
    pub fn varying_fields(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.always.is_none())
    }
}

/// A field of an object.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Field {
    /// Stable id, snake case.
    pub id: Spanned<String>,
    /// The JSON key.
    pub wire: Spanned<String>,
    /// Type of the value.
    pub ty: Type,
    /// Whether it is required, and whether it is nullable.
    pub need: Need,
    /// Where the value is a named object through which the type holds itself: it must live behind a pointer.
    pub recursive: bool,
    /// Which values it admits. A constant has none.
    pub limits: Limits,
    /// The value that it always has. Such a field is `Required`, and no caller gives or reads it.
    pub always: Option<Word>,
    /// What it means, with its unit.
    pub description: String,
    /// A value for documentation and tests.
    pub example: Option<Literal>,
    /// Former id.
    pub renamed_from: Option<Spanned<String>>,
    /// Set once it should no longer be used.
    pub deprecated: Option<Deprecation>,
}

/// Whether a value is required, and whether it is nullable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Need {
    /// Present, and not null.
    Required,
    /// Present, possibly null.
    RequiredNullable,
    /// Optional, never null.
    Optional,
    /// Optional and nullable: absent and null differ.
    OptionalNullable,
}

impl Need {
    /// Whether a value cannot be left out.
    #[must_use]
    pub fn is_required(self) -> bool {
        matches!(self, Self::Required | Self::RequiredNullable)
    }

    /// Whether a value can be null.
    #[must_use]
    pub fn is_nullable(self) -> bool {
        matches!(self, Self::RequiredNullable | Self::OptionalNullable)
    }
}

/// A value of an open enum.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EnumValue {
    /// Stable id, snake case.
    pub id: Spanned<String>,
    /// What stands for it on the wire.
    pub wire: Spanned<Word>,
    /// What it means.
    pub description: String,
    /// Former id.
    pub renamed_from: Option<Spanned<String>>,
    /// Set once it should no longer be used.
    pub deprecated: Option<Deprecation>,
}

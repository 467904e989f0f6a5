//! Unions: their variants, and what tells them apart.

use super::{Deprecation, Literal, Type, Word};
use crate::Spanned;

/// A variant of a union.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Variant {
    /// Stable id, snake case.
    pub id: Spanned<String>,
    /// Type of its value: a named object, unless `when` says of which kind it is.
    pub ty: Spanned<Type>,
    /// Its discriminator.
    pub when: When,
    /// When it occurs.
    pub description: String,
    /// Former id.
    pub renamed_from: Option<Spanned<String>>,
    /// Set once it should no longer be used.
    pub deprecated: Option<Deprecation>,
}

impl Variant {
    /// The kind of its value, if that tells it apart.
    #[must_use]
    pub fn kind(&self) -> Option<ValueKind> {
        match self.when {
            When::Is(kind) => Some(kind),
            When::Has(_) | When::Equals(..) | When::Otherwise => None,
        }
    }

    /// The named object that its value is, if it is one.
    #[must_use]
    pub fn object(&self) -> Option<&str> {
        match (&self.when, &self.ty.value) {
            (When::Is(kind), _) if *kind != ValueKind::Object => None,
            (_, Type::Named(name)) => Some(name),
            _ => None,
        }
    }
}

/// What tells a variant of a union apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum When {
    /// The value is of this kind.
    Is(ValueKind),
    /// The object has this key, and its value is not null.
    Has(String),
    /// The object has this key, with this value.
    Equals(String, Word),
    /// Every other object; only the last variant may say so.
    Otherwise,
}

/// A kind of JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ValueKind {
    /// Text.
    String,
    /// A number without fraction and exponent.
    Integer,
    /// Any number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A list.
    List,
    /// An object.
    Object,
}

impl ValueKind {
    /// All kinds, as they stand in a description.
    pub const WORDS: [(&'static str, Self); 6] = [
        ("string", Self::String),
        ("integer", Self::Integer),
        ("number", Self::Number),
        ("boolean", Self::Boolean),
        ("list", Self::List),
        ("object", Self::Object),
    ];

    /// The kind as it stands in a description.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::WORDS.into_iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }

    /// Whether every value of another kind is of this one.
    #[must_use]
    pub fn includes(self, other: Self) -> bool {
        self == other || (self, other) == (Self::Number, Self::Integer)
    }

    /// The kind of a value of the description; none of null.
    #[must_use]
    pub fn of(value: &Literal) -> Option<Self> {
        Some(match value {
            Literal::Null => return None,
            Literal::Bool(_) => Self::Boolean,
            Literal::Integer(_) => Self::Integer,
            Literal::Number(_) => Self::Number,
            Literal::String(_) => Self::String,
            Literal::List(_) => Self::List,
            Literal::Object(_) => Self::Object,
        })
    }
}

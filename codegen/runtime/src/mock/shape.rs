//! The declared types of values in requests.

use std::fmt;

use super::{Input, Place};
use crate::decode::{is_same_number, string};
#[cfg(feature = "limits")]
use crate::limit::Limit;
use crate::value::{Date, Json, JsonKind, Timestamp, Uuid, ValueKind};

/// The declared type of a value in a request.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Text.
    Text,
    /// Text that is declared secret.
    Secret,
    /// Text that is declared personal.
    Personal,
    /// `true` or `false`.
    Boolean,
    /// Text with a date and a time of day.
    Timestamp,
    /// Text of a day of the calendar.
    Date,
    /// Text of a UUID.
    Uuid,
    /// A whole number of 64 bits.
    Integer,
    /// A whole number of 32 bits.
    Int32,
    /// A whole number of 32 bits, not below zero.
    Uint32,
    /// A whole number of 64 bits, not below zero.
    Uint64,
    /// Any number.
    Number,
    /// Any JSON.
    Any,
    /// A file of one of these content types; without one, of any.
    File(&'static [&'static str]),
    /// One of the declared values of an enum.
    Enum(&'static [Word]),
    /// A list.
    List(&'static Shape),
    /// An object whose keys are data.
    Map(&'static Shape),
    /// A value or null.
    Nullable(&'static Shape),
    /// An object with declared fields; undeclared ones are ignored.
    Object(&'static [Field]),
    /// One of several objects: the first matching variant.
    Union(&'static [Variant]),
    /// A value within limits.
    #[cfg(feature = "limits")]
    Limited(&'static Shape, &'static [Limit]),
    /// A type with a table of its own, which may lead back to this one.
    Type(&'static Shape),
}

/// A field of an object, or the value of an input.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its wire name.
    pub name: &'static str,
    /// Its type.
    pub shape: Shape,
    /// Whether it is optional or nullable.
    pub need: Need,
}

/// Whether a value is optional or nullable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Required and never null.
    Required,
    /// Required, but nullable.
    RequiredNullable,
    /// Optional, but never null.
    Optional,
    /// Optional and nullable.
    OptionalNullable,
}

/// A variant of a union.
#[derive(Clone, Copy, Debug)]
pub struct Variant {
    /// The condition.
    pub when: When,
    /// Its type: an object, unless the condition is a kind.
    pub shape: Shape,
}

/// The condition that selects a variant.
#[derive(Clone, Copy, Debug)]
pub enum When {
    /// The value is of this kind.
    Is(Kind),
    /// The object has this key, and its value is not null.
    Has(&'static str),
    /// The object has this key, with this value.
    Equals(&'static str, Word),
    /// Every object matches.
    Otherwise,
}

/// A kind of JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
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

impl Kind {
    /// Whether JSON is of the kind.
    pub(super) fn is(self, json: &str) -> bool {
        match self {
            Self::Object => json.starts_with('{'),
            Self::String => ValueKind::of(json) == Some(ValueKind::String),
            Self::Boolean => ValueKind::of(json) == Some(ValueKind::Boolean),
            Self::List => ValueKind::of(json) == Some(ValueKind::List),
            Self::Integer => ValueKind::of(json) == Some(ValueKind::Integer),
            Self::Number => {
                matches!(ValueKind::of(json), Some(ValueKind::Integer | ValueKind::Number))
            }
        }
    }
}

/// A scalar value.
#[derive(Clone, Copy, Debug)]
pub enum Word {
    /// Text.
    Text(&'static str),
    /// A number, by its digits.
    Number(&'static str),
    /// `true` or `false`.
    Boolean(bool),
}

impl Field {
    /// A required field.
    #[must_use]
    pub const fn required(name: &'static str, shape: Shape) -> Self {
        Self { name, shape, need: Need::Required }
    }

    /// A required, nullable field.
    #[must_use]
    pub const fn required_nullable(name: &'static str, shape: Shape) -> Self {
        Self { name, shape, need: Need::RequiredNullable }
    }

    /// An optional field.
    #[must_use]
    pub const fn optional(name: &'static str, shape: Shape) -> Self {
        Self { name, shape, need: Need::Optional }
    }

    /// An optional, nullable field.
    #[must_use]
    pub const fn optional_nullable(name: &'static str, shape: Shape) -> Self {
        Self { name, shape, need: Need::OptionalNullable }
    }

    /// Makes the field an input of an operation.
    #[must_use]
    pub const fn at(self, place: Place) -> Input {
        Input { place, field: self }
    }
}

impl Need {
    pub(super) fn is_required(self) -> bool {
        matches!(self, Self::Required | Self::RequiredNullable)
    }

    pub(super) fn is_nullable(self) -> bool {
        matches!(self, Self::RequiredNullable | Self::OptionalNullable)
    }
}

impl Shape {
    /// Whether this JSON is a valid scalar.
    pub(super) fn admits(self, json: &str) -> bool {
        let is_number = json.starts_with(|first: char| first == '-' || first.is_ascii_digit());
        match self {
            Self::Text | Self::Secret | Self::Personal | Self::File(_) => json.starts_with('"'),
            Self::Boolean => matches!(json, "true" | "false"),
            Self::Integer => json.parse::<i64>().is_ok(),
            Self::Int32 => json.parse::<i32>().is_ok(),
            Self::Uint32 => json.parse::<u32>().is_ok(),
            Self::Uint64 => json.parse::<u64>().is_ok(),
            Self::Number => is_number && json.parse::<f64>().is_ok_and(f64::is_finite),
            Self::Timestamp | Self::Date | Self::Uuid => {
                string(json).is_some_and(|text| self.admits_text(&text))
            }
            Self::Enum(words) => words.iter().any(|word| word.is(json)),
            Self::Type(shape) => shape.admits(json),
            #[cfg(feature = "limits")]
            Self::Limited(shape, _) => shape.admits(json),
            Self::Any
            | Self::List(_)
            | Self::Map(_)
            | Self::Nullable(_)
            | Self::Object(_)
            | Self::Union(_) => false,
        }
    }

    /// Whether this text is valid in a path, a query or a header, as a value or as an element of a list.
    pub(super) fn admits_text(self, text: &str) -> bool {
        let is_number = || Json::parse(text).is_some_and(|json| json.kind() == JsonKind::Number);
        match self {
            Self::Text | Self::Secret | Self::Personal | Self::File(_) => true,
            Self::Boolean | Self::Any => self.admits(text),
            Self::Integer | Self::Int32 | Self::Uint32 | Self::Uint64 | Self::Number => {
                is_number() && self.admits(text)
            }
            Self::Timestamp => Timestamp::from(text).is_valid(),
            Self::Date => Date::from(text).to_ymd().is_ok(),
            Self::Uuid => Uuid::from(text).is_valid(),
            Self::Enum(words) => words.iter().any(|word| word.to_string() == text),
            Self::List(shape) | Self::Nullable(shape) | Self::Type(shape) => {
                shape.admits_text(text)
            }
            #[cfg(feature = "limits")]
            Self::Limited(shape, _) => shape.admits_text(text),
            Self::Map(_) | Self::Object(_) | Self::Union(_) => Json::parse(text).is_some(),
        }
    }

    /// Whether a value can be empty, so that a form does not show it.
    pub(super) fn may_be_empty(self) -> bool {
        match self {
            Self::List(_) | Self::Map(_) | Self::Object(_) => true,
            Self::Type(shape) => shape.may_be_empty(),
            #[cfg(feature = "limits")]
            Self::Limited(shape, _) => shape.may_be_empty(),
            _ => false,
        }
    }

    /// The type of one parameter, header or path segment.
    pub(super) fn element(self) -> Self {
        match self {
            Self::List(shape) | Self::Nullable(shape) | Self::Type(shape) => shape.element(),
            #[cfg(feature = "limits")]
            Self::Limited(shape, _) => shape.element(),
            shape => shape,
        }
    }

    /// Whether several parameters of one name are its elements.
    pub(super) fn is_list(self) -> bool {
        match self {
            Self::List(_) => true,
            Self::Nullable(shape) | Self::Type(shape) => shape.is_list(),
            #[cfg(feature = "limits")]
            Self::Limited(shape, _) => shape.is_list(),
            _ => false,
        }
    }
}

/// Completes 'is not ...'.
impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text | Self::Secret | Self::Personal => f.write_str("text"),
            Self::Boolean => f.write_str("`true` or `false`"),
            Self::Integer => f.write_str("a whole number of 64 bits"),
            Self::Int32 => f.write_str("a whole number of 32 bits"),
            Self::Uint32 => f.write_str("a whole number of 32 bits, not below zero"),
            Self::Uint64 => f.write_str("a whole number of 64 bits, not below zero"),
            Self::Number => f.write_str("a number"),
            Self::Timestamp => f.write_str("a timestamp such as `2030-01-31T12:00:00Z`"),
            Self::Date => f.write_str("a date such as `2030-01-31`"),
            Self::Uuid => f.write_str("a UUID"),
            Self::Any => f.write_str("JSON"),
            Self::File(_) => f.write_str("a file"),
            Self::Enum(words) => {
                let words: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
                write!(f, "one of {}", words.join(", "))
            }
            Self::List(_) => f.write_str("a list"),
            Self::Map(_) | Self::Object(_) => f.write_str("an object"),
            Self::Union(variants) if has_kinds(variants) => {
                f.write_str("a value of a declared variant")
            }
            Self::Union(_) => f.write_str("an object of a declared variant"),
            Self::Nullable(shape) | Self::Type(shape) => shape.fmt(f),
            #[cfg(feature = "limits")]
            Self::Limited(shape, _) => shape.fmt(f),
        }
    }
}

/// Whether some variants are no objects.
pub(super) fn has_kinds(variants: &[Variant]) -> bool {
    variants.iter().any(|variant| matches!(variant.when, When::Is(kind) if kind != Kind::Object))
}

impl Word {
    /// The word as JSON.
    pub(super) fn json(self) -> serde_json::Value {
        match self {
            Self::Text(text) => text.into(),
            Self::Number(number) => serde_json::from_str(number).unwrap_or_default(),
            Self::Boolean(value) => value.into(),
        }
    }

    /// Whether it equals this JSON. A number and a text of the same digits differ.
    pub(super) fn is(self, json: &str) -> bool {
        match self {
            Self::Text(text) => string(json).is_some_and(|found| found == text),
            Self::Number(number) => is_same_number(json, number),
            Self::Boolean(value) => json == if value { "true" } else { "false" },
        }
    }
}

/// The text without quotes.
impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) | Self::Number(text) => f.write_str(text),
            Self::Boolean(value) => value.fmt(f),
        }
    }
}

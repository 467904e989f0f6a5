//! What a value of a request may be.

use serde_json::Value as Json;

use crate::decode::from_json_with_problems;
use crate::value::{Date, Timestamp, Uuid, Value};

/// What a value of a request may be.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Text, also of an enum, which may grow.
    Text,
    /// Text, a number or a boolean, of an enum that has such values.
    Word,
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
    /// Anything.
    Any,
    /// A list.
    List(&'static Shape),
    /// An object whose keys are data.
    Map(&'static Shape),
    /// A value or null.
    Nullable(&'static Shape),
    /// A type of the API, by whether it can be read: see [`reads`].
    Model(fn(&[u8]) -> bool),
}

/// Whether JSON can be read as a type, and in full.
#[must_use]
pub fn reads<T: Value + Default>(json: &[u8]) -> bool {
    from_json_with_problems::<T>(json).is_ok_and(|(_, problems)| problems.is_empty())
}

impl Shape {
    /// Whether it may be this JSON.
    pub(super) fn admits(self, value: &Json) -> bool {
        match (self, value) {
            (Self::Any, _)
            | (Self::Nullable(_), Json::Null)
            | (Self::Word, Json::String(_) | Json::Number(_) | Json::Bool(_))
            | (Self::Text, Json::String(_))
            | (Self::Boolean, Json::Bool(_))
            | (Self::Number, Json::Number(_)) => true,
            (Self::Nullable(shape), value) => shape.admits(value),
            (Self::Timestamp | Self::Date | Self::Uuid, Json::String(text)) => {
                self.admits_text(text)
            }
            (Self::Integer | Self::Int32 | Self::Uint32 | Self::Uint64, Json::Number(number)) => {
                self.admits_text(&number.to_string())
            }
            (Self::List(item), Json::Array(items)) => items.iter().all(|value| item.admits(value)),
            (Self::Map(item), Json::Object(items)) => {
                items.values().all(|value| item.admits(value))
            }
            (Self::Model(reads), Json::Object(_)) => reads(value.to_string().as_bytes()),
            _ => false,
        }
    }

    /// Whether it may be this text, outside of JSON.
    pub(super) fn admits_text(self, text: &str) -> bool {
        match self {
            Self::Text | Self::Word | Self::Any | Self::Map(_) | Self::Model(_) => true,
            Self::Boolean => matches!(text, "true" | "false"),
            Self::Timestamp => Timestamp::from(text).is_valid(),
            Self::Date => Date::from(text).to_ymd().is_ok(),
            Self::Uuid => Uuid::from(text).is_valid(),
            Self::Integer => text.parse::<i64>().is_ok(),
            Self::Int32 => text.parse::<i32>().is_ok(),
            Self::Uint32 => text.parse::<u32>().is_ok(),
            Self::Uint64 => text.parse::<u64>().is_ok(),
            Self::Number => text.parse::<f64>().is_ok_and(f64::is_finite),
            Self::List(item) | Self::Nullable(item) => item.admits_text(text),
        }
    }

    /// The word for it in messages.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Word => "text, a number or a boolean",
            Self::Boolean => "`true` or `false`",
            Self::Timestamp => "a timestamp such as `2027-01-31T12:00:00Z`",
            Self::Date => "a date such as `2027-01-31`",
            Self::Uuid => "a UUID",
            Self::Integer => "a whole number",
            Self::Int32 => "a whole number of 32 bits",
            Self::Uint32 => "a whole number of 32 bits, not below zero",
            Self::Uint64 => "a whole number, not below zero",
            Self::Number => "a number",
            Self::Any => "JSON",
            Self::Nullable(shape) => shape.word(),
            Self::List(_) => "a list of what it should hold",
            Self::Map(_) | Self::Model(_) => "an object as it is described",
        }
    }
}

//! Limits of values, as they are written.

use schemars::{Schema, SchemaGenerator, json_schema};

use super::define::document;
use super::{form, together};
use crate::decode::{Decoder, Scalar};
use crate::yaml::{Node, Value};
use crate::{Span, Spanned};

document! {
    /// How many characters a text has. A character is a Unicode code point.
    struct Length {
        /// The least number.
        optional min: Spanned<i64> = form::COUNT,
        /// The greatest number.
        optional max: Spanned<i64> = form::COUNT,
    }
    together together::some_key();

    /// From where to where a number goes.
    struct Range {
        /// The least number.
        optional min: Spanned<Digits>,
        /// The number is greater than this one.
        optional above: Spanned<Digits>,
        /// The greatest number.
        optional max: Spanned<Digits>,
        /// The number is less than this one.
        optional below: Spanned<Digits>,
    }
    together together::range();

    /// How many items a list or a map has.
    struct Items {
        /// The least number.
        optional min: Spanned<i64> = form::COUNT,
        /// The greatest number.
        optional max: Spanned<i64> = form::COUNT,
        /// Whether no two items of a list are equal.
        optional unique: Spanned<bool>,
    }
    together together::some_key();
}

/// A number by its digits.
#[derive(Clone, Debug)]
pub(crate) struct Digits(pub(crate) String);

impl Scalar for Digits {
    fn decode_scalar(node: &Node, at: Span, decoder: &mut Decoder<'_>) -> Option<Self> {
        match &node.value {
            Value::Integer(number) => Some(Self(number.to_string())),
            Value::Number(number) => Some(Self(number.to_string())),
            _ => {
                decoder.refuse_type(node, at, "a number");
                None
            }
        }
    }

    fn scalar_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number" })
    }
}

//! Idempotency keys, as they are written.

use schemars::{Schema, SchemaGenerator, json_schema};

use super::define::document;
use super::{form, together};
use crate::Span;
use crate::decode::{Decode, Decoder, Text};
use crate::yaml::{Node, Value};

document! {
    /// How a call carries the key by which the API recognizes its attempts.
    struct Idempotency {
        /// Request header that holds the key, such as `Idempotency-Key`.
        required header: Text = form::SCHEME,
    }
    together together::idempotency();
}

/// Whether the calls of one operation carry a key.
#[derive(Debug)]
pub(crate) enum OperationIdempotency {
    /// They carry none, whatever is said for the API.
    None(Span),
    Own(Idempotency),
}

impl Decode for OperationIdempotency {
    fn decode(node: Node, at: Span, decoder: &mut Decoder<'_>) -> Option<Self> {
        match &node.value {
            Value::String(word) if word == "none" => Some(Self::None(node.span)),
            Value::Map(_) => Idempotency::decode(node, at, decoder).map(Self::Own),
            _ => {
                decoder.refuse_type(&node, at, "`none` or a map with `header`");
                None
            }
        }
    }

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        let own = Idempotency::schema(generator);
        json_schema!({ "oneOf": [{ "const": "none" }, own] })
    }
}

//! What the operations of a group have in common, as written.

use schemars::{Schema, SchemaGenerator, json_schema};

use super::{GroupMap, form};
use crate::Span;
use crate::decode::{Decode, Decoder, Text, text_schema};
use crate::yaml::{Node, Value};

/// What the operations of a group have in common.
#[derive(Debug)]
pub(crate) enum Group {
    /// A text alone.
    Text(Text),
    Map(GroupMap),
}

impl Group {
    pub(crate) fn description(&self) -> Option<&Text> {
        match self {
            Self::Text(text) => Some(text),
            Self::Map(map) => map.description.as_ref(),
        }
    }

    pub(crate) fn server(&self) -> Option<&Text> {
        match self {
            Self::Text(_) => None,
            Self::Map(map) => map.server.as_ref(),
        }
    }
}

impl Decode for Group {
    fn decode(node: Node, at: Span, decoder: &mut Decoder<'_>) -> Option<Self> {
        match &node.value {
            Value::Map(_) => GroupMap::decode(node, at, decoder).map(Self::Map),
            _ => Text::decode(node, at, decoder).map(Self::Text),
        }
    }

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        let mut text = text_schema(None);
        form::LINE.refine(&mut text);
        let map = GroupMap::schema(generator);
        json_schema!({ "oneOf": [text, map] })
    }
}

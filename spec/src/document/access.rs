//! Which credentials an operation needs, as written.

use schemars::{Schema, SchemaGenerator, json_schema};

use super::define::document;
use super::form;
use crate::decode::{Decode, Decoder, Text};
use crate::yaml::{Node, Value};
use crate::{Span, Spanned};

document! {
    /// Credentials of which a call sends those that the client was given.
    struct Alternatives {
        /// Alternatives, each a list of ids. A call sends the first alternative that the client was given.
        required first_of: Vec<Vec<Text>> = form::SOME,
        /// Whether a call sends none where the client was given none. Otherwise, the call fails before it is sent.
        optional optional: Spanned<bool>,
    }
}

/// Which credentials an operation needs.
#[derive(Debug)]
pub(crate) enum Credentials {
    /// All of them.
    All(Vec<Text>),
    FirstOf(Alternatives),
}

impl Credentials {
    /// The credentials that are named, alternative by alternative.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &Text> {
        let (all, alternatives) = match self {
            Self::All(ids) => (Some(ids), None),
            Self::FirstOf(choice) => (None, choice.first_of.as_ref()),
        };
        all.into_iter().flatten().chain(alternatives.into_iter().flatten().flatten())
    }
}

impl Decode for Credentials {
    fn decode(node: Node, at: Span, decoder: &mut Decoder<'_>) -> Option<Self> {
        match &node.value {
            Value::Map(_) => Alternatives::decode(node, at, decoder).map(Self::FirstOf),
            _ => Vec::decode(node, at, decoder).map(Self::All),
        }
    }

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        let mut ids = Vec::<Text>::schema(generator);
        form::IDS.refine(&mut ids);
        let choice = Alternatives::schema(generator);
        json_schema!({ "oneOf": [ids, choice] })
    }
}

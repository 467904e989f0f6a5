//! Bodies of requests that are one value, as written.

use schemars::{Schema, SchemaGenerator, json_schema};

use super::define::document;
use super::{Expression, form, together};
use crate::decode::{Decode, Decoder, Text, text_schema};
use crate::yaml::{Node, Value};
use crate::{Span, Spanned};

document! {
    /// A body that is one value rather than fields.
    struct WholeBody {
        /// Its type: a named type, a list, a map or `json`; or `text`, `bytes` or `file`, which are sent as they are.
        required ty as "type": WholeBodyType,
        /// What it means.
        required description: Text = form::WORDS,
        /// Whether the text grants access: it is masked when formatted, and zeroized after use.
        optional secret: Spanned<bool>,
        /// Whether the text is personal data: it is masked when formatted.
        optional personal: Spanned<bool>,
        /// Content type of a body that is `text`, `bytes` or `file`, such as `text/csv`; of a file also a list, of which a caller can choose.
        optional content_type: ContentTypes,
    }
    together together::whole_body();
}

/// The type of a body, or what it is instead; not yet parsed.
#[derive(Debug)]
pub(crate) struct WholeBodyType(pub(crate) Expression);

impl Decode for WholeBodyType {
    fn decode(node: Node, at: Span, decoder: &mut Decoder<'_>) -> Option<Self> {
        Expression::decode(node, at, decoder).map(Self)
    }

    fn schema(_: &mut SchemaGenerator) -> Schema {
        text_schema(Some(&format!("^(text|bytes|{})$", Expression::pattern())))
    }
}

/// A content type, or several.
#[derive(Debug)]
pub(crate) struct ContentTypes {
    /// Where they stand.
    pub(crate) span: Span,
    pub(crate) all: Vec<Text>,
}

impl Decode for ContentTypes {
    fn decode(node: Node, at: Span, decoder: &mut Decoder<'_>) -> Option<Self> {
        let span = node.span;
        let all = match &node.value {
            Value::List(_) => Vec::decode(node, at, decoder)?,
            _ => vec![Text::decode(node, at, decoder)?],
        };
        Some(Self { span, all })
    }

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        let mut one = Text::schema(generator);
        form::CONTENT_TYPE.refine(&mut one);
        let several =
            json_schema!({ "type": "array", "minItems": 1, "uniqueItems": true, "items": one });
        json_schema!({ "if": { "type": "array" }, "then": several, "else": one })
    }
}

//! Schemas that have one value only.

use restwright_spec::{Node, Spanned, Value};

use crate::documents::Documents;
use crate::node::Look;
use crate::schema::{Types, scalar};
use crate::shape::{Shape, is_nullable, shape};
use crate::stated::{EXTENSION, id_of};
use crate::yaml::{Yaml, is_invisible};

/// The type and the value of a schema that has one value only.
pub(crate) fn constant(documents: &Documents<'_>, schema: &Node) -> Option<(&'static str, Yaml)> {
    let mut node = documents.resolve(schema)?;
    if schema.is_set("readOnly") || node.is_set("readOnly") || is_nullable(documents, schema, 0) {
        return None;
    }
    for _ in 0..MAX_SAME {
        if let Some(value) = only_value(node) {
            let ty = match &value.value {
                Value::String(text) if text.chars().any(is_invisible) => return None,
                Value::String(text) if text.is_empty() || text.trim() != text => return None,
                Value::String(_) => "string",
                Value::Integer(_) => "integer",
                Value::Bool(_) => "boolean",
                Value::Number(_) => return Some(("number", number(&value.value)?)),
                _ => return None,
            };
            return Some((ty, scalar(&value.value)?));
        }
        match shape(documents, node, 0) {
            Shape::Same(other) => node = documents.resolve(other)?,
            _ => return None,
        }
    }
    None
}

/// The value of `const`, or of an `enum` of one value.
fn only_value(node: &Node) -> Option<&Node> {
    let listed = node.get("enum").map(Look::elements);
    node.get("const").or(match listed {
        Some([only]) => Some(only),
        _ => None,
    })
}

/// How many schemas are followed that are the same as another one.
const MAX_SAME: usize = 8;

/// A number with a fraction as YAML.
pub(crate) fn number(value: &Value) -> Option<Yaml> {
    match value {
        Value::Number(number) if number.value().is_finite() => Some(Yaml::Raw(number.to_string())),
        _ => None,
    }
}

/// Places and names of the constants that the document states to be sent with every call.
pub(crate) fn of_every_call(root: &Node) -> Vec<(String, String)> {
    let stated = root.get("info").and_then(|info| info.get(EXTENSION)?.get("parameters"));
    let place = |(id, one): &(Spanned<String>, Node)| {
        let wire = one.text_of("name").unwrap_or(&id.value);
        Some((one.text_of("in")?.to_owned(), wire.to_owned()))
    };
    stated.map(Look::entries).unwrap_or_default().iter().filter_map(place).collect()
}

impl Types<'_> {
    /// Whether a parameter is a constant that is sent with every call.
    pub(crate) fn is_always_sent(&self, node: &Node) -> bool {
        let node = self.documents.resolve(node).unwrap_or(node);
        let is_it = |(place, wire): &(String, String)| {
            node.text_of("in") == Some(place) && node.text_of("name") == Some(wire)
        };
        id_of(node).is_none() && self.constants.iter().any(is_it)
    }
}

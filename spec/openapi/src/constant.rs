//! Schemas that have one value only.

use restwright_spec::{Node, Value};

use crate::documents::Documents;
use crate::node::Look;
use crate::schema::scalar;
use crate::shape::{Shape, is_nullable, shape};
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

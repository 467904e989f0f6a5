//! Values of the description as JSON.

use crate::api::Literal;
use crate::yaml::{Node, Value};

/// The JSON value of a YAML value.
pub(super) fn literal(node: &Node) -> Literal {
    match &node.value {
        Value::Null => Literal::Null,
        Value::Bool(value) => Literal::Bool(*value),
        Value::Integer(value) => Literal::Integer(*value),
        Value::Number(value) => Literal::Number(value.clone()),
        Value::String(value) => Literal::String(value.clone()),
        Value::List(list) => Literal::List(list.iter().map(literal).collect()),
        Value::Map(map) => {
            let entries = map.iter().map(|(key, value)| (key.value.clone(), literal(value)));
            Literal::Object(entries.collect())
        }
    }
}

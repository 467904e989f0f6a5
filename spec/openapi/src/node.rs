//! Reading the tree of a document by keys, where whatever is missing or of another type is absent.

use restwright_spec::{Node, Spanned, Value};

/// Access to a node by keys. Documents come from anywhere: nothing here takes a type for granted.
pub(crate) trait Look {
    /// The value of a key; of a key given twice the last one, as JSON readers do.
    fn get(&self, key: &str) -> Option<&Node>;
    /// The value of a key if it is text.
    fn text_of(&self, key: &str) -> Option<&str>;
    /// Whether a key is `true`.
    fn is_set(&self, key: &str) -> bool;
    /// The entries of a map.
    fn entries(&self) -> &[(Spanned<String>, Node)];
    /// The elements of a list.
    fn elements(&self) -> &[Node];
    /// The text, if it is one.
    fn text(&self) -> Option<&str>;
    /// A text, number or boolean as it is written in JSON without quotes.
    fn word(&self) -> Option<String>;
}

impl Look for Node {
    fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().rev().find(|(name, _)| name.value == key).map(|(_, value)| value)
    }

    fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key)?.text()
    }

    fn is_set(&self, key: &str) -> bool {
        matches!(self.get(key).map(|node| &node.value), Some(Value::Bool(true)))
    }

    fn entries(&self) -> &[(Spanned<String>, Node)] {
        match &self.value {
            Value::Map(map) => map,
            _ => &[],
        }
    }

    fn elements(&self) -> &[Node] {
        match &self.value {
            Value::List(list) => list,
            _ => &[],
        }
    }

    fn text(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    fn word(&self) -> Option<String> {
        match &self.value {
            Value::String(text) => Some(text.clone()),
            Value::Integer(number) => Some(number.to_string()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(flag) => Some(flag.to_string()),
            Value::Null | Value::List(_) | Value::Map(_) => None,
        }
    }
}

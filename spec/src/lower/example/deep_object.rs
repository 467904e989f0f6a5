//! Parts of objects in the query of a documented request, put together to one value.

use crate::api::Input;
use crate::decode::Text;
use crate::lower::{Context, fit};
use crate::yaml::{Node, Value};
use crate::{Span, Spanned};

/// The objects of a query, each with its input.
#[derive(Default)]
pub(super) struct DeepObjects<'r> {
    found: Vec<(&'r Input, Node)>,
}

/// What is wrong with the name of a part, if it has brackets that do not belong together.
pub(super) const UNEVEN: &str = "a part of an object is written `name[part]`";

impl<'r> DeepObjects<'r> {
    /// Adds a part by what follows the name of the input, such as `[gte]`. Tells whether that is well formed.
    pub(super) fn add(&mut self, input: &'r Input, parts: &str, place: Span, value: Text) -> bool {
        let Some(keys) = keys(parts) else { return false };
        let object = || Node { value: Value::Map(Vec::new()), span: place };
        let at =
            self.found.iter().position(|(other, _)| other.id == input.id).unwrap_or_else(|| {
                self.found.push((input, object()));
                self.found.len() - 1
            });
        let mut node = &mut self.found[at].1;
        for key in keys {
            if key.is_empty() {
                return push(node, value);
            }
            let Value::Map(entries) = &mut node.value else { return false };
            let at = entries.iter().position(|(other, _)| other.as_str() == key);
            let at = at.unwrap_or_else(|| {
                entries.push((Spanned::new(key.to_owned(), place), object()));
                entries.len() - 1
            });
            node = &mut entries[at].1;
        }
        // A part that has parts of its own is no value as well.
        let is_new = matches!(&node.value, Value::Map(parts) if parts.is_empty());
        *node = Node { value: Value::String(value.value), span: value.span };
        is_new
    }

    /// Remembers each object to be held against the type of its input.
    pub(super) fn check(self, context: &mut Context<'_>) {
        for (input, node) in self.found {
            fit::parts_later(context, node, &input.ty);
        }
    }
}

/// An item of a list, which is written `[part][]`.
fn push(node: &mut Node, value: Text) -> bool {
    let item = Node { value: Value::String(value.value), span: value.span };
    match &mut node.value {
        Value::List(items) => items.push(item),
        Value::Map(parts) if parts.is_empty() => node.value = Value::List(vec![item]),
        _ => return false,
    }
    true
}

/// The keys of `[created][gte]`; an empty one at the end stands for an item.
fn keys(parts: &str) -> Option<Vec<&str>> {
    let inner = parts.strip_prefix('[')?.strip_suffix(']')?;
    let keys: Vec<_> = inner.split("][").collect();
    let last = keys.len() - 1;
    let is_sound = |(at, key): (usize, &&str)| {
        !key.contains(['[', ']']) && (!key.is_empty() || (at == last && at > 0))
    };
    keys.iter().enumerate().all(is_sound).then_some(keys)
}

//! Paths: operations of one path and method stand beside each other, although `OpenAPI` has room for one.

use std::collections::BTreeMap;

use restwright_spec::api::{Group, Operation, PathSegment};

use super::document::Context;
use super::operation::operation;
use super::schema::reference;
use crate::stated::EXTENSION;
use crate::yaml::{Entries, Yaml, entry};

/// All paths, in the order of the first operation of each. Paths that differ in names of placeholders alone are one.
pub(super) fn paths(context: &Context<'_>) -> Entries {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut items: Vec<Item<'_>> = Vec::new();
    for group in &context.api.groups {
        for operation in &group.operations {
            let at = *known.entry(operation.path.shape()).or_insert(items.len());
            if at == items.len() {
                items.push(Item { first: operation, operations: Vec::new() });
            }
            items[at].operations.push((group, operation));
        }
    }
    let key = |item: &Item<'_>| item.first.path.template.value.clone();
    items.iter().map(|item| (key(item), Yaml::Map(item.methods(context), false))).collect()
}

/// A path with the operations of all its methods.
struct Item<'a> {
    /// The operation that names the placeholders.
    first: &'a Operation,
    operations: Vec<(&'a Group, &'a Operation)>,
}

impl Item<'_> {
    fn methods(&self, context: &Context<'_>) -> Entries {
        let names = placeholders(self.first);
        let mut methods: Entries = Vec::new();
        let constants = context.api.service.constants.iter();
        let constants = constants.map(|one| reference("parameters", &key_of(&one.id)));
        let constants: Vec<_> = constants.map(|one| Yaml::Map(one, true)).collect();
        if !constants.is_empty() {
            methods.push(entry("parameters", Yaml::Block(constants)));
        }
        let mut further = Vec::new();
        for (group, one) in &self.operations {
            let own = placeholders(one);
            let names = own.into_iter().zip(names.iter().copied()).collect();
            let method = one.method.as_str().to_ascii_lowercase();
            let value = Yaml::Map(operation(context, group, one, &names), false);
            if methods.iter().any(|(known, _)| *known == method) {
                further.push(Yaml::Map(vec![(method, value)], false));
            } else {
                methods.push((method, value));
            }
        }
        if !further.is_empty() {
            let stated = vec![entry("operations", Yaml::Block(further))];
            methods.push(entry(EXTENSION, Yaml::Map(stated, false)));
        }
        methods
    }
}

/// The name among the components of a constant that is sent with every call. No id of a parameter has a dot.
pub(super) fn key_of(id: &str) -> String {
    format!("always.{id}")
}

/// Names of the placeholders of a path, in their order.
fn placeholders(operation: &Operation) -> Vec<&str> {
    let segments = operation.path.segments.iter();
    let names = segments.filter_map(|segment| match segment {
        PathSegment::Placeholder(id) => Some(id.as_str()),
        PathSegment::Literal(_) => None,
    });
    names.collect()
}

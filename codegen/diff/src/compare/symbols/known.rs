//! Operations and their inputs, as far as it takes to find them on the other side.

use api_spec::Spanned;
use api_spec::api::{Api, Location, Operation, PathSegment};

use crate::Place;
use crate::identity::Identified;

/// An element by its names.
pub(super) struct Known {
    pub(super) id: String,
    former: Option<String>,
    key: Option<String>,
}

/// An operation with its group.
pub(super) struct KnownOperation<'a> {
    group: &'a str,
    operation: &'a Operation,
    names: Known,
}

impl KnownOperation<'_> {
    pub(super) fn place(&self) -> Place {
        Place::operation(self.group, &self.operation.id)
    }

    /// The path that is made of its group and its id.
    pub(super) fn path(&self, path: impl Fn(&str, &str) -> String) -> String {
        path(self.group, &self.operation.id)
    }

    pub(super) fn inputs(&self) -> Vec<Known> {
        let inputs = self.operation.inputs.iter().map(|input| {
            let key = match input.location {
                // The name of a placeholder never goes over the wire.
                Location::Path => {
                    let mut placeholders = placeholders(self.operation);
                    format!("path {:?}", placeholders.position(|id| *input.id == id))
                }
                Location::Query(_) => format!("query {}", *input.wire),
                Location::Header => format!("header {}", input.wire.to_ascii_lowercase()),
                Location::Body => format!("body {}", *input.wire),
            };
            known(&input.id, input.renamed_from.as_ref(), key)
        });
        inputs.collect()
    }
}

pub(super) fn operations(api: &Api) -> Vec<KnownOperation<'_>> {
    let mut operations = Vec::new();
    for group in &api.groups {
        operations.extend(group.operations.iter().map(|operation| {
            let parts = operation.path.segments.iter().map(|segment| match segment {
                PathSegment::Literal(text) => text.as_str(),
                PathSegment::Placeholder(_) => "{}",
            });
            let key = format!("{} {}", operation.method.as_str(), parts.collect::<String>());
            let names = Known {
                id: format!("{}.{}", *group.id, *operation.id),
                former: operation.renamed_from.as_ref().map(|former| former.to_string()),
                key: Some(key),
            };
            KnownOperation { group: &group.id, operation, names }
        }));
    }
    operations
}

fn known(id: &str, former: Option<&Spanned<String>>, key: String) -> Known {
    let former = former.map(|former| former.value.clone());
    Known { id: id.to_owned(), former, key: Some(key) }
}

fn placeholders(operation: &Operation) -> impl Iterator<Item = &str> {
    operation.path.segments.iter().filter_map(|segment| match segment {
        PathSegment::Placeholder(id) => Some(id.as_str()),
        PathSegment::Literal(_) => None,
    })
}

impl Identified for Known {
    fn id(&self) -> &str {
        &self.id
    }

    fn renamed_from(&self) -> Option<&str> {
        self.former.as_deref()
    }

    fn key(&self) -> Option<String> {
        self.key.clone()
    }
}

impl Identified for KnownOperation<'_> {
    fn id(&self) -> &str {
        self.names.id()
    }

    fn renamed_from(&self) -> Option<&str> {
        self.names.renamed_from()
    }

    fn key(&self) -> Option<String> {
        self.names.key()
    }

    fn full_key(&self) -> Option<String> {
        Some(format!("{} {}", self.key()?, *self.operation.id))
    }
}

//! Where in the document the elements of a description come from.

use std::collections::BTreeMap;

use restwright_spec::{Node, Sources, Span};

use crate::documents::tree;
use crate::node::Look as _;
use crate::render::Description;

/// The place in the document of each element, by the keys that lead to it; operations also by their group.
#[derive(Clone, Debug, Default)]
pub struct Places(BTreeMap<Vec<String>, Span>);

impl Places {
    /// Notes where all elements come from; what has no place of its own comes from the document.
    pub(crate) fn of(description: &Description<'_>, document: Span) -> Self {
        let mut places = Self(BTreeMap::from([(Vec::new(), document)]));
        for server in description.servers {
            places.note(&["servers", &server.id], server.span);
        }
        for credential in description.security.all() {
            places.note(&["credentials", &credential.id], credential.span);
        }
        for (id, parameter) in description.parameters {
            places.note(&["parameters", id], parameter.field.span);
        }
        for operation in description.operations {
            let of = ["operations", &operation.group, &operation.id];
            places.note(&of, operation.span);
            for parameter in &operation.parameters {
                places.note(
                    &[&of[..], &["parameters", &parameter.field.id]].concat(),
                    parameter.field.span,
                );
            }
            for field in operation.body.fields() {
                places.note(&[&of[..], &["body", &field.id]].concat(), field.span);
            }
        }
        for (name, named) in description.types {
            places.note(&["types", name], named.span);
            for field in named.kind.fields() {
                places.note(&["types", name, "fields", &field.id], field.span);
            }
        }
        places
    }

    fn note(&mut self, keys: &[&str], span: Span) {
        self.0.insert(keys.iter().map(|key| (*key).to_owned()).collect(), span);
    }

    /// Finds the places in the document of places in the files of the description.
    pub fn finder<'a>(&'a self, files: &'a Sources) -> impl Fn(Span) -> Span + use<'a> {
        let trees = files.iter().filter_map(|(_, file)| tree(files, file.path()).ok());
        let trees: BTreeMap<u32, Node> = trees.collect();
        move |span| {
            let mut keys = trees.get(&span.source).map(|root| way(root, span)).unwrap_or_default();
            loop {
                match self.0.get(&keys) {
                    Some(place) => return *place,
                    None if keys.pop().is_none() => return span,
                    None => {}
                }
            }
        }
    }
}

/// The keys that lead to a place. Behind `operations` comes the group that the file is about.
fn way(root: &Node, span: Span) -> Vec<String> {
    let mut keys = Vec::new();
    let mut node = root;
    let holds = |key: Span, value: Span| key.start <= span.start && span.start < value.end;
    while let Some((key, value)) =
        node.entries().iter().find(|(key, value)| holds(key.span, value.span))
    {
        keys.push(key.value.clone());
        if keys == ["operations"] {
            keys.extend(root.text_of("group").map(ToOwned::to_owned));
        }
        node = value;
    }
    keys
}

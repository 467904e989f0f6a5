//! Parameters that a document defines once, for several operations.

use std::collections::BTreeMap;

use crate::documents::Key;
use crate::draft::{Field, Parameter};
use crate::names::{Names, Role};
use crate::parameter::name_of;

/// Shared parameters, by the ids that operations use.
#[derive(Default)]
pub(crate) struct Shared {
    names: Names,
    ids: BTreeMap<Key, String>,
    pub(crate) all: BTreeMap<String, Parameter>,
}

impl Shared {
    /// The id of a shared parameter, which is named as in the document. `None` if it has no name, or if an operation sees
    /// another parameter than the first one did.
    pub(crate) fn id(&mut self, key: Key, parameter: &Parameter) -> Option<String> {
        let name = name_of(&key.1)?;
        let id = if let Some(id) = self.ids.get(&key) {
            id.clone()
        } else {
            let id = self.names.stated_or(parameter.field.stated.id(), name, Role::Input);
            self.all.insert(id.clone(), parameter.clone());
            self.ids.insert(key, id.clone());
            id
        };
        let first = self.all.get(&id)?;
        let field = Field { id: first.field.id.clone(), ..parameter.field.clone() };
        (*first == Parameter { field, ..parameter.clone() }).then_some(id)
    }
}

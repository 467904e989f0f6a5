//! Shared parameters: what all of their uses have in common.

use std::collections::BTreeMap;

use restwright_spec::api::{Api, Input, Location};

/// Shared parameters by their ids.
pub(super) struct Shared(BTreeMap<String, Input>);

impl Shared {
    /// Finds the parameters that operations share. A model keeps what an operation sees of one, so each is what its first
    /// use is, without what another use does not have.
    pub(super) fn of(api: &Api) -> Self {
        let mut all: BTreeMap<String, Input> = BTreeMap::new();
        let operations = api.groups.iter().flat_map(|group| &group.operations);
        for input in operations.flat_map(|operation| &operation.inputs) {
            let Some(id) = &input.shared else { continue };
            let is_same_id = id == &input.id;
            match all.get_mut(&id.value) {
                Some(shared) => {
                    shared.default = shared.default.take().filter(|_| input.default.is_some());
                    shared.example = shared.example.take().filter(|_| input.example.is_some());
                    shared.deprecated =
                        shared.deprecated.take().filter(|_| input.deprecated.is_some());
                    if is_same_id && shared.renamed_from != input.renamed_from {
                        shared.renamed_from = None;
                    }
                }
                None => {
                    let mut shared = input.clone();
                    if input.location == Location::Path {
                        shared.wire = id.clone();
                    }
                    if !is_same_id {
                        shared.renamed_from = None;
                    }
                    shared.id = id.clone();
                    shared.shared = None;
                    all.insert(id.value.clone(), shared);
                }
            }
        }
        Self(all)
    }

    /// All of them, by id.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &Input)> {
        self.0.iter().map(|(id, input)| (id.as_str(), input))
    }

    /// The one of an id.
    pub(super) fn get(&self, id: &str) -> Option<&Input> {
        self.0.get(id)
    }

    /// Whether an input is a shared parameter in all respects.
    pub(super) fn is_same(&self, input: &Input) -> bool {
        let Some(shared) = input.shared.as_ref().and_then(|id| self.get(id)) else {
            return false;
        };
        *input == Input { shared: input.shared.clone(), ..shared.clone() }
    }
}

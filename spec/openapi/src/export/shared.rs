//! Shared parameters: what all of their uses have in common.

use std::collections::BTreeMap;

use restwright_spec::Spanned;
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
            if let Some(shared) = all.get_mut(&id.value) {
                restrict(shared, input);
            } else {
                all.insert(id.value.clone(), first(id, input));
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

/// A shared parameter as its first use shows it.
fn first(id: &Spanned<String>, input: &Input) -> Input {
    let is_in_path = input.location == Location::Path;
    Input {
        id: id.clone(),
        shared: None,
        wire: if is_in_path { id.clone() } else { input.wire.clone() },
        renamed_from: input.renamed_from.clone().filter(|_| input.id == *id),
        ..input.clone()
    }
}

/// Takes out what another use does not have, since a use can add and replace, but not remove.
fn restrict(shared: &mut Input, input: &Input) {
    shared.default = shared.default.take().filter(|_| input.default.is_some());
    shared.example = shared.example.take().filter(|_| input.example.is_some());
    shared.deprecated = shared.deprecated.take().filter(|_| input.deprecated.is_some());
    // Under another id, an operation never had the former one.
    if shared.id == input.id && shared.renamed_from != input.renamed_from {
        shared.renamed_from = None;
    }
}

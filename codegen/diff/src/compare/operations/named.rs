//! Operations by what tells them apart, on one side and between both.

use restwright_spec::api::{Api, Operation};

use crate::Place;
use crate::identity::Identified;

/// An operation, and the name that tells it from those of other groups.
pub(in crate::compare) struct Named<'a> {
    pub(in crate::compare) group: &'a str,
    pub(in crate::compare) operation: &'a Operation,
    pub(in crate::compare) name: String,
    pub(super) former: Option<String>,
}

impl Named<'_> {
    pub(in crate::compare) fn place(&self) -> Place {
        Place::operation(self.group, &self.operation.id)
    }
}

/// The operations of all groups.
pub(in crate::compare) fn all(api: &Api) -> Vec<Named<'_>> {
    let mut all = Vec::new();
    for group in &api.groups {
        all.extend(group.operations.iter().map(|operation| Named {
            group: &group.id,
            operation,
            name: format!("{}.{}", *group.id, *operation.id),
            former: operation.renamed_from.as_ref().map(|former| former.to_string()),
        }));
    }
    all
}

impl Identified for Named<'_> {
    fn id(&self) -> &str {
        &self.name
    }

    fn renamed_from(&self) -> Option<&str> {
        self.former.as_deref()
    }

    fn key(&self) -> Option<String> {
        Some(format!("{} {}", self.operation.method.as_str(), self.operation.path.shape()))
    }

    /// Operations may share method and path. One that moved to another group kept its id.
    fn full_key(&self) -> Option<String> {
        Some(format!("{} {}", self.key()?, *self.operation.id))
    }
}

//! The identity of operations, on one side and between both.

use restwright_spec::Spanned;
use restwright_spec::api::{Api, Operation};

use crate::Place;
use crate::identity::Identified;

/// An operation, and the name that tells it from those of other groups.
pub(crate) struct Named<'a> {
    pub(crate) group: &'a str,
    pub(crate) operation: &'a Operation,
    pub(crate) name: String,
    pub(super) former: Option<String>,
}

impl Named<'_> {
    pub(crate) fn place(&self) -> Place {
        Place::operation(self.group, &self.operation.id)
    }

    /// Method and path, as the description says them: `GET /pets`.
    pub(super) fn route(&self) -> String {
        format!("{} {}", self.operation.method.as_str(), *self.operation.path.template)
    }
}

/// The operations of all groups.
pub(crate) fn all(api: &Api) -> Vec<Named<'_>> {
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

    fn renamed_from(&self) -> Option<Spanned<&str>> {
        let span = self.operation.renamed_from.as_ref()?.span;
        Some(Spanned::new(self.former.as_deref()?, span))
    }

    fn key(&self) -> Option<String> {
        let Operation { method, path, server, .. } = self.operation;
        let server = server.as_ref().map(|id| format!(" at {}", **id)).unwrap_or_default();
        Some(format!("{} {}{server}", method.as_str(), path.shape()))
    }

    /// Operations may share method and path. One that moved to another group kept its id.
    fn full_key(&self) -> Option<String> {
        Some(format!("{} {}", self.key()?, *self.operation.id))
    }

    fn text(&self) -> &str {
        &self.operation.summary
    }

    fn is_same_but_id(&self, other: &Self) -> bool {
        let Operation { id, renamed_from, .. } = other.operation.clone();
        Operation { id, renamed_from, ..self.operation.clone() } == *other.operation
    }
}

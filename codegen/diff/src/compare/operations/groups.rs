//! Groups that got another name: one decision, so one finding instead of one for each of their operations.

use std::collections::BTreeMap;

use restwright_spec::api::Api;

use super::Named;
use crate::compare::Comparison;
use crate::finding::{Finding, Findings};
use crate::identity::{By, Pairs};
use crate::rules::operations as rules;
use crate::{AffectedOperation, Direction, Place};

/// New ids of renamed groups by their old ones.
pub(super) struct Groups<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> Groups<'a> {
    /// A group was renamed if it is gone, and all of its operations that are left are those of one that is new.
    pub(super) fn of(comparison: &Comparison<'_>, operations: &Pairs<'a, Named<'a>>) -> Self {
        let mut homes = BTreeMap::<_, Vec<_>>::new();
        for (base, head, by) in &operations.both {
            let moved = *by == By::Key && base.operation.id == head.operation.id;
            homes.entry(base.group).or_default().push(moved.then_some(head.group));
        }
        let has = |api: &Api, id: &str| api.groups.iter().any(|group| group.id.as_str() == id);
        let renamed = homes.into_iter().filter_map(|(old, homes)| {
            let new = homes.first().copied().flatten()?;
            let is_one = homes.iter().all(|home| *home == Some(new));
            let is_new = !has(comparison.base, new) && !has(comparison.head, old);
            (is_one && is_new).then_some((old, new))
        });
        Self(renamed.collect())
    }

    /// Whether the operations of a group are found under another name of it.
    pub(super) fn is_renamed(&self, base: &str, head: &str) -> bool {
        self.0.get(base) == Some(&head)
    }

    /// The old and the new id of each.
    pub(super) fn names(&self) -> Vec<(String, String)> {
        self.0.iter().map(|(old, new)| ((*old).to_owned(), (*new).to_owned())).collect()
    }

    pub(super) fn report(
        &self,
        comparison: &Comparison<'_>,
        operations: &Pairs<'_, Named<'_>>,
        findings: &mut Findings,
    ) {
        for (old, new) in &self.0 {
            let of_group = operations.both.iter().filter(|(_, head, _)| head.group == *new);
            let affected = of_group.map(|(_, head, _)| AffectedOperation {
                operation: head.name.clone(),
                direction: Direction::Request,
            });
            let mut finding = Finding::new(&rules::GROUP_RENAMED, Place::group(new))
                .before(format!("`{old}`"))
                .after(format!("`{new}`"))
                .affecting(affected.collect());
            let mut groups = comparison.head.groups.iter();
            if let Some(group) = groups.find(|group| group.id.as_str() == *new) {
                finding = finding.in_head(group.id.span);
            }
            findings.push(finding);
        }
    }
}

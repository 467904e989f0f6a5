//! What changed in every operation in the same way: one decision, so one finding.

use super::Changed;
use super::access::{GivenBy, Needed};
use super::inputs::Placed;
use crate::finding::{Finding, Findings};
use crate::rules::{access as access_rules, operations as rules};
use crate::{AffectedOperation, Direction, Place};

/// What came to every operation that both sides have, and what went from every one.
pub(super) struct GlobalChanges<'a> {
    operations: Vec<&'a str>,
    added: Vec<&'a Placed<'a>>,
    removed: Vec<&'a Placed<'a>>,
    requires: Vec<Needed<'a>>,
    required: Vec<Needed<'a>>,
}

impl<'a> GlobalChanges<'a> {
    pub(super) fn of(changes: &[Changed<'a>]) -> Self {
        let operations = changes.iter().map(|changed| changed.head.name.as_str()).collect();
        let input = |a: &&Placed<'_>, b: &&Placed<'_>| a.is_like(b);
        let credential = |a: &Needed<'_>, b: &Needed<'_>| a.id == b.id && a.by == b.by;
        Self {
            operations,
            added: shared(changes, |changed| &changed.inputs.added, input),
            removed: shared(changes, |changed| &changed.inputs.removed, input),
            requires: shared(changes, |changed| &changed.access.added, credential),
            required: shared(changes, |changed| &changed.access.removed, credential),
        }
    }

    /// Whether an input came to every operation.
    pub(super) fn added(&self, added: &Placed<'_>) -> bool {
        self.added.iter().any(|input| input.is_like(added))
    }

    /// Whether an input went from every operation.
    pub(super) fn removed(&self, removed: &Placed<'_>) -> bool {
        self.removed.iter().any(|input| input.is_like(removed))
    }

    /// Whether every operation requires a credential now.
    pub(super) fn requires(&self, added: &Needed<'_>) -> bool {
        self.requires.iter().any(|required| required.id == added.id && required.by == added.by)
    }

    /// Whether every operation required a credential before.
    pub(super) fn required(&self, removed: &Needed<'_>) -> bool {
        self.required.iter().any(|required| required.id == removed.id && required.by == removed.by)
    }

    pub(super) fn report(&self, findings: &mut Findings) {
        for placed in &self.added {
            let rule = if placed.input.is_required() {
                &rules::SERVICE_GLOBAL_PARAM_ADDED_REQUIRED
            } else {
                &rules::SERVICE_GLOBAL_PARAM_ADDED_OPTIONAL
            };
            let finding = Finding::new(rule, Place::api()).after(placed.phrase());
            findings.push(finding.in_head(placed.input.id.span).affecting(self.affected()));
        }
        for placed in &self.removed {
            let rule = if placed.input.is_required() {
                &rules::SERVICE_GLOBAL_PARAM_REMOVED_REQUIRED
            } else {
                &rules::SERVICE_GLOBAL_PARAM_REMOVED_OPTIONAL
            };
            let finding = Finding::new(rule, Place::api()).before(placed.phrase());
            findings.push(finding.in_base(placed.input.id.span).affecting(self.affected()));
        }
        self.report_access(findings);
    }

    /// The credential that every operation requires instead of one that none requires any more, if they are given alike.
    pub(super) fn replaced(&self) -> Option<(Needed<'a>, Needed<'a>)> {
        match (&*self.required, &*self.requires) {
            ([old], [new]) if old.by == new.by => Some((*old, *new)),
            _ => None,
        }
    }

    fn report_access(&self, findings: &mut Findings) {
        let at =
            |rule, id: &str| Finding::new(rule, Place::credential(id)).affecting(self.affected());
        if let Some((old, new)) = self.replaced() {
            let rule = match new.by {
                GivenBy::Client => &access_rules::AUTH_REPLACED_EVERYWHERE,
                GivenBy::Argument => &access_rules::AUTH_ARGUMENT_REPLACED_EVERYWHERE,
            };
            let finding = at(rule, new.id);
            let finding =
                finding.before(format!("`{}`", **old.id)).after(format!("`{}`", **new.id));
            findings.push(finding.in_head(new.id.span));
            return;
        }
        for Needed { id, by } in &self.requires {
            let rule = match by {
                GivenBy::Client => &access_rules::AUTH_REQUIRED_EVERYWHERE,
                GivenBy::Argument => &access_rules::AUTH_ARGUMENT_REQUIRED_EVERYWHERE,
            };
            findings.push(at(rule, id).after("required by every operation").in_head(id.span));
        }
        for Needed { id, by } in &self.required {
            let rule = match by {
                GivenBy::Client => &access_rules::AUTH_REQUIRED_NOWHERE,
                GivenBy::Argument => &access_rules::AUTH_ARGUMENT_REQUIRED_NOWHERE,
            };
            findings.push(at(rule, id).before("required by every operation").in_base(id.span));
        }
    }

    fn affected(&self) -> Vec<AffectedOperation> {
        let reach = |name: &&str| AffectedOperation {
            operation: (*name).to_owned(),
            direction: Direction::Request,
        };
        self.operations.iter().map(reach).collect()
    }
}

/// The items that are in the lists of all operations. What happens to a single operation is no decision for all.
fn shared<'a, T: Copy>(
    changes: &[Changed<'a>],
    list: impl for<'c> Fn(&'c Changed<'a>) -> &'c [T],
    is_same: impl Fn(&T, &T) -> bool,
) -> Vec<T> {
    let [first, others @ ..] = changes else { return Vec::new() };
    if others.is_empty() {
        return Vec::new();
    }
    let is_shared = |item: &&T| {
        others.iter().all(|other| list(other).iter().any(|of_other| is_same(item, of_other)))
    };
    list(first).iter().filter(is_shared).copied().collect()
}

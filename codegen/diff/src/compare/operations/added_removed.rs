//! Operations that came, and operations that went.

use restwright_spec::suggest;

use super::{Named, route};
use crate::compare::deprecation::RemovalNotice;
use crate::compare::{Comparison, MAX_NAMES};
use crate::finding::{Finding, Findings};
use crate::identity::Pairs;
use crate::rules::operations as rules;

pub(super) fn compare(
    comparison: &Comparison<'_>,
    operations: &Pairs<'_, Named<'_>>,
    findings: &mut Findings,
) {
    for removed in &operations.removed {
        let rule = match comparison.removal_notice(removed.operation.deprecated.as_ref()) {
            RemovalNotice::None => &rules::OPERATION_REMOVED,
            RemovalNotice::Elapsed => &rules::OPERATION_REMOVED_AFTER_DEPRECATION,
            RemovalNotice::Premature => &rules::OPERATION_REMOVED_BEFORE_SUNSET,
        };
        let finding = Finding::new(rule, removed.place());
        findings.push(finding.before(removed.route()).in_base(removed.operation.id.span));
    }
    for added in &operations.added {
        let finding = Finding::new(&rules::OPERATION_ADDED, added.place());
        let mut finding = finding.after(added.route()).in_head(added.operation.id.span);
        finding.suggestion = former(added, &operations.removed);
        findings.push(finding);
        if route::is_reused(comparison, None, added) {
            let finding = Finding::new(&rules::OPERATION_ROUTE_REUSED, added.place());
            findings.push(finding.after(added.route()).in_head(added.operation.id.span));
        }
    }
}

/// What the operation may have been, if one of its method that went has nearly its name.
fn former(added: &Named<'_>, removed: &[&Named<'_>]) -> Option<String> {
    if removed.len() > MAX_NAMES {
        return None;
    }
    let alike = removed
        .iter()
        .filter(|old| old.group == added.group && old.operation.method == added.operation.method);
    let old = suggest::closest(&added.operation.id, alike.map(|old| old.operation.id.as_str()))?;
    Some(format!("if it is the former `{old}`, add `renamed_from: {old}`"))
}

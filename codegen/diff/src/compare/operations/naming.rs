//! What an operation is called, and was called.

use restwright_spec::api::OperationName;

use super::Changed;
use crate::compare::former;
use crate::finding::{Finding, Findings};
use crate::identity::By;
use crate::rules::operations as rules;

pub(super) fn compare(changed: &Changed<'_>, findings: &mut Findings) {
    let Changed { base, head, by, place, .. } = changed;
    if base.name != head.name && !changed.is_in_renamed_group {
        let rule = match (by, base.group == head.group) {
            (By::RenamedFrom, true) => &rules::OPERATION_RENAMED_WITH_ALIAS,
            (By::RenamedFrom, false) => &rules::OPERATION_GROUP_CHANGED_WITH_ALIAS,
            (_, true) => &rules::OPERATION_RENAMED,
            (_, false) => &rules::OPERATION_GROUP_CHANGED,
        };
        let mut finding = Finding::new(rule, place.clone())
            .before(format!("`{}`", base.name))
            .after(format!("`{}`", head.name))
            .in_head(head.operation.id.span);
        if *by == By::Key {
            finding.suggestion = Some(suggestion(changed));
        }
        findings.push(finding);
    }
    // Where the operation has its former name again, that is the rename itself.
    let old = base.operation.renamed_from.as_ref().filter(|old| old.to_string() != head.name);
    let name = OperationName { group: base.group.to_owned(), id: base.operation.id.value.clone() };
    former::compare(&name, old, head.operation.renamed_from.as_ref(), place, findings);
}

fn suggestion(changed: &Changed<'_>) -> String {
    let (base, head) = (changed.base, changed.head);
    let former = if base.group == head.group { &*base.operation.id } else { &base.name };
    format!("add `renamed_from: {former}`")
}

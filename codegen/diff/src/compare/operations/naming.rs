//! What an operation is called, and was called.

use super::Changed;
use crate::finding::{Finding, Findings};
use crate::identity::By;
use crate::rules::operations as rules;

pub(super) fn compare(changed: &Changed<'_>, findings: &mut Findings) {
    let Changed { base, head, by, place, .. } = changed;
    if matches!(by, By::RenamedFrom | By::Key) && !changed.is_in_renamed_group {
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
}

fn suggestion(changed: &Changed<'_>) -> String {
    let (base, head) = (changed.base, changed.head);
    let former = if base.group == head.group { &*base.operation.id } else { &base.name };
    format!("add `renamed_from: {former}`")
}

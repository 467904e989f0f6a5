//! Compares the paths of an operation.

use restwright_spec::api::{Path, PathSegment};

use super::Changed;
use crate::compare::Comparison;
use crate::finding::{Finding, Findings};
use crate::rules::operations as rules;

pub(super) fn compare(comparison: &Comparison<'_>, changed: &Changed<'_>, findings: &mut Findings) {
    let (base, head) = (&changed.base.operation.path, &changed.head.operation.path);
    if is_explained(changed) || is_same(changed, base, head) || comparison.effective_prefix_moved()
    {
        return;
    }
    let finding = Finding::new(&rules::OPERATION_PATH_CHANGED, changed.place.clone())
        .before(base.template.as_str())
        .after(head.template.as_str())
        .in_head(head.template.span);
    findings.push(finding);
}

/// Whether an input came into the path or left it, which is a finding of its own and breaks all that a path can break.
fn is_explained(changed: &Changed<'_>) -> bool {
    let inputs = &changed.inputs;
    inputs.added.iter().chain(&inputs.removed).any(|input| input.is_in_path())
        || inputs.both.iter().any(|(old, new, _)| old.is_in_path() != new.is_in_path())
}

/// Whether requests have the same path, whatever its placeholders are called.
fn is_same(changed: &Changed<'_>, base: &Path, head: &Path) -> bool {
    let in_head = |old: &str| {
        let mut both = changed.inputs.both.iter();
        both.find(|(base, ..)| base.input.id.as_str() == old)
            .map(|(_, head, _)| head.input.id.as_str())
    };
    base.segments.len() == head.segments.len()
        && base.segments.iter().zip(&head.segments).all(|segments| match segments {
            (PathSegment::Literal(old), PathSegment::Literal(new)) => old == new,
            (PathSegment::Placeholder(old), PathSegment::Placeholder(new)) => {
                in_head(old) == Some(new.as_str())
            }
            _ => false,
        })
}

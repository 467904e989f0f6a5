//! Compares the routes of operations: method and path.

use restwright_spec::Spanned;
use restwright_spec::api::{Path, PathSegment};

use super::{Changed, Named};
use crate::compare::Comparison;
use crate::finding::{Finding, Findings};
use crate::identity::Identified;
use crate::rules::operations as rules;

pub(super) fn compare(comparison: &Comparison<'_>, changed: &Changed<'_>, findings: &mut Findings) {
    let (old, new) = (changed.base, changed.head);
    let at = |rule| Finding::new(rule, changed.place.clone()).in_head(new.operation.id.span);
    if is_reused(comparison, Some(old), new) {
        let finding = at(&rules::OPERATION_ROUTE_REUSED);
        findings.push(finding.before(old.route()).after(new.route()));
        return;
    }
    let (base, head) = (old.operation, new.operation);
    if base.method != head.method {
        let finding = at(&rules::OPERATION_METHOD_CHANGED);
        findings.push(finding.before(base.method.as_str()).after(head.method.as_str()));
    }
    server(comparison, changed, findings);
    let (old, new) = (&base.path, &head.path);
    if is_explained(changed) || is_same(changed, old, new) || comparison.path_prefix_moved() {
        return;
    }
    let rule = if old.shape() == new.shape() {
        &rules::OPERATION_PLACEHOLDERS_SWAPPED
    } else {
        &rules::OPERATION_PATH_CHANGED
    };
    let finding = at(rule).in_head(new.template.span);
    findings.push(finding.before(old.template.as_str()).after(new.template.as_str()));
}

/// The server that the operation is sent to, which may be called otherwise now.
fn server(comparison: &Comparison<'_>, changed: &Changed<'_>, findings: &mut Findings) {
    let (base, head) = (changed.base.operation, changed.head.operation);
    let now = |id: &Spanned<String>| {
        let mut both = comparison.servers.both.iter();
        both.find(|(old, ..)| old.id == *id).map(|(_, new, _)| new.id.value.as_str())
    };
    let is_same = match (&base.server, &head.server) {
        (None, None) => true,
        (Some(old), Some(new)) => now(old) == Some(new.value.as_str()),
        _ => false,
    };
    if !is_same {
        let shown = |server: &Option<Spanned<String>>| {
            server.as_ref().map_or("the default server".to_owned(), |id| format!("`{}`", **id))
        };
        let span = head.server.as_ref().map_or(head.id.span, |id| id.span);
        let finding = Finding::new(&rules::OPERATION_SERVER_CHANGED, changed.place.part("server"));
        findings.push(finding.before(shown(&base.server)).after(shown(&head.server)).in_head(span));
    }
}

/// Whether an operation has the route that others had before, all of which have left it: programs built before call this
/// operation in the place of those.
pub(super) fn is_reused(
    comparison: &Comparison<'_>,
    base: Option<&Named<'_>>,
    head: &Named<'_>,
) -> bool {
    let route = head.key();
    if base.is_some_and(|base| base.key() == route) || comparison.path_prefix_moved() {
        return false;
    }
    let operations = &comparison.operations;
    let mut stayed = operations.both.iter().filter(|(old, ..)| old.key() == route);
    let has_left = stayed.clone().count() > 0 && stayed.all(|(_, new, _)| new.key() != route);
    has_left || operations.removed.iter().any(|old| old.key() == route)
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

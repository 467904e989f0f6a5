//! Pairs the inputs of an operation: which came, which went, which stayed.

use restwright_spec::api::{Input, Location, Operation, PathSegment};
use restwright_spec::suggest;

use super::everywhere::Everywhere;
use super::family::Family;
use super::{Changed, body, input};
use crate::compare::Comparison;
use crate::compare::deprecation::Farewell;
use crate::compare::value::expression;
use crate::finding::{Finding, Findings};
use crate::identity::Identified;
use crate::rules::params as rules;

/// An input, and which of the placeholders of the path it replaces.
pub(in crate::compare) struct Placed<'a> {
    pub(super) input: &'a Input,
    placeholder: Option<usize>,
}

/// The inputs of both sides. Those of the body are left out where the body has become another kind of thing, which is
/// one finding.
pub(super) fn placed<'a>(
    base: &'a Operation,
    head: &'a Operation,
) -> (Vec<Placed<'a>>, Vec<Placed<'a>>) {
    let is_reshaped = body::is_reshaped(base, head);
    let of = |operation: &'a Operation| {
        let mut placed = Placed::all(operation);
        placed.retain(|placed| !(is_reshaped && placed.input.location == Location::Body));
        placed
    };
    (of(base), of(head))
}

fn placeholder(operation: &Operation, id: &str) -> Option<usize> {
    let mut placeholders = operation.path.segments.iter().filter_map(|segment| match segment {
        PathSegment::Placeholder(id) => Some(id),
        PathSegment::Literal(_) => None,
    });
    placeholders.position(|placeholder| placeholder == id)
}

impl<'a> Placed<'a> {
    /// The inputs of an operation.
    pub(in crate::compare) fn all(operation: &'a Operation) -> Vec<Self> {
        let inputs = operation.inputs.iter();
        inputs.map(|input| Self { input, placeholder: placeholder(operation, &input.id) }).collect()
    }

    pub(super) fn is_in_path(&self) -> bool {
        self.input.location == Location::Path
    }

    /// Whether this is the same input of another operation. What stands in a path or a body is of its own operation.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let (a, b) = (self.input, other.input);
        !matches!(a.location, Location::Path | Location::Body)
            && (&a.id, &a.wire, a.location, &a.ty, a.need)
                == (&b.id, &b.wire, b.location, &b.ty, b.need)
    }

    /// Where it goes, and what it is: ``query `limit`: integer``.
    pub(super) fn phrase(&self) -> String {
        format!("{}: {}", input::target(self.input), expression(&self.input.ty))
    }
}

impl Identified for Placed<'_> {
    fn id(&self) -> &str {
        &self.input.id
    }

    fn renamed_from(&self) -> Option<&str> {
        self.input.renamed_from.as_ref().map(|former| former.as_str())
    }

    fn key(&self) -> Option<String> {
        let wire = &*self.input.wire;
        Some(match self.input.location {
            Location::Path => format!("path {}", self.placeholder?),
            Location::Query(_) => format!("query {wire}"),
            Location::Header => format!("header {}", wire.to_ascii_lowercase()),
            Location::Body => format!("body {wire}"),
        })
    }
}

pub(super) fn compare(
    comparison: &Comparison<'_>,
    changed: &Changed<'_>,
    everywhere: &Everywhere<'_>,
    findings: &mut Findings,
) {
    for removed in changed.inputs.removed.iter().filter(|input| !everywhere.had(input)) {
        remove(comparison, changed, removed, findings);
    }
    for added in changed.inputs.added.iter().filter(|input| !everywhere.has(input)) {
        add(changed, added, findings);
    }
    for pair in &changed.inputs.both {
        input::compare(comparison, changed, pair, findings);
    }
}

fn remove(
    comparison: &Comparison<'_>,
    changed: &Changed<'_>,
    removed: &Placed<'_>,
    findings: &mut Findings,
) {
    let input = removed.input;
    let family = Family::of(input.location);
    let rule = match comparison.farewell(input.deprecated.as_ref()) {
        _ if removed.is_in_path() => &rules::PARAM_PATH_REMOVED,
        Farewell::Early => family.removed_early,
        Farewell::Announced => family.removed_as_announced,
        Farewell::Sudden if input.is_required() => family.removed_required,
        Farewell::Sudden => family.removed,
    };
    let finding = Finding::new(rule, changed.place.item("inputs", &input.id));
    findings.push(finding.before(removed.phrase()).in_base(input.id.span));
}

fn add(changed: &Changed<'_>, added: &Placed<'_>, findings: &mut Findings) {
    let input = added.input;
    let family = Family::of(input.location);
    let rule = if added.is_in_path() {
        &rules::PARAM_PATH_ADDED
    } else if input.is_required() {
        family.added_required
    } else {
        family.added_optional
    };
    let place = changed.place.item("inputs", &input.id);
    let mut finding =
        Finding::new(rule, place.clone()).after(added.phrase()).in_head(input.id.span);
    finding.suggestion = former(changed, added);
    findings.push(finding);
    if let Some(other) = input::former_owner(changed, added, None) {
        let finding = Finding::new(family.wire_name_reused, place);
        let before = format!("{} of `{}`", input::target(other.input), *other.input.id);
        let after = format!("{} of `{}`", input::target(input), *input.id);
        findings.push(finding.before(before).after(after).in_head(input.wire.span));
    }
}

/// What the input may have been, if one of its type that went has nearly its name.
fn former(changed: &Changed<'_>, added: &Placed<'_>) -> Option<String> {
    let removed = changed.inputs.removed.iter().map(|removed| removed.input);
    let alike = removed.filter(|old| old.ty == added.input.ty);
    let old = suggest::closest(&added.input.id, alike.map(|old| old.id.as_str()))?;
    Some(format!("if it is the former `{old}`, add `renamed_from: {old}`"))
}

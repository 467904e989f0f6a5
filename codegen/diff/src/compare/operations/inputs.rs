//! Pairs the inputs of an operation: which came, which went, which stayed.

use restwright_spec::api::{Input, Location, Operation, PathSegment};
use restwright_spec::{Spanned, suggest};

use super::global_changes::GlobalChanges;
use super::input_rules::InputRules;
use super::{Changed, body, idempotency, input};
use crate::compare::deprecation::RemovalNotice;
use crate::compare::value::expression;
use crate::compare::{Comparison, former, placements};
use crate::finding::{Finding, Findings};
use crate::identity::{self, Identified};
use crate::rules::{operations as operation_rules, params as rules};

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

    /// Whether this is the same input of another operation. What stands in a path or a body is of its own operation, and
    /// idempotency keys of all operations are those of the API.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let (a, b) = (self.input, other.input);
        !matches!(a.location, Location::Path | Location::Body | Location::IdempotencyKey)
            && (&a.id, &a.wire, a.location, &a.ty, a.need)
                == (&b.id, &b.wire, b.location, &b.ty, b.need)
    }

    /// Location and type: ``query `limit`: integer``.
    pub(super) fn phrase(&self) -> String {
        format!("{}: {}", input::target(self.input), expression(&self.input.ty))
    }
}

impl Identified for Placed<'_> {
    fn id(&self) -> &str {
        &self.input.id
    }

    fn renamed_from(&self) -> Option<Spanned<&str>> {
        identity::former(self.input.renamed_from.as_ref())
    }

    fn is_shared(&self) -> bool {
        self.input.shared.is_some()
    }

    fn key(&self) -> Option<String> {
        let wire = &*self.input.wire;
        Some(match self.input.location {
            Location::Path => format!("path {}", self.placeholder?),
            Location::Query(_) => format!("query {wire}"),
            Location::Header | Location::IdempotencyKey => {
                format!("header {}", wire.to_ascii_lowercase())
            }
            Location::Cookie => format!("cookie {wire}"),
            Location::Body => format!("body {wire}"),
        })
    }

    fn text(&self) -> &str {
        &self.input.description
    }

    fn is_same_but_id(&self, other: &Self) -> bool {
        let Input { id, renamed_from, shared, .. } = other.input.clone();
        Input { id, renamed_from, shared, ..self.input.clone() } == *other.input
    }
}

pub(super) fn compare(
    comparison: &Comparison<'_>,
    changed: &Changed<'_>,
    global: &GlobalChanges<'_>,
    findings: &mut Findings,
) {
    let (base, head) = (changed.base.operation, changed.head.operation);
    let is_told =
        |placed: &Placed<'_>| idempotency::is_told(comparison, (base, head), placed.input);
    let removed = changed.inputs.removed.iter().filter(|input| !global.removed(input));
    for removed in removed.filter(|input| !is_told(input)) {
        remove(comparison, changed, removed, findings);
    }
    let added = changed.inputs.added.iter().filter(|input| !global.added(input));
    for added in added.filter(|input| !is_told(input)) {
        add(comparison, changed, added, findings);
    }
    let at = |rule, placed: &Placed<'_>| {
        let input = placed.input;
        Finding::new(rule, changed.place.item("inputs", &input.id)).in_head(input.id.span)
    };
    former::compare(&changed.inputs, |placed| !placed.input.is_required(), at, findings);
    let [old, new] = [base, head].map(|it| it.inputs.iter().map(|input| input.id.as_str()));
    if changed.inputs.are_reordered(old.clone(), new.clone()) {
        let finding =
            Finding::new(&operation_rules::OPERATION_INPUTS_REORDERED, changed.place.clone());
        let [before, after] = [old, new].map(|ids| ids.collect::<Vec<_>>().join(", "));
        findings.push(finding.before(before).after(after).in_head(head.id.span));
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
    let rules_of_input = InputRules::of(input.location);
    let rule = match comparison.removal_notice(input.deprecated.as_ref()) {
        _ if removed.is_in_path() => &rules::PARAM_PATH_REMOVED,
        RemovalNotice::Premature => rules_of_input.removed_early,
        RemovalNotice::Elapsed => rules_of_input.removed_as_announced,
        RemovalNotice::None if input.is_required() => rules_of_input.removed_required,
        RemovalNotice::None => rules_of_input.removed,
    };
    let finding = Finding::new(rule, changed.place.item("inputs", &input.id));
    findings.push(finding.before(removed.phrase()).in_base(input.id.span));
}

fn add(
    comparison: &Comparison<'_>,
    changed: &Changed<'_>,
    added: &Placed<'_>,
    findings: &mut Findings,
) {
    let input = added.input;
    let rules_of_input = InputRules::of(input.location);
    let rule = if added.is_in_path() {
        &rules::PARAM_PATH_ADDED
    } else if input.is_required() {
        rules_of_input.added_required
    } else {
        rules_of_input.added_optional
    };
    let place = changed.place.item("inputs", &input.id);
    let mut finding =
        Finding::new(rule, place.clone()).after(added.phrase()).in_head(input.id.span);
    finding.suggestion = former(changed, added);
    findings.push(finding);
    let reused = |place, before: String| {
        let after = format!("{} of `{}`", input::target(input), *input.id);
        let finding = Finding::new(rules_of_input.wire_name_reused, place);
        finding.before(before).after(after).in_head(input.wire.span)
    };
    if let Some(other) = input::former_owner(changed, added, None) {
        let before = format!("{} of `{}`", input::target(other.input), *other.input.id);
        findings.push(reused(place, before));
    } else if let Some(key) = added.key()
        && let Some(credential) = placements::former_owner(comparison, changed.base.operation, &key)
    {
        let before = format!("{} of `{}`", input::target(input), *credential.id);
        findings.push(reused(place, before));
    }
}

/// What the input may have been, if one of its type that went has nearly its name.
fn former(changed: &Changed<'_>, added: &Placed<'_>) -> Option<String> {
    let removed = changed.inputs.removed.iter().map(|removed| removed.input);
    let alike = removed.filter(|old| old.ty == added.input.ty);
    let old = suggest::closest(&added.input.id, alike.map(|old| old.id.as_str()))?;
    Some(format!("if it is the former `{old}`, add `renamed_from: {old}`"))
}

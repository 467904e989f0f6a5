//! Compares one input that both sides have.

use restwright_spec::api::{Input, Limits, Location, Need, Privacy, Type};

use super::input_rules::InputRules;
use super::inputs::Placed;
use super::{Changed, content_types, idempotency};
use crate::compare::deprecation::{self, DeprecationVisibility};
use crate::compare::limits::{self, LimitChange};
use crate::compare::value::expression;
use crate::compare::words::{is_same_optional_value, is_same_prose};
use crate::compare::{Comparison, constants};
use crate::finding::{Finding, Findings};
use crate::identity::{By, Identified};
use crate::rules::documents::constraint;
use crate::rules::limits as limit_rules;
use crate::rules::type_changes::TypeChange;
use crate::rules::{body_fields, idempotency as idempotency_rules, params as rules};
use crate::{Direction, Place, Rule};

pub(super) fn compare(
    comparison: &Comparison<'_>,
    changed: &Changed<'_>,
    pair: &(&Placed<'_>, &Placed<'_>, By),
    findings: &mut Findings,
) {
    let (base, head) = (pair.0.input, pair.1.input);
    // Every field is named, so that one that is new in the model has to be compared.
    let Input {
        id,
        // Where an input is declared changes nothing; what many of them share is folded later.
        shared: _,
        wire: _,
        location: _,
        ty,
        content_types: types,
        need: _,
        limits,
        always,
        description,
        default: _,
        example: _,
        renamed_from: _,
        deprecated,
    } = base;
    let place = changed.place.item("inputs", &head.id);
    if always.is_some() && head.always.is_some() {
        return constants::compare(base, head, &place, findings);
    }
    let at = |rule| Finding::new(rule, place.clone()).in_head(head.id.span);
    let operations = (changed.base.operation, changed.head.operation);
    let is_told = |input: &Input| idempotency::is_told(comparison, operations, input);
    names(changed, pair, is_told(head), &place, findings);
    if !(is_told(base) || is_told(head)) {
        location(base, head, &place, findings);
    }
    if always.is_some() || head.always.is_some() {
        let rule = constants::of_input(always.is_some(), head.need);
        let finding = at(rule).before(constants::phrase(base)).after(constants::phrase(head));
        findings.push(finding);
    } else {
        needs(base, head, &place, findings);
    }
    let change = type_change(comparison, head.location, ty, &head.ty);
    if let Some(rule) = InputRules::of(head.location).type_changes.rule(change) {
        findings.push(at(rule).before(expression(ty)).after(expression(&head.ty)));
    }
    if ty.is_file() && head.ty.is_file() {
        content_types::compare(types, &head.content_types, at, findings);
    }
    limited((limits, &head.limits), &at, &place, findings);
    defaults(base, head, &place, findings);
    if !is_same_prose(description, &head.description) {
        findings
            .push(at(&rules::PARAM_DOC_CHANGED).before(&**description).after(&*head.description));
    }
    // A value of another type cannot but be another one.
    if change == TypeChange::Same {
        examples(comparison, changed, (base, head), &place, findings);
    }
    let visibility = if head.is_required() {
        DeprecationVisibility::Argument
    } else {
        DeprecationVisibility::Item
    };
    deprecation::compare(
        comparison.today,
        visibility,
        deprecated.as_ref(),
        head.deprecated.as_ref(),
        (&place, id.span, head.id.span),
        findings,
    );
}

/// The limits of a value.
fn limited(
    (base, head): (&Limits, &Limits),
    at: &dyn Fn(&'static Rule) -> Finding,
    place: &Place,
    findings: &mut Findings,
) {
    for LimitChange { key, is_stricter, before, after } in limits::changes(base, head) {
        let mut finding = at(constraint(Direction::Request, is_stricter));
        finding.place = place.part(key);
        findings.push(finding.before(before).after(after));
    }
    if let Some(is_enforced) = limits::enforcement(base, head) {
        let mut finding = at(limit_rules::enforcement(is_enforced));
        finding.place = place.part("enforce");
        findings.push(finding);
    }
}

/// The example of a value, which is shown where calls cannot leave the value out.
fn examples(
    comparison: &Comparison<'_>,
    changed: &Changed<'_>,
    (base, head): (&Input, &Input),
    place: &Place,
    findings: &mut Findings,
) {
    if base.example == head.example {
        return;
    }
    let rule = if comparison.shows_otherwise(changed.base, changed.head) {
        &rules::PARAM_EXAMPLE_CHANGED
    } else if is_same_optional_value(base.example.as_ref(), head.example.as_ref()) {
        return;
    } else {
        &rules::PARAM_UNSHOWN_EXAMPLE_CHANGED
    };
    findings.push(Finding::new(rule, place.clone()).in_head(head.id.span));
}

/// Where the value goes, as descriptions say it: ``query `limit` ``.
pub(in crate::compare) fn target(input: &Input) -> String {
    let place = match input.location {
        Location::Path => "path",
        Location::Query(_) => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
        Location::IdempotencyKey => "idempotency key in the header",
        Location::Body => "body",
    };
    format!("{place} `{}`", *input.wire)
}

/// The input of the base that had the place on the wire of an input of the head, and is not the same.
pub(super) fn former_owner<'a>(
    changed: &'a Changed<'_>,
    head: &Placed<'_>,
    base: Option<&Placed<'_>>,
) -> Option<&'a Placed<'a>> {
    if head.is_in_path() {
        return None;
    }
    let stayed = changed.inputs.both.iter().map(|(old, ..)| *old);
    let mut all = stayed.chain(changed.inputs.removed.iter().copied());
    let same = base.map(|base| &base.input.id);
    all.find(|old| Some(&old.input.id) != same && old.key() == head.key())
}

fn names(
    changed: &Changed<'_>,
    (base, head, by): &(&Placed<'_>, &Placed<'_>, By),
    is_wire_told: bool,
    place: &Place,
    findings: &mut Findings,
) {
    let (old, new) = (base.input, head.input);
    let is_setter = !old.is_required() && !new.is_required();
    let is_renamed = old.id != new.id;
    // The wire name of what stands in a path is its id, and is never sent.
    let wire_rule = if old.location == new.location && !head.is_in_path() && !is_wire_told {
        wire_rule(changed, base, head)
    } else {
        None
    };
    let rule = match wire_rule {
        _ if *by == By::Content => None,
        Some(_) if is_renamed && is_setter && *by == By::RenamedFrom => Some(&rules::PARAM_RENAMED),
        Some(rule) => Some(rule),
        None if !is_renamed => None,
        None if head.is_in_path() => Some(&rules::PARAM_PATH_RENAMED),
        None if !is_setter => Some(&rules::PARAM_ARGUMENT_RENAMED),
        None if *by == By::RenamedFrom => Some(&rules::PARAM_RUST_NAME_CHANGED_WITH_ALIAS),
        None => Some(&rules::PARAM_RUST_NAME_CHANGED),
    };
    if let Some(rule) = rule {
        let (before, after) =
            if is_renamed { (named(old), named(new)) } else { (target(old), target(new)) };
        let span = if is_renamed { new.id.span } else { new.wire.span };
        let mut finding =
            Finding::new(rule, place.clone()).before(before).after(after).in_head(span);
        if is_renamed && is_setter && *by == By::Key {
            finding.suggestion = Some(format!("add `renamed_from: {}`", *old.id));
        }
        findings.push(finding);
    }
    former_ids(old, new, place, findings);
}

/// An input with its id and its place on the wire.
fn named(input: &Input) -> String {
    format!("`{}`, {}", *input.id, target(input))
}

fn wire_rule(changed: &Changed<'_>, base: &Placed<'_>, head: &Placed<'_>) -> Option<&'static Rule> {
    let rules_of_input = InputRules::of(head.input.location);
    if base.input.wire == head.input.wire {
        return None;
    }
    // Names of headers differ in more than their case if their keys do.
    if base.key() == head.key() {
        return Some(&rules::PARAM_HEADER_CASE_CHANGED);
    }
    if former_owner(changed, head, Some(base)).is_some() {
        return Some(rules_of_input.wire_name_reused);
    }
    Some(rules_of_input.wire_name_changed)
}

/// Former ids that only pair: an argument has no alias, and neither has what was one.
fn former_ids(base: &Input, head: &Input, place: &Place, findings: &mut Findings) {
    // Where the input has its former name again, that is the rename itself.
    let old = base.renamed_from.as_ref().filter(|old| **old != head.id);
    let new = head.renamed_from.as_ref().filter(|new| **new != base.id);
    if (head.is_required() || base.is_required()) && old != new {
        let mut finding = Finding::new(&rules::PARAM_FORMER_ID_CHANGED, place.clone());
        finding.before = old.map(|old| format!("renamed from `{}`", **old));
        finding.after = new.map(|new| format!("renamed from `{}`", **new));
        findings.push(finding.in_head(head.id.span));
    }
}

fn location(base: &Input, head: &Input, place: &Place, findings: &mut Findings) {
    if base.location == head.location {
        return;
    }
    let rule = match (base.location, head.location) {
        (Location::Query(_), Location::Query(_)) => &rules::PARAM_STYLE_CHANGED,
        // Where the header stays, requests are the same: what differs is whether the client retries them.
        (Location::Header, Location::IdempotencyKey) if is_same_header(base, head) => {
            &idempotency_rules::IDEMPOTENCY_KEY_ADDED
        }
        (Location::IdempotencyKey, Location::Header) if is_same_header(base, head) => {
            &idempotency_rules::IDEMPOTENCY_KEY_REMOVED
        }
        (
            Location::Header | Location::Cookie | Location::Body,
            Location::Query(_) | Location::Path,
        ) if base.ty.privacy() != Privacy::Public || head.ty.privacy() != Privacy::Public => {
            &rules::PARAM_LOCATION_EXPOSED
        }
        _ => &rules::PARAM_LOCATION_CHANGED,
    };
    let style = |input: &Input| match input.location {
        Location::Query(style) if rule == &rules::PARAM_STYLE_CHANGED => style.as_str().to_owned(),
        _ => target(input),
    };
    let finding = Finding::new(rule, place.clone()).before(style(base)).after(style(head));
    findings.push(finding.in_head(head.id.span));
}

fn is_same_header(base: &Input, head: &Input) -> bool {
    base.wire.eq_ignore_ascii_case(&head.wire)
}

fn needs(base: &Input, head: &Input, place: &Place, findings: &mut Findings) {
    let rules_of_input = InputRules::of(head.location);
    let at = |rule| {
        let finding = Finding::new(rule, place.clone()).in_head(head.id.span);
        finding.before(word(base.need)).after(word(head.need))
    };
    let rule = match (base.need, head.need) {
        (Need::Required, Need::Required)
        | (Need::RequiredNullable, Need::RequiredNullable)
        | (Need::Optional, Need::Optional)
        | (Need::OptionalNullable, Need::OptionalNullable) => return,
        (Need::RequiredNullable, Need::Optional) => &body_fields::NULL_BECAME_ABSENT,
        // Whether it must be there says more than whether it can be null.
        _ if base.is_required() && !head.is_required() => rules_of_input.became_optional,
        _ if !base.is_required() && head.is_required() => rules_of_input.became_required,
        (Need::Required, _) => &body_fields::BECAME_NULLABLE,
        (Need::Optional, _) => &rules::BODY_INPUT_BECAME_NULLABLE,
        (Need::RequiredNullable | Need::OptionalNullable, _) => &body_fields::BECAME_NOT_NULLABLE,
    };
    findings.push(at(rule));
}

/// Whether a value may be left out or null, as descriptions say it.
fn word(need: Need) -> &'static str {
    match need {
        Need::Required => "required",
        Need::RequiredNullable => "required, nullable",
        Need::Optional => "optional",
        Need::OptionalNullable => "optional, nullable",
    }
}

/// What became of a type, with what is only so outside of JSON, where all values are texts.
fn type_change(
    comparison: &Comparison<'_>,
    location: Location,
    base: &Type,
    head: &Type,
) -> TypeChange {
    let (old, new) = match (base, head) {
        (Type::List(old), Type::List(new)) => (&**old, &**new),
        _ => (base, head),
    };
    let is_plain =
        |ty: &Type| matches!(ty, Type::Boolean | Type::Integer(_) | Type::Number | Type::Decimal);
    match (old, new) {
        _ if location == Location::Body => comparison.type_change(base, head),
        (old, Type::String(_)) if is_plain(old) => TypeChange::Wider,
        (Type::String(_), new) if is_plain(new) => TypeChange::Narrower,
        _ => comparison.type_change(base, head),
    }
}

fn defaults(base: &Input, head: &Input, place: &Place, findings: &mut Findings) {
    let rule = match (&base.default, &head.default) {
        (None, Some(_)) => &rules::PARAM_DEFAULT_ADDED,
        (Some(_), None) => &rules::PARAM_DEFAULT_REMOVED,
        (Some(old), Some(new)) if !old.is_same(new) => &rules::PARAM_DEFAULT_CHANGED,
        _ => return,
    };
    // A value that must be given has no default: what took it away says all.
    if base.is_required() != head.is_required() {
        return;
    }
    // The same value of another type follows from the type.
    let plain = |value: &Option<_>| value.as_ref().map(|value| literal(value).replace('`', ""));
    if base.ty != head.ty && plain(&base.default) == plain(&head.default) {
        return;
    }
    let mut finding = Finding::new(rule, place.clone()).in_head(head.id.span);
    finding.before = base.default.as_ref().map(literal);
    finding.after = head.default.as_ref().map(literal);
    findings.push(finding);
}

/// A default as descriptions say it.
fn literal(value: &restwright_spec::api::Literal) -> String {
    use restwright_spec::api::Literal;
    match value {
        Literal::Null => "null".to_owned(),
        Literal::Bool(value) => value.to_string(),
        Literal::Integer(value) => value.to_string(),
        Literal::Number(value) => value.to_string(),
        Literal::String(text) => format!("`{text}`"),
        Literal::List(values) => {
            format!("[{}]", values.iter().map(literal).collect::<Vec<_>>().join(", "))
        }
        Literal::Object(_) => "an object".to_owned(),
    }
}

//! Compares the layout of error bodies.

use restwright_spec::api::{Api, CodeKind, CodeLocation, ErrorBody, FieldErrors, KeyPath, Type};

use super::Comparison;
use super::json::can_hold;
use crate::finding::{Finding, Findings};
use crate::rules::error_body as rules;
use crate::{AffectedOperation, Direction, Place, Rule};

pub(super) fn compare(comparison: &Comparison<'_>, findings: &mut Findings) {
    let place = Place::error_body();
    let (base, head) = (comparison.base, comparison.head);
    let code = |bodies: &[ErrorBody]| {
        let codes: Vec<_> = bodies.iter().map(|body| format!("`{}`", body.code)).collect();
        format!("code in {}", codes.join(", "))
    };
    match (base.error_bodies.as_slice(), head.error_bodies.as_slice()) {
        ([], []) => {}
        ([], bodies) => {
            let finding = Finding::new(&rules::ERROR_BODY_ADDED, place);
            findings.push(finding.after(code(bodies)));
        }
        (bodies, []) => {
            let finding = Finding::new(&rules::ERROR_BODY_REMOVED, place);
            findings.push(finding.before(code(bodies)));
        }
        ([base], [head]) => bodies(comparison, &place, base, head, findings),
        (base, head) => layouts(comparison, base, head, findings),
    }
    if base.code_kind != head.code_kind {
        let place = Place::error_body().part("code");
        let finding = Finding::new(&rules::ERROR_BODY_CODE_TYPE_CHANGED, place);
        let [old, new] = [base, head].map(|api| match api.code_kind {
            CodeKind::Number => "number",
            CodeKind::Text => "text",
        });
        findings.push(finding.before(old).after(new));
    }
    problem(comparison, findings);
    details(comparison, findings);
}

/// Compares several layouts. One that has its code where it was is the same one.
fn layouts(
    comparison: &Comparison<'_>,
    base: &[ErrorBody],
    head: &[ErrorBody],
    findings: &mut Findings,
) {
    let of = |bodies: &[ErrorBody], code: &CodeLocation| {
        bodies.iter().position(|body| is_same_place(&body.code, code))
    };
    let place = |body: &ErrorBody| Place::error_body().part(&body.code.to_string());
    let mut kept = Vec::new();
    for body in base {
        match of(head, &body.code) {
            Some(at) => {
                bodies(comparison, &place(body), body, &head[at], findings);
                kept.push(at);
            }
            None => findings.push(Finding::new(&rules::ERROR_BODY_LAYOUT_REMOVED, place(body))),
        }
    }
    for body in head.iter().filter(|body| of(base, &body.code).is_none()) {
        findings.push(Finding::new(&rules::ERROR_BODY_LAYOUT_ADDED, place(body)));
    }
    if !kept.is_sorted() {
        let list = |bodies: &[ErrorBody]| {
            bodies.iter().map(|body| format!("`{}`", body.code)).collect::<Vec<_>>().join(", ")
        };
        let finding = Finding::new(&rules::ERROR_BODY_LAYOUTS_REORDERED, Place::error_body());
        findings.push(finding.before(list(base)).after(list(head)));
    }
}

fn is_same_place(left: &CodeLocation, right: &CodeLocation) -> bool {
    match (left, right) {
        (CodeLocation::Body(left), CodeLocation::Body(right)) => left.is_same(right),
        (left, right) => left == right,
    }
}

/// Compares whether the client has the type of RFC 9457.
fn problem(comparison: &Comparison<'_>, findings: &mut Findings) {
    let [old, new] = [comparison.base, comparison.head]
        .map(|api| api.error_bodies.iter().any(|body| body.is_problem));
    let rule = match (old, new) {
        (false, true) => &rules::ERROR_BODY_PROBLEM_ADDED,
        (true, false) => &rules::ERROR_BODY_PROBLEM_REMOVED,
        _ => return,
    };
    findings.push(Finding::new(rule, Place::error_body()));
}

/// Compares the type of details. What changes in it is told at the type.
fn details(comparison: &Comparison<'_>, findings: &mut Findings) {
    let [old, new] = [comparison.base, comparison.head].map(|api| api.error_details.as_deref());
    let rule = match (old, new) {
        (None, None) => return,
        (None, Some(_)) => &rules::ERROR_BODY_DETAILS_ADDED,
        (Some(_), None) => &rules::ERROR_BODY_DETAILS_REMOVED,
        (Some(old), Some(new)) if comparison.is_same_type(old, new) => return,
        (Some(_), Some(_)) => &rules::ERROR_BODY_DETAILS_TYPE_CHANGED,
    };
    let mut finding = Finding::new(rule, Place::error_body().part("details"));
    finding.before = old.map(|name| format!("`{name}`"));
    finding.after = new.map(|name| format!("`{name}`"));
    findings.push(finding);
}

/// The operations of the head whose successes can hold the first key of a path.
fn succeeding_with(head: &Api, path: &KeyPath) -> Vec<AffectedOperation> {
    let Some(key) = path.0.first() else { return Vec::new() };
    let operations = head
        .groups
        .iter()
        .flat_map(|group| group.operations.iter().map(move |operation| (&*group.id, operation)));
    let holding = operations.filter(|(_, operation)| {
        operation.response.types().any(|ty| match ty {
            Type::Named(name) => can_hold(&head.types, name, key),
            _ => false,
        })
    });
    holding
        .map(|(group, operation)| AffectedOperation {
            operation: format!("{group}.{}", *operation.id),
            direction: Direction::Response,
        })
        .collect()
}

fn bodies<'a>(
    comparison: &Comparison<'_>,
    place: &Place,
    base: &'a ErrorBody,
    head: &'a ErrorBody,
    findings: &mut Findings,
) {
    // Every field is named, so that one that is new in the model has to be compared. Whether it is a problem is told of
    // the API as a whole.
    let ErrorBody {
        is_problem: _,
        code,
        in_success,
        message,
        description,
        provider_error,
        field_errors,
        details,
    } = head;
    let (old_errors, new_errors) = (base.field_errors.as_ref(), field_errors.as_ref());
    let list = |errors: Option<&'a FieldErrors>| errors.map(|errors| &errors.list);
    // A list that comes or goes takes the keys of its entries along.
    let both = old_errors.zip(new_errors);
    let list_part = if both.is_some() { "field_errors.list" } else { "field_errors" };
    let [old_code, new_code] = [&base.code, code].map(|code| match code {
        CodeLocation::Body(path) => Some(path),
        CodeLocation::Status => None,
    });
    if old_code.is_some() != new_code.is_some() {
        let finding = Finding::new(&rules::ERROR_BODY_CODE_CHANGED, place.part("code"));
        findings.push(finding.before(format!("`{}`", base.code)).after(format!("`{code}`")));
    }
    let mut parts = vec![
        ("message", base.message.as_ref(), message.as_ref()),
        ("description", base.description.as_ref(), description.as_ref()),
        ("provider_error", base.provider_error.as_ref(), provider_error.as_ref()),
        (list_part, list(old_errors), list(new_errors)),
    ];
    if old_code.is_some() == new_code.is_some() {
        parts.insert(0, ("code", old_code, new_code));
    }
    keys(place, &parts, findings);
    // Details that come or go as a whole are told with their type. They hold other parts, and take no key from them.
    if comparison.base.error_details.is_some() && comparison.head.error_details.is_some() {
        keys(place, &[("details.at", base.details.as_ref(), details.as_ref())], findings);
    }
    if let Some((old, FieldErrors { list: _, field, message })) = both {
        let [old_field, field, old_message, message] =
            [&old.field, field, &old.message, message].map(|key| KeyPath::key(key));
        let parts = [
            ("field_errors.field", Some(&old_field), Some(&field)),
            ("field_errors.message", Some(&old_message), Some(&message)),
        ];
        keys(place, &parts, findings);
    }
    if base.in_success != *in_success {
        let mistaken = match &base.code {
            CodeLocation::Body(path) => succeeding_with(comparison.head, path),
            CodeLocation::Status => Vec::new(),
        };
        let rule = match (in_success, mistaken.is_empty()) {
            (true, _) => &rules::ERROR_BODY_IN_SUCCESS_ADDED,
            (false, true) => &rules::ERROR_BODY_IN_SUCCESS_REMOVED,
            (false, false) => &rules::ERROR_BODY_SUCCESS_MISTAKEN,
        };
        let mut finding = Finding::new(rule, place.part("in_success"));
        if !in_success {
            finding.affected = mistaken;
        }
        findings.push(finding);
    }
}

/// A part of an error body, and its path on both sides.
type Part<'a> = (&'static str, Option<&'a KeyPath>, Option<&'a KeyPath>);

/// Compares keys that stand beside one another in an object.
fn keys(place: &Place, parts: &[Part<'_>], findings: &mut Findings) {
    for part in parts {
        if let Some(rule) = key_rule(parts, part) {
            let (part, old, new) = part;
            let mut finding = Finding::new(rule, place.part(part));
            finding.before = old.map(|path| format!("`{path}`"));
            finding.after = new.map(|path| format!("`{path}`"));
            findings.push(finding);
        }
    }
}

fn key_rule(parts: &[Part<'_>], (part, old, new): &Part<'_>) -> Option<&'static Rule> {
    let is = |path: Option<&KeyPath>, other: &KeyPath| path.is_some_and(|path| path.is_same(other));
    // Another part had the key, and no longer has it.
    let is_reused = |path: &KeyPath| {
        let mut others = parts.iter().filter(|(other, ..)| other != part);
        others.any(|(_, was, now)| is(*was, path) && !is(*now, path))
    };
    match (old, new) {
        (None, None) => None,
        (Some(old), Some(new)) if old == new => None,
        (Some(old), Some(new)) if old.is_same(new) => Some(&rules::ERROR_BODY_KEY_CASE_CHANGED),
        (_, Some(new)) if is_reused(new) => Some(&rules::ERROR_BODY_KEY_REUSED),
        (None, Some(_)) => Some(&rules::ERROR_BODY_KEY_ADDED),
        (Some(_), None) => Some(&rules::ERROR_BODY_KEY_REMOVED),
        _ if *part == "code" => Some(&rules::ERROR_BODY_CODE_CHANGED),
        _ => Some(&rules::ERROR_BODY_KEY_CHANGED),
    }
}

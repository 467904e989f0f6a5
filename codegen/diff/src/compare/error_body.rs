//! Compares the layout of error bodies.

use restwright_spec::api::{Api, ErrorBody, FieldErrors, Type, is_same_key};

use super::Comparison;
use super::json::can_hold;
use crate::finding::{Finding, Findings};
use crate::rules::error_body as rules;
use crate::{AffectedOperation, Direction, Place, Rule};

pub(super) fn compare(comparison: &Comparison<'_>, findings: &mut Findings) {
    let place = Place::error_body();
    match (&comparison.base.error_body, &comparison.head.error_body) {
        (None, None) => {}
        (None, Some(body)) => {
            let finding = Finding::new(&rules::ERROR_BODY_ADDED, place);
            findings.push(finding.after(format!("code in `{}`", body.code)));
        }
        (Some(body), None) => {
            let finding = Finding::new(&rules::ERROR_BODY_REMOVED, place);
            findings.push(finding.before(format!("code in `{}`", body.code)));
        }
        (Some(base), Some(head)) => bodies(comparison, base, head, findings),
    }
}

/// The operations of the head whose successes can hold a key.
fn succeeding_with(head: &Api, key: &str) -> Vec<AffectedOperation> {
    let operations = head
        .groups
        .iter()
        .flat_map(|group| group.operations.iter().map(move |operation| (&*group.id, operation)));
    let holding = operations.filter(|(_, operation)| match &operation.response.ty {
        Some(Type::Named(name)) => can_hold(&head.types, name, key),
        _ => false,
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
    base: &'a ErrorBody,
    head: &'a ErrorBody,
    findings: &mut Findings,
) {
    // Every field is named, so that one that is new in the model has to be compared.
    let ErrorBody { code, in_success, message, description, provider_error, field_errors } = head;
    let (old_errors, new_errors) = (base.field_errors.as_ref(), field_errors.as_ref());
    let list = |errors: Option<&'a FieldErrors>| errors.map(|errors| &errors.list);
    // A list that comes or goes takes the keys of its entries along.
    let both = old_errors.zip(new_errors);
    let list_part = if both.is_some() { "field_errors.list" } else { "field_errors" };
    keys(
        &[
            ("code", Some(&base.code), Some(code)),
            ("message", base.message.as_ref(), message.as_ref()),
            ("description", base.description.as_ref(), description.as_ref()),
            ("provider_error", base.provider_error.as_ref(), provider_error.as_ref()),
            (list_part, list(old_errors), list(new_errors)),
        ],
        findings,
    );
    if let Some((old, FieldErrors { list: _, field, message })) = both {
        keys(
            &[
                ("field_errors.field", Some(&old.field), Some(field)),
                ("field_errors.message", Some(&old.message), Some(message)),
            ],
            findings,
        );
    }
    if base.in_success != *in_success {
        let mistaken = succeeding_with(comparison.head, &base.code);
        let rule = match (in_success, mistaken.is_empty()) {
            (true, _) => &rules::ERROR_BODY_IN_SUCCESS_ADDED,
            (false, true) => &rules::ERROR_BODY_IN_SUCCESS_REMOVED,
            (false, false) => &rules::ERROR_BODY_SUCCESS_MISTAKEN,
        };
        let mut finding = Finding::new(rule, Place::error_body().part("in_success"));
        if !in_success {
            finding.affected = mistaken;
        }
        findings.push(finding);
    }
}

/// A part of an error body, and its key on both sides.
type Part<'a> = (&'static str, Option<&'a String>, Option<&'a String>);

/// Compares keys that stand beside one another in an object.
fn keys(parts: &[Part<'_>], findings: &mut Findings) {
    for part in parts {
        if let Some(rule) = key_rule(parts, part) {
            let (part, old, new) = part;
            let mut finding = Finding::new(rule, Place::error_body().part(part));
            finding.before = old.map(|key| format!("`{key}`"));
            finding.after = new.map(|key| format!("`{key}`"));
            findings.push(finding);
        }
    }
}

fn key_rule(parts: &[Part<'_>], (part, old, new): &Part<'_>) -> Option<&'static Rule> {
    let is = |key: Option<&String>, other: &str| key.is_some_and(|key| is_same_key(key, other));
    // Another part had the key, and no longer has it.
    let is_reused = |key: &str| {
        let mut others = parts.iter().filter(|(other, ..)| other != part);
        others.any(|(_, was, now)| is(*was, key) && !is(*now, key))
    };
    match (old, new) {
        (None, None) => None,
        (Some(old), Some(new)) if old == new => None,
        (Some(old), Some(new)) if is_same_key(old, new) => {
            Some(&rules::ERROR_BODY_KEY_CASE_CHANGED)
        }
        (_, Some(new)) if is_reused(new) => Some(&rules::ERROR_BODY_KEY_REUSED),
        (None, Some(_)) => Some(&rules::ERROR_BODY_KEY_ADDED),
        (Some(_), None) => Some(&rules::ERROR_BODY_KEY_REMOVED),
        _ if *part == "code" => Some(&rules::ERROR_BODY_CODE_CHANGED),
        _ => Some(&rules::ERROR_BODY_KEY_CHANGED),
    }
}

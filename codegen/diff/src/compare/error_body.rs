//! Compares how the body of an error is laid out.

use restwright_spec::api::{Api, ErrorBody, FieldErrors, Type, is_same_key};

use super::Comparison;
use super::json::can_hold;
use crate::finding::{Finding, Findings};
use crate::rules::error_body as rules;
use crate::{Direction, Place, Reach, Rule};

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
fn succeeding_with(head: &Api, key: &str) -> Vec<Reach> {
    let operations = head
        .groups
        .iter()
        .flat_map(|group| group.operations.iter().map(move |operation| (&*group.id, operation)));
    let holding = operations.filter(|(_, operation)| match &operation.response.ty {
        Some(Type::Named(name)) => can_hold(&head.types, name, key),
        _ => false,
    });
    holding
        .map(|(group, operation)| Reach {
            operation: format!("{group}.{}", *operation.id),
            direction: Direction::Response,
        })
        .collect()
}

fn bodies(
    comparison: &Comparison<'_>,
    base: &ErrorBody,
    head: &ErrorBody,
    findings: &mut Findings,
) {
    let ErrorBody { code, in_success, message, description, provider_error, field_errors } = head;
    key("code", Some(&base.code), Some(code), findings);
    if base.in_success != *in_success {
        let mistaken = succeeding_with(comparison.head, &base.code);
        let rule = match (in_success, mistaken.is_empty()) {
            (true, _) => &rules::ERROR_BODY_IN_SUCCESS_ADDED,
            (false, true) => &rules::ERROR_BODY_IN_SUCCESS_REMOVED,
            (false, false) => &rules::ERROR_BODY_SUCCESS_MISTAKEN,
        };
        let mut finding = Finding::new(rule, Place::error_body().part("in_success"));
        if !in_success {
            finding.reaches = mistaken;
        }
        findings.push(finding);
    }
    key("message", base.message.as_ref(), message.as_ref(), findings);
    key("description", base.description.as_ref(), description.as_ref(), findings);
    key("provider_error", base.provider_error.as_ref(), provider_error.as_ref(), findings);
    match (&base.field_errors, field_errors) {
        (Some(base), Some(head)) => {
            let FieldErrors { list, field, message } = head;
            key("field_errors.list", Some(&base.list), Some(list), findings);
            key("field_errors.field", Some(&base.field), Some(field), findings);
            key("field_errors.message", Some(&base.message), Some(message), findings);
        }
        // A list that comes or goes takes the keys of its entries along.
        (base, head) => {
            let list = |errors: &FieldErrors| errors.list.clone();
            let (old, new) = (base.as_ref().map(list), head.as_ref().map(list));
            key("field_errors", old.as_ref(), new.as_ref(), findings);
        }
    }
}

fn key(part: &str, old: Option<&String>, new: Option<&String>, findings: &mut Findings) {
    if let Some(rule) = key_rule(part, old, new) {
        let mut finding = Finding::new(rule, Place::error_body().part(part));
        finding.before = old.map(|key| format!("`{key}`"));
        finding.after = new.map(|key| format!("`{key}`"));
        findings.push(finding);
    }
}

fn key_rule(part: &str, old: Option<&String>, new: Option<&String>) -> Option<&'static Rule> {
    match (old, new) {
        (None, None) => None,
        (None, Some(_)) => Some(&rules::ERROR_BODY_KEY_ADDED),
        (Some(_), None) => Some(&rules::ERROR_BODY_KEY_REMOVED),
        (Some(old), Some(new)) if old == new => None,
        (Some(old), Some(new)) if is_same_key(old, new) => {
            Some(&rules::ERROR_BODY_KEY_CASE_CHANGED)
        }
        _ if part == "code" => Some(&rules::ERROR_BODY_CODE_CHANGED),
        _ => Some(&rules::ERROR_BODY_KEY_CHANGED),
    }
}

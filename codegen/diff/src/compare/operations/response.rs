//! Compares what a call comes back with.

use std::collections::BTreeSet;

use restwright_spec::api::{Api, Code, ErrorCode, Response, Type, TypeDef, TypeKind};

use super::Changed;
use crate::compare::Comparison;
use crate::compare::json::kind;
use crate::compare::value::expression;
use crate::finding::{Finding, Findings};
use crate::rules::responses as rules;
use crate::rules::type_changes::TypeChange;

pub(super) fn compare(comparison: &Comparison<'_>, changed: &Changed<'_>, findings: &mut Findings) {
    response(comparison, changed, findings);
    errors(comparison, changed, findings);
}

fn response(comparison: &Comparison<'_>, changed: &Changed<'_>, findings: &mut Findings) {
    let (base, head) = (changed.base.operation, changed.head.operation);
    // Every field is named, so that one that is new in the model has to be compared.
    let Response { status, ty } = &base.response;
    let place = changed.place.part("response");
    let at = |rule| Finding::new(rule, place.clone()).in_head(head.id.span);
    if *status != head.response.status {
        let finding = at(&rules::RESPONSE_SUCCESS_STATUS_CHANGED);
        findings.push(finding.before(status.to_string()).after(head.response.status.to_string()));
    }
    match (ty, &head.response.ty) {
        (None, None) => {}
        (None, Some(new)) => {
            findings.push(at(&rules::RESPONSE_BODY_ADDED).before("none").after(expression(new)));
        }
        (Some(old), None) => {
            findings.push(at(&rules::RESPONSE_BODY_REMOVED).before(expression(old)).after("none"));
        }
        (Some(old), Some(new)) => {
            let rule = match comparison.type_change(old, new) {
                TypeChange::Other if is_wrapped(comparison, old, &comparison.head.types, new) => {
                    Some(&rules::RESPONSE_ARRAY_WRAPPED)
                }
                TypeChange::Other if is_wrapped(comparison, new, &comparison.base.types, old) => {
                    Some(&rules::RESPONSE_ARRAY_UNWRAPPED)
                }
                change => rules::RESPONSE.rule(change),
            };
            if let Some(rule) = rule {
                findings.push(at(rule).before(expression(old)).after(expression(new)));
            }
        }
    }
}

/// Whether a list stands as a field in an object, as pages hold it. `types` are those of the side of the object.
fn is_wrapped(comparison: &Comparison<'_>, list: &Type, types: &[TypeDef], object: &Type) -> bool {
    let (Type::List(_), Type::Named(name)) = (list, object) else { return false };
    let Some(TypeKind::Object(object)) = kind(types, name) else { return false };
    object.fields.iter().any(|field| {
        comparison.type_change(list, &field.ty) == TypeChange::Same
            || comparison.type_change(&field.ty, list) == TypeChange::Same
    })
}

/// Errors that are foreseen. A code that means another error than before, and an error with another code, are findings
/// of the catalogue, whichever of the two the operation goes on naming.
fn errors(comparison: &Comparison<'_>, changed: &Changed<'_>, findings: &mut Findings) {
    let of = |api: &Api, own: &BTreeSet<Code>| own | &api.service.errors;
    let (base, head) = (
        of(comparison.base, &changed.base.operation.errors),
        of(comparison.head, &changed.head.operation.errors),
    );
    let renumbered: BTreeSet<_> =
        base.iter().filter_map(|code| comparison.error_code(code)).collect();
    let is_added = |code: &&Code| {
        !base.contains(*code)
            && !renumbered.contains(code)
            && !comparison.is_new_error(code)
            && !comparison.head.service.errors.contains(*code)
    };
    for code in head.iter().filter(is_added) {
        let place = changed.place.item("errors", &reference(comparison.head, code));
        let finding = Finding::new(&rules::ERROR_ADDED_TO_OPERATION, place);
        let finding = finding.after(named(comparison.head, code));
        findings.push(finding.in_head(changed.head.operation.id.span));
    }
    let is_removed = |code: &&Code| {
        let present = comparison.error_code(code);
        present.is_some_and(|present| !head.contains(present) && !head.contains(*code))
            && !comparison.base.service.errors.contains(*code)
    };
    for code in base.iter().filter(is_removed) {
        let place = changed.place.item("errors", &reference(comparison.base, code));
        let finding = Finding::new(&rules::ERROR_REMOVED_FROM_OPERATION, place);
        let finding = finding.before(named(comparison.base, code));
        findings.push(finding.in_base(changed.base.operation.id.span));
    }
}

fn error<'a>(api: &'a Api, code: &Code) -> Option<&'a ErrorCode> {
    api.errors.iter().find(|error| error.code.value == *code)
}

/// What a list of errors says of a code: the number, or where codes are texts the id.
pub(in crate::compare) fn reference(api: &Api, code: &Code) -> String {
    error(api, code).map_or_else(|| code.to_string(), ErrorCode::reference)
}

pub(in crate::compare) fn named(api: &Api, code: &Code) -> String {
    match error(api, code) {
        Some(error) => format!("{code} `{}`", *error.id),
        None => code.to_string(),
    }
}

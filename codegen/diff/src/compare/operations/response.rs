//! Compares what a call comes back with.

use std::collections::BTreeSet;

use restwright_spec::api::{
    Api, Code, ErrorCode, Outcome, OutcomeVariant, Payload, Privacy, Response, Returned, Type,
    TypeDef, TypeKind,
};

use super::{Changed, streams};
use crate::compare::Comparison;
use crate::compare::json::kind;
use crate::compare::value::expression;
use crate::compare::words::is_same_prose;
use crate::finding::{Finding, Findings};
use crate::rules::operations::OPERATION_DOC_CHANGED;
use crate::rules::responses as rules;
use crate::rules::type_changes::TypeChange;
use crate::{Place, Rule};

pub(super) fn compare(comparison: &Comparison<'_>, changed: &Changed<'_>, findings: &mut Findings) {
    response(comparison, changed, findings);
    errors(comparison, changed, findings);
}

fn response(comparison: &Comparison<'_>, changed: &Changed<'_>, findings: &mut Findings) {
    let (base, head) = (&changed.base.operation.response, &changed.head.operation.response);
    let here = Here { comparison, changed, place: changed.place.part("response") };
    // Every field is named, so that one that is new in the model has to be compared.
    let Response { outcomes: old } = base;
    let Response { outcomes: new } = head;
    match (base.returned(), head.returned()) {
        (Returned::Variants(_), Returned::Variants(_)) => variants(&here, old, new, findings),
        (_, Returned::Variants(_)) => {
            let finding = here.at(&rules::RESPONSE_SPLIT_BY_STATUS);
            findings.push(finding.before(described(old)).after(described(new)));
        }
        (Returned::Variants(_), _) => {
            let finding = here.at(&rules::RESPONSE_JOINED_FROM_STATUSES);
            findings.push(finding.before(described(old)).after(described(new)));
        }
        _ => value(&here, base, head, findings),
    }
}

/// The response of an operation, and both sides.
struct Here<'a> {
    comparison: &'a Comparison<'a>,
    changed: &'a Changed<'a>,
    place: Place,
}

impl Here<'_> {
    fn at(&self, rule: &'static Rule) -> Finding {
        Finding::new(rule, self.place.clone()).in_head(self.changed.head.operation.id.span)
    }

    fn of(&self, outcome: &Outcome, rule: &'static Rule) -> Finding {
        let place = self.place.part(&outcome.status.to_string());
        Finding::new(rule, place).in_head(self.changed.head.operation.id.span)
    }
}

/// Compares responses that are one kind of value, or none.
fn value(here: &Here<'_>, base: &Response, head: &Response, findings: &mut Findings) {
    if let ([old], [new]) = (base.outcomes.as_slice(), head.outcomes.as_slice())
        && old.status != new.status
    {
        let finding = here.at(&rules::RESPONSE_SUCCESS_STATUS_CHANGED);
        findings.push(finding.before(old.status.to_string()).after(new.status.to_string()));
        bodies(here, &here.place, &old.payload, &new.payload, findings);
        return;
    }
    let body = |response: &Response| match response.returned() {
        Returned::One(payload) | Returned::Optional(payload) => payload.clone(),
        Returned::Nothing | Returned::Variants(_) => Payload::None,
    };
    let (old, new) = (body(base), body(head));
    bodies(here, &here.place, &old, &new, findings);
    let statuses = (base.outcomes.iter(), head.outcomes.iter());
    for outcome in statuses.1.filter(|it| base.at(it.status).is_none()) {
        let rule = match (&outcome.payload, base.returned()) {
            (Payload::Unchanged, Returned::One(_)) => &rules::RESPONSE_UNCHANGED_ADDED,
            (Payload::Unchanged, _) => &rules::RESPONSE_UNCHANGED_STATUS_ADDED,
            (Payload::None, Returned::One(_)) => &rules::RESPONSE_NONE_ADDED,
            (Payload::None, Returned::Optional(_)) => &rules::RESPONSE_EMPTY_STATUS_ADDED,
            _ => &rules::RESPONSE_STATUS_ADDED,
        };
        findings.push(here.of(outcome, rule).after(described(std::slice::from_ref(outcome))));
    }
    for outcome in statuses.0.filter(|it| head.at(it.status).is_none()) {
        let rule = match (&outcome.payload, head.returned()) {
            (Payload::Unchanged, Returned::One(_)) => &rules::RESPONSE_UNCHANGED_REMOVED,
            (Payload::Unchanged, _) => &rules::RESPONSE_UNCHANGED_STATUS_REMOVED,
            (Payload::None, Returned::One(_)) => &rules::RESPONSE_NONE_REMOVED,
            _ => &rules::RESPONSE_STATUS_REMOVED,
        };
        findings.push(here.of(outcome, rule).before(described(std::slice::from_ref(outcome))));
    }
}

/// Compares responses that are told apart by their statuses, which identify them.
fn variants(here: &Here<'_>, old: &[Outcome], new: &[Outcome], findings: &mut Findings) {
    let find = |outcomes: &[Outcome], status: u16| {
        outcomes.iter().find(|outcome| outcome.status == status).cloned()
    };
    for outcome in new.iter().filter(|it| find(old, it.status).is_none()) {
        let finding = here.of(outcome, &rules::RESPONSE_VARIANT_ADDED);
        findings.push(finding.after(described(std::slice::from_ref(outcome))));
    }
    for before in old {
        let Some(after) = find(new, before.status) else {
            let finding = here.of(before, &rules::RESPONSE_VARIANT_REMOVED);
            findings.push(finding.before(described(std::slice::from_ref(before))));
            continue;
        };
        // Every field is named, so that one that is new in the model has to be compared.
        let Outcome { status: _, payload, variant } = &after;
        let place = here.place.part(&after.status.to_string());
        bodies(here, &place, &before.payload, payload, findings);
        let Some((old, new)) = before.variant.as_ref().zip(variant.as_ref()) else { continue };
        let OutcomeVariant { id, description } = new;
        if *old.id != **id {
            let finding = here.of(&after, &rules::RESPONSE_VARIANT_RENAMED);
            findings.push(finding.before(old.id.value.clone()).after(id.value.clone()));
        }
        if !is_same_prose(&old.description, description) {
            let finding = here.of(&after, &OPERATION_DOC_CHANGED);
            findings.push(finding.before(&*old.description).after(&**description));
        }
    }
}

/// Compares what bodies are.
fn bodies(here: &Here<'_>, place: &Place, old: &Payload, new: &Payload, findings: &mut Findings) {
    let at = |rule| {
        let finding = Finding::new(rule, place.clone());
        finding.in_head(here.changed.head.operation.id.span).before(body(old)).after(body(new))
    };
    if old.is_stream() || new.is_stream() {
        for rule in streams::rules(here.comparison, old, new) {
            findings.push(at(rule));
        }
        return;
    }
    let rule = match (old, new) {
        (old, new) if old == new => None,
        (Payload::Json(old), Payload::Json(new)) => types(here.comparison, old, new),
        (Payload::None | Payload::Unchanged, Payload::None | Payload::Unchanged) => None,
        (Payload::None | Payload::Unchanged, _) => Some(&rules::RESPONSE_BODY_ADDED),
        (_, Payload::None | Payload::Unchanged) => Some(match old {
            Payload::Json(_) => &rules::RESPONSE_BODY_REMOVED,
            _ => &rules::RESPONSE_CONTENT_REMOVED,
        }),
        (Payload::Json(_), _) => Some(&rules::RESPONSE_NO_LONGER_JSON),
        (_, Payload::Json(_)) => Some(&rules::RESPONSE_BECAME_JSON),
        (Payload::Text(..), Payload::Bytes(_)) => Some(&rules::RESPONSE_TEXT_TO_BYTES),
        (Payload::Bytes(_), Payload::Text(..)) => Some(&rules::RESPONSE_BYTES_TO_TEXT),
        (Payload::Text(old, _), Payload::Text(new, _)) if old != new => {
            Some(&rules::RESPONSE_TEXT_CARE_CHANGED)
        }
        // Streams have been compared.
        _ => Some(&rules::RESPONSE_CONTENT_TYPE_CHANGED),
    };
    if let Some(rule) = rule {
        findings.push(at(rule));
    }
}

pub(super) fn types(comparison: &Comparison<'_>, old: &Type, new: &Type) -> Option<&'static Rule> {
    match comparison.type_change(old, new) {
        TypeChange::Other if is_wrapped(comparison, old, &comparison.head.types, new) => {
            Some(&rules::RESPONSE_ARRAY_WRAPPED)
        }
        TypeChange::Other if is_wrapped(comparison, new, &comparison.base.types, old) => {
            Some(&rules::RESPONSE_ARRAY_UNWRAPPED)
        }
        change => rules::RESPONSE.rule(change),
    }
}

/// Outcomes as a description has them.
fn described(outcomes: &[Outcome]) -> String {
    let each = |outcome: &Outcome| {
        let id = outcome.variant.as_ref().map_or(String::new(), |it| format!(" ({})", *it.id));
        format!("{} {}{id}", outcome.status, body(&outcome.payload))
    };
    outcomes.iter().map(each).collect::<Vec<_>>().join(", ")
}

fn body(payload: &Payload) -> String {
    let with = |word: &str, more: Option<&str>| match more {
        Some(more) => format!("{word} ({more})"),
        None => word.to_owned(),
    };
    match payload {
        Payload::None => "none".to_owned(),
        Payload::Unchanged => "unchanged".to_owned(),
        Payload::Json(ty) => expression(ty),
        Payload::Bytes(content_type) => with("bytes", content_type.as_deref()),
        Payload::Download(content_type) => with("download", content_type.as_deref()),
        Payload::Events { item, end } => {
            with(&format!("events {}", expression(item)), end.as_deref())
        }
        Payload::Lines(item, content_type) => {
            with(&format!("lines {}", expression(item)), content_type.as_deref())
        }
        Payload::Text(privacy, content_type) => {
            let word = match privacy {
                Privacy::Public => "text",
                Privacy::Personal => "personal text",
                Privacy::Secret => "secret text",
            };
            with(word, content_type.as_deref())
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

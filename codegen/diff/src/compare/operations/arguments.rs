//! Compares the order in which a method takes its arguments.

use api_spec::api::{Need, Operation, Privacy, Type};

use super::Changed;
use crate::compare::Comparison;
use crate::finding::{Finding, Findings};
use crate::rules::operations as rules;

pub(super) fn compare(comparison: &Comparison<'_>, changed: &Changed<'_>, findings: &mut Findings) {
    let (base, head) = (changed.base.operation, changed.head.operation);
    // Arguments that came or went are findings of their own: here is the order of those that stayed.
    let old: Vec<_> = base
        .arguments
        .iter()
        .filter_map(|id| Some((id.as_str(), in_head(comparison, changed, id)?)))
        .filter(|(_, id)| head.arguments.iter().any(|new| new == id))
        .collect();
    let new: Vec<_> = head
        .arguments
        .iter()
        .map(String::as_str)
        .filter(|new| old.iter().any(|(_, id)| id == new))
        .collect();
    if old.iter().map(|(_, id)| *id).eq(new.iter().copied()) {
        return;
    }
    let types = |ids: &[&str]| ids.iter().map(|id| value(head, id)).collect::<Vec<_>>();
    let in_old_order: Vec<_> = old.iter().map(|(_, id)| *id).collect();
    let (old_types, new_types) = (types(&in_old_order), types(&new));
    let literals = |types: &[(Type, Need)]| {
        types.iter().map(|(ty, _)| comparison.literal(ty)).collect::<Vec<_>>()
    };
    let rule = if old_types == new_types {
        &rules::PARAM_REQUIRED_ORDER_SWAPPED
    } else if literals(&old_types) == literals(&new_types) {
        &rules::PARAM_REQUIRED_ORDER_MIXED
    } else {
        &rules::PARAM_REQUIRED_ORDER_CHANGED
    };
    let finding = Finding::new(rule, changed.place.clone())
        .before(old.iter().map(|(id, _)| *id).collect::<Vec<_>>().join(", "))
        .after(new.join(", "))
        .in_head(head.id.span);
    findings.push(finding);
}

/// What an argument of the base is called in the head, if it is still an argument.
fn in_head<'a>(comparison: &Comparison<'a>, changed: &Changed<'a>, id: &'a str) -> Option<&'a str> {
    let mut inputs = changed.inputs.both.iter();
    if let Some((_, head, _)) = inputs.find(|(base, ..)| base.input.id.as_str() == id) {
        return Some(&head.input.id);
    }
    if let Some(head) = changed.access.instead_of(id) {
        return Some(head);
    }
    if changed.base.operation.credentials.iter().any(|credential| credential.as_str() == id) {
        return comparison.credential(id).map(|credential| credential.id.as_str());
    }
    Some(id)
}

/// What the compiler knows of an argument: its type, and whether it is optional.
fn value(operation: &Operation, id: &str) -> (Type, Need) {
    if let Some(input) = operation.input(id) {
        return (input.ty.clone(), input.need);
    }
    let is_credential = operation.credentials.iter().any(|credential| credential.as_str() == id);
    match &operation.body {
        Some(body) if !is_credential => (body.ty.clone(), Need::Required),
        _ => (Type::String(Privacy::Secret), Need::Required),
    }
}

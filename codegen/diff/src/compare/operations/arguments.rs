//! Compares the order in which a method takes its arguments.

use restwright_spec::api::{BodyContent, Need, Operation, Privacy, Type};

use super::Changed;
use crate::compare::Comparison;
use crate::compare::arguments::{Argument, Order};
use crate::finding::{Finding, Findings};
use crate::rules::{operations as rules, params};

pub(super) fn compare(comparison: &Comparison<'_>, changed: &Changed<'_>, findings: &mut Findings) {
    let (base, head) = (changed.base.operation, changed.head.operation);
    let old: Vec<_> = base.arguments.iter().map(|id| before(comparison, changed, id)).collect();
    let new: Vec<_> = head.arguments.iter().map(|id| now(head, id)).collect();
    let rule = match comparison.order(&old, &new) {
        Order::Kept => return,
        Order::Refused => &rules::PARAM_REQUIRED_ORDER_CHANGED,
        Order::Mixed => &rules::PARAM_REQUIRED_ORDER_MIXED,
        Order::Swapped => &rules::PARAM_REQUIRED_ORDER_SWAPPED,
        Order::Replaced => &params::PARAM_ARGUMENT_REPLACED,
    };
    let finding = Finding::new(rule, changed.place.clone());
    let finding = finding.before(base.arguments.join(", ")).after(head.arguments.join(", "));
    findings.push(finding.in_head(head.id.span));
}

/// An argument of the base.
fn before(comparison: &Comparison<'_>, changed: &Changed<'_>, id: &str) -> Argument {
    let head = changed.head.operation;
    let present = in_head(comparison, changed, id);
    match present.filter(|id| head.arguments.iter().any(|argument| argument == id)) {
        Some(present) => now(head, present),
        None => Argument { id: None, ..now(changed.base.operation, id) },
    }
}

fn now(operation: &Operation, id: &str) -> Argument {
    let (ty, need) = value(operation, id);
    Argument { id: Some(id.to_owned()), ty, need }
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

/// The type of a whole body. Whether it is bytes or a file does not matter: an operation has one of them at most.
fn type_of(content: &BodyContent) -> Type {
    match content {
        BodyContent::Value(ty) => ty.clone(),
        BodyContent::Text(privacy, _) => Type::String(*privacy),
        BodyContent::Bytes(_) | BodyContent::File(_) => Type::File,
    }
}

/// What the compiler knows of an argument: its type, and whether it is optional.
fn value(operation: &Operation, id: &str) -> (Type, Need) {
    if let Some(input) = operation.input(id) {
        return (input.ty.clone(), input.need);
    }
    let is_credential = operation.credentials.iter().any(|credential| credential.as_str() == id);
    match &operation.body {
        Some(body) if !is_credential => (type_of(&body.content), Need::Required),
        _ => (Type::String(Privacy::Secret), Need::Required),
    }
}

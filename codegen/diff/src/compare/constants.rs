//! Compares constants: values that are always the same. Their ids are of the description alone.

use std::collections::BTreeMap;

use restwright_spec::api::{Api, Field, Input, Location, Need, Type, Word};

use super::Comparison;
use super::operations::target;
use super::value::expression;
use super::words::is_same_prose;
use crate::finding::{Finding, Findings};
use crate::rules::{constants as rules, params};
use crate::{Direction, Place, Rule};

/// Compares the constants of all calls.
pub(super) fn of_api(comparison: &Comparison<'_>, findings: &mut Findings) {
    let [old, new] = [comparison.base, comparison.head].map(by_place);
    let affected = || comparison.concerned(Direction::Request, |_, _| true);
    let at = |input: &Input| Place::api().item("parameters", &input.id);
    for (place, input) in &new {
        match old.get(place) {
            Some(before) => compare(before, input, &at(input), findings),
            None if is_said_by_operations(comparison.base, input) => {}
            None => {
                let finding = Finding::new(&rules::ADDED, at(input)).after(phrase(input));
                findings.push(finding.in_head(input.id.span).affecting(affected()));
            }
        }
    }
    let gone = old.iter().filter(|(place, _)| !new.contains_key(*place));
    for (_, input) in gone.filter(|(_, input)| !is_said_by_operations(comparison.head, input)) {
        let finding = Finding::new(&rules::REMOVED, at(input)).before(phrase(input));
        findings.push(finding.in_base(input.id.span).affecting(affected()));
    }
}

fn by_place(api: &Api) -> BTreeMap<(&'static str, String), &Input> {
    api.service.constants.iter().map(|input| (place(input), input)).collect()
}

/// Where it goes, and its name, which has no case in a header.
fn place(input: &Input) -> (&'static str, String) {
    match input.location {
        Location::Header => ("header", input.wire.to_ascii_lowercase()),
        Location::Cookie => ("cookie", input.wire.value.clone()),
        Location::Body => ("body", input.wire.value.clone()),
        _ => ("query", input.wire.value.clone()),
    }
}

fn is_same(base: &Input, head: &Input) -> bool {
    (place(base), &base.always) == (place(head), &head.always)
}

/// Whether each operation sends a constant itself that another description sends with every call.
fn is_said_by_operations(api: &Api, constant: &Input) -> bool {
    let mut operations = api.groups.iter().flat_map(|group| &group.operations);
    operations.all(|operation| operation.inputs.iter().any(|input| is_same(input, constant)))
}

/// Whether an input is a constant that a description sends with every call.
pub(super) fn is_of_api(api: &Api, input: &Input) -> bool {
    api.service.constants.iter().any(|constant| is_same(constant, input))
}

/// Where an input goes, with its one value or its type: ``query `sort`: always `newest` ``.
pub(super) fn phrase(input: &Input) -> String {
    format!("{}: {}", target(input), value(input.always.as_ref(), &input.ty))
}

fn value(always: Option<&Word>, ty: &Type) -> String {
    always.map_or_else(|| expression(ty), |word| format!("always `{word}`"))
}

/// Compares two constants.
pub(super) fn compare(base: &Input, head: &Input, place: &Place, findings: &mut Findings) {
    let at = |rule| Finding::new(rule, place.clone()).in_head(head.id.span);
    if !is_same(base, head) {
        findings.push(at(&rules::CHANGED).before(phrase(base)).after(phrase(head)));
    } else if base.wire != head.wire {
        let rule = &params::PARAM_HEADER_CASE_CHANGED;
        findings.push(at(rule).before(target(base)).after(target(head)));
    }
    if !is_same_prose(&base.description, &head.description) {
        let rule = &params::PARAM_DOC_CHANGED;
        findings.push(at(rule).before(&*base.description).after(&*head.description));
    }
}

/// The rule for an input that has become a constant, or the other way round.
pub(super) fn of_input(was_constant: bool, head: Need) -> &'static Rule {
    match (was_constant, head.is_required()) {
        (false, _) => &rules::INPUT_BECAME,
        (true, true) => &rules::BECAME_REQUIRED,
        (true, false) => &rules::BECAME_OPTIONAL,
    }
}

/// A field of an object in JSON: its key, with its one value or its type.
pub(super) fn field_phrase(field: &Field) -> String {
    format!("key `{}`: {}", *field.wire, value(field.always.as_ref(), &field.ty))
}

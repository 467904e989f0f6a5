//! Compares one operation that both sides have.

use restwright_spec::api::{Effect, Operation};

use super::global_changes::GlobalChanges;
use super::{Changed, access, arguments, body, choice, inputs, naming, pages, response, route};
use crate::Rule;
use crate::compare::deprecation::{self, DeprecationVisibility};
use crate::compare::words::{is_same_optional_prose, is_same_prose};
use crate::compare::{Comparison, reserved};
use crate::finding::{Finding, Findings};
use crate::rules::operations as rules;

pub(super) fn compare(
    comparison: &Comparison<'_>,
    changed: &Changed<'_>,
    global: &GlobalChanges<'_>,
    findings: &mut Findings,
) {
    let (base, head) = (changed.base.operation, changed.head.operation);
    // Every field is named, so that one that is new in the model has to be compared.
    let Operation {
        id,
        summary: _,
        description: _,
        method: _,
        path: _,
        server: _,
        arguments: _,
        inputs: _,
        body: _,
        body_format: _,
        credentials: _,
        choice: _,
        response: _,
        pages: _,
        errors: _,
        effect: _,
        documented_in: _,
        examples: _,
        reserved: kept_free,
        renamed_from: _,
        deprecated,
    } = base;
    naming::compare(changed, findings);
    route::compare(comparison, changed, findings);
    effect(changed, findings);
    texts(changed, findings);
    deprecation::compare(
        comparison.today,
        DeprecationVisibility::Item,
        deprecated.as_ref(),
        head.deprecated.as_ref(),
        (&changed.place, id.span, head.id.span),
        findings,
    );
    access::compare(changed, global, findings);
    choice::compare(comparison, changed, findings);
    arguments::compare(comparison, changed, findings);
    inputs::compare(comparison, changed, global, findings);
    body::compare(comparison, changed, findings);
    response::compare(comparison, changed, findings);
    pages::compare(comparison, changed, findings);
    reserved::compare_lists(
        kept_free,
        &head.reserved,
        |id| changed.place.item("inputs", id),
        |id| base.input(id).is_some(),
        findings,
    );
}

fn effect(changed: &Changed<'_>, findings: &mut Findings) {
    let (base, head) = (changed.base.operation, changed.head.operation);
    if let Some(rule) = effect_rule(base.effect, head.effect) {
        let finding = Finding::new(rule, changed.place.clone()).in_head(head.id.span);
        findings.push(finding.before(word(base.effect)).after(word(head.effect)));
    }
}

fn effect_rule(base: Effect, head: Effect) -> Option<&'static Rule> {
    match (base.is_repeatable(), head.is_repeatable()) {
        _ if base == head => None,
        (true, true) if head == Effect::Safe => Some(&rules::OPERATION_BECAME_READING),
        (true, true) => Some(&rules::OPERATION_BECAME_WRITING),
        (true, false) => Some(&rules::OPERATION_IDEMPOTENT_REMOVED),
        (false, true) => Some(&rules::OPERATION_IDEMPOTENT_ADDED),
        (false, false) => Some(&rules::OPERATION_SIDE_EFFECT_CHANGED),
    }
}

/// The effect as descriptions say it.
fn word(effect: Effect) -> &'static str {
    match effect {
        Effect::Safe => "safe",
        Effect::Idempotent => "idempotent",
        Effect::Creates => "creates",
        Effect::Consumes => "consumes",
        Effect::Sends => "sends",
    }
}

/// What is only for people and for tests.
fn texts(changed: &Changed<'_>, findings: &mut Findings) {
    let (base, head) = (changed.base.operation, changed.head.operation);
    let place = &changed.place;
    let at = |rule, place| Finding::new(rule, place).in_head(head.id.span);
    if !is_same_prose(&base.summary, &head.summary) {
        let finding = at(&rules::OPERATION_DOC_CHANGED, place.clone());
        findings.push(finding.before(&*base.summary).after(&*head.summary));
    } else if !is_same_optional_prose(base.description.as_ref(), head.description.as_ref()) {
        let mut finding = at(&rules::OPERATION_DOC_CHANGED, place.clone());
        finding.before = base.description.as_ref().map(|_| "a description".to_owned());
        finding.after = head.description.as_ref().map(|_| "another description".to_owned());
        findings.push(finding);
    }
    if !is_same_optional_prose(base.documented_in.as_ref(), head.documented_in.as_ref()) {
        let mut finding = at(&rules::OPERATION_SOURCE_CHANGED, place.clone());
        finding.before.clone_from(&base.documented_in);
        finding.after.clone_from(&head.documented_in);
        findings.push(finding);
    }
    examples(changed, findings);
}

/// Documented calls. Mock servers return the responses; no emitted code contains the requests.
fn examples(changed: &Changed<'_>, findings: &mut Findings) {
    let (base, head) = (changed.base.operation, changed.head.operation);
    if base.examples == head.examples {
        return;
    }
    let answers = |operation: &Operation| {
        let answers = operation.examples.iter();
        let answers =
            answers.filter_map(|example| Some((&example.summary, example.response.as_ref()?)));
        answers.map(|(summary, answer)| (summary.clone(), answer.clone())).collect::<Vec<_>>()
    };
    let rule = if answers(base) == answers(head) {
        &rules::OPERATION_EXAMPLE_REQUEST_CHANGED
    } else {
        &rules::OPERATION_EXAMPLE_CHANGED
    };
    let summaries = |operation: &Operation| {
        let summaries = operation.examples.iter().map(|example| example.summary.as_str());
        summaries.collect::<Vec<_>>().join("; ")
    };
    let finding = Finding::new(rule, changed.place.part("examples")).in_head(head.id.span);
    findings.push(finding.before(summaries(base)).after(summaries(head)));
}

//! `guide/<flow>.rs`: the steps of a flow, its errors in the order in which a caller meets them, and a program.

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::{Api, Flow, FlowCall, Reaction, Step};

use super::{by_category, link, program};
use crate::docs::{Docs, cell};
use crate::emit::errors;
use crate::response::{has_outcome, outcome_name};

pub(crate) fn emit(api: &Api, flow: &Flow) -> TokenStream {
    let docs = docs(api, flow).inner();
    quote!(#docs)
}

/// The documentation of the module of a flow.
pub(crate) fn docs(api: &Api, flow: &Flow) -> Docs {
    let mut docs = Docs::default().sentence(&flow.summary);
    if let Some(description) = &flow.description {
        docs = docs.text(description);
    }
    docs = docs.heading("Steps").table(&["", "step"], steps(api, flow));
    let errors: Vec<_> =
        numbered(flow).flat_map(|(number, call)| rows(api, flow, number, call)).collect();
    docs = docs.heading("Errors");
    if !errors.is_empty() {
        docs = docs.table(&["step", "error", "meaning and advice", "flow"], errors);
    }
    let others: Vec<_> = numbered(flow).map(|(_, call)| errors_of(call)).collect();
    docs = docs.sentences(&format!(
        "All errors of the steps: {}.{}",
        distinct(others).join(", "),
        by_category(api)
    ));
    docs.heading("Program").code("", &program::lines(api, flow))
}

/// One row for each step. Two columns are what a phone has room for.
fn steps(api: &Api, flow: &Flow) -> Vec<Vec<String>> {
    let row = |(index, step): (usize, &Step)| {
        let what = match step {
            Step::Ask(values) => {
                let values = values.iter().map(|(id, text)| format!("`{}`: {}", **id, cell(text)));
                format!("Your application supplies<br>{}", values.collect::<Vec<_>>().join("<br>"))
            }
            Step::Outside(text) => format!("Outside of this crate: {}", cell(text)),
            Step::Call(call) => {
                let summary = api.operation(&call.operation).map(|(_, it)| cell(&it.summary));
                let mut lines =
                    vec![format!("{}: {}", link(&call.operation), summary.unwrap_or_default())];
                if !call.values.is_empty() {
                    lines.push(format!("takes {}", codes(&distinct(call.values.clone()))));
                }
                let gives = gives(api, call);
                if !gives.is_empty() {
                    lines.push(format!("gives {gives}"));
                }
                lines.join("<br>")
            }
        };
        vec![(index + 1).to_string(), what]
    };
    flow.steps.iter().enumerate().map(row).collect()
}

/// What a call gives: its response, and the values that later steps take of it.
fn gives(api: &Api, call: &FlowCall) -> String {
    let called = api.operation(&call.operation).map(|(_, operation)| operation);
    let name =
        called.and_then(|it| it.response.value()).and_then(restwright_spec::api::Type::named);
    let outcome = called.filter(|it| has_outcome(it)).map(|it| {
        let (name, variant) =
            (outcome_name(&it.id), call.variant.as_deref().map(crate::names::pascal));
        let path = variant.map_or_else(|| name.to_string(), |variant| format!("{name}::{variant}"));
        format!("[`{path}`](crate::operations::{}::{path})", call.operation.group)
    });
    let response = name.map(|name| match &call.variant {
        Some(variant) => {
            let variant = crate::names::pascal(variant);
            format!("[`{name}::{variant}`](crate::types::{name}::{variant})")
        }
        None => format!("[`{name}`](crate::types::{name})"),
    });
    let values = call.gives.iter().map(|given| given.id.value.clone()).collect::<Vec<_>>();
    let parts = [(!values.is_empty()).then(|| codes(&values)), response.or(outcome)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" of ")
}

/// The errors that the flow handles at one of its calls.
fn rows(
    api: &Api,
    flow: &Flow,
    number: usize,
    call: &FlowCall,
) -> impl Iterator<Item = Vec<String>> {
    // Values that the step before it asks for are asked for again.
    let before = number.checked_sub(2).and_then(|index| flow.steps.get(index));
    let again = match before {
        Some(Step::Ask(_)) => format!("continues at step {}", number - 1),
        _ => "repeats the step".to_owned(),
    };
    call.reactions.iter().filter_map(move |(code, reaction)| {
        let error = api.errors.iter().find(|error| *error.code == *code)?;
        let hint = error.hint.as_deref().map(|hint| format!(". {}", capital(hint)));
        let meaning = cell(&format!("{}{}", capital(&error.meaning), hint.unwrap_or_default()));
        let then = match reaction {
            Reaction::Stop => "ends".to_owned(),
            Reaction::Continue => "continues".to_owned(),
            Reaction::Call(operation, _) => format!("calls {}, then {again}", link(operation)),
        };
        Some(vec![number.to_string(), errors::link(error), meaning, then])
    })
}

/// A link to the errors of an operation.
fn errors_of(call: &FlowCall) -> String {
    let name = crate::names::pascal(&call.operation.id);
    format!("[`{name}`](crate::operations::{}::{name}#errors)", call.operation.group)
}

/// The calls of a flow, each with the number of its step.
fn numbered(flow: &Flow) -> impl Iterator<Item = (usize, &FlowCall)> {
    flow.steps.iter().enumerate().filter_map(|(index, step)| match step {
        Step::Call(call) => Some((index + 1, call)),
        Step::Ask(_) | Step::Outside(_) => None,
    })
}

fn codes(ids: &[String]) -> String {
    ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ")
}

fn distinct(list: Vec<String>) -> Vec<String> {
    let mut seen = Vec::new();
    for entry in list {
        if !seen.contains(&entry) {
            seen.push(entry);
        }
    }
    seen
}

fn capital(text: &str) -> String {
    let mut characters = text.trim().chars();
    let first = characters.next().map(char::to_uppercase).into_iter().flatten();
    first.chain(characters).collect()
}

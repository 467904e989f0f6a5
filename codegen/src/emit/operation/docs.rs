//! The documentation of a call: in short at the method, and as a whole at the type.

use std::collections::BTreeSet;

use restwright_spec::api::{Api, Effect, Given, Group, Input, Literal, Location, Operation};

use crate::docs::{Docs, code};
use crate::emit::{errors, example};
use crate::names::pascal;
use crate::signature;

/// One line for the file.
pub(super) fn title(operation: &Operation) -> Docs {
    Docs::default().sentence(&operation.summary)
}

/// What stands at the method of the group: enough to choose it, and the way to the rest.
pub(super) fn method(group: &Group, operation: &Operation) -> Docs {
    let name = pascal(&operation.id);
    title(operation).sentences(&format!(
        "See [`{name}`](crate::operations::{}::{name}) for its inputs, errors and an example.",
        *group.id
    ))
}

/// What stands at the type of the call: all that is known of it.
pub(super) fn page(
    api: &Api,
    shared: &BTreeSet<i64>,
    group: &Group,
    operation: &Operation,
) -> Docs {
    let (owner, method) = (pascal(&group.id), &*operation.id);
    let request = format!("{} {}", operation.method.as_str(), *operation.path.template);
    let mut docs = title(operation).sentences(&format!(
        "{}, set up by [`{owner}::{method}`](crate::groups::{owner}::{method}).",
        code(&request)
    ));
    if let Some(description) = &operation.description {
        docs = docs.text(description);
    }
    docs = docs.sentences(&effect(operation.effect));
    docs = with_credentials(docs, api, operation);
    docs = with_arguments(docs, api, operation);
    docs = errors::of_call(docs, api, shared, operation);
    docs = docs.heading("Examples").code("no_run", &example::call(api, group, operation));
    if let Some(source) = &operation.documented_in {
        docs = docs.text(&format!("Documented in: {source}."));
    }
    docs
}

/// The runtime's documentation of retries is the one place that says what each effect means for them.
fn effect(effect: Effect) -> String {
    let (name, meaning) = match effect {
        Effect::Safe => ("Safe", "the call only reads"),
        Effect::Idempotent => ("Idempotent", "repeating the call has no further effect"),
        Effect::Consumes => ("Consumes", "a repeated call fails, or counts against the user"),
        Effect::Sends => ("Sends", "a repeated call sends another message"),
    };
    let retries = "[`RetryPolicy`](crate::RetryPolicy) says when it is retried";
    format!("Effect [`{name}`](crate::Effect::{name}): {meaning}. {retries}.")
}

fn with_credentials(docs: Docs, api: &Api, operation: &Operation) -> Docs {
    let optional = api.credentials.iter().filter(|credential| {
        credential.given == Given::ClientOptional && operation.credentials.contains(&credential.id)
    });
    let names: Vec<_> = optional
        .map(|credential| format!("[`{0}`](crate::ClientBuilder::{0})", *credential.id))
        .collect();
    if names.is_empty() {
        return docs;
    }
    docs.sentences(&format!("The client must have been given {}.", names.join(" and ")))
}

fn with_arguments(docs: Docs, api: &Api, operation: &Operation) -> Docs {
    let arguments = signature::arguments(api, operation);
    if arguments.is_empty() {
        return docs;
    }
    let described = arguments
        .iter()
        .map(|argument| (format!("`{}`:", argument.id()), argument.description().to_owned()));
    docs.heading("Arguments").list(described)
}

/// Documentation of an input: its meaning, where it goes and what holds without it.
pub(super) fn input(input: &Input) -> Docs {
    let mut docs = Docs::new(&input.description);
    let place = match input.location {
        Location::Path => format!("Part {} of the path.", code(&input.wire)),
        Location::Query(_) => format!("Query parameter {}.", code(&input.wire)),
        Location::Header => format!("Header {}.", code(&input.wire)),
        Location::Body => format!("Key {} of the body.", code(&input.wire)),
    };
    docs = docs.sentences(&match input.default.as_ref().and_then(scalar) {
        Some(default) => format!("{place} Without it, the server assumes {}.", code(&default)),
        None => place,
    });
    docs
}

fn scalar(literal: &Literal) -> Option<String> {
    match literal {
        Literal::Null => Some("null".to_owned()),
        Literal::Bool(value) => Some(value.to_string()),
        Literal::Integer(value) => Some(value.to_string()),
        Literal::Number(value) => Some(value.to_string()),
        Literal::String(value) => Some(value.clone()),
        Literal::List(_) | Literal::Object(_) => None,
    }
}

//! The documentation of a call: a summary at the method, everything at the type.

mod body;

use restwright_spec::api::{
    Api, Credential, CredentialChoice, Effect, Given, Group, Input, Literal, Location, Operation,
    Payload, Returned,
};

use crate::docs::{Docs, code, limit_sentences};
use crate::emit::example::{self, Flavor};
use crate::emit::{choice, constant, errors, guide, servers};
use crate::names::pascal;
use crate::response::outcome_name;
use crate::signature;

/// One line for the file.
pub(super) fn title(operation: &Operation) -> Docs {
    Docs::default().sentence(&operation.summary)
}

/// The summary at the method of the group, with links to the type of the call and its setters.
pub(super) fn method(group: &Group, operation: &Operation) -> Docs {
    let name = pascal(&operation.id);
    let page = format!("crate::operations::{}::{name}", *group.id);
    let docs = title(operation)
        .sentences(&format!("See [`{name}`]({page}) for inputs, errors and an example."));
    let setters: Vec<_> = operation
        .optional_inputs()
        .map(|input| format!("[`{0}`]({page}::{0})", *input.id))
        .collect();
    if setters.is_empty() {
        return docs;
    }
    docs.sentences(&format!("Optional inputs: {}.", setters.join(", ")))
}

/// The page of the type of the call.
pub(super) fn page(api: &Api, group: &Group, operation: &Operation) -> Docs {
    let (owner, method) = (pascal(&group.id), &*operation.id);
    let request = format!("{} {}", operation.method.as_str(), *operation.path.template);
    let mut docs = title(operation).sentences(&format!(
        "{}. Created by [`{owner}::{method}`](crate::groups::{owner}::{method}).",
        code(&request)
    ));
    if let Some(description) = &operation.description {
        docs = docs.text(description);
    }
    docs = facts(docs, api, group, operation);
    docs = with_arguments(docs, api, operation);
    docs = errors::of_call(docs, api, operation);
    docs = docs
        .heading("Examples")
        .code("no_run", &example::call(api, group, operation, Flavor::Async));
    if operation.pages.is_some() {
        let example = example::items(api, group, operation, Flavor::Async);
        docs = docs.sentences("The entries of all pages:").code("no_run", &example);
    }
    let guides = guide::flows_of(api, group, operation);
    if !guides.is_empty() {
        docs = docs.sentences(&format!("Guides: {}.", guides.join(", ")));
    }
    if let Some(source) = &operation.documented_in {
        docs = docs.text(&format!("Documented in: {source}."));
    }
    docs
}

/// What a call returns, does and authenticates with.
pub(crate) fn facts(docs: Docs, api: &Api, group: &Group, operation: &Operation) -> Docs {
    let docs = match body::kind(operation) {
        Some(body) => docs.sentences(&body),
        None => docs,
    };
    let docs = match &operation.server {
        Some(server) => docs.sentences(&format!(
            "Requests go to the server `{}`, of which `ClientBuilder::{}` overrides the base URL.",
            server.value,
            servers::setter_name(server),
        )),
        None => docs,
    };
    let mut docs = with_response(docs, group, operation);
    if operation.pages.is_some() {
        docs = docs.sentences(
            "The response is one page of a list. [`items`](Self::items) fetches the entries of all pages, \
             [`pages`](Self::pages) the pages themselves.",
        );
    }
    docs = constant::of_call(docs, operation);
    docs = docs.sentences(&effect(operation));
    with_credentials(docs, api, operation)
}

/// The runtime's documentation of retries is the one place that says what each effect means for them.
fn effect(operation: &Operation) -> String {
    let (name, meaning) = match operation.effect {
        Effect::Safe => ("Safe", "the call only reads"),
        Effect::Idempotent => ("Idempotent", "repeating the call has no further effect"),
        Effect::Creates => ("Creates", "a repeated call creates another one"),
        Effect::Consumes => ("Consumes", "a repeated call fails, or counts against the user"),
        Effect::Sends => ("Sends", "a repeated call sends another message"),
    };
    let retries = match operation.idempotency_key() {
        None => "[`RetryPolicy`](crate::RetryPolicy) defines when the client retries it".to_owned(),
        Some(key) => format!(
            "Its [idempotency key](Self::{}), a header {}, is the same for all attempts, so that the client retries it like a safe \
             call: if nothing was sent, if it is unknown whether the request has arrived, and on the statuses 429, 502, 503 and \
             504. [`RetryPolicy`](crate::RetryPolicy) changes it",
            *key.id,
            code(&key.wire)
        ),
    };
    format!("Effect [`{name}`](crate::Effect::{name}): {meaning}. {retries}.")
}

/// What a call returns, where that is not one value that its type describes.
fn with_response(docs: Docs, group: &Group, operation: &Operation) -> Docs {
    let response = &operation.response;
    let kind = |payload: &Payload| match payload {
        Payload::Download(content_type) => {
            let of = content_type
                .as_deref()
                .map_or(String::new(), |ty| format!(" of type {}", code(ty)));
            Some(format!("a [`Download`](crate::Download){of}: the body is read while it arrives"))
        }
        Payload::Events { end, .. } => {
            let end = end.as_deref().map_or(String::new(), |end| {
                format!(". The event with the data {} ends it", code(end))
            });
            Some(format!("a stream of server-sent events, [`Streamed`](crate::Streamed){end}"))
        }
        Payload::Lines(..) => {
            Some("a stream of lines of JSON, [`Streamed`](crate::Streamed)".to_owned())
        }
        Payload::Text(_, content_type) | Payload::Bytes(content_type) => {
            let what = if matches!(payload, Payload::Bytes(_)) { "bytes" } else { "text" };
            let of = content_type
                .as_deref()
                .map_or(String::new(), |ty| format!(" of type {}", code(ty)));
            Some(format!("the body as {what}{of}"))
        }
        Payload::None | Payload::Unchanged | Payload::Json(_) => None,
    };
    let statuses = |is_meant: fn(&Payload) -> bool| {
        let meant = response.outcomes.iter().filter(|outcome| is_meant(&outcome.payload));
        meant.map(|outcome| outcome.status.to_string()).collect::<Vec<_>>().join(" or ")
    };
    let all = statuses(|_| true);
    let several = response.outcomes.len() > 1;
    match response.returned() {
        Returned::Nothing if several => docs.sentences(&format!("The status is {all}.")),
        Returned::Nothing => docs,
        Returned::One(payload) => match kind(payload) {
            Some(kind) if several => {
                docs.sentences(&format!("Returns {kind}. The status is {all}."))
            }
            Some(kind) => docs.sentences(&format!("Returns {kind}.")),
            None if several => docs.sentences(&format!("The status is {all}.")),
            None => docs,
        },
        Returned::Optional(payload) => {
            let (full, bare) = (statuses(Payload::has_body), statuses(|it| !it.has_body()));
            let kind = kind(payload).unwrap_or_else(|| "the value".to_owned());
            docs.sentences(&format!(
                "Returns {kind} with the status {full}, and `None` with the status {bare}."
            ))
        }
        Returned::Variants(_) => {
            let name = outcome_name(&operation.id);
            let link = format!("[`{name}`](crate::operations::{}::{name})", *group.id);
            docs.sentences(&format!("Returns {link}, by the status of the response."))
        }
    }
}

fn with_credentials(docs: Docs, api: &Api, operation: &Operation) -> Docs {
    if let Some(choice) = &operation.choice {
        return docs.sentences(&with_choice(api, choice));
    }
    let optional = api.credentials.iter().filter(|credential| {
        credential.given == Given::ClientOptional && operation.credentials.contains(&credential.id)
    });
    let names: Vec<_> = optional
        .map(|credential| format!("[`{0}`](crate::ClientBuilder::{0})", *credential.id))
        .collect();
    if names.is_empty() {
        return docs;
    }
    docs.sentences(&format!("Requires {} of the client.", names.join(" and ")))
}

/// What a call sends of several alternatives.
fn with_choice(api: &Api, choice: &CredentialChoice) -> String {
    let name = |id: &str| {
        let mut credentials = api.credentials.iter();
        let is_setter = |credential: &&Credential| credential.given == Given::ClientOptional;
        match credentials.find(|credential| *credential.id == id).filter(is_setter) {
            Some(_) => format!("[`{id}`](crate::ClientBuilder::{id})"),
            None => code(id),
        }
    };
    let words = choice::words(choice, name);
    match (&*choice.first_of, choice.is_optional) {
        ([_], _) => format!("Sends {words} if the client has it, and otherwise no credentials."),
        (_, true) => {
            format!("Sends the first that the client has of {words}; otherwise no credentials.")
        }
        (_, false) => {
            format!("Sends the first that the client has of {words}, and requires one of them.")
        }
    }
}

fn with_arguments(docs: Docs, api: &Api, operation: &Operation) -> Docs {
    let arguments = signature::arguments(api, operation);
    if arguments.is_empty() {
        return docs;
    }
    let described = arguments
        .iter()
        .map(|argument| (format!("`{}`:", argument.id()), body::described(*argument)));
    docs.heading("Arguments").list(described)
}

/// Documentation of an input: its meaning, its placement and its default.
pub(super) fn input(operation: &Operation, input: &Input) -> Docs {
    let mut docs = Docs::new(&input.description);
    let place = match input.location {
        Location::Path => format!("Path parameter {}.", code(&input.wire)),
        Location::Query(_) => format!("Query parameter {}.", code(&input.wire)),
        Location::Header => format!("Header {}.", code(&input.wire)),
        Location::Cookie => format!("Cookie {}.", code(&input.wire)),
        Location::IdempotencyKey => format!(
            "Header {}. By default, each call sends a random key, and so does each clone of a call. A clone keeps a key that was set.",
            code(&input.wire)
        ),
        Location::Body => body::place(operation, input),
    };
    docs = docs.sentences(&match input.default.as_ref().and_then(scalar) {
        Some(default) => format!("{place} The server defaults to {}.", code(&default)),
        None => place,
    });
    match limit_sentences(&input.limits, &input.ty) {
        Some(limits) => docs.sentences(&limits),
        None => docs,
    }
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

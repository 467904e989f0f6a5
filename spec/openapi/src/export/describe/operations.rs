//! Operations with their responses, pages and examples.

use restwright_spec::api::{
    Api, BodyContent, BodyFormat, Counted, CredentialChoice, Effect, Example, ExampleRequest,
    ExampleResponse, Operation, Outcome, OutcomeVariant, PageBy, Pages, Payload, Privacy, Response,
    WholeBody,
};

use super::types::care;
use super::{
    content_types, errors, evolve, expression, idempotency, inputs, literal, push, text, texts,
};
use crate::export::shared::Shared;
use crate::yaml::{Entries, Yaml, entry, flag};

pub(super) fn operation(api: &Api, operation: &Operation, shared: &Shared) -> Yaml {
    let Operation {
        id: _,
        summary,
        description,
        method,
        path,
        server,
        arguments,
        inputs,
        body,
        body_format,
        credentials: _,
        choice: _,
        response,
        pages,
        errors,
        effect,
        documented_in,
        examples,
        reserved,
        renamed_from,
        deprecated,
    } = operation;
    let mut entries = vec![entry("summary", Yaml::text(summary))];
    push(&mut entries, "description", description.as_ref().map(Yaml::text));
    entries.push(entry("method", Yaml::text(method.as_str())));
    entries.push(entry("path", text(&path.template)));
    push(&mut entries, "server", server.as_ref().map(text));
    let ids = (!arguments.is_empty()).then(|| Yaml::texts(arguments.iter().cloned()));
    push(&mut entries, "arguments", ids);
    let parameters = inputs::parameters(inputs, shared);
    push(
        &mut entries,
        "parameters",
        (!parameters.is_empty()).then_some(Yaml::Map(parameters, false)),
    );
    entries.extend(format(*body_format, operation.has_body()));
    let fields = inputs::fields(inputs);
    push(&mut entries, "body", (!fields.is_empty()).then_some(Yaml::Map(fields, false)));
    push(&mut entries, "whole_body", body.as_ref().map(whole));
    push(&mut entries, "credentials", credentials(operation));
    let Response { outcomes } = response;
    let responses = outcomes.iter().map(|one| (one.status.to_string(), outcome(one)));
    entries.push(entry("response", Yaml::Map(responses.collect(), true)));
    push(&mut entries, "pages", pages.as_ref().map(self::pages));
    push(&mut entries, "errors", errors::references(api, errors));
    entries.push(entry("effect", Yaml::text(self::effect(*effect))));
    push(&mut entries, "documented_in", documented_in.as_ref().map(Yaml::text));
    push(&mut entries, "idempotency", key_of(api, operation));
    let examples = examples.iter().map(example).collect::<Vec<_>>();
    push(&mut entries, "examples", (!examples.is_empty()).then_some(Yaml::Block(examples)));
    push(&mut entries, "reserved", texts(reserved));
    evolve(&mut entries, renamed_from.as_deref(), deprecated.as_ref());
    Yaml::Map(entries, false)
}

/// The idempotency key of an operation, where it is another one than that of the API.
fn key_of(api: &Api, operation: &Operation) -> Option<Yaml> {
    let of_api = api.service.idempotency.as_deref().map(String::as_str);
    match operation.idempotency_key().map(|input| input.wire.as_str()) {
        None if of_api.is_some() && !operation.effect.is_repeatable() => Some(Yaml::text("none")),
        Some(own) if of_api != Some(own) => Some(idempotency(own)),
        _ => None,
    }
}

/// How a body is written.
fn format(format: BodyFormat, has_body: bool) -> Entries {
    match format {
        BodyFormat::Form(lists) if has_body => vec![
            entry("body_format", Yaml::text("form")),
            entry("form_lists", Yaml::text(lists.as_str())),
        ],
        BodyFormat::Multipart if has_body => vec![entry("body_format", Yaml::text("multipart"))],
        BodyFormat::Form(_) | BodyFormat::Multipart | BodyFormat::Json => Vec::new(),
    }
}

/// A body that is one value.
pub(in crate::export) fn whole(body: &WholeBody) -> Yaml {
    let WholeBody { content, description } = body;
    let (ty, privacy, types) = match content {
        BodyContent::Value(ty) => (expression(ty), Privacy::Public, [].as_slice()),
        BodyContent::Text(privacy, kind) => ("text".to_owned(), *privacy, kind.as_slice()),
        BodyContent::Bytes(kind) => ("bytes".to_owned(), Privacy::Public, kind.as_slice()),
        BodyContent::File(kinds) => ("file".to_owned(), Privacy::Public, kinds.as_slice()),
    };
    let mut entries = vec![entry("type", Yaml::text(ty))];
    entries.extend(care(privacy).map(flag));
    push(&mut entries, "content_type", content_types(types));
    entries.push(entry("description", Yaml::text(description)));
    Yaml::Map(entries, true)
}

fn credentials(operation: &Operation) -> Option<Yaml> {
    let ids = |ids: &[String]| Yaml::texts(ids.iter().cloned());
    match &operation.choice {
        None => texts(&operation.credentials),
        Some(CredentialChoice { first_of, is_optional }) => {
            let lists = first_of.iter().map(|one| ids(one)).collect();
            let mut entries = vec![entry("first_of", Yaml::List(lists))];
            entries.extend(is_optional.then(|| flag("optional")));
            Some(Yaml::Map(entries, true))
        }
    }
}

fn outcome(outcome: &Outcome) -> Yaml {
    let Outcome { status: _, payload, variant } = outcome;
    let (key, ty, content_type) = match payload {
        Payload::None => ("type", "none".to_owned(), None),
        Payload::Unchanged => ("type", "unchanged".to_owned(), None),
        Payload::Json(ty) => ("type", expression(ty), None),
        Payload::Text(_, kind) => ("type", "text".to_owned(), kind.as_ref()),
        Payload::Bytes(kind) => ("type", "bytes".to_owned(), kind.as_ref()),
        Payload::Download(kind) => ("type", "download".to_owned(), kind.as_ref()),
        Payload::Events { item, end: _ } => ("events", expression(item), None),
        Payload::Lines(item, kind) => ("lines", expression(item), kind.as_ref()),
    };
    let (privacy, end) = match payload {
        Payload::Text(privacy, _) => (care(*privacy), None),
        Payload::Events { item: _, end } => (None, end.as_ref()),
        _ => (None, None),
    };
    let mut entries = Vec::new();
    let (id, description) = match variant {
        Some(OutcomeVariant { id, description }) => (Some(text(id)), Some(Yaml::text(description))),
        None => (None, None),
    };
    push(&mut entries, "id", id);
    entries.push(entry(key, Yaml::text(ty)));
    entries.extend(privacy.map(flag));
    push(&mut entries, "end", end.map(Yaml::text));
    push(&mut entries, "content_type", content_type.map(Yaml::text));
    push(&mut entries, "description", description);
    match entries.as_slice() {
        [(key, ty)] if key == "type" => ty.clone(),
        _ => Yaml::Map(entries, true),
    }
}

fn pages(pages: &Pages) -> Yaml {
    let Pages { items, item: _, by } = pages;
    let path = |path: &[String]| Yaml::texts(path.iter().cloned());
    let counted = |counted: &Counted| {
        let Counted { into, first, until } = counted;
        let mut entries =
            vec![entry("into", Yaml::text(into)), entry("first", Yaml::Raw(first.to_string()))];
        push(&mut entries, "until", until.as_deref().map(path));
        Yaml::Map(entries, true)
    };
    let by = match by {
        PageBy::LastItem { field, into, goes_on } => {
            let mut entries =
                vec![entry("field", Yaml::text(field)), entry("into", Yaml::text(into))];
            push(&mut entries, "while", goes_on.as_deref().map(path));
            entry("last_item", Yaml::Map(entries, true))
        }
        PageBy::Cursor { from, into } => {
            let entries = vec![entry("from", path(from)), entry("into", Yaml::text(into))];
            entry("cursor", Yaml::Map(entries, true))
        }
        PageBy::Page(page) => entry("page", counted(page)),
        PageBy::Offset(offset) => entry("offset", counted(offset)),
        PageBy::Link(relation) => entry("link", Yaml::text(relation)),
        PageBy::Url(from) => entry("url", path(from)),
    };
    Yaml::Map(vec![entry("items", path(items)), entry("by", Yaml::Map(vec![by], true))], true)
}

pub(in crate::export) fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Safe => "safe",
        Effect::Idempotent => "idempotent",
        Effect::Creates => "creates",
        Effect::Consumes => "consumes",
        Effect::Sends => "sends",
    }
}

fn example(example: &Example) -> Yaml {
    let Example { summary, request, response } = example;
    let mut entries = vec![entry("summary", Yaml::text(summary))];
    let request = request.as_ref().map(|ExampleRequest { line, headers, body }| {
        let mut entries = vec![entry("line", Yaml::text(line))];
        let headers: Entries =
            headers.iter().map(|(name, value)| (name.clone(), Yaml::text(value))).collect();
        push(&mut entries, "headers", (!headers.is_empty()).then_some(Yaml::Map(headers, true)));
        push(&mut entries, "body", body.as_ref().map(literal));
        Yaml::Map(entries, true)
    });
    push(&mut entries, "request", request);
    let response = response.as_ref().map(|ExampleResponse { status, body }| {
        let mut entries = vec![entry("status", Yaml::Raw(status.to_string()))];
        push(&mut entries, "body", body.as_ref().map(literal));
        Yaml::Map(entries, true)
    });
    push(&mut entries, "response", response);
    Yaml::Map(entries, true)
}

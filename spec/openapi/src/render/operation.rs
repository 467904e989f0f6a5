//! Operations and their inputs.

use std::collections::{BTreeMap, BTreeSet};

use super::fields::{content_types, map_of, parameter, used};
use super::with;
use crate::draft::{
    Body, Content, Credentials, Format, Lists, Operation, Parameter, Response, Type,
};
use crate::media::LINES;
use crate::yaml::{Entries, Yaml, entry, flag};

/// An operation. `of_all` is the idempotency key of all operations.
pub(super) fn operation(
    operation: &Operation,
    of_all: Option<&Yaml>,
    shared: &BTreeMap<String, Parameter>,
) -> Yaml {
    let mut entries = vec![entry("summary", Yaml::text(&operation.summary))];
    entries
        .extend(operation.description.as_ref().map(|text| entry("description", Yaml::text(text))));
    entries.push(entry("method", Yaml::text(&operation.method)));
    entries.push(entry("path", Yaml::text(&operation.path)));
    entries.extend(operation.server.as_ref().map(|id| entry("server", Yaml::text(id))));
    let inputs = operation.parameters.iter().map(|parameter| &parameter.field);
    let (fields, whole) = match &operation.body {
        Body::None => (None, None),
        Body::Fields(fields) => (Some(fields), None),
        Body::Whole(ty, description) => (None, Some(whole(&ty.to_string(), &[], description))),
        Body::Plain(word, types, description) => (None, Some(whole(word, types, description))),
    };
    let required = inputs.chain(fields.into_iter().flatten()).filter(|field| field.required);
    let mut arguments: Vec<_> = required.map(|field| field.id.clone()).collect();
    arguments.extend(whole.iter().map(|_| "body".to_owned()));
    if !arguments.is_empty() {
        entries.push(entry("arguments", Yaml::texts(arguments)));
    }
    if !operation.parameters.is_empty() {
        let parameters =
            operation.parameters.iter().map(|one| (one.field.id.clone(), input(one, shared)));
        entries.push(entry("parameters", Yaml::Map(parameters.collect(), false)));
    }
    entries.extend(operation.format.into_iter().flat_map(format));
    entries.extend(fields.map(|fields| entry("body", map_of(fields))));
    entries.extend(whole);
    entries.extend(needed(&operation.credentials));
    entries.push(entry("response", responses(&operation.responses)));
    let effect = if matches!(operation.method.as_str(), "GET" | "HEAD") { "safe" } else { "sends" };
    entries.push(entry("effect", Yaml::text(effect)));
    entries.extend(
        operation.documented_in.as_ref().map(|page| entry("documented_in", Yaml::text(page))),
    );
    if operation.deprecated {
        entries.push(entry("deprecated", Yaml::Map(Vec::new(), true)));
    }
    let idempotency = operation.idempotency.as_ref();
    let idempotency =
        idempotency.map(|header| Yaml::Map(vec![entry("header", Yaml::text(header))], true));
    let idempotency = idempotency.filter(|own| of_all != Some(own));
    let inferred = ["effect"].into_iter().chain(idempotency.as_ref().map(|_| "idempotency"));
    let inferred = Yaml::texts(inferred);
    entries.extend(idempotency.map(|header| entry("idempotency", header)));
    entries.push(entry("inferred", inferred));
    Yaml::Map(with(entries, &operation.stated), false)
}

/// A body that is one value.
fn whole(ty: &str, types: &[String], description: &str) -> (String, Yaml) {
    let mut body = vec![entry("type", Yaml::text(ty))];
    body.extend(content_types(types));
    body.push(entry("description", Yaml::text(description)));
    entry("whole_body", Yaml::Map(body, true))
}

/// The responses of success, with names where their contents differ.
fn responses(responses: &[Response]) -> Yaml {
    let contents: BTreeSet<_> = responses.iter().map(|response| &response.content).collect();
    let bodies =
        contents.iter().filter(|content| !matches!(content, Content::None | Content::Unchanged));
    let is_named = bodies.count() > 1 || responses.iter().any(|one| one.stated.id().is_some());
    let one = |response: &Response| {
        let mut entries = content(&response.content);
        if is_named {
            entries.insert(0, entry("id", Yaml::text(&response.id)));
            entries.push(entry("description", Yaml::text(&response.description)));
        }
        let entries = with(entries, &response.stated);
        let body = match entries.as_slice() {
            [(key, ty)] if key == "type" => ty.clone(),
            _ => Yaml::Map(entries, true),
        };
        (response.status.to_string(), body)
    };
    Yaml::Map(responses.iter().map(one).collect(), true)
}

/// What a response holds.
fn content(content: &Content) -> Entries {
    let (key, ty, kind) = match content {
        Content::None => ("type", "none".to_owned(), None),
        Content::Unchanged => ("type", "unchanged".to_owned(), None),
        Content::Json(ty) => ("type", ty.to_string(), None),
        Content::Text(kind) => ("type", "text".to_owned(), kind.as_ref()),
        Content::Bytes(kind) => ("type", "bytes".to_owned(), kind.as_ref()),
        Content::Download(kind) => ("type", "download".to_owned(), Some(kind)),
        Content::Events(ty) => ("events", ty.to_string(), None),
        Content::Lines(ty, kind) => {
            ("lines", ty.to_string(), Some(kind).filter(|kind| *kind != LINES))
        }
    };
    let mut entries = vec![entry(key, Yaml::text(ty))];
    entries.extend(kind.map(|kind| entry("content_type", Yaml::text(kind))));
    entries
}

/// Names of the types that an operation mentions.
pub(super) fn uses(operation: &Operation) -> Vec<&str> {
    let parameters = operation.parameters.iter().map(|parameter| &parameter.field.ty);
    let body: Vec<_> = match &operation.body {
        Body::None | Body::Plain(..) => Vec::new(),
        Body::Fields(fields) => fields.iter().map(|field| &field.ty).collect(),
        Body::Whole(ty, _) => vec![ty],
    };
    let responses = operation.responses.iter().filter_map(|response| response.content.name());
    parameters.chain(body).filter_map(Type::name).chain(responses).collect()
}

/// That a body is no JSON, and how a form writes lists.
fn format(format: Format) -> Entries {
    let Format::Form(lists) = format else {
        return vec![entry("body_format", Yaml::text("multipart"))];
    };
    let lists = match lists {
        Lists::Repeat => None,
        Lists::Brackets => Some("brackets"),
        Lists::Indices => Some("indices"),
        Lists::Comma => Some("comma"),
    };
    let mut entries = vec![entry("body_format", Yaml::text("form"))];
    entries.extend(lists.map(|lists| entry("form_lists", Yaml::text(lists))));
    entries
}

/// An input of an operation: a shared parameter, or one of its own.
fn input(one: &Parameter, shared: &BTreeMap<String, Parameter>) -> Yaml {
    match &one.shared {
        Some(shared) => Yaml::Map(vec![entry("use", Yaml::text(shared))], true),
        None if one.field.stated.says("use") => used(one, shared),
        None => parameter(&one.field.id, one),
    }
}

/// Which credentials an operation needs, if it needs any.
fn needed(credentials: &Credentials) -> Option<(String, Yaml)> {
    let lists = credentials.first_of.iter().map(|ids| Yaml::texts(ids.clone()));
    let value = match (credentials.first_of.as_slice(), credentials.is_optional) {
        ([], _) => return None,
        ([ids], false) => Yaml::texts(ids.clone()),
        (_, is_optional) => {
            let mut choice = vec![entry("first_of", Yaml::List(lists.collect()))];
            choice.extend(is_optional.then(|| flag("optional")));
            Yaml::Map(choice, true)
        }
    };
    Some(entry("credentials", value))
}

//! Responses of success: what each status of an operation becomes.

use std::collections::BTreeSet;

use restwright_spec::Node;

use crate::body::wish;
use crate::draft::{Content, Parameter, Place, Response, Type};
use crate::gap;
use crate::groups::Found;
use crate::media::{self, Media};
use crate::names::{Names, Role};
use crate::node::Look as _;
use crate::prose;
use crate::schema::Types;
use crate::stated::{EXTENSION, Stated};

/// The responses of success, by status. There is at least one.
pub(crate) fn responses<'a>(
    types: &mut Types<'a>,
    found: &Found<'a>,
    owner: &str,
    parameters: &[Parameter],
) -> Vec<Response> {
    let documented = documented(types, found);
    let mut names = Names::default();
    let mut responses: Vec<Response> = Vec::new();
    for (status, node) in &documented {
        // Whatever is added later, the first one keeps its name.
        let is_first = responses.is_empty();
        let part = if is_first { "response".to_owned() } else { format!("response {status}") };
        let target = types.documents.resolve(node).unwrap_or(node);
        let content = match content(types, found, *status, node, owner, &part) {
            content if content.is_stream() && is_stated_whole(target) => Content::Bytes(None),
            content => content,
        };
        let said = prose::first(&[target.text_of("description")]).map(|text| prose::line(&text));
        let (id, usual) = meaning(*status);
        let description = said.filter(|text| !text.is_empty());
        let description = description.unwrap_or_else(|| usual.to_owned());
        let stated = Stated::of(target);
        let id = names.stated_or(stated.id(), &id, Role::Value);
        responses.push(Response { status: *status, id, description, content, stated });
    }
    keep_stream_alone(types, found, &mut responses);
    if responses.is_empty() {
        responses.push(Response::empty(200));
    }
    responses.extend(unchanged(found, parameters, &responses));
    responses
}

/// What is returned where the caller has it already.
fn unchanged(
    found: &Found<'_>,
    parameters: &[Parameter],
    responses: &[Response],
) -> Option<Response> {
    let conditions = ["if-none-match", "if-modified-since"];
    let is_condition = |one: &Parameter| {
        one.place == Place::Header
            && conditions.contains(&one.field.wire.to_ascii_lowercase().as_str())
    };
    let is_documented = found.node.get("responses").and_then(|all| all.get("304")).is_some();
    let contents: BTreeSet<_> = responses.iter().map(|response| &response.content).collect();
    let is_stream = contents.iter().any(|content| content.is_stream());
    let is_one = contents.len() == 1 && !contents.contains(&Content::None) && !is_stream;
    let is_there = is_documented && is_one && parameters.iter().any(is_condition);
    is_there.then(|| Response { content: Content::Unchanged, ..Response::empty(304) })
}

/// What a response holds.
fn content<'a>(
    types: &mut Types<'a>,
    found: &Found<'a>,
    status: u16,
    node: &'a Node,
    owner: &str,
    part: &str,
) -> Content {
    let Some((key, response)) = types.documents.follow(node) else {
        types.losses.lose(&gap::UNRESOLVED, node.span, node.text_of("$ref").unwrap_or_default());
        return Content::Json(Type::JSON);
    };
    if found.method.value == "head" || matches!(status, 204 | 205) {
        return Content::None;
    }
    match media::choose(types, response.get("content")) {
        Media::Nothing => Content::None,
        Media::Json(None) => Content::Json(Type::JSON),
        Media::Json(Some(schema)) => {
            Content::Json(types.convert(schema, &wish(key.as_ref(), owner, part)).ty)
        }
        Media::Form(schema) => {
            let span = schema.map_or(response.span, |schema| schema.span);
            types.losses.lose(&gap::RESPONSE_TYPE, span, "a form");
            Content::None
        }
        Media::Events(schema) => events(types, schema, response, &wish(key.as_ref(), owner, part)),
        Media::Lines(schema, kind) => {
            let wish = wish(key.as_ref(), owner, part);
            let ty = schema.map_or(Type::JSON, |schema| types.convert(schema, &wish).ty);
            // Some documents say what a line is, and some what all of them are.
            let item = match ty {
                Type::List(item, false) => *item,
                ty => ty,
            };
            Content::Lines(item, kind)
        }
        Media::Other(kinds, _) => {
            let only = match kinds.as_slice() {
                [only] => Some(media::bare(only)).filter(|kind| !kind.contains('*')),
                _ => None,
            };
            if kinds.iter().all(|kind| media::is_text(kind)) {
                Content::Text(only)
            } else {
                Content::Bytes(only)
            }
        }
    }
}

/// Server-sent events. Documents that have no type for them say that they are text.
fn events<'a>(
    types: &mut Types<'a>,
    schema: Option<&'a Node>,
    response: &Node,
    wish: &str,
) -> Content {
    let ty = schema.map(|schema| types.convert(schema, wish).ty);
    if let Some(ty @ Type::Named(_)) = ty {
        return Content::Events(ty);
    }
    let stated = |key: &str| response.get(EXTENSION).and_then(|stated| stated.text_of(key));
    if stated("events").is_some() {
        return Content::Events(ty.unwrap_or(Type::JSON));
    }
    if stated("type").is_some() {
        return Content::Download(media::EVENTS.to_owned());
    }
    types.losses.lose(&gap::UNTYPED_EVENTS, schema.map_or(response.span, |it| it.span), "");
    Content::Download(media::EVENTS.to_owned())
}

/// Whether a document states that a response is no stream, whatever its content type stands for.
fn is_stated_whole(response: &Node) -> bool {
    let ty = response.get(EXTENSION).and_then(|stated| stated.text_of("type"));
    ty.is_some_and(|ty| ty != "download")
}

/// Keeps a stream alone: a call returns it before anybody can ask for something else.
fn keep_stream_alone(types: &mut Types<'_>, found: &Found<'_>, responses: &mut Vec<Response>) {
    let stream = responses.iter().find(|response| response.content.is_stream());
    let Some(stream) = stream.map(|response| response.content.clone()) else { return };
    responses.retain(|response| {
        if response.content != stream {
            let detail = format!("status {}", response.status);
            types.losses.lose(&gap::STREAM_BESIDE, found.method.span, &detail);
        }
        response.content == stream
    });
}

/// The documented responses of success, by status.
fn documented<'a>(types: &mut Types<'a>, found: &Found<'a>) -> Vec<(u16, &'a Node)> {
    let responses = found.node.get("responses").map(super::node::Look::entries).unwrap_or_default();
    let status = |key: &str| match key {
        "2XX" | "2xx" => Some(200),
        status => status.parse().ok().filter(|status| (200..300).contains(status)),
    };
    let mut successes: Vec<(u16, &'a Node)> =
        responses.iter().filter_map(|(key, node)| Some((status(&key.value)?, node))).collect();
    successes.sort_by_key(|(status, _)| *status);
    successes.dedup_by_key(|(status, _)| *status);
    if !successes.is_empty() {
        return successes;
    }
    if let Some((key, node)) = responses.iter().find(|(key, _)| key.value == "default") {
        types.losses.lose(&gap::ONLY_DEFAULT, key.span, "");
        return vec![(200, node)];
    }
    match responses.iter().find(|(key, _)| key.value.starts_with(['1', '3'])) {
        Some((key, _)) => {
            types.losses.lose(&gap::NO_SUCCESS, key.span, &format!("status {}", key.value));
        }
        None => types.losses.lose(&gap::NO_ANSWER, found.method.span, ""),
    }
    Vec::new()
}

/// The name of a status, and what it means in general.
pub(crate) fn meaning(status: u16) -> (String, &'static str) {
    let (id, meaning) = match status {
        200 => ("ok", "The call succeeded."),
        201 => ("created", "Something was created."),
        202 => ("accepted", "The request was accepted, and is not processed yet."),
        204 => ("no_content", "There is nothing to return."),
        206 => ("partial", "A part of the whole."),
        207 => ("multi_status", "Several results."),
        _ => return (format!("status_{status}"), "The call succeeded."),
    };
    (id.to_owned(), meaning)
}

//! Operations with their parameters, bodies and responses.

use std::collections::BTreeMap;

use restwright_spec::api::{
    CredentialChoice, Effect, Example, Group, Input, Literal, Location, Method, Operation, Outcome,
    Payload, QueryStyle, Type,
};

use super::describe::literal;
use super::document::{Context, id};
use super::schema::{of_value, reference};
use super::{body, describe, document, errors, schema};
use crate::media::{EVENTS, LINES, is_events, is_lines};
use crate::names::{Names, Role};
use crate::parameter::{is_idempotency_key, is_of_client};
use crate::response::meaning;
use crate::schema::is_odd;
use crate::stated::ID;
use crate::yaml::{Entries, Yaml, entry, flag};

/// What an operation becomes. `placeholders` are the names that its path parameters have in the document.
pub(super) fn operation(
    context: &Context<'_>,
    group: &Group,
    operation: &Operation,
    placeholders: &BTreeMap<&str, &str>,
) -> Entries {
    let path = ["operations", &group.id, &operation.id];
    let mut object = vec![
        entry("tags", Yaml::texts([group.id.value.clone()])),
        entry("operationId", Yaml::text(format!("{}_{}", *group.id, *operation.id))),
        entry("summary", Yaml::text(&operation.summary)),
    ];
    let description = operation.description.as_ref();
    object.extend(description.map(|text| entry("description", Yaml::text(text))));
    object.extend(operation.deprecated.as_ref().map(|_| flag("deprecated")));
    let mut names = Names::default();
    let one = |input: &Input| parameter_of(context, &path, input, placeholders, &mut names);
    let is_parameter = |input: &&Input| input.location != Location::Body;
    let parameters: Vec<_> = operation.inputs.iter().filter(is_parameter).map(one).collect();
    if !parameters.is_empty() {
        object.push(entry("parameters", Yaml::Block(parameters)));
    }
    let body = body::request_body(context, &path, operation, &mut names);
    object.extend(body.map(|body| entry("requestBody", body)));
    let success = operation.response.outcomes.iter();
    let mut responses: Entries =
        success.map(|one| response(context, &path, operation, one)).collect();
    responses.extend(errors::of_operation(context, operation));
    object.push(entry("responses", Yaml::Map(responses, false)));
    let server = operation.server.as_ref();
    let server = server.and_then(|id| context.api.servers.iter().find(|it| it.id == *id));
    object.extend(server.map(|server| {
        entry("servers", Yaml::Block(vec![Yaml::Map(document::address(server), false)]))
    }));
    object.extend(security(operation).map(|security| entry("security", security)));
    let mut own = vec![entry(ID, Yaml::text(&operation.id.value))];
    if !context.guessed.contains(&format!("{}.{}", *group.id, *operation.id)) {
        own.push(entry("effect", Yaml::text(describe::effect(operation.effect))));
    }
    own.extend(idempotency(context, operation));
    own.extend(body::stated(operation));
    context.state(&mut object, &path, own);
    super::examples::refer(&mut object);
    object
}

/// The header of the idempotency key, where nothing else tells what it is.
fn idempotency(context: &Context<'_>, operation: &Operation) -> Option<(String, Yaml)> {
    let header = &operation.idempotency_key()?.wire;
    let is_of_api = context.api.service.idempotency.as_ref() == Some(header);
    let is_told = is_idempotency_key(header)
        && !matches!(operation.method, Method::Get | Method::Head)
        && operation.effect != Effect::Safe;
    (!is_of_api && !is_told).then(|| entry("idempotency", describe::idempotency(header)))
}

/// A parameter of an operation: a shared one, or one of its own.
fn parameter_of(
    context: &Context<'_>,
    path: &[&str; 3],
    input: &Input,
    placeholders: &BTreeMap<&str, &str>,
    names: &mut Names,
) -> Yaml {
    let wire = match input.location {
        Location::Path => placeholders.get(input.id.as_str()).copied().unwrap_or(&input.id),
        _ => &input.wire,
    };
    if context.shared.is_same(input) && (input.location != Location::Path || wire == *input.wire) {
        names.stated_or(Some(&input.id), wire, Role::Input);
        let id = input.shared.as_ref().map_or("", |id| id.value.as_str());
        return Yaml::Map(reference("parameters", id), true);
    }
    let path = [path[0], path[1], path[2], "parameters", &input.id];
    if input.location == Location::IdempotencyKey {
        return parameter(context, input, wire, &path, Vec::new());
    }
    let of_api = context.api.service.idempotency.as_deref().map(String::as_str);
    let is_taken = is_odd(wire)
        || !is_usual(input)
        || input.location == Location::Header && (is_of_client(wire) || of_api == Some(wire));
    let mut own = if is_taken {
        vec![entry(ID, Yaml::text(&input.id.value))]
    } else {
        id(&input.id, &names.proposed(wire, Role::Input))
    };
    names.stated_or(Some(&input.id), wire, Role::Input);
    own.extend(input.shared.as_ref().map(|id| entry("use", Yaml::text(&id.value))));
    parameter(context, input, wire, &path, own)
}

/// A parameter with all that `OpenAPI` says about it.
pub(super) fn parameter(
    context: &Context<'_>,
    input: &Input,
    wire: &str,
    path: &[&str],
    own: Entries,
) -> Yaml {
    let Input {
        id: _,
        shared: _,
        wire: _,
        location,
        ty,
        content_types: _,
        need,
        limits,
        always,
        description,
        default,
        example,
        renamed_from: _,
        deprecated,
    } = input;
    let place = match location {
        Location::Path => "path",
        Location::Query(_) | Location::Body => "query",
        Location::Header | Location::IdempotencyKey => "header",
        Location::Cookie => "cookie",
    };
    let mut object = vec![
        entry("name", Yaml::text(wire)),
        entry("in", Yaml::text(place)),
        entry("description", Yaml::text(description)),
    ];
    object.extend(need.is_required().then(|| flag("required")));
    object.extend(deprecated.as_ref().map(|_| flag("deprecated")));
    object.extend(style(*location));
    let mut schema = schema::limited(of_value(ty, need.is_nullable()), ty, limits);
    schema.extend(schema::constant(always.as_ref()));
    schema.extend(default.as_ref().map(|default| entry("default", literal(default))));
    object.push(entry("schema", Yaml::Map(schema, true)));
    object.extend(schema::example(context, ty, example.as_ref()));
    context.state(&mut object, path, own);
    Yaml::Map(object, false)
}

/// How a value with parts is written, unless that is the usual way.
fn style(location: Location) -> Entries {
    let style = |style: &str, explode: bool| {
        let explode = Yaml::Raw(explode.to_string());
        vec![entry("style", Yaml::text(style)), entry("explode", explode)]
    };
    match location {
        Location::Query(QueryStyle::Comma) => style("form", false),
        Location::Query(QueryStyle::Pipe) => style("pipeDelimited", false),
        Location::Query(QueryStyle::Space) => style("spaceDelimited", false),
        Location::Query(QueryStyle::DeepObject) => style("deepObject", true),
        Location::Query(QueryStyle::Repeat)
        | Location::Path
        | Location::Header
        | Location::Cookie
        | Location::IdempotencyKey
        | Location::Body => Vec::new(),
    }
}

/// Whether an import takes a parameter of this place and style as one input even if that is not stated.
fn is_usual(input: &Input) -> bool {
    let is_list = matches!(input.ty, Type::List(_));
    match input.location {
        Location::Query(QueryStyle::Repeat | QueryStyle::Comma) => true,
        Location::Query(QueryStyle::Pipe | QueryStyle::Space | QueryStyle::DeepObject)
        | Location::Cookie => false,
        Location::Path | Location::Header | Location::IdempotencyKey | Location::Body => !is_list,
    }
}

/// A response of success.
fn response(
    context: &Context<'_>,
    path: &[&str; 3],
    operation: &Operation,
    outcome: &Outcome,
) -> (String, Yaml) {
    let Outcome { status, payload, variant } = outcome;
    let described = match (variant, payload) {
        (Some(variant), _) => variant.description.as_str(),
        (None, Payload::Unchanged) => "The caller has it already.",
        (None, _) => meaning(*status).1,
    };
    let mut object = vec![entry("description", Yaml::text(described))];
    let (schema, kind) = match payload {
        Payload::None | Payload::Unchanged => (Vec::new(), None),
        Payload::Json(ty) => (of_value(ty, false), Some("application/json")),
        Payload::Text(privacy, kind) => {
            let privacy = Type::String(*privacy);
            (of_value(&privacy, false), Some(kind.as_deref().unwrap_or("text/*")))
        }
        Payload::Bytes(kind) | Payload::Download(kind) => {
            (Vec::new(), Some(kind.as_deref().unwrap_or("application/octet-stream")))
        }
        // OpenAPI 3.1 has no key for an item alone.
        Payload::Events { item, end: _ } => (of_value(item, false), Some(EVENTS)),
        Payload::Lines(item, kind) => {
            (of_value(item, false), Some(kind.as_deref().unwrap_or(LINES)))
        }
    };
    if let Some(kind) = kind {
        let mut media = Vec::new();
        if !matches!(payload, Payload::Bytes(_) | Payload::Download(_)) {
            media.push(entry("schema", Yaml::Map(schema, false)));
        }
        let body = |one: &Example| {
            let response = one.response.as_ref().filter(|response| response.status == *status);
            response?.body.clone()
        };
        media.extend(examples(operation, body));
        let bodies = vec![(kind.to_owned(), Yaml::Map(media, false))];
        object.push(entry("content", Yaml::Map(bodies, false)));
    }
    let word = status.to_string();
    let own = variant.as_ref().map(|variant| entry(ID, Yaml::text(&variant.id.value)));
    let mut own: Entries = own.into_iter().collect();
    own.extend(stated_type(payload).map(|ty| entry("type", Yaml::text(ty))));
    let path = [path[0], path[1], path[2], "response", &word];
    context.state(&mut object, &path, own);
    (word, Yaml::Map(object, false))
}

/// What a body is whose content type would make an import look for items.
fn stated_type(payload: &Payload) -> Option<&'static str> {
    let (ty, kind) = match payload {
        Payload::Text(_, kind) => ("text", kind),
        Payload::Bytes(kind) => ("bytes", kind),
        Payload::Download(kind) => ("download", kind),
        _ => return None,
    };
    kind.as_ref().filter(|kind| is_events(kind) || is_lines(kind)).map(|_| ty)
}

/// Documented values, named after the examples that they are from.
pub(super) fn examples(
    operation: &Operation,
    value: impl Fn(&Example) -> Option<Literal>,
) -> Option<(String, Yaml)> {
    let mut examples = Entries::new();
    for (index, example) in operation.examples.iter().enumerate() {
        if let Some(value) = value(example) {
            let object = vec![
                entry("summary", Yaml::text(&example.summary)),
                entry("value", literal(&value)),
            ];
            examples.push((super::examples::name(index), Yaml::Map(object, false)));
        }
    }
    (!examples.is_empty()).then(|| entry("examples", Yaml::Map(examples, false)))
}

/// The alternatives of security schemes that an operation needs.
fn security(operation: &Operation) -> Option<Yaml> {
    let requirement = |ids: &mut dyn Iterator<Item = &String>| {
        Yaml::Map(ids.map(|id| (id.clone(), Yaml::List(Vec::new()))).collect(), true)
    };
    let mut alternatives = Vec::new();
    match &operation.choice {
        None if operation.credentials.is_empty() => return None,
        None => {
            alternatives.push(requirement(&mut operation.credentials.iter().map(|id| &id.value)));
        }
        Some(CredentialChoice { first_of, is_optional }) => {
            alternatives.extend(first_of.iter().map(|ids| requirement(&mut ids.iter())));
            alternatives.extend(is_optional.then(|| Yaml::Map(Vec::new(), true)));
        }
    }
    Some(Yaml::Block(alternatives))
}

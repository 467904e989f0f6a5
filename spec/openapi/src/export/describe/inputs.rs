//! Parameters and fields of bodies.

use restwright_spec::api::{Input, Location, QueryStyle};

use super::limits::limits;
use super::types::{expression, privacy};
use super::{content_types, evolve, literal, push, text, word};
use crate::export::shared::Shared;
use crate::yaml::{Entries, Yaml, entry, flag};

/// The parameters of an operation, without its idempotency key.
pub(super) fn parameters(inputs: &[Input], shared: &Shared) -> Entries {
    let is_parameter =
        |input: &&Input| !matches!(input.location, Location::Body | Location::IdempotencyKey);
    let one = |input: &Input| (input.id.value.clone(), used(input, shared));
    inputs.iter().filter(is_parameter).map(one).collect()
}

/// The fields of the body of an operation.
pub(super) fn fields(inputs: &[Input]) -> Entries {
    let is_field = |input: &&Input| input.location == Location::Body;
    inputs.iter().filter(is_field).map(|one| (one.id.value.clone(), parameter(one))).collect()
}

/// A shared parameter, and what is different about it here; or one of the operation's own.
fn used(input: &Input, shared: &Shared) -> Yaml {
    let Some((id, of_all)) = input.shared.as_ref().and_then(|id| Some((id, shared.get(id)?)))
    else {
        return parameter(input);
    };
    let mut entries = vec![entry("use", Yaml::text(&id.value))];
    if input.location != Location::Path && input.wire != of_all.wire {
        entries.push(entry("name", text(&input.wire)));
    }
    if input.need != of_all.need {
        entries.push(entry("required", Yaml::Raw(input.is_required().to_string())));
    }
    let known = notes(of_all);
    // Under another id, an operation never had the former one of the shared parameter.
    let is_own = |key: &str| key == "renamed_from" && input.id != *id;
    let own = notes(input).into_iter();
    entries.extend(own.filter(|entry| is_own(&entry.0) || !known.contains(entry)));
    Yaml::Map(entries, true)
}

/// An input with all of its keys.
pub(super) fn parameter(input: &Input) -> Yaml {
    let mut entries = Vec::new();
    let (place, style) = match input.location {
        Location::Path => (Some("path"), None),
        Location::Query(QueryStyle::Repeat) => (Some("query"), None),
        Location::Query(style) => (Some("query"), Some(style.as_str())),
        Location::Cookie => (Some("cookie"), None),
        Location::Header | Location::IdempotencyKey => (Some("header"), None),
        Location::Body => (None, None),
    };
    push(&mut entries, "in", place.map(Yaml::text));
    let is_in_path = input.location == Location::Path;
    if *input.wire != *input.id && !is_in_path {
        entries.push(entry("name", Yaml::text(&input.wire.value)));
    }
    entries.push(entry("type", Yaml::text(expression(&input.ty))));
    // What always has one value is required, and nobody says so.
    let is_said = !is_in_path && input.always.is_none();
    entries.extend((input.need.is_required() && is_said).then(|| flag("required")));
    entries.extend(input.need.is_nullable().then(|| flag("nullable")));
    push(&mut entries, "style", style.map(Yaml::text));
    entries.extend(privacy(&input.ty).map(flag));
    entries.extend(limits(&input.limits));
    push(&mut entries, "content_type", content_types(&input.content_types));
    push(&mut entries, "always", input.always.as_ref().map(word));
    entries.extend(notes(input));
    Yaml::Map(entries, true)
}

/// What a use of a shared parameter can say in another way.
fn notes(input: &Input) -> Entries {
    let Input {
        id: _,
        shared: _,
        wire: _,
        location: _,
        ty: _,
        content_types: _,
        need: _,
        limits: _,
        always: _,
        description,
        default,
        example,
        renamed_from,
        deprecated,
    } = input;
    let mut entries = Vec::new();
    push(&mut entries, "default", default.as_ref().map(literal));
    entries.push(entry("description", Yaml::text(description)));
    push(&mut entries, "example", example.as_ref().map(literal));
    evolve(&mut entries, renamed_from.as_deref(), deprecated.as_ref());
    entries
}

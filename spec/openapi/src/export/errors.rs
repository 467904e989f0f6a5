//! Error responses: the layouts of error bodies as a schema, and codes as examples by status.

mod layout;

use std::collections::BTreeMap;

use restwright_spec::api::{Api, Code, ErrorBody, ErrorCode, Operation};

use self::layout::{example, schema_of};
use super::describe::error_reference;
use super::document::Context;
use super::operation::examples as documented;
use super::schema::reference;
use crate::names::Names;
use crate::yaml::{Entries, Yaml, entry};

/// The name of the schema of error bodies: one that no type has.
pub(super) fn name(api: &Api) -> Option<String> {
    let mut names = Names::default();
    for def in &api.types {
        names.stated_type(Some(&def.name), "");
    }
    (!api.error_bodies.is_empty()).then(|| names.type_name("Error"))
}

/// The schema of error bodies.
pub(super) fn schema(context: &Context<'_>) -> Option<(String, Yaml)> {
    let name = context.error_body.clone()?;
    let layouts: Vec<_> = context.api.error_bodies.iter().collect();
    let mut schema = vec![entry("description", Yaml::text("What an error response holds."))];
    match layouts.as_slice() {
        [only] => schema.extend(schema_of(context.api, only)),
        layouts => {
            let layouts = layouts.iter();
            let layouts = layouts.map(|one| Yaml::Map(schema_of(context.api, one), false));
            schema.push(entry("anyOf", Yaml::Block(layouts.collect())));
        }
    }
    Some((name, Yaml::Map(schema, false)))
}

/// Responses that several operations share: any error, and those that all operations can return.
pub(super) fn responses(context: &Context<'_>) -> Entries {
    let mut responses = Vec::new();
    if context.error_body.is_some() {
        responses.push(("error".to_owned(), Yaml::Map(response(context, &[], None), false)));
    }
    for (status, codes) in by_status(context.api, &mut context.api.service.errors.iter()) {
        if let Some(status) = status {
            let response = response(context, &codes, None);
            responses.push((shared(status), Yaml::Map(response, false)));
        }
    }
    responses
}

/// The name of the response that all operations can return with a status.
fn shared(status: u16) -> String {
    format!("error_{status}")
}

/// The catalogue as examples of bodies.
pub(super) fn examples(context: &Context<'_>) -> Entries {
    let api = context.api;
    let one = |error: &ErrorCode| {
        let mut object = vec![entry("summary", Yaml::text(&error.meaning))];
        object.extend(error.hint.as_ref().map(|hint| entry("description", Yaml::text(hint))));
        object.push(entry("value", example(api.error_bodies.first()?, error)));
        Some((error.id.value.clone(), Yaml::Map(object, false)))
    };
    api.errors.iter().filter_map(one).collect()
}

/// The error responses of an operation, by status.
pub(super) fn of_operation(context: &Context<'_>, operation: &Operation) -> Entries {
    let api = context.api;
    let of_all = by_status(api, &mut api.service.errors.iter());
    let mut all = by_status(api, &mut operation.errors.iter().chain(&api.service.errors));
    for example in &operation.examples {
        let status = example.response.as_ref().map(|response| response.status);
        if let Some(status) = status.filter(|status| *status >= 400) {
            all.entry(Some(status)).or_default();
        }
    }
    let without = all.remove(&None).unwrap_or_default();
    let mut responses: Entries = Vec::new();
    for (status, codes) in &all {
        let Some(status) = status else { continue };
        let shared = of_all.get(&Some(*status)).filter(|of_all| *of_all == codes);
        let is_shared = shared.is_some() && !is_documented(operation, *status);
        let response = if is_shared {
            reference("responses", &self::shared(*status))
        } else {
            response(context, codes, Some((operation, *status)))
        };
        responses.push((status.to_string(), Yaml::Map(response, false)));
    }
    let other = match (without.is_empty(), &context.error_body) {
        (true, None) => None,
        (true, Some(_)) => Some(reference("responses", "error")),
        (false, _) => Some(response(context, &without, None)),
    };
    responses.extend(other.map(|other| entry("default", Yaml::Map(other, false))));
    responses
}

fn is_documented(operation: &Operation, status: u16) -> bool {
    let responses = operation.examples.iter().filter_map(|example| example.response.as_ref());
    responses.into_iter().any(|response| response.status == status)
}

/// Codes by the status that goes with them, in the order of the catalogue.
fn by_status<'a>(
    api: &'a Api,
    codes: &mut dyn Iterator<Item = &Code>,
) -> BTreeMap<Option<u16>, Vec<&'a ErrorCode>> {
    let mut by_status: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for error in codes.filter_map(|code| error_reference(api, code)) {
        by_status.entry(error.status).or_default().push(error);
    }
    for errors in by_status.values_mut() {
        errors.sort_by(|left, right| left.code.cmp(&right.code));
    }
    by_status
}

/// An error response with some codes, and what is documented for an operation and a status.
fn response(context: &Context<'_>, codes: &[&ErrorCode], of: Option<(&Operation, u16)>) -> Entries {
    let said = match codes {
        [] => "An error.".to_owned(),
        [only] => only.meaning.clone(),
        several => format!("One of {} errors.", several.len()),
    };
    let mut object = vec![entry("description", Yaml::text(said))];
    let Some(name) = &context.error_body else { return object };
    let mut all: Entries = codes
        .iter()
        .map(|error| (error.id.value.clone(), Yaml::Map(reference("examples", &error.id), true)))
        .collect();
    let own = of.and_then(|(operation, status)| {
        documented(operation, |example| {
            let response = example.response.as_ref().filter(|response| response.status == status);
            response?.body.clone()
        })
    });
    if let Some((_, Yaml::Map(own, _))) = own {
        all.extend(own);
    }
    let mut media = vec![entry("schema", Yaml::Map(reference("schemas", name), true))];
    if !all.is_empty() {
        media.push(entry("examples", Yaml::Map(all, false)));
    }
    let is_problem = |layout: &ErrorBody| layout.is_problem;
    let layouts = &context.api.error_bodies;
    let kinds = [
        ("application/json", !layouts.iter().all(is_problem)),
        ("application/problem+json", layouts.iter().any(is_problem)),
    ];
    let kinds = kinds.into_iter().filter(|(_, is_there)| *is_there);
    let bodies = kinds.map(|(kind, _)| (kind.to_owned(), Yaml::Map(media.clone(), false)));
    object.push(entry("content", Yaml::Map(bodies.collect(), false)));
    object
}

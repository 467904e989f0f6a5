//! Error bodies and the catalogue of error codes.

use std::collections::BTreeSet;

use restwright_spec::api::{
    Api, Code, CodeKind, CodeLocation, ErrorBody, ErrorCategory, ErrorCode, FieldErrors, KeyPath,
};

use super::{code as on_wire, evolve, map, push, push_all};
use crate::yaml::{Entries, Yaml, entry};

/// The keys of a description about errors.
pub(super) fn catalogue(api: &Api) -> Entries {
    let mut entries = Vec::new();
    let layouts: Vec<_> = api.error_bodies.iter().map(|one| layout(api, one)).collect();
    let layouts = match layouts.as_slice() {
        [] => None,
        [only] => Some(only.clone()),
        _ => Some(Yaml::list(layouts)),
    };
    push(&mut entries, "error_body", layouts);
    let categories = &api.error_categories;
    push_all(&mut entries, "error_categories", categories, |ErrorCategory { id, description }| {
        (id, Yaml::text(description))
    });
    // The catalogue is in the order of its ids.
    let mut errors: Vec<&ErrorCode> = api.errors.iter().collect();
    errors.sort_by(|left, right| left.id.cmp(&right.id));
    let errors = (!errors.is_empty()).then(|| map(&errors, |one| (&one.id, error(one))));
    push(&mut entries, "errors", errors);
    entries
}

fn error(error: &ErrorCode) -> Yaml {
    let ErrorCode {
        id: _,
        code,
        status,
        message,
        meaning,
        hint,
        category,
        renamed_from,
        deprecated,
    } = error;
    let mut entries = vec![entry("code", on_wire(code))];
    push(&mut entries, "status", status.map(|status| Yaml::Raw(status.to_string())));
    push(&mut entries, "message", message.as_ref().map(Yaml::text));
    entries.push(entry("meaning", Yaml::text(meaning)));
    push(&mut entries, "hint", hint.as_ref().map(Yaml::text));
    push(&mut entries, "category", category.as_ref().map(Yaml::text));
    evolve(&mut entries, renamed_from.as_deref(), deprecated.as_ref());
    Yaml::Map(entries, false)
}

fn layout(api: &Api, body: &ErrorBody) -> Yaml {
    let ErrorBody {
        is_problem,
        code,
        in_success,
        message,
        description,
        provider_error,
        field_errors,
        details,
    } = body;
    if *is_problem {
        return Yaml::text("problem_json");
    }
    let mut entries = vec![entry("code", code_at(api.code_kind, code))];
    push(&mut entries, "in_success", in_success.then(|| Yaml::Raw("true".to_owned())));
    push(&mut entries, "message", message.as_ref().map(key));
    push(&mut entries, "description", description.as_ref().map(key));
    push(&mut entries, "provider_error", provider_error.as_ref().map(key));
    push(
        &mut entries,
        "field_errors",
        field_errors.as_ref().map(|FieldErrors { list, field, message }| {
            let keys = vec![
                entry("list", key(list)),
                entry("field", Yaml::text(field)),
                entry("message", Yaml::text(message)),
            ];
            Yaml::Map(keys, true)
        }),
    );
    let details = details.as_ref().zip(api.error_details.as_ref()).map(|(path, ty)| {
        let mut keys = Vec::new();
        push(&mut keys, "at", (!path.0.is_empty()).then(|| steps(path)));
        keys.push(entry("type", Yaml::text(ty)));
        Yaml::Map(keys, true)
    });
    push(&mut entries, "details", details);
    Yaml::Map(entries, false)
}

fn code_at(kind: CodeKind, location: &CodeLocation) -> Yaml {
    let (at, kind) = match (location, kind) {
        (CodeLocation::Status, _) => (Yaml::text("status"), None),
        (CodeLocation::Body(path), CodeKind::Number) if path.0.len() == 1 => return key(path),
        (CodeLocation::Body(path), CodeKind::Number) => (steps(path), Some("number")),
        (CodeLocation::Body(path), CodeKind::Text) => (steps(path), Some("text")),
    };
    let mut entries = vec![entry("at", at)];
    push(&mut entries, "type", kind.map(Yaml::text));
    Yaml::Map(entries, true)
}

/// A key, or the path to a value.
fn key(path: &KeyPath) -> Yaml {
    match path.0.as_slice() {
        [only] => Yaml::text(only),
        _ => Yaml::Map(vec![entry("at", steps(path))], true),
    }
}

/// The keys of a path; an index as a number.
fn steps(path: &KeyPath) -> Yaml {
    let is_index = |key: &str| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit());
    let step = |key: &String| match key {
        index if is_index(index) => Yaml::Raw(index.clone()),
        key => Yaml::text(key),
    };
    Yaml::list(path.0.iter().map(step).collect())
}

/// What lists of errors call some codes.
pub(super) fn references(api: &Api, codes: &BTreeSet<Code>) -> Option<Yaml> {
    let one = |one: &Code| match one {
        Code::Number(_) => on_wire(one),
        Code::Text(_) => Yaml::text(id(api, one)),
    };
    (!codes.is_empty()).then(|| Yaml::list(codes.iter().map(one).collect()))
}

/// The entry of the catalogue that has a code.
pub(in crate::export) fn code<'a>(api: &'a Api, code: &Code) -> Option<&'a ErrorCode> {
    let at = api.errors.binary_search_by(|one| (*one.code).cmp(code)).ok()?;
    api.errors.get(at)
}

/// The id of a code.
pub(super) fn id<'a>(api: &'a Api, code: &Code) -> &'a str {
    self::code(api, code).map_or("", |error| error.id.as_str())
}

//! What of a request may stand in a file: its inputs without secrets, personal data and whatever is not declared.

use serde_json::{Map, Value as Json};

use super::form::Reading;
use super::shape::Shape;
use super::{Encoding, Field, Input, Place, Request, Route, form, multipart, payload, place};
use crate::encode::{PERSONAL, SECRET};
use crate::request::path_values;

/// Takes the place of a file, of which neither name nor contents are kept.
pub(super) const FILE: &str = "[file]";
/// Takes the place of what is not declared.
pub(super) const REMOVED: &str = "[removed]";

/// The declared inputs of a request by their places, credentials excepted.
pub(super) fn inputs(route: &Route, request: &Request) -> Json {
    let mut places = Map::new();
    let path = path_inputs(route, &request.path);
    for Input { place, field } in route.inputs {
        let found = if *place == Place::QueryObject {
            place::query_object(*field, request, Reading::Record)
                .and_then(|object| Some(value(field.shape, object.value.get(field.name)?)))
        } else {
            texts(field.shape, &place.texts(*field, request, &path).items)
        };
        if let Some(value) = found {
            let name = match place {
                Place::Path => "path",
                Place::Header => "headers",
                Place::Cookie => "cookies",
                _ => "query",
            };
            let inputs = places.entry(name).or_insert_with(|| Json::Object(Map::new()));
            inputs[field.name] = value;
        }
    }
    if let Some(body) = body(route, request) {
        places.insert("body".to_owned(), body);
    }
    Json::Object(places)
}

/// The values of placeholders. A base URL may have put more before the path.
fn path_inputs(route: &Route, path: &str) -> Vec<(&'static str, String)> {
    let starts = path.match_indices('/').map(|(index, _)| index);
    starts
        .into_iter()
        .find_map(|at| path_values(route.endpoint.path, &path[at..]))
        .unwrap_or_default()
}

fn texts(shape: Shape, texts: &[&str]) -> Option<Json> {
    let text = |text: &&str| match shape.element() {
        Shape::Secret => SECRET.into(),
        Shape::Personal => PERSONAL.into(),
        shape if shape.admits_text(text) => Json::from(*text),
        _ => REMOVED.into(),
    };
    match texts {
        [] => None,
        [one] if !shape.is_list() => Some(text(one)),
        several => Some(several.iter().map(text).collect()),
    }
}

fn body(route: &Route, request: &Request) -> Option<Json> {
    if let (Encoding::Plain(_), Some(shape)) = (route.encoding, route.body) {
        // A file is the same whether its bytes are known here or not.
        return Some(value(shape, &String::from_utf8_lossy(&request.body).into()));
    }
    if request.body.is_empty() {
        return None;
    }
    let fields = route.inputs.iter().filter(|input| input.place == Place::Body);
    let fields: Vec<_> = fields.map(|input| input.field).collect();
    let json = match route.encoding {
        Encoding::Json | Encoding::Plain(_) => request.json(),
        Encoding::Form(lists) => request
            .form()
            .map(|form| form::decode(route.body, &fields, lists, &form, Reading::Record).value),
        Encoding::Multipart => {
            let decoded = request.parts().map(|parts| multipart::decode(&fields, &parts));
            decoded.and_then(|decoded| serde_json::from_str(&decoded.json).ok())
        }
    };
    Some(match (json, route.body) {
        (None, _) => REMOVED.into(),
        (Some(json), Some(shape)) => value(shape, &json),
        (Some(json), None) => object(fields.into_iter(), &json),
    })
}

fn value(shape: Shape, json: &Json) -> Json {
    match (shape, json) {
        (_, Json::Null) => Json::Null,
        (Shape::Secret, _) => SECRET.into(),
        (Shape::Personal, _) => PERSONAL.into(),
        (Shape::File(_), _) => FILE.into(),
        (Shape::Type(shape) | Shape::Nullable(shape), json) => value(*shape, json),
        #[cfg(feature = "limits")]
        (Shape::Limited(shape, _), json) => value(*shape, json),
        (Shape::List(shape), Json::Array(items)) => {
            items.iter().map(|item| value(*shape, item)).collect()
        }
        (Shape::Map(shape), Json::Object(entries)) => {
            let entries = entries.iter().enumerate().map(|(index, (key, item))| {
                let item = value(*shape, item);
                // A map of personal data may well be one by persons.
                let is_private = is_private(&item);
                (if is_private { format!("[key {}]", index + 1) } else { key.clone() }, item)
            });
            Json::Object(entries.collect())
        }
        (Shape::Object(fields), json) => object(fields.iter().copied(), json),
        (Shape::Union(variants), json) => {
            let variant = payload::variant(variants, &json.to_string());
            variant.map_or_else(|| REMOVED.into(), |shape| value(shape, json))
        }
        (shape, json) if shape.admits(&json.to_string()) => json.clone(),
        _ => REMOVED.into(),
    }
}

/// The declared fields of an object, and no others.
fn object(fields: impl Iterator<Item = Field>, json: &Json) -> Json {
    let Json::Object(entries) = json else {
        return REMOVED.into();
    };
    let entries = fields.filter_map(|field| {
        let item = entries.get(field.name)?;
        Some((field.name.to_owned(), value(field.shape, item)))
    });
    Json::Object(entries.collect())
}

/// Whether something was taken out.
fn is_private(json: &Json) -> bool {
    match json {
        Json::String(text) => [SECRET, PERSONAL, REMOVED].contains(&text.as_str()),
        Json::Array(items) => items.iter().any(is_private),
        Json::Object(entries) => entries.values().any(is_private),
        _ => false,
    }
}

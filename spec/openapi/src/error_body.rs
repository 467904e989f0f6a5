//! The layout of error bodies: what most documented errors have in common.

use std::collections::BTreeMap;

use restwright_spec::Node;

use crate::documents::Documents;
use crate::media::is_json;
use crate::node::Look as _;
use crate::shape::{Flat, Shape, flatten, shape};
use crate::yaml::Yaml;

/// Keys of codes, the most telling ones first.
const CODES: [&str; 7] =
    ["code", "error_code", "errorCode", "error_type", "errorType", "type", "error"];
/// Keys of short texts.
const MESSAGES: [&str; 8] = [
    "message",
    "error_message",
    "errorMessage",
    "error_description",
    "title",
    "detail",
    "msg",
    "error",
];

/// The layout that most documented errors have, and that is inferred.
pub(crate) fn error_body(documents: &Documents<'_>, operations: &[&Node]) -> Option<Yaml> {
    let mut counts: BTreeMap<_, (usize, &str, &Node)> = BTreeMap::new();
    for operation in operations {
        for (key, response) in
            operation.get("responses").map(super::node::Look::entries).unwrap_or_default()
        {
            if !key.value.starts_with('4') && !key.value.starts_with('5') && key.value != "default"
            {
                continue;
            }
            let Some(response) = documents.resolve(response) else { continue };
            let content =
                response.get("content").map(super::node::Look::entries).unwrap_or_default();
            let json = content.iter().find(|(kind, _)| is_json(&kind.value));
            let Some((kind, schema)) =
                json.and_then(|(kind, media)| Some((kind, media.get("schema")?)))
            else {
                continue;
            };
            let Some(schema) = documents.resolve(schema) else { continue };
            counts.entry(schema.span).or_insert((0, kind.value.as_str(), schema)).0 += 1;
        }
    }
    let (_, kind, schema) = counts.into_values().max_by_key(|(count, _, _)| *count)?;
    if kind.starts_with("application/problem+json") {
        return Some(Yaml::text("problem_json"));
    }
    let object = object(documents, schema)?;
    layout(documents, &object, &[]).or_else(|| {
        // An object that wraps all the rest.
        let inner = ["error", "errors", "err"]
            .iter()
            .find_map(|key| Some((*key, property(documents, &object, key)?)));
        let (key, inner) = inner?;
        match shape(documents, inner, 0) {
            Shape::List(Some(items)) => layout(
                documents,
                &self::object(documents, documents.resolve(items)?)?,
                &[Yaml::text(key), Yaml::Raw("0".to_owned())],
            ),
            _ => layout(documents, &self::object(documents, inner)?, &[Yaml::text(key)]),
        }
    })
}

/// What an object says about an error, if it does.
fn layout(documents: &Documents<'_>, object: &Flat<'_>, path: &[Yaml]) -> Option<Yaml> {
    let is = |key: &str, words: &[&str]| {
        let found = property(documents, object, key).map(|schema| shape(documents, schema, 0));
        match found {
            Some(Shape::Plain(word)) => words.contains(&word),
            Some(Shape::Enum(values)) => {
                let is_text = values.iter().all(|value| value.text().is_some());
                words.contains(if is_text { &"string" } else { &"integer" })
            }
            _ => false,
        }
    };
    let numbers = ["integer", "int32", "uint32", "uint64"];
    let at = |key: &str| {
        let mut path = path.to_vec();
        path.push(Yaml::text(key));
        ("at".to_owned(), Yaml::List(path))
    };
    let kind = |kind: &str| ("type".to_owned(), Yaml::text(kind));
    let text = CODES.iter().find(|key| is(key, &["string"]));
    let number = CODES.iter().find(|key| is(key, &numbers));
    let message = MESSAGES.iter().find(|key| Some(*key) != text && is(key, &["string"]));
    let code = match (number, text) {
        // A path of one key is written as the key alone.
        (Some(number), _) if path.is_empty() => Yaml::text(*number),
        (Some(number), _) => Yaml::Map(vec![at(number), kind("number")], true),
        (None, Some(text)) if message.is_some() => Yaml::Map(vec![at(text), kind("text")], true),
        _ => Yaml::Map(vec![("at".to_owned(), Yaml::text("status"))], true),
    };
    let message = message.or(text)?;
    let message =
        if path.is_empty() { Yaml::text(*message) } else { Yaml::Map(vec![at(message)], true) };
    Some(Yaml::Map(vec![("code".to_owned(), code), ("message".to_owned(), message)], false))
}

fn property<'a>(documents: &'a Documents<'_>, object: &Flat<'a>, key: &str) -> Option<&'a Node> {
    let mut schema = object.properties.iter().find(|(name, _)| name.value == key)?.1;
    for _ in 0..8 {
        schema = documents.resolve(schema)?;
        match shape(documents, schema, 0) {
            Shape::Same(other) => schema = other,
            _ => return Some(schema),
        }
    }
    None
}

fn object<'a>(documents: &'a Documents<'_>, schema: &'a Node) -> Option<Flat<'a>> {
    let mut flat = Flat::default();
    flatten(documents, schema, &mut flat, 0);
    (!flat.properties.is_empty()).then_some(flat)
}

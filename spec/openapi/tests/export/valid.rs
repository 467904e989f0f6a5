//! Whether a document is valid: by the schema of `OpenAPI` 3.1, that of JSON Schema, and what neither can say.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::Value;

use crate::examples;

/// The schema that the `OpenAPI` Initiative publishes. It says nothing of schemas within a document.
static OPENAPI: LazyLock<Validator> = LazyLock::new(|| {
    let schema = serde_json::from_str(include_str!("../schema/openapi-3.1.json"));
    jsonschema::validator_for(&schema.expect("the schema is JSON")).expect("a schema")
});

/// What is wrong with a document.
pub(crate) fn problems(text: &str) -> Vec<String> {
    let document: Value = serde_json::from_str(text).expect("an export is JSON");
    let mut problems: Vec<String> = OPENAPI
        .iter_errors(&document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    let mut names = BTreeSet::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            let id = operation["operationId"].as_str();
            let is_new = id.is_none_or(|id| names.insert(id.to_owned()));
            problems.extend((!is_new).then(|| format!("two operations are called {id:?}")));
            let found = placeholders(path);
            let is_method = !method.starts_with("x-") && method != "parameters";
            if is_method && found != declared(&document, operation) {
                problems.push(format!("{method} {path} has other path parameters"));
            }
        }
    }
    walk(&document, &document, "", &mut problems);
    problems
}

/// Checks references and schemas, wherever they are. What is stated for imports is no part of the document.
fn walk(document: &Value, value: &Value, way: &str, problems: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(document, item, &format!("{way}/{index}"), problems);
            }
        }
        Value::Object(map) => {
            if let Some(reference) = map.get("$ref").and_then(Value::as_str) {
                let is_there = document.pointer(reference.trim_start_matches('#')).is_some();
                problems
                    .extend((!is_there).then(|| format!("{way}: {reference} leads to nothing")));
            }
            problems.extend(examples::problems(document, value, way));
            for (key, inner) in map {
                let inner_way = format!("{way}/{}", key.replace('/', "~1"));
                let is_named = way == "/components/schemas";
                if is_named || (key == "schema" && !way.ends_with("/properties")) {
                    let found = jsonschema::draft202012::meta::validate(inner);
                    problems.extend(found.err().map(|error| format!("{inner_way}: {error}")));
                }
                let is_data = ["x-restwright", "example", "value", "default", "enum", "const"];
                if !is_data.contains(&key.as_str()) || way.ends_with("/properties") {
                    walk(document, inner, &inner_way, problems);
                }
            }
        }
        _ => {}
    }
}

/// The names in braces.
fn placeholders(path: &str) -> BTreeSet<String> {
    let parts = path.split('{').skip(1).filter_map(|part| part.split('}').next());
    parts.map(ToOwned::to_owned).collect()
}

/// The names of the path parameters of an operation.
fn declared(document: &Value, operation: &Value) -> BTreeSet<String> {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let parameters = parameters.filter_map(|parameter| match parameter["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')),
        None => Some(parameter),
    });
    let in_path = parameters.filter(|parameter| parameter["in"] == "path");
    in_path.filter_map(|parameter| parameter["name"].as_str().map(ToOwned::to_owned)).collect()
}

//! Whether the examples of a document are valid by the schemas beside them.

use serde_json::{Value, json};

/// Keywords of limits.
const LIMITS: [&str; 10] = [
    "/minLength",
    "/maxLength",
    "/minimum",
    "/maximum",
    "/exclusiveMinimum",
    "/exclusiveMaximum",
    "/pattern",
    "/minItems",
    "/maxItems",
    "/uniqueItems",
];

/// Problems of the examples beside a schema: of a parameter, a header or a body.
pub(crate) fn problems(document: &Value, place: &Value, way: &str) -> Vec<String> {
    let Some(schema) = place.get("schema") else { return Vec::new() };
    let named = place["examples"].as_object().into_iter().flatten();
    let named = named.map(|(_, example)| match example["$ref"].as_str() {
        Some(reference) => &document.pointer(&reference[1..]).expect("an example")["value"],
        None => &example["value"],
    });
    let examples: Vec<_> = place.get("example").into_iter().chain(named).collect();
    if examples.is_empty() {
        return Vec::new();
    }
    let schema = json!({ "components": document["components"], "allOf": [schema] });
    // What is wrong with the schema itself is found elsewhere.
    let Ok(validator) = jsonschema::draft202012::new(&schema) else { return Vec::new() };
    // The schema of a stream is that of an item, and its example the list of them.
    let is_stream = ["event-stream", "jsonl", "ndjson"].iter().any(|kind| way.ends_with(kind));
    let values = examples.into_iter().flat_map(|example| match example.as_array() {
        Some(items) if is_stream => items.as_slice(),
        _ => std::slice::from_ref(example),
    });
    let errors = values.flat_map(|value| validator.iter_errors(value));
    // No response is held against the limits of values, documented or not.
    let is_limit = |error: &jsonschema::ValidationError<'_>| {
        let keyword = error.schema_path().to_string();
        way.contains("/responses/") && LIMITS.iter().any(|limit| keyword.ends_with(limit))
    };
    let errors = errors.filter(|error| !is_limit(error));
    errors.map(|error| format!("{way}{}: {error}", error.instance_path())).collect()
}

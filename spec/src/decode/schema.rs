//! Pieces of the JSON Schema that editors check descriptions with.

use schemars::{Schema, json_schema};
use serde_json::{Map, Value, json};

use super::{Choice, Keyed, Need, Shape};

/// A map with a fixed set of keys; `properties` are those of the shape, in its order.
pub(crate) fn object_schema(
    description: &str,
    shape: &Shape,
    properties: Vec<(&'static str, Schema)>,
) -> Schema {
    let mut described = Map::new();
    let mut required = Vec::new();
    for (key, (description, schema)) in shape.keys.iter().zip(properties) {
        described.insert(key.name.to_owned(), describe(schema, description));
        if key.need == Need::required {
            required.push(key.name);
        }
    }
    let mut schema = json_schema!({
        "description": trim(description),
        "type": "object",
        "properties": described,
        "required": required,
        "additionalProperties": false,
    });
    if required.is_empty() {
        schema.remove("required");
    }
    if !shape.one_of.is_empty() {
        let alternatives = shape.one_of.iter().map(|name| json!({ "required": [name] }));
        schema.insert("oneOf".to_owned(), alternatives.collect());
    }
    schema
}

/// A map from names to values of one kind.
pub(crate) fn map_schema<K: Keyed>(value: &Schema) -> Schema {
    let mut schema = json_schema!({ "type": "object", "additionalProperties": value });
    if let Some(pattern) = K::PATTERN {
        schema.insert(
            "propertyNames".to_owned(),
            json!({ "pattern": pattern, "maxLength": K::LONGEST }),
        );
    }
    schema
}

/// Text, of a certain form if there is a pattern.
pub(crate) fn text_schema(pattern: Option<&str>) -> Schema {
    match pattern {
        Some(pattern) => json_schema!({ "type": "string", "pattern": pattern }),
        None => json_schema!({ "type": "string" }),
    }
}

/// One of a list of words.
pub(crate) fn choice_schema<C: Choice>() -> Schema {
    let words = C::WORDS
        .iter()
        .map(|(word, _, meaning)| json!({ "const": word, "description": trim(meaning) }));
    json_schema!({ "oneOf": words.collect::<Vec<_>>() })
}

fn describe(mut schema: Schema, description: &str) -> Value {
    schema.insert("description".to_owned(), trim(description).into());
    schema.to_value()
}

/// Doc comments come line by line, each behind a space.
fn trim(description: &str) -> String {
    let lines: Vec<_> = description.lines().map(str::trim).collect();
    lines.join("\n").trim().to_owned()
}

//! The same of bodies, as the formats in which they are sent allow.

use serde_json::{Value, json};

use super::{care_for_text, one_care, when};

pub(super) fn some_body() -> Value {
    json!({ "anyOf": [{ "required": ["body"] }, { "required": ["whole_body"] }] })
}

/// A form has keys, and those have no brackets.
pub(super) fn form() -> Value {
    let name = json!({ "properties": { "name": { "not": { "pattern": "[\\[\\]]" } } } });
    let whole = json!({ "properties": { "type": { "not": { "pattern": "^(list<|json$)" } } } });
    json!({ "properties": { "body": { "additionalProperties": name }, "whole_body": whole } })
}

/// A body as one value is no single text, number or boolean. What is sent as it is has a content type, and only text is private.
pub(crate) fn whole_body() -> Value {
    let plain = json!({ "type": { "not": { "enum": ["text", "bytes", "file"] } } });
    let one = json!({ "properties": { "content_type": { "type": "string" } } });
    json!([
        { "properties": { "type": { "not": { "pattern": "^(string|boolean|integer|number|timestamp)$|<file[>?]" } } } },
        when(&plain, &json!({ "not": { "required": ["content_type"] } })),
        when(&json!({ "type": { "enum": ["text", "bytes"] } }), &one),
        one_care(),
        care_for_text("string|text"),
    ])
}

/// Fields of a body that are no files.
pub(super) fn no_files() -> Value {
    json!({ "properties": { "body": { "additionalProperties": not_a_file() } } })
}

pub(super) fn not_a_file() -> Value {
    json!({ "properties": { "type": { "not": { "pattern": FILE } } } })
}

pub(super) const FILE: &str = "^((list|map)<)*file\\??>*$";

/// A file is a part of its own, which is never null; so is each item of a list.
pub(super) fn multipart() -> Value {
    let within = json!({ "properties": { "type": { "not": { "pattern": "<file\\?|map<([a-z]+<)*file|list<list" } } } });
    let file = when(
        &json!({ "type": { "pattern": FILE } }),
        &json!({ "properties": { "nullable": { "const": false } } }),
    );
    let lists = json!({ "not": { "required": ["form_lists"] } });
    let fields = json!({ "properties": { "body": { "additionalProperties": { "allOf": [within, file] } } } });
    json!({ "allOf": [lists, fields, { "not": { "required": ["whole_body"] } }, { "not": { "required": ["pages"] } }] })
}

/// What is sent as it is has no format.
pub(super) fn plain_body() -> Value {
    let plain = json!({ "properties": { "type": { "enum": ["text", "bytes", "file"] } }, "required": ["type"] });
    let then = json!({ "not": { "anyOf": [{ "required": ["body_format"] }, { "required": ["form_lists"] }] } });
    let if_plain = json!({ "if": { "properties": { "whole_body": plain }, "required": ["whole_body"] }, "then": then });
    let file = json!({ "properties": { "type": { "const": "file" } }, "required": ["type"] });
    let no_pages = json!({ "not": { "required": ["pages"] } });
    let if_file = json!({ "if": { "properties": { "whole_body": file }, "required": ["whole_body"] }, "then": no_pages });
    json!({ "allOf": [if_plain, if_file] })
}

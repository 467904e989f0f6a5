//! What an editor can see of keys that stand together: which exclude each other, and which need each other.

use serde_json::{Value, json};

use super::form::TOKEN;
use crate::api::Method;
use crate::decode::Choice as _;

/// Headers that every request has already, or that carry credentials. Names of headers have no case.
fn forbidden_headers<'a>(names: impl IntoIterator<Item = &'a str>) -> Value {
    let letter = |letter: char| {
        if letter.is_ascii_alphabetic() {
            format!("[{}{letter}]", letter.to_ascii_uppercase())
        } else {
            letter.to_string()
        }
    };
    let names: Vec<String> =
        names.into_iter().map(|name| name.chars().map(letter).collect()).collect();
    json!({ "pattern": format!("^({})$", names.join("|")) })
}

pub(crate) fn file() -> Value {
    json!([{ "dependencies": { "group": ["operations"], "operations": ["group"] } }])
}

/// What is said about a call needs one.
pub(crate) fn step() -> Value {
    let with_call = json!(["call"]);
    json!([{ "dependencies": {
        "with": with_call, "variant": with_call, "gives": with_call, "on_error": with_call,
    } }])
}

pub(crate) fn placement() -> Value {
    json!([
        when(
            &json!({ "in": { "enum": ["query", "cookie"] } }),
            &json!({ "not": { "required": ["scheme"] } })
        ),
        when(&json!({ "in": { "const": "header" } }), &header(crate::lower::FORBIDDEN_HEADERS)),
        when(
            &json!({ "in": { "const": "cookie" } }),
            &json!({ "properties": { "name": { "pattern": TOKEN } } })
        ),
    ])
}

/// User name and password have their place, and belong to the client.
pub(crate) fn credential() -> Value {
    json!([
        { "oneOf": [{ "required": ["placements"] }, { "required": ["basic"] }] },
        { "dependencies": { "basic": { "properties": { "given": { "enum": ["client", "client_optional"] } } } } },
    ])
}

/// What a caller can set is no header of the transport or of a credential.
pub(crate) fn idempotency() -> Value {
    let hidden =
        crate::lower::FORBIDDEN_HEADERS.into_iter().chain(crate::lower::CREDENTIAL_HEADERS);
    json!([{ "properties": { "header": { "not": forbidden_headers(hidden) } } }])
}

pub(crate) fn parameter() -> Value {
    let hidden =
        crate::lower::FORBIDDEN_HEADERS.into_iter().chain(crate::lower::CREDENTIAL_HEADERS);
    let no_list = json!({ "properties": { "type": { "not": { "pattern": "^list" } } } });
    let list = json!({ "properties": { "type": { "pattern": "^list" } } });
    let deep =
        json!({ "required": ["style"], "properties": { "style": { "const": "deep_object" } } });
    let in_path =
        json!({ "not": { "required": ["name"] }, "properties": { "required": { "const": true } } });
    json!([
        { "properties": { "type": { "not": { "pattern": "^(json|list<(list|map|json|[A-Za-z0-9]+\\?))" } } } },
        when(&json!({ "in": { "const": "cookie" } }), &no_list),
        when(&json!({ "type": { "pattern": "^map<" } }), &deep),
        when(&json!({ "style": { "const": "deep_object" } }), &no_list),
        when(&json!({ "style": { "enum": ["repeat", "comma", "pipe", "space"] } }), &list),
        when(&json!({ "in": { "const": "cookie" } }), &json!({ "properties": { "name": { "pattern": TOKEN } } })),
        when(&json!({ "in": { "const": "path" } }), &in_path),
        when(&json!({ "in": { "const": "header" } }), &header(hidden)),
        { "dependencies": { "style": { "properties": { "in": { "const": "query" } } } } },
        without_default(),
        one_care(),
        care_for_text("string"),
        value_of_type("default"),
        value_of_type("example"),
    ])
}

pub(crate) fn shared_parameter() -> Value {
    json!([without_default()])
}

pub(crate) fn field() -> Value {
    json!([one_care(), care_for_text("string"), value_of_type("example")])
}

pub(crate) fn named_type() -> Value {
    json!([{ "dependencies": { "arguments": ["fields"] } }])
}

/// A status is a number, what is in a body has a type, and a number at the top is written as its key alone.
pub(crate) fn code_at() -> Value {
    json!([
        {
            "if": { "properties": { "at": { "const": "status" } } },
            "then": { "not": { "required": ["type"] } },
            "else": { "required": ["type"] },
        },
        when(&json!({ "type": { "const": "number" } }), &several_keys()),
    ])
}

/// A key of the body itself is written alone.
pub(crate) fn key_at() -> Value {
    json!([several_keys()])
}

fn several_keys() -> Value {
    json!({ "properties": { "at": { "minItems": 2 } } })
}

pub(crate) fn condition() -> Value {
    json!([{ "dependencies": { "key": ["equals"], "equals": ["key"] } }])
}

pub(crate) fn operation() -> Value {
    let no_body = json!({ "properties": { "body": { "maxProperties": 0 } }, "not": { "required": ["whole_body"] } });
    let is = |words: &[&str]| json!({ "if": { "type": "string" }, "then": { "enum": words }, "else": { "properties": { "type": { "enum": words } } } });
    let (none, unchanged) = (is(&["none"]), is(&["unchanged"]));
    let changed = json!({ "not": { "const": "unchanged" }, "properties": { "type": { "not": { "const": "unchanged" } } } });
    let line = |method: &str| {
        let line = json!({ "properties": { "line": { "pattern": format!("^{method} ") } } });
        let example = json!({ "properties": { "request": line } });
        when(
            &json!({ "method": { "const": method } }),
            &json!({ "properties": { "examples": { "items": example } } }),
        )
    };
    json!([
        { "allOf": Method::WORDS.iter().map(|(method, ..)| line(method)).collect::<Vec<_>>() },
        when(&json!({ "method": { "enum": ["GET", "HEAD"] } }), &no_body),
        when(
            &json!({ "method": { "const": "HEAD" } }),
            &json!({ "properties": { "response": { "additionalProperties": is(&["none", "unchanged"]) } } }),
        ),
        { "properties": { "response": {
            "properties": { "204": none, "205": none, "304": unchanged },
            "patternProperties": { "^2": changed },
            "allOf": responses(),
        } } },
        when(
            &json!({ "effect": { "enum": ["safe", "idempotent"] } }),
            &json!({ "not": { "required": ["idempotency"] } }),
        ),
        { "dependencies": { "pages": { "properties": { "effect": { "const": "safe" } } } } },
        { "dependencies": { "whole_body": { "properties": { "body": { "maxProperties": 0 } } } } },
        { "dependencies": { "body_format": some_body(), "form_lists": some_body() } },
        when(&json!({ "body_format": { "const": "form" } }), &form()),
    ])
}

/// One of them is a success, and either all are told apart by ids, or none is.
fn responses() -> Value {
    let named = json!({ "type": "object", "required": ["id"] });
    let all = json!({ "additionalProperties": named, "minProperties": 2 });
    let none = json!({ "additionalProperties": { "not": named } });
    json!([
        { "not": { "propertyNames": { "const": "304" } } },
        { "anyOf": [all, none] },
    ])
}

/// What tells a response from others says when it occurs, and what stands in a map is more than a type.
pub(crate) fn outcome() -> Value {
    let plain = json!({ "type": { "not": { "enum": ["text", "bytes"] } } });
    json!([
        { "dependencies": { "id": ["description"], "description": ["id"] } },
        { "minProperties": 2 },
        when(&plain, &json!({ "not": { "required": ["content_type"] } })),
        one_care(),
        care_for_text("string|text"),
    ])
}

fn some_body() -> Value {
    json!({ "anyOf": [{ "required": ["body"] }, { "required": ["whole_body"] }] })
}

/// A form has keys, and those have no brackets.
fn form() -> Value {
    let name = json!({ "properties": { "name": { "not": { "pattern": "[\\[\\]]" } } } });
    let whole = json!({ "properties": { "type": { "not": { "pattern": "^(list<|json$)" } } } });
    json!({ "properties": { "body": { "additionalProperties": name }, "whole_body": whole } })
}

/// A body as one value is no single text, number or boolean.
pub(crate) fn whole_body() -> Value {
    json!([{ "properties": { "type": { "not": { "pattern": "^(string|boolean|integer|number|timestamp)$" } } } }])
}

/// What holds where some keys have certain values.
fn when(properties: &Value, then: &Value) -> Value {
    let keys: Vec<_> = properties.as_object().into_iter().flat_map(|keys| keys.keys()).collect();
    json!({ "if": { "properties": properties, "required": keys }, "then": then })
}

fn header<'a>(refused: impl IntoIterator<Item = &'a str>) -> Value {
    json!({ "properties": { "name": { "pattern": TOKEN, "not": forbidden_headers(refused) } } })
}

/// What is always there needs no default.
fn without_default() -> Value {
    when(&json!({ "required": { "const": true } }), &json!({ "not": { "required": ["default"] } }))
}

fn one_care() -> Value {
    when(
        &json!({ "secret": { "const": true } }),
        &json!({ "properties": { "personal": { "const": false } } }),
    )
}

fn care_for_text(text: &str) -> Value {
    let flag =
        |name: &str| json!({ "properties": { name: { "const": true } }, "required": [name] });
    let text =
        json!({ "properties": { "type": { "pattern": format!("^((list|map)<)*({text})") } } });
    json!({ "if": { "anyOf": [flag("secret"), flag("personal")] }, "then": text })
}

/// Defaults and examples of built-in types.
fn value_of_type(key: &str) -> Value {
    let rules = [
        ("string", json!({ "type": "string" })),
        ("boolean", json!({ "type": "boolean" })),
        ("integer", json!({ "type": "integer" })),
        ("number", json!({ "type": "number" })),
        (
            "timestamp",
            json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})?$" }),
        ),
        ("list<.*", json!({ "type": "array" })),
        ("map<.*", json!({ "type": "object" })),
    ];
    let rules = rules.map(|(pattern, schema)| {
        let ty = json!({ "type": { "pattern": format!("^{pattern}$") } });
        when(&ty, &json!({ "properties": { key: schema } }))
    });
    json!({ "allOf": rules })
}

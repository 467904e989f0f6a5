//! What an editor can see of keys that stand together: which exclude each other, and which need each other.

mod bodies;

use serde_json::{Value, json};

use self::bodies::{FILE, form, multipart, no_files, not_a_file, plain_body, some_body};
use super::form::TOKEN;
use crate::api::Method;
use crate::decode::Choice as _;

pub(crate) use self::bodies::whole_body;

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

/// What has its place, and belongs to the client.
pub(crate) fn credential() -> Value {
    json!([
        { "oneOf": [{ "required": ["placements"] }, { "required": ["basic"] }, { "required": ["oauth"] }] },
        { "dependencies": {
            "basic": { "properties": { "given": { "enum": ["client", "client_optional"] } } },
            "oauth": { "properties": { "given": { "enum": ["client", "client_optional"] } } },
        } },
    ])
}

/// Each flow has its inputs.
pub(crate) fn oauth() -> Value {
    json!([
        when(
            &json!({ "flow": { "const": "client_credentials" } }),
            &json!({ "required": ["client_secret"], "not": { "required": ["refresh_token"] } })
        ),
        when(
            &json!({ "flow": { "const": "refresh_token" } }),
            &json!({ "required": ["refresh_token"] })
        ),
        { "dependencies": { "authentication": ["client_secret"] } },
        { "properties": { "parameters": {
            "propertyNames": { "not": { "enum": crate::lower::OWN_PARAMETERS } },
        } } },
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
        { "properties": { "type": { "not": { "pattern": "^(json|file|list<(list|map|json|file|[A-Za-z0-9]+\\?))" } } } },
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
        { "dependencies": { "always": { "properties": { "in": { "not": { "const": "path" } } } } } },
        when(
            &json!({ "in": { "const": "header" } }),
            &json!({ "properties": { "always": { "pattern": "^\\S([^\n\r\t]*\\S)?$" } } }),
        ),
        limits_of("type"),
        constant(&["required", "style", "secret", "personal", "default", "example", "renamed_from", "deprecated"]),
    ])
}

pub(crate) fn shared_parameter() -> Value {
    json!([without_default()])
}

pub(crate) fn field() -> Value {
    let no_file = json!({ "type": { "not": { "pattern": "^(list<)?file>?$" } } });
    json!([
        one_care(),
        care_for_text("string"),
        value_of_type("example"),
        when(&no_file, &json!({ "not": { "required": ["content_type"] } })),
        limits_of("type"),
        constant(&[
            "required",
            "nullable",
            "secret",
            "personal",
            "example",
            "renamed_from",
            "deprecated"
        ]),
    ])
}

/// A map that says something.
pub(crate) fn some_key() -> Value {
    json!([{ "minProperties": 1 }])
}

/// One end of a range is within it or beyond it.
pub(crate) fn range() -> Value {
    json!([
        { "minProperties": 1 },
        { "not": { "required": ["min", "above"] } },
        { "not": { "required": ["max", "below"] } },
    ])
}

/// Limits are about what a value is, and only limits are enforced.
fn limits_of(key: &str) -> Value {
    let of = |values: &str| json!({ "properties": { key: { "pattern": format!("^((list|map)<)*({values})[?>]*$") } } });
    let whole = json!({ "properties": {
        "min": { "type": "integer" }, "above": { "type": "integer" },
        "max": { "type": "integer" }, "below": { "type": "integer" },
    } });
    let several = json!({ "properties": { key: { "pattern": "^(list|map)<" } } });
    let text = of("string");
    let limits = ["length", "range", "pattern", "items"].map(|key| json!({ "required": [key] }));
    json!({ "allOf": [
        { "dependencies": {
            "length": text, "pattern": text, "items": several,
            "range": of("integer|int32|uint32|uint64|number|decimal"),
        } },
        {
            "if": { "required": ["range"], "properties": { key: { "pattern": "^((list|map)<)*u?int" } } },
            "then": { "properties": { "range": whole } },
        },
        {
            "if": { "properties": { key: { "pattern": "^map<" } } },
            "then": { "properties": { "items": { "not": { "required": ["unique"] } } } },
        },
        when(&json!({ "enforce": { "const": true } }), &json!({ "anyOf": limits })),
    ] })
}

/// A constant is a value without parts, of which nothing else is said.
fn constant(excluded: &[&str]) -> Value {
    let excluded = excluded.iter().chain(&["length", "range", "pattern", "items", "enforce"]);
    let excluded: Vec<_> = excluded.map(|key| json!({ "required": [key] })).collect();
    json!({ "dependencies": { "always": {
        "not": { "anyOf": excluded },
        "properties": { "type": { "not": { "pattern": "^(list<|map<|json$|file$|[A-Z])" } } },
        "allOf": [value_of_type("always")],
    } } })
}

/// What every call sends is a constant.
pub(crate) fn api() -> Value {
    json!([{ "properties": { "parameters": { "additionalProperties": { "required": ["always"] } } } }])
}

pub(crate) fn named_type() -> Value {
    let named = json!({ "properties": { "is": { "not": { "pattern": "^(list<|map<|json$|file$|[A-Z])" } } } });
    json!([
        { "dependencies": {
            "arguments": ["fields"], "secret": ["is"], "personal": ["is"], "is": named,
            "length": ["is"], "range": ["is"], "pattern": ["is"], "enforce": ["is"],
        } },
        limits_of("is"),
        { "properties": { "fields": { "additionalProperties": not_a_file() } } },
        { "not": { "required": ["is", "reserved"] } },
        one_care(),
        care_for_text_in("is", "string"),
    ])
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

/// Without a kind, the value is an object. A kind has its types, as far as they are not named.
pub(crate) fn variant() -> Value {
    let of_kind = |kind: &str, pattern: &str| {
        let pattern = format!("^({pattern}|[A-Z][A-Za-z0-9]*)$");
        let is = json!({ "required": ["when"], "properties": { "when": {
            "required": ["is"], "properties": { "is": { "const": kind } },
        } } });
        json!({ "if": is, "then": { "properties": { "type": { "pattern": pattern } } } })
    };
    let by_kind = json!({ "required": ["when"], "properties": { "when": { "required": ["is"] } } });
    let named = json!({ "properties": { "type": { "pattern": "^[A-Z][A-Za-z0-9]*$" } } });
    json!([
        { "if": by_kind, "else": named },
        of_kind("string", "string|timestamp|date|uuid"),
        of_kind("integer", "integer|int32|uint32|uint64"),
        of_kind("number", "number|decimal"),
        of_kind("boolean", "boolean"),
        of_kind("list", "list<.*"),
        of_kind("object", "map<.*"),
        one_care(),
        care_for_text("string"),
    ])
}

pub(crate) fn condition() -> Value {
    json!([{ "dependencies": { "key": ["equals"], "equals": ["key"] } }])
}

pub(crate) fn operation() -> Value {
    let no_body = json!({ "properties": { "body": { "maxProperties": 0 } }, "not": { "required": ["whole_body"] } });
    let is = |words: &[&str]| json!({ "if": { "type": "string" }, "then": { "enum": words }, "else": { "required": ["type"], "properties": { "type": { "enum": words } } } });
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
        when(&json!({ "body_format": { "enum": ["json", "form"] } }), &no_files()),
        when(&json!({ "body_format": { "const": "multipart" } }), &multipart()),
        plain_body(),
    ])
}

/// One of them is a success, and either all are told apart by ids, or none is.
fn responses() -> Value {
    let named = json!({ "type": "object", "required": ["id"] });
    let all = json!({ "additionalProperties": named, "minProperties": 2 });
    let none = json!({ "additionalProperties": { "not": named } });
    let no_file = json!({ "if": { "type": "string" }, "then": { "not": { "pattern": FILE } }, "else": not_a_file() });
    json!([
        { "not": { "propertyNames": { "const": "304" } } },
        { "additionalProperties": no_file },
        { "anyOf": [all, none] },
    ])
}

/// What tells a response from others says when it occurs, and what stands in a map is more than a type.
pub(crate) fn outcome() -> Value {
    let plain = json!({ "type": { "not": { "enum": ["text", "bytes", "download"] } } });
    json!([
        { "dependencies": { "id": ["description"], "description": ["id"] } },
        { "minProperties": 2 },
        when(&plain, &json!({ "not": { "required": ["content_type"] } })),
        one_care(),
        care_for_text("string|text"),
    ])
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
    care_for_text_in("type", text)
}

fn care_for_text_in(key: &str, text: &str) -> Value {
    let flag =
        |name: &str| json!({ "properties": { name: { "const": true } }, "required": [name] });
    let text = json!({ "properties": { key: { "pattern": format!("^((list|map)<)*({text})") } } });
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

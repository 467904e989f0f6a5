//! Faults of the bodies of answers.

use restwright_runtime::mock::Script;
use restwright_runtime::{Delivery, ErrorKind};

use super::case::{Case, Outcome, Peer, check};
use crate::server::http;

pub(super) fn cases() -> Vec<Case> {
    [documents(), leniency(), refusals(), times()].into_iter().flatten().collect()
}

fn answer(status: &str, body: impl AsRef<[u8]>) -> Peer {
    let headers = ["content-type: application/json", "connection: close"];
    Peer::Plain(Script::answer(http(status, &headers, body)))
}

fn ok(body: impl AsRef<[u8]>) -> Peer {
    answer("200 OK", body)
}

fn value(json: &str) -> Outcome {
    Outcome::Ok(200, json.to_owned())
}

fn unread(text: &str) -> Outcome {
    let text = format!("acts.act: the response cannot be decoded: {text} (status 200)");
    Outcome::Err(ErrorKind::Decode, Delivery::Answered, Some(200), text)
}

/// What is no document, or not quite one.
#[rustfmt::skip]
fn documents() -> Vec<Case> {
    let case = |faults, name, body: &[u8], outcome| Case::new(faults, name, ok(body), outcome);
    let utf_16 = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> { "\u{FEFF}{\"Count\":1}".encode_utf16().flat_map(bytes).collect() };
    let deep = |key: &str| format!(r#"{{"{key}":{}{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
    vec![
        case(&[61], "cut between values",       br#"{"Count":1"#,                   unread("the body: ends too early")),
        case(&[61], "cut within a value",       br#"{"Name":"c4n4ry"#,              unread("Name: ends too early")),
        case(&[62], "byte order mark",          b"\xEF\xBB\xBF{\"Count\":1}",       value(r#"{"Count":1}"#)),
        case(&[63], "UTF-16, little end first", &utf_16(u16::to_le_bytes),          value(r#"{"Count":1}"#)),
        case(&[63], "UTF-16, big end first",    &utf_16(u16::to_be_bytes),          value(r#"{"Count":1}"#)),
        case(&[64], "garbage behind",           br#"{"Count":1}c4n4ry"#,            unread("the body: not valid JSON")),
        case(&[64], "two documents",            br#"{"Count":1}{"Count":2}"#,       unread("the body: not valid JSON")),
        case(&[65], "null",                     b"null",                            unread("the body: expected an object")),
        case(&[65], "a text",                   br#""c4n4ry""#,                     unread("the body: expected an object")),
        case(&[65], "an empty list",            b"[]",                              unread("the body: expected an object")),
        case(&[65], "a list",                   b"[true]",                          unread("the body: expected an object")),
        case(&[66], "no UTF-8, unknown",        b"{\"x\":\"\xFF\"}",                value("{\"x\":\"\u{FFFD}\"}")),
        case(&[66], "half a surrogate, unknown", br#"{"x":"\ud800"}"#,              value(r#"{"x":"\ud800"}"#)),
        case(&[66], "a number too large, unknown", br#"{"x":1e999}"#,               value(r#"{"x":1e999}"#)),
        case(&[66], "deeply nested, unknown",   deep("x").as_bytes(),               value(&deep("x"))),
        case(&[67], "no UTF-8, known",          b"{\"Name\":\"a\xFF\"}",       value("{\"Name\":\"a\u{FFFD}\"}")),
        case(&[67], "half a surrogate, known",  br#"{"Name":"a\ud800"}"#,      value("{\"Name\":\"a\u{FFFD}\"}")),
        case(&[67], "a number too large, known", br#"{"Score":1e999}"#,             value(r#"{"Score":1e999}"#)),
        case(&[67], "deeply nested, known",     deep("Count").as_bytes(),           value(&deep("Count"))),
    ]
}

/// What is forgiven, and where that ends.
#[rustfmt::skip]
fn leniency() -> Vec<Case> {
    let case = |faults, name, body: &str, outcome| Case::new(faults, name, ok(body), outcome);
    let null = r#"{"Count":null,"Created":null,"IsPosted":null,"Labels":null,"Name":null,"Parent":null,"Phones":null,"PushQRCode":null,"Score":null}"#;
    let code = r#"{"PushQRCode":"https://example.com/qr?apikey=c4n4ry"}"#;
    let nested = r#"{"Parent":{"Phones":["c4n4ry",["c4n4ry"]]}}"#;
    vec![
        case(&[67], "a list for a text",        nested,                             value(nested)),
        case(&[68], "a known key twice",        r#"{"Count":1,"Count":2}"#,         value(r#"{"Count":2}"#)),
        case(&[68], "an unknown key twice",     r#"{"x":1,"x":2}"#,                 value(r#"{"x":2}"#)),
        case(&[69], "all null",                 null,                               value("{}")),
        case(&[69], "all absent",               "{}",                               value("{}")),
        case(&[70], "true as text",             r#"{"IsPosted":"true"}"#,           value(r#"{"IsPosted":true}"#)),
        case(&[70], "true as number",           r#"{"IsPosted":1}"#,                value(r#"{"IsPosted":true}"#)),
        case(&[70], "maybe",                    r#"{"IsPosted":"c4n4ry"}"#,         value(r#"{"IsPosted":"c4n4ry"}"#)),
        case(&[71], "a number as text",         r#"{"Count":"5"}"#,                 value(r#"{"Count":5}"#)),
        case(&[71], "a whole number with a fraction", r#"{"Count":5.0}"#,           value(r#"{"Count":5}"#)),
        case(&[71], "a number of 20 digits",    r#"{"Count":99999999999999999999}"#, value(r#"{"Count":99999999999999999999}"#)),
        case(&[72], "the other case",           r#"{"isPosted":true}"#,             value(r#"{"IsPosted":true}"#)),
        case(&[82], "unknown fields",           r#"{"b":[1.0],"a":{"c":"c4n4ry"}}"#, value(r#"{"a":{"c":"c4n4ry"},"b":[1.0]}"#)),
        case(&[85], "a URL with a key",         code,                               value(code)),
    ]
}

/// What the service, or somebody else, says instead of a success.
#[rustfmt::skip]
fn refusals() -> Vec<Case> {
    let failed = |kind, status, text: &str| Outcome::Err(kind, Delivery::Answered, Some(status), format!("acts.act: {text} (status {status})"));
    let unauthorized = |status| failed(ErrorKind::Api, status, "KEY_UNAUTHORIZED (901): the key is not that of an app");
    let no_code = || failed(ErrorKind::Api, 403, "the API returned an error without a code");
    let forbidden = |faults, name, body: &str, outcome| Case::new(faults, name, answer("403 Forbidden", body), outcome);
    let long = format!(r#"{{"ErrorCode":901,"Description":"{}"}}"#, "c4n4ry ".repeat(130_000));
    vec![
        forbidden(&[73], "keys in lower case",  r#"{"errorCode":901,"message":"c4n4ry","description":"c4n4ry"}"#, unauthorized(403)),
        forbidden(&[74], "keys in both cases",  r#"{"errorCode":1218,"ErrorCode":901}"#, unauthorized(403)),
        forbidden(&[75], "a code as text",      r#"{"ErrorCode":"901"}"#,   unauthorized(403)),
        forbidden(&[75], "a code with a fraction", r#"{"ErrorCode":901.0}"#, unauthorized(403)),
        forbidden(&[76], "a code below zero",   r#"{"ErrorCode":-1}"#,      no_code()),
        forbidden(&[76], "a code of 34 bits",   r#"{"ErrorCode":8589934592}"#, no_code()),
        forbidden(&[76], "a code that is null", r#"{"ErrorCode":null}"#,    no_code()),
        forbidden(&[76], "a message alone",     r#"{"Message":"c4n4ry"}"#,  no_code()),
        forbidden(&[77], "an unknown code",     r#"{"ErrorCode":4242}"#,    failed(ErrorKind::Api, 403, "the API returned the unknown error code 4242")),
        forbidden(&[80], "an echo",             r#"{"ErrorCode":901,"Message":"c4n4ry-phone c4n4ry-key","Errors":[{"FieldName":"c4n4ry","ErrorMessage":"c4n4ry"}]}"#, unauthorized(403)),
        forbidden(&[81], "900 KB of text",      &long,                      unauthorized(403)),
        Case::new(&[78], "a refusal with 200",  ok(r#"{"ErrorCode":901,"Message":"c4n4ry"}"#), unauthorized(200)),
        Case::new(&[79], "a success with 400",  answer("400 Bad Request", r#"{"Count":1,"Name":"c4n4ry"}"#), failed(ErrorKind::UnexpectedStatus, 400, "the response has an error status and is no error of the API")),
    ]
}

/// Times come as they are written, strange ones too.
#[rustfmt::skip]
fn times() -> Vec<Case> {
    let case = |fault, name, text: &str| {
        let json = format!(r#"{{"Created":"{text}"}}"#);
        Case::new(fault, name, ok(&json), value(&json))
    };
    vec![
        case(&[83], "no time",                  "0001-01-01T00:00:00Z"),
        case(&[83], "seven digits",             "2026-01-02T03:04:05.1234567Z"),
        case(&[84], "the last time",            "9999-12-31T23:59:59.9999999Z"),
        case(&[84], "a time without an offset", "2026-01-02T03:04:05"),
        case(&[84], "an empty time",            ""),
        case(&[84], "a time of America",        "4/6/2021 8:36:53 AM"),
        case(&[84], "hour 24",                  "2026-01-02T24:00:00Z"),
        case(&[84], "second 60",                "2026-01-02T03:04:60Z"),
    ]
}

#[test]
fn of_odd_documents() {
    documents().iter().for_each(check);
}

#[test]
fn with_odd_values() {
    leniency().iter().for_each(check);
}

#[test]
fn that_refuse() {
    refusals().iter().for_each(check);
}

#[test]
fn with_odd_times() {
    times().iter().for_each(check);
}

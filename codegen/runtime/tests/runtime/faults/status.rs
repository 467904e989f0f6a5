//! Faults that a status or a header tells.

use restwright_runtime::mock::Script;
use restwright_runtime::{Delivery, Effect, ErrorKind};

use super::act::{HARMLESS, SAFE};
use super::case::{Case, Outcome, Peer, check};
use crate::server::http;

pub(super) fn cases() -> Vec<Case> {
    [statuses(), empty_and_foreign(), waits()].into_iter().flatten().collect()
}

/// Without it, a client may write its next request before it learns that the connection is over.
const CLOSE: &str = "connection: close";
const JSON: &str = "content-type: application/json";

fn answer(status: &str, headers: &[&str], body: impl AsRef<[u8]>) -> Peer {
    let headers = [headers, &[CLOSE]].concat();
    Peer::Plain(Script::answer(http(status, &headers, body)))
}

fn failed(kind: ErrorKind, status: u16, text: &str) -> Outcome {
    let text = format!("acts.act: {text} (status {status})");
    Outcome::Err(kind, Delivery::Answered, Some(status), text)
}

fn unexpected(status: u16) -> Outcome {
    failed(
        ErrorKind::UnexpectedStatus,
        status,
        "the response has an error status and is no error of the API",
    )
}

#[rustfmt::skip]
fn statuses() -> Vec<Case> {
    let unauthorized = |status| failed(ErrorKind::Api, status, "KEY_UNAUTHORIZED (901): the key is not that of an app");
    let refusal = r#"{"ErrorCode":901,"Message":"c4n4ry"}"#;
    vec![
        Case::new(&[47], "502 of a proxy",      answer("502 Bad Gateway", &["content-type: text/html"], "<html>c4n4ry</html>"), unexpected(502)).again(SAFE),
        Case::new(&[48], "500 and no body",     answer("500 Internal", &[], ""), unexpected(500)).again(&[]),
        Case::new(&[54], "401 of the service",  answer("401 Unauthorized", &[JSON], refusal), unauthorized(401)).again(&[]),
        Case::new(&[54], "403 of the service",  answer("403 Forbidden", &[JSON], refusal), unauthorized(403)).again(&[]),
        Case::new(&[60], "407 of a proxy",      answer("407 Proxy Authentication Required", &["proxy-authenticate: Basic realm=c4n4ry"], ""), unexpected(407)).again(&[]),
    ]
}

#[rustfmt::skip]
fn empty_and_foreign() -> Vec<Case> {
    let unread = |status, text: &str| failed(ErrorKind::Decode, status, &format!("the response cannot be decoded: the body: {text}"));
    let fine = || Outcome::Ok(200, r#"{"Count":1}"#.to_owned());
    let count = r#"{"Count":1}"#;
    let no_content = Peer::Plain(Script::answer("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n"));
    vec![
        Case::new(&[49], "204 in place of a body",  no_content, unread(204, "empty")),
        Case::new(&[50], "200 and no body",         answer("200 OK", &[JSON], ""), unread(200, "empty")),
        Case::new(&[50], "200 and white space",     answer("200 OK", &[JSON], " \r\n"), unread(200, "empty")),
        Case::new(&[51], "captive portal",          answer("200 OK", &["content-type: text/html; charset=utf-8"], "<html>c4n4ry</html>"), unread(200, "an HTML page")),
        Case::new(&[52], "JSON as text",            answer("200 OK", &["content-type: text/plain"], count), fine()),
        Case::new(&[52], "JSON as nothing",         answer("200 OK", &[], count), fine()),
    ]
}

/// The clock of the cases stands at `Sun, 06 Nov 1994 08:49:37 GMT`.
#[rustfmt::skip]
fn waits() -> Vec<Case> {
    let limit = |value: &str| answer("429 Too Many Requests", &[&format!("retry-after: {value}")], "");
    let busy = |value: &str| answer("503 Unavailable", &[&format!("retry-after: {value}")], "");
    let of_429 = |faults, name, value| Case::new(faults, name, limit(value), unexpected(429)).again(HARMLESS);
    // It is not retried at once, and whoever looks at the error learns how long to wait.
    let left_alone = |faults, name, value, seconds| Case::new(faults, name, limit(value), unexpected(429))
        .returned_at_once(HARMLESS).waits(&[], seconds);
    vec![
        of_429(&[55], "wait of 2 seconds",      "2").waits(&[2000, 2000], 2),
        of_429(&[56], "wait up to a date",      "Sun, 06 Nov 1994 08:49:42 GMT").waits(&[5000, 5000], 5),
        of_429(&[56], "a date of RFC 850",      "Sunday, 06-Nov-94 08:49:42 GMT").waits(&[5000, 5000], 5),
        of_429(&[56], "a date of asctime",      "Sun Nov  6 08:49:42 1994").waits(&[5000, 5000], 5),
        of_429(&[56], "a date that is past",    "Sun, 06 Nov 1994 08:49:30 GMT").waits(&[0, 0], 0),
        of_429(&[57], "wait with a fraction",   "1.5").waits(&[1500, 1500], 1),
        of_429(&[57], "two waits",              "5, 10").waits(&[10_000, 10_000], 10),
        left_alone(&[57], "wait of a minute and a fraction", "60.0", 60),
        left_alone(&[57], "wait below zero",    "-1", 60),
        left_alone(&[57], "wait of garbage",    "c4n4ry", 60),
        left_alone(&[57], "wait with a unit",   "90s", 90),
        left_alone(&[57], "wait of 20 digits",  "99999999999999999999", u64::MAX),
        left_alone(&[57], "a day that was not", "Tue, 31 Feb 1995 08:49:42 GMT", 60),
        left_alone(&[58], "wait of a day",      "86400", 86_400),
        Case::new(&[59], "503 with a wait",     busy("2"), unexpected(503)).again(&[Effect::Safe]).waits(&[2000, 2000], 2),
    ]
}

#[test]
fn refused() {
    statuses().iter().for_each(check);
}

#[test]
fn odd_successes() {
    empty_and_foreign().iter().for_each(check);
}

#[test]
fn retry_after() {
    waits().iter().for_each(check);
}

//! What fails, as a table. Every answer repeats as much of the request as it can.

use serde_json::json;

use super::canary::canary;
use super::stage::Act;

/// What fails, by name. Behind refused connections, which need no server.
#[rustfmt::skip]
pub(super) const FAULTS: [(&str, Act); 33] = [
    ("closed at once",          Act::Close),
    ("reset at once",           Act::Reset),
    ("closed after reading",    Act::ReadAndClose),
    ("reset after reading",     Act::ReadAndReset),
    ("silence",                 Act::Hang),
    ("no HTTP",                 Act::Answer(|request| format!("{request}\r\n\r\n").into())),
    ("half a head",             Act::Answer(|request| format!("HTTP/1.1 200 OK\r\nx: {}", line(request)).into())),
    ("half a body",             Act::Answer(|request| format!("HTTP/1.1 200 OK\r\ncontent-length: 99999\r\n\r\n{request}").into())),
    ("half a chunk",            Act::Answer(|request| format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nfff\r\n{}", line(request)).into())),
    ("no chunk",                Act::Answer(|request| format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{request}").into())),
    ("a reason",                Act::Answer(|request| format!("HTTP/1.1 403 {}\r\ncontent-length: 0\r\n\r\n", line(request)).into())),
    ("no header",               Act::Answer(|request| format!("HTTP/1.1 200 OK\r\n{} : x\r\ncontent-length: 0\r\n\r\n", line(request)).into())),
    ("no length",               Act::Answer(|request| format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", line(request)).into())),
    ("a huge head",             Act::Answer(|request| format!("HTTP/1.1 200 OK\r\nx: {}\r\n\r\n", line(request).repeat(3000)).into())),
    ("a huge body",             Act::Answer(|request| format!("HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n{request}").into())),
    ("no JSON",                 Act::Answer(|request| http("200 OK", "", request))),
    ("half JSON",               Act::Answer(|_| http("200 OK", "", &format!(r#"{{"access_token":{:?},"x"#, canary("token"))))),
    ("JSON that is too deep",   Act::Answer(|request| http("200 OK", "", &format!("{}{}", r#"{"Profile":"#.repeat(500), json!(request))))),
    ("no UTF-8",                Act::Answer(|request| [http("200 OK", "connection: close\r\n", ""), request.bytes().map(|byte| byte | 0x80).collect()].concat())),
    ("an empty body",           Act::Answer(|request| http("200 OK", &echo(request), ""))),
    ("HTML, as a success",      Act::Answer(|request| http("200 OK", "content-type: text/html\r\n", &html(request)))),
    ("HTML of a proxy",         Act::Answer(|request| http("502 Bad Gateway", "content-type: text/html\r\n", &html(request)))),
    ("another encoding",        Act::Answer(|request| http("200 OK", "content-encoding: gzip\r\n", request))),
    ("busy",                    Act::Answer(|request| http("503 Busy", &format!("retry-after: 0\r\n{}", echo(request)), &html(request)))),
    ("too often",               Act::Answer(|request| http("429 Slow", &format!("retry-after: 99999\r\n{}", echo(request)), &refusal(request, 1063)))),
    ("an error response",               Act::Answer(|request| http("403 Forbidden", &echo(request), &refusal(request, 908)))),
    ("an error response of fields",     Act::Answer(|request| http("400 Bad Request", &echo(request), &refusal(request, 1134)))),
    ("an unknown refusal",      Act::Answer(|request| http("500 Error", &echo(request), &refusal(request, 99_999)))),
    ("an error response as a success",  Act::Answer(|request| http("200 OK", &echo(request), &refusal(request, 901)))),
    ("an error response without code",  Act::Answer(|request| http("400 Bad Request", &echo(request), &json!({ "errorCode": request, "Message": [request] }).to_string()))),
    ("a redirect",              Act::Answer(|request| http("302 Found", &format!("location: https://{0}@{0}.example.com/{0}?{0}#{0}\r\n", word(request)), &html(request)))),
    ("a redirect to nowhere",   Act::Answer(|request| http("307 Moved", &format!("location: {}\r\n", line(request)), ""))),
    ("an odd status",           Act::Answer(|request| http("999 Odd", &echo(request), request))),
];

/// An answer of HTTP with a body and its length.
pub(super) fn http(status: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nset-cookie: s={}\r\n\r\n{body}",
        canary("cookie"),
    )
    .into()
}

/// An error in the format of the service, whose texts are the request.
pub(super) fn refusal(request: &str, code: i64) -> String {
    let canary = canary("server");
    json!({
        "ErrorCode": code,
        "Message": request,
        "Description": format!("{request}{canary}"),
        "ProviderErrorResponse": { "said": request, "key": canary },
        "IsProviderError": true,
        "Errors": [{ "FieldName": canary, "ErrorMessage": request }],
    })
    .to_string()
}

/// Its first line, or as much of it as a header can hold.
fn line(request: &str) -> &str {
    request.lines().next().unwrap_or_default()
}

/// The target of a request, and a canary.
fn word(request: &str) -> String {
    line(request).split(' ').nth(1).unwrap_or_default().replace(['/', '?'], "") + "c4n4ry"
}

fn echo(request: &str) -> String {
    format!("x-echo: {}\r\nwww-authenticate: Bearer {}\r\n", line(request), canary("challenge"))
}

fn html(request: &str) -> String {
    format!("<html><body>{request} {}</body></html>", canary("page"))
}

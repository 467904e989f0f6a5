//! A request as people see it, without its secrets.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use restwright_runtime::HttpRequest;
use serde_json::{Value, json};

use super::pretty::escaped;
use super::secrets::shown;

/// Method, URL, headers and body, with variables in the place of secrets.
pub(super) fn text(request: &HttpRequest) -> String {
    let mut text = format!("{} {}", request.method(), shown(&request.uri().to_string()));
    for (name, value) in headers(request) {
        let _ = write!(text, "\n{name}: {}", shown(&value));
    }
    match request.body_bytes() {
        Some(body) if body.is_empty() => {}
        Some(body) => match std::str::from_utf8(body) {
            Ok(body) => {
                let _ = write!(text, "\n\n{}", escaped(&shown(body)));
            }
            Err(_) => {
                let _ = write!(text, "\n\n[{} bytes]", body.len());
            }
        },
        None => text.push_str("\n\n[files]"),
    }
    text
}

/// The same for programs.
pub(super) fn record(request: &HttpRequest) -> Value {
    let headers = headers(request).map(|(name, value)| json!([name, shown(&value)]));
    let body = request.body_bytes().and_then(|body| std::str::from_utf8(body).ok());
    json!({
        "method": request.method().as_str(),
        "url": shown(&request.uri().to_string()),
        "headers": headers.collect::<Vec<_>>(),
        "body": body.filter(|body| !body.is_empty()).map(shown),
    })
}

/// The headers with texts of basic authentication read back, so that markers in them are found.
pub(super) fn headers(request: &HttpRequest) -> impl Iterator<Item = (&str, String)> {
    request.headers().iter().map(|(name, value)| {
        let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
        let plain = basic(&text).map(|plain| format!("Basic {plain}"));
        (name.as_str(), plain.unwrap_or(text))
    })
}

/// User name and password of basic authentication.
fn basic(header: &str) -> Option<String> {
    let encoded = header.strip_prefix("Basic ")?;
    String::from_utf8(STANDARD.decode(encoded).ok()?).ok()
}

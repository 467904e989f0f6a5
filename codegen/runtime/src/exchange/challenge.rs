//! The challenges of a server that refuses a request (RFC 9110, section 11.6.1).

use http::header::{HeaderMap, WWW_AUTHENTICATE};

/// Whether the server asks for another access token (RFC 6750, section 3).
pub(crate) fn asks_for_token(headers: &HeaderMap) -> bool {
    let mut challenges = headers.get_all(WWW_AUTHENTICATE).iter();
    challenges.any(|value| value.to_str().is_ok_and(has_bearer))
}

/// Whether one of the challenges in a header, which commas divide, has the scheme `Bearer`.
fn has_bearer(challenges: &str) -> bool {
    let (mut in_quotes, mut is_escaped) = (false, false);
    let mut parts = challenges.split(|c| {
        let is_end = c == ',' && !in_quotes;
        in_quotes ^= c == '"' && !is_escaped;
        is_escaped = in_quotes && c == '\\' && !is_escaped;
        is_end
    });
    parts.any(|part| {
        let scheme = part.split_ascii_whitespace().next();
        scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("bearer"))
    })
}

//! Why there is no access token.

use std::fmt;
use std::time::Duration;

use super::TransportError;

/// Why no access token could be obtained. [`Error::token`](crate::Error::token) returns it.
///
/// Its `Display` and `Debug` contain no text of the token server but the error codes of RFC 6749, no token and no
/// secret.
#[derive(Clone)]
pub struct TokenError {
    pub(crate) kind: TokenErrorKind,
    pub(crate) code: Option<Box<str>>,
    pub(crate) description: Option<Box<str>>,
    pub(crate) status: Option<u16>,
    pub(crate) transport: Option<TransportError>,
    pub(crate) retry_after: Option<Duration>,
}

/// The kind of a [`TokenError`], and what to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenErrorKind {
    /// The token server rejected the request, or a `TokenSource` did. [`code`](TokenError::code) says why: check client
    /// id, client secret, refresh token and scopes. Repeating the call does not help.
    Rejected,
    /// The token server, or a `TokenSource`, did not respond in time, could not be reached or is overloaded (status 429,
    /// or from 500 on). The call can be repeated, unless its [`source`](std::error::Error::source) is a permanent failure, such as a bad
    /// certificate.
    Unavailable,
    /// The response is not that of a token endpoint: an unknown status, a redirect, no access token, or one of another
    /// type than `Bearer`. Check the URL of the token endpoint.
    Invalid,
}

/// The error codes that may be shown: those of RFC 6749, RFC 8628 and RFC 8707, and what servers send at times.
const CODES: [&str; 9] = [
    "invalid_request",
    "invalid_client",
    "invalid_grant",
    "unauthorized_client",
    "unsupported_grant_type",
    "invalid_scope",
    "invalid_target",
    "server_error",
    "temporarily_unavailable",
];

impl TokenError {
    /// Creates an error, for a `TokenSource`.
    #[must_use]
    pub const fn new(kind: TokenErrorKind) -> Self {
        Self {
            kind,
            code: None,
            description: None,
            status: None,
            transport: None,
            retry_after: None,
        }
    }

    /// Returns the kind of error.
    #[must_use]
    pub fn kind(&self) -> TokenErrorKind {
        self.kind
    }

    /// Returns the error code of the token server (`error`, RFC 6749), such as `invalid_client`. The text comes from the
    /// server.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// Returns what the token server says about the error (`error_description`). The text comes from the server; one
    /// that repeats the client id or a secret of the request, also as they were encoded, is left out.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// Returns the HTTP status, if the token server responded.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.status
    }

    /// Returns the delay that the token server asked for with `Retry-After`, counted from its response.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// Whether a code may be shown.
    pub(crate) fn is_known(code: &str) -> bool {
        CODES.contains(&code)
    }

    /// Whether another request for a token may succeed.
    pub(crate) fn is_transient(&self) -> bool {
        self.kind == TokenErrorKind::Unavailable
            && self.transport.is_none_or(|error| !error.kind().is_permanent())
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TokenErrorKind::Rejected => "the request for an access token was rejected",
            TokenErrorKind::Unavailable => "no access token is available now",
            TokenErrorKind::Invalid => "the response of the token server holds no access token",
        })?;
        // Other codes are texts of the server.
        let known = self.code().filter(|code| Self::is_known(code));
        match (known, self.status, &self.transport) {
            (Some(code), ..) => write!(f, " ({code})"),
            (None, Some(status), _) => write!(f, " (its status is {status})"),
            (None, None, Some(error)) => write!(f, ": {error}"),
            (None, None, None) => Ok(()),
        }
    }
}

impl fmt::Debug for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenError")
            .field("kind", &self.kind)
            .field("status", &self.status)
            .field("message", &self.to_string())
            .finish_non_exhaustive()
    }
}

impl std::error::Error for TokenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.transport.as_ref().map(|error| error as _)
    }
}

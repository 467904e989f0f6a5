//! Why a webhook is rejected.

use std::fmt;

use crate::decode::DecodeError;

/// Why a webhook is rejected. It contains neither a secret nor anything of the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookError {
    kind: WebhookErrorKind,
    header: Option<&'static str>,
    source: Option<DecodeError>,
}

/// The kinds of [`WebhookError`].
///
/// A receiver responds to all of them but [`InvalidSecret`](Self::InvalidSecret) with the status 400, and does nothing else.
/// What is signed as it should be, and cannot be decoded or is too old, may be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WebhookErrorKind {
    /// A secret is empty, or not written as the API writes its secrets.
    InvalidSecret,
    /// The body is larger than the limit.
    BodyTooLarge,
    /// A header is missing.
    MissingHeader,
    /// A header that must be unique stands there twice.
    DuplicateHeader,
    /// A header is too long, or not of the form that the API gives it.
    MalformedHeader,
    /// No signature is one of this body by a secret of this API.
    NoMatchingSignature,
    /// The timestamp is older than the tolerance allows: the webhook may be a repeated one.
    TooOld,
    /// The timestamp is further in the future than the tolerance allows: a clock may be wrong.
    TooNew,
    /// The signature matches, but the body cannot be decoded.
    UndecodableBody,
}

impl WebhookError {
    pub(crate) fn new(kind: WebhookErrorKind) -> Self {
        Self { kind, header: None, source: None }
    }

    pub(super) fn of_header(kind: WebhookErrorKind, header: &'static str) -> Self {
        Self { header: Some(header), ..Self::new(kind) }
    }

    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> WebhookErrorKind {
        self.kind
    }

    /// The name of the header that is missing, duplicate or malformed.
    #[must_use]
    pub fn header(&self) -> Option<&'static str> {
        self.header
    }

    /// What could not be decoded, and where.
    #[must_use]
    pub fn decode_error(&self) -> Option<&DecodeError> {
        self.source.as_ref()
    }
}

impl From<DecodeError> for WebhookError {
    fn from(error: DecodeError) -> Self {
        Self { source: Some(error), ..Self::new(WebhookErrorKind::UndecodableBody) }
    }
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self.kind {
            WebhookErrorKind::InvalidSecret => "the secret is empty or malformed",
            WebhookErrorKind::BodyTooLarge => "the body is larger than the limit",
            WebhookErrorKind::MissingHeader => "a header is missing",
            WebhookErrorKind::DuplicateHeader => "a header stands there twice",
            WebhookErrorKind::MalformedHeader => "a header is malformed",
            WebhookErrorKind::NoMatchingSignature => "no signature matches",
            WebhookErrorKind::TooOld => "the timestamp is too old",
            WebhookErrorKind::TooNew => "the timestamp is too far in the future",
            WebhookErrorKind::UndecodableBody => "the body cannot be decoded",
        };
        write!(f, "webhook: {text}")?;
        match (self.header, &self.source) {
            (Some(header), _) => write!(f, ": `{header}`"),
            (None, Some(error)) => write!(f, ": {error}"),
            (None, None) => Ok(()),
        }
    }
}

impl std::error::Error for WebhookError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|error| error as _)
    }
}

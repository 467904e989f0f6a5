//! What generated code declares for its whole API.

use super::{Catalogue, ErrorBody, ErrorEntry, Spans};

/// An API: the server that a client connects to, and the meaning of its errors.
#[derive(Debug)]
pub struct Service {
    /// Name of the crate; it goes into the user agent.
    pub name: &'static str,
    /// Version of the crate; it goes into the user agent.
    pub version: &'static str,
    /// The default base URL.
    pub base_url: &'static str,
    /// The layouts of error bodies, in the order in which they are tried.
    pub error_bodies: &'static [ErrorBody],
    /// What the error codes mean.
    pub errors: &'static dyn Catalogue,
    /// `Content-Type` of every request, also of those without a body. Without it, only bodies have one.
    pub request_content_type: Option<&'static str>,
    /// Response header that holds the id of a request, if the service has one.
    pub request_id_header: Option<&'static str>,
    /// Creates the spans of calls and attempts: [`spans!`](crate::spans).
    pub spans: Spans,
}

impl Service {
    /// Returns the entry of an error code that is a number.
    #[must_use]
    pub fn error(&self, number: i64) -> Option<&'static ErrorEntry> {
        self.errors.by_number(number)
    }

    /// What is known of an error code that is a text.
    #[must_use]
    pub fn error_of_text(&self, text: &str) -> Option<&'static ErrorEntry> {
        self.errors.by_text(text).map(|(_, entry)| entry)
    }
}

/// A server of an API that some operations are sent to instead of the default one.
#[derive(Debug)]
pub struct Server {
    /// The name in messages; unique in its API.
    pub id: &'static str,
    /// Its base URL, unless the client has another one for it.
    pub base_url: &'static str,
}

/// A credential and its placements.
#[derive(Debug)]
pub struct Credential {
    /// The name in messages; unique in its API.
    pub id: &'static str,
    /// Its placements; the first is the default. Never empty.
    pub placements: &'static [Placement],
}

/// A place in a request for a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// A query parameter.
    Query {
        /// Its name.
        name: &'static str,
    },
    /// A header.
    Header {
        /// Its name.
        name: &'static str,
        /// What stands in front of the value, with a space between (`Bearer`).
        scheme: Option<&'static str>,
    },
    /// A cookie.
    Cookie {
        /// Its name.
        name: &'static str,
    },
    /// The header `Authorization`, with a user name and a password (RFC 7617). The secret is both, with a colon between.
    Basic,
}

/// Alternatives of credentials, of which a call sends the first that it can.
#[derive(Debug)]
pub struct CredentialChoice {
    /// The alternatives, each with credentials that are sent together.
    pub first_of: &'static [&'static [&'static Credential]],
    /// Whether a call sends none where its client holds none.
    pub is_optional: bool,
    /// The alternatives in messages.
    pub described: &'static str,
}

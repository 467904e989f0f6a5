//! What generated code declares for its whole API.

use super::Spans;

/// An API: the server that a client connects to, and the meaning of its errors.
#[derive(Debug)]
pub struct Service {
    /// Name of the crate; it goes into the user agent.
    pub name: &'static str,
    /// Version of the crate; it goes into the user agent.
    pub version: &'static str,
    /// The default base URL.
    pub base_url: &'static str,
    /// The JSON keys of an error body, if the API has one.
    pub error_body: Option<ErrorBody>,
    /// The error codes, sorted by number, without duplicates.
    pub errors: &'static [ErrorEntry],
    /// `Content-Type` of every request, also of those without a body. Without it, only bodies have one.
    pub request_content_type: Option<&'static str>,
    /// Response header that holds the id of a request, if the service has one.
    pub request_id_header: Option<&'static str>,
    /// Creates the spans of calls and attempts: [`spans!`](crate::spans).
    pub spans: Spans,
}

impl Service {
    /// Returns the entry of an error code.
    #[must_use]
    pub fn error(&self, number: i64) -> Option<&'static ErrorEntry> {
        let index = self.errors.binary_search_by_key(&number, |entry| entry.number).ok()?;
        self.errors.get(index)
    }
}

/// The JSON keys of an error body. They are case-insensitive in the first letter.
#[derive(Clone, Copy, Debug)]
pub struct ErrorBody {
    /// The number of the error.
    pub code: &'static str,
    /// Whether a response with a success status can be an error, recognised by its code.
    pub in_success: bool,
    /// A short text.
    pub message: Option<&'static str>,
    /// A longer text.
    pub description: Option<&'static str>,
    /// The error of a provider behind the API.
    pub provider_error: Option<&'static str>,
    /// Errors of single fields.
    pub field_errors: Option<FieldErrorKeys>,
}

/// The JSON keys of a list of field errors.
#[derive(Clone, Copy, Debug)]
pub struct FieldErrorKeys {
    /// The list.
    pub list: &'static str,
    /// In each entry, the field.
    pub field: &'static str,
    /// In each entry, what is wrong with it.
    pub message: &'static str,
}

/// The entry of an error code.
#[derive(Clone, Copy, Debug)]
pub struct ErrorEntry {
    /// The number on the wire.
    pub number: i64,
    /// The name of its constant.
    pub name: &'static str,
    /// The HTTP status that goes with it.
    pub status: u16,
    /// The message on the wire.
    pub message: &'static str,
    /// What happened, in one line.
    pub meaning: &'static str,
    /// What a caller can do about it.
    pub hint: Option<&'static str>,
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
}

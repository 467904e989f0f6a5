//! What the generated code says of its service as a whole.

use super::Spans;

/// A service: whom a client talks to, and what its errors mean.
#[derive(Debug)]
pub struct Service {
    /// Name of the crate; it goes into the user agent.
    pub name: &'static str,
    /// Version of the crate; it goes into the user agent.
    pub version: &'static str,
    /// Where the service is, unless a client says otherwise.
    pub base_url: &'static str,
    /// The JSON keys of an error, if the service has them.
    pub error_body: Option<ErrorBody>,
    /// What the error codes mean, by number, each number once.
    pub errors: &'static [ErrorEntry],
    /// `Content-Type` of every request, also of those without a body. Without it, only bodies have one.
    pub request_content_type: Option<&'static str>,
    /// Response header that holds the id of a request, if the service has one.
    pub request_id_header: Option<&'static str>,
    /// Creates the spans of calls and attempts: [`spans!`](crate::spans).
    pub spans: Spans,
}

impl Service {
    /// What is known of an error code.
    #[must_use]
    pub fn error(&self, number: i64) -> Option<&'static ErrorEntry> {
        let index = self.errors.binary_search_by_key(&number, |entry| entry.number).ok()?;
        self.errors.get(index)
    }
}

/// The JSON keys of an error body. They are matched with their first letter in either case.
#[derive(Clone, Copy, Debug)]
pub struct ErrorBody {
    /// The number of the error.
    pub code: &'static str,
    /// Whether an answer with the status of a success can be an error, which its code then says.
    pub in_success: bool,
    /// A short text.
    pub message: Option<&'static str>,
    /// A longer text.
    pub description: Option<&'static str>,
    /// What a provider behind the service answered.
    pub provider_error: Option<&'static str>,
    /// Problems of single fields.
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

/// What is known of an error code.
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

/// A proof of identity, and where it may go.
#[derive(Debug)]
pub struct Credential {
    /// What it is called in messages; unique in its service.
    pub id: &'static str,
    /// Where it may go; the first is the default. Never empty.
    pub placements: &'static [Placement],
}

/// One place in a request that a credential can take.
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

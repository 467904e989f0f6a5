//! What the generated code says of errors: the layouts of their bodies, and the catalogue of their codes.

use std::fmt;

/// Keys from the outside in, each matched with its first letter in either case. In a list, a key is an index.
pub type KeyPath = &'static [&'static str];

/// A layout of error bodies.
#[derive(Clone, Copy, Debug)]
pub struct ErrorBody {
    /// Where the code is.
    pub code: CodeLocation,
    /// Whether a response with a success status can be an error, which its code then says.
    pub in_success: bool,
    /// A short text.
    pub message: Option<KeyPath>,
    /// A longer text.
    pub description: Option<KeyPath>,
    /// The error of a provider behind the service.
    pub provider_error: Option<KeyPath>,
    /// Problems of single fields.
    pub field_errors: Option<FieldErrorKeys>,
    /// The object with the details; an empty path is the body as a whole.
    pub details: Option<KeyPath>,
    /// Whether it is the layout of RFC 9457, which a response also has by its `Content-Type`.
    pub is_problem: bool,
}

impl ErrorBody {
    /// `application/problem+json`, as RFC 9457 defines it: the code is the `type`.
    pub const PROBLEM_JSON: Self = Self {
        code: CodeLocation::Text(&["type"]),
        in_success: false,
        message: Some(&["title"]),
        description: Some(&["detail"]),
        provider_error: None,
        field_errors: None,
        details: None,
        is_problem: true,
    };
}

/// Where the code of an error is, and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeLocation {
    /// A number in the body.
    Number(KeyPath),
    /// A text in the body.
    Text(KeyPath),
    /// The HTTP status.
    Status,
}

/// Keys of a list of field errors.
#[derive(Clone, Copy, Debug)]
pub struct FieldErrorKeys {
    /// The list.
    pub list: KeyPath,
    /// In each entry, the field.
    pub field: &'static str,
    /// In each entry, what is wrong with it.
    pub message: &'static str,
}

/// What is known of the error codes of a service: entries sorted by number, or behind the texts that they are sorted by,
/// each code once.
pub trait Catalogue: fmt::Debug + Sync {
    /// The entry of a number.
    fn by_number(&'static self, number: i64) -> Option<&'static ErrorEntry>;

    /// The entry of a text, and the text.
    fn by_text(&'static self, text: &str) -> Option<&'static (&'static str, ErrorEntry)>;
}

impl<const N: usize> Catalogue for [ErrorEntry; N] {
    fn by_number(&'static self, number: i64) -> Option<&'static ErrorEntry> {
        let index = self.binary_search_by_key(&number, |entry| entry.number).ok()?;
        self.get(index)
    }

    fn by_text(&'static self, _: &str) -> Option<&'static (&'static str, ErrorEntry)> {
        None
    }
}

impl<const N: usize> Catalogue for [(&'static str, ErrorEntry); N] {
    fn by_number(&'static self, _: i64) -> Option<&'static ErrorEntry> {
        None
    }

    fn by_text(&'static self, text: &str) -> Option<&'static (&'static str, ErrorEntry)> {
        let index = self.binary_search_by_key(&text, |(code, _)| code).ok()?;
        self.get(index)
    }
}

/// What is known of an error code.
#[derive(Clone, Copy, Debug)]
pub struct ErrorEntry {
    /// The number on the wire; 0 where codes are texts.
    pub number: i64,
    /// The name of its constant.
    pub name: &'static str,
    /// The HTTP status that goes with it; 0 where it varies.
    pub status: u16,
    /// The message on the wire; empty where it varies.
    pub message: &'static str,
    /// What happened, in one line.
    pub meaning: &'static str,
    /// What a caller can do about it.
    pub hint: Option<&'static str>,
}

impl ErrorEntry {
    /// The HTTP status that goes with it, unless it varies.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        (self.status != 0).then_some(self.status)
    }

    /// The message on the wire, unless it varies.
    #[must_use]
    pub fn message(&self) -> Option<&'static str> {
        (!self.message.is_empty()).then_some(self.message)
    }
}

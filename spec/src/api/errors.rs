//! How errors look, and which there are.

use super::{Deprecation, Literal};
use crate::Spanned;

/// JSON keys of an error body. Keys are matched with their first letter in either case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorBody {
    /// The number of the error.
    pub code: String,
    /// Whether a response with the status of a success can be an error, which its code then says.
    pub in_success: bool,
    /// A short text.
    pub message: Option<String>,
    /// A longer text.
    pub description: Option<String>,
    /// What a provider behind the API answered.
    pub provider_error: Option<String>,
    /// Problems of single fields.
    pub field_errors: Option<FieldErrors>,
}

/// Whether clients find two keys in one place: the first letter may be in either case.
#[must_use]
pub fn is_same_key(left: &str, right: &str) -> bool {
    let (mut left, mut right) = (left.chars(), right.chars());
    let first = [left.next(), right.next()].map(|first| first.map(|c| c.to_ascii_lowercase()));
    first[0] == first[1] && left.as_str() == right.as_str()
}

/// Whether a body has the code of an error under a key. Zero is what some servers call 'no error'.
#[must_use]
pub fn has_error_code(body: &Literal, key: &str) -> bool {
    let Literal::Object(pairs) = body else { return false };
    let exact = pairs.iter().find(|(name, _)| name == key);
    let pair = exact.or_else(|| pairs.iter().find(|(name, _)| is_same_key(name, key)));
    pair.is_some_and(|(_, code)| matches!(code, Literal::Integer(1..) | Literal::String(_)))
}

/// JSON keys of a list of field errors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldErrors {
    /// The list.
    pub list: String,
    /// In each entry, the field.
    pub field: String,
    /// In each entry, what is wrong with it.
    pub message: String,
}

/// A kind of error that callers tell apart, such as all captcha failures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorCategory {
    /// Stable id, snake case; becomes the predicate `is_<id>`.
    pub id: Spanned<String>,
    /// Completes 'whether this code means ...', without a full stop.
    pub description: String,
}

/// One entry of the error catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorCode {
    /// Stable id, snake case.
    pub id: Spanned<String>,
    /// The number on the wire.
    pub code: Spanned<i64>,
    /// The HTTP status that goes with it.
    pub status: u16,
    /// The message on the wire.
    pub message: String,
    /// One line: what happened.
    pub meaning: String,
    /// What a caller can do about it.
    pub hint: Option<String>,
    /// Id of its category.
    pub category: Option<String>,
    /// Former id.
    pub renamed_from: Option<Spanned<String>>,
    /// Set once it should no longer be used.
    pub deprecated: Option<Deprecation>,
}

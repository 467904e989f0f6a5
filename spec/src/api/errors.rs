//! How errors look, and which there are.

use std::fmt;

use super::{Deprecation, Literal};
use crate::Spanned;

/// The code of an error, as it is on the wire. Texts sort behind numbers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// A number.
    Number(i64),
    /// A text.
    Text(String),
}

impl Code {
    /// What it is.
    #[must_use]
    pub fn kind(&self) -> CodeKind {
        match self {
            Self::Number(_) => CodeKind::Number,
            Self::Text(_) => CodeKind::Text,
        }
    }
}

/// What the codes of an API are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CodeKind {
    /// Whole numbers.
    #[default]
    Number,
    /// Texts.
    Text,
}

/// One layout of error bodies. Keys are matched with their first letter in either case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ErrorBody {
    /// Whether it is the one of RFC 9457, whose `Content-Type` tells it.
    pub is_problem: bool,
    /// Where the code is.
    pub code: CodeLocation,
    /// Whether a response with a success status can be an error, which its code then says.
    pub in_success: bool,
    /// A short text.
    pub message: Option<KeyPath>,
    /// A longer text.
    pub description: Option<KeyPath>,
    /// The error of a provider behind the API.
    pub provider_error: Option<KeyPath>,
    /// Problems of single fields.
    pub field_errors: Option<FieldErrors>,
    /// The object with the details; an empty path is the body as a whole.
    pub details: Option<KeyPath>,
}

/// Where the code of an error is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum CodeLocation {
    /// In the body.
    Body(KeyPath),
    /// It is the HTTP status.
    Status,
}

/// Keys of JSON objects from the outside in. In a list, a key is an index.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct KeyPath(pub Vec<String>);

impl KeyPath {
    /// The path of one key.
    #[must_use]
    pub fn key(key: &str) -> Self {
        Self(vec![key.to_owned()])
    }

    /// Whether clients find two paths in one place.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let keys = self.0.iter().zip(&other.0);
        self.0.len() == other.0.len()
            && keys.into_iter().all(|(left, right)| is_same_key(left, right))
    }
}

/// The keys with a dot between them, for people.
impl fmt::Display for KeyPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("."))
    }
}

impl fmt::Display for CodeLocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Body(path) => path.fmt(f),
            Self::Status => f.write_str("status"),
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => f.write_str(text),
        }
    }
}

impl ErrorCode {
    /// What lists of errors call it: the number, or where codes are texts the id.
    #[must_use]
    pub fn reference(&self) -> String {
        match &*self.code {
            Code::Number(number) => number.to_string(),
            Code::Text(_) => self.id.value.clone(),
        }
    }
}

/// Whether clients find two keys in one place: the first letter may be in either case.
#[must_use]
pub fn is_same_key(left: &str, right: &str) -> bool {
    let (mut left, mut right) = (left.chars(), right.chars());
    let first = [left.next(), right.next()].map(|first| first.map(|c| c.to_ascii_lowercase()));
    first[0] == first[1] && left.as_str() == right.as_str()
}

/// Whether a body with a success status is an error in one of some layouts. Zero is what some servers call 'no error'.
#[must_use]
pub fn has_error_code(layouts: &[ErrorBody], body: &Literal) -> bool {
    layouts.iter().filter(|layout| layout.in_success).any(|layout| {
        let CodeLocation::Body(path) = &layout.code else { return false };
        matches!(value_at(body, path), Some(Literal::Integer(1..) | Literal::String(_)))
    })
}

fn value_at<'a>(body: &'a Literal, path: &KeyPath) -> Option<&'a Literal> {
    path.0.iter().try_fold(body, |value, key| match value {
        Literal::Object(pairs) => {
            let exact = pairs.iter().find(|(name, _)| name == key);
            let pair = exact.or_else(|| pairs.iter().find(|(name, _)| is_same_key(name, key)));
            pair.map(|(_, value)| value)
        }
        Literal::List(items) => items.get(key.parse::<usize>().ok()?),
        _ => None,
    })
}

/// Keys of a list of field errors.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FieldErrors {
    /// The list.
    pub list: KeyPath,
    /// In each entry, the field.
    pub field: String,
    /// In each entry, what is wrong with it.
    pub message: String,
}

/// A kind of error that callers tell apart, such as all captcha failures.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ErrorCategory {
    /// Stable id, snake case; becomes the predicate `is_<id>`.
    pub id: Spanned<String>,
    /// Completes 'whether this code means ...', without a full stop.
    pub description: String,
}

/// One entry of the error catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ErrorCode {
    /// Stable id, snake case.
    pub id: Spanned<String>,
    /// The code on the wire; all codes of an API are of one kind.
    pub code: Spanned<Code>,
    /// The HTTP status that goes with it, unless it varies.
    pub status: Option<u16>,
    /// The message on the wire, unless it varies.
    pub message: Option<String>,
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

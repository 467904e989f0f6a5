//! Reading JSON into values: one visitor for all types, in one place what is forgiven.

mod compound;
mod entries;
mod error;
mod fill;
mod keys;
mod reader;
mod seen;
mod slot;
mod spans;

use std::borrow::Cow;

pub use self::error::{DecodeError, DecodeProblem};
pub use self::keys::Keys;
pub use self::slot::Slot;

pub(crate) use self::keys::error_number;
pub(crate) use self::slot::{List, Map, Optional};

use self::reader::Reader;
use crate::value::Value;

/// Reads a value from JSON.
///
/// Forgiven are: a byte order mark, keys with their first letter in the other case, keys given twice (the last one
/// counts), numbers and booleans as text and text as numbers and booleans, numbers for booleans, null for 'absent', and
/// anything at all in fields that have no name.
///
/// # Errors
///
/// Where the text is no JSON document, or a known field holds what its type cannot.
pub fn from_json<T: Value + Default>(json: &[u8]) -> Result<T, DecodeError> {
    let mut value = T::default();
    read(json, value.slot(), None)?;
    Ok(value)
}

/// What a body turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// An object, each key of it seen.
    Object,
    /// A value whose keys nobody looked at.
    Opaque,
    /// An object with this number under the key of the error code.
    Error(i64),
}

/// Reads a whole document into a slot. `code_key` is the key that marks an error, unless the slot knows it.
pub(crate) fn read(
    json: &[u8],
    slot: Slot<'_>,
    code_key: Option<&str>,
) -> Result<Reading, DecodeError> {
    let text = text_of(json);
    let validity = match text {
        Cow::Borrowed(_) => Validity::Valid,
        Cow::Owned(_) => Validity::Repaired,
    };
    if text.trim_ascii().is_empty() {
        return Err(DecodeError::of_body(DecodeProblem::Empty));
    }
    Reader::new(code_key, validity).read_document(&text, slot)
}

/// Whether a body was valid UTF-8.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Validity {
    Valid,
    /// It was not; replacement characters stand for the bytes that were not.
    Repaired,
}

/// The text of a body, without its byte order mark; owned where replacement characters had to stand in for bytes
/// that are not UTF-8.
pub(crate) fn text_of(json: &[u8]) -> Cow<'_, str> {
    lossy(json.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(json))
}

/// Text in which replacement characters stand for what is not UTF-8. What is, as nearly everything, is looked at much
/// faster than the standard library does it while it repairs.
fn lossy(bytes: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

/// Makes `other` the same key with its first letter in the other case, if that is another key.
fn change_case(key: &str, other: &mut String) -> bool {
    if !key.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return false;
    }
    other.clear();
    other.push_str(key);
    let (first, _) = other.split_at_mut(1);
    if first.starts_with(|first: char| first.is_ascii_uppercase()) {
        first.make_ascii_lowercase();
    } else {
        first.make_ascii_uppercase();
    }
    true
}

/// Whether two keys are the same but for the case of their first letter.
fn same_key(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    left.len() == right.len()
        && left.iter().zip(right).take(1).all(|(l, r)| l.eq_ignore_ascii_case(r))
        && left.iter().zip(right).skip(1).all(|(l, r)| l == r)
}

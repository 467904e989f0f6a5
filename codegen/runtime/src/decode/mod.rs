//! Reading JSON into values: one visitor for all types, in one place what is forgiven.

mod compound;
mod entries;
mod error;
mod fill;
mod keys;
mod path;
mod reader;
mod scalar;
mod seen;
mod slot;
mod text;

use std::borrow::Cow;

pub use self::error::{DecodeError, DecodeProblem};
pub use self::keys::Keys;
pub use self::slot::{Field, Slot};

#[cfg(feature = "mock")]
pub(crate) use self::keys::is_same_number;
pub(crate) use self::keys::string;
pub(crate) use self::path::{mentions, text_at, value_at};
pub(crate) use self::scalar::{error_number, whole_number};
pub(crate) use self::slot::{List, Map, Optional, Parsed};

use self::reader::Reader;
use crate::value::Value;

/// Reads a value from JSON.
///
/// Forgiven are: a byte order mark, keys with their first letter in the other case, keys given twice (the last one
/// counts), numbers and booleans as text and text as numbers and booleans, numbers for booleans, null for 'absent', and
/// anything at all in fields that have no name.
///
/// A field that can do without a value is left absent where its value is of another kind. The raw value is then among
/// the unknown fields, so that it is not lost when the value is written again.
///
/// # Errors
///
/// Where the text is no JSON document, or a value that must be there is missing or of another kind.
pub fn from_json<T: Value + Default>(json: &[u8]) -> Result<T, DecodeError> {
    from_json_with_problems(json).map(|(value, _)| value)
}

/// Reads a value from JSON as [`from_json`] does, and says what could not be read of it.
///
/// # Errors
///
/// Those of [`from_json`].
pub fn from_json_with_problems<T: Value + Default>(
    json: &[u8],
) -> Result<(T, Vec<DecodeError>), DecodeError> {
    let mut value = T::default();
    let reading = read(json, value.slot(), None)?;
    Ok((value, reading.problems))
}

/// What a document turned out to be.
#[derive(Debug)]
pub(crate) struct Reading {
    /// The number of the error that it is.
    pub(crate) code: Option<i64>,
    /// What could not be read, although the value as a whole could.
    pub(crate) problems: Vec<DecodeError>,
}

/// Reads a whole document into a slot. `code_key` is the key that marks an error; no type has a field of that name.
pub(crate) fn read(
    json: &[u8],
    slot: Slot<'_>,
    code_key: Option<&str>,
) -> Result<Reading, DecodeError> {
    let (text, validity) = text::decode(json);
    if text.trim_ascii().is_empty() {
        return Err(DecodeError::of_body(DecodeProblem::Empty));
    }
    let code = || error_code(json, code_key?);
    let failed = |code| Reading { code: Some(code), problems: Vec::new() };
    match Reader::read(&text, validity, slot.0, code_key) {
        Ok(reader) if reader.is_object => {
            let (problems, code) = reader.finish();
            Ok(Reading { code, problems })
        }
        Ok(reader) => Ok(Reading { code: code(), problems: reader.finish().0 }),
        // An error is seldom what the slot takes.
        Err(error) => code().map(failed).ok_or(error),
    }
}

/// The number of an error, if a body is an object that has one under this key.
pub(crate) fn error_code(json: &[u8], key: &str) -> Option<i64> {
    error_number(Keys::parse(&text_of(json))?.value(key)?)
}

/// The text of a body, in which replacement characters stand for what is none.
pub(crate) fn text_of(json: &[u8]) -> Cow<'_, str> {
    text::decode(json).0
}

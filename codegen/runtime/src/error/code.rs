//! The code of an error, on its way into the generated type.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use crate::request::Service;

/// A generated type of error codes.
pub trait Code: Clone {
    /// What a code is on the wire: a [`Number`] or a [`TextCode`].
    type Wire: WireCode;

    /// The code that is this on the wire.
    fn from_wire(code: Self::Wire) -> Self;
}

/// What codes are on the wire. Nothing but [`Number`] and [`TextCode`] implements it.
pub trait WireCode: Sealed {}

/// Keeps [`WireCode`] to the types of this module.
pub trait Sealed {
    /// The code of an error response.
    fn of(code: &FoundCode) -> Self;
}

/// The number of an error code in a response.
///
/// Only a response can create one, so that codes are distinguished by name: a match by number would change its
/// meaning on the day the number gets a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number(i64);

/// The text that an answer carried.
///
/// Generated code makes those that it knows, and only an answer makes others. Equal texts are equal codes. One that is
/// not known is the server's and may hold anything: it is never formatted, and [`as_str`](Self::as_str) gives it to those
/// who ask.
// Derived, so that constants of it are patterns.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct TextCode(Text);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Text {
    Known(&'static str),
    /// Never one of the known ones.
    Unknown(Arc<str>),
}

/// The code of an error response.
#[derive(Clone, PartialEq, Eq)]
pub enum FoundCode {
    /// There is none.
    Nothing,
    /// A number.
    Number(i64),
    /// A text.
    Text(TextCode),
}

impl Number {
    /// Returns the number; 0 if the response has none.
    #[must_use]
    pub fn get(self) -> i64 {
        self.0
    }
}

impl TextCode {
    /// A code of the catalogue.
    #[must_use]
    pub const fn known(text: &'static str) -> Self {
        Self(Text::Known(text))
    }

    /// The text; empty where the answer had none that could be one.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Text::Known(text) => text,
            Text::Unknown(text) => text,
        }
    }
}

impl FoundCode {
    /// A number. Unless the service knows it, one that is too large for a code is none.
    pub(crate) fn number(service: &Service, number: i64) -> Self {
        if u32::try_from(number).is_ok() || service.error(number).is_some() {
            Self::Number(number)
        } else {
            Self::Nothing
        }
    }

    pub(crate) fn text(service: &Service, text: &str) -> Self {
        Self::Text(match service.errors.by_text(text) {
            Some((known, _)) => TextCode::known(known),
            None => TextCode(Text::Unknown(text.into())),
        })
    }

    pub(crate) fn is_something(&self) -> bool {
        *self != Self::Nothing
    }
}

impl Sealed for Number {
    fn of(code: &FoundCode) -> Self {
        match code {
            FoundCode::Number(number) => Self(*number),
            FoundCode::Nothing | FoundCode::Text(_) => Self(0),
        }
    }
}

impl WireCode for Number {}

impl Sealed for TextCode {
    fn of(code: &FoundCode) -> Self {
        match code {
            FoundCode::Text(text) => text.clone(),
            FoundCode::Nothing | FoundCode::Number(_) => Self::known(""),
        }
    }
}

impl WireCode for TextCode {}

impl PartialOrd for TextCode {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By their texts, whether known or not.
impl Ord for TextCode {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl fmt::Debug for TextCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text of a code of the catalogue, and no other.
impl fmt::Display for TextCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Text::Known(text) => f.write_str(text),
            Text::Unknown(_) => f.write_str("an unknown code"),
        }
    }
}

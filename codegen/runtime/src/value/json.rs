//! Any JSON value, as text.

use std::fmt;

use serde_json::value::RawValue;

use super::Value;
use crate::decode::Slot;
use crate::encode::ValueWriter;

/// Any JSON value. Its text is kept as it came, so that no digit and no order is lost.
///
/// `Debug` shows only what kind of value it is.
#[derive(Clone, PartialEq, Eq)]
pub struct Json(Box<str>);

/// What kind of JSON value a [`Json`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonKind {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number.
    Number,
    /// Text.
    String,
    /// A list.
    Array,
    /// An object.
    Object,
}

impl Json {
    /// Takes JSON text over, if it is well-formed.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let raw: &RawValue = serde_json::from_str(text).ok()?;
        Some(Self::from_raw(raw.get()))
    }

    /// The JSON text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The value as a tree; none where that cannot hold it (a number out of range, half a surrogate pair, more than
    /// 128 levels).
    #[must_use]
    pub fn to_value(&self) -> Option<serde_json::Value> {
        serde_json::from_str(&self.0).ok()
    }

    /// What kind of value it is.
    #[must_use]
    pub fn kind(&self) -> JsonKind {
        match self.0.as_bytes().first() {
            Some(b'{') => JsonKind::Object,
            Some(b'[') => JsonKind::Array,
            Some(b'"') => JsonKind::String,
            Some(b't' | b'f') => JsonKind::Boolean,
            Some(b'n') | None => JsonKind::Null,
            Some(_) => JsonKind::Number,
        }
    }

    /// Takes over text that a parser went through already.
    pub(crate) fn from_raw(text: &str) -> Self {
        Self(text.into())
    }
}

/// `null`
impl Default for Json {
    fn default() -> Self {
        Self("null".into())
    }
}

impl From<serde_json::Value> for Json {
    fn from(value: serde_json::Value) -> Self {
        Self(value.to_string().into())
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Json({:?})", self.kind())
    }
}

impl Value for Json {
    fn slot(&mut self) -> Slot<'_> {
        Slot::json(self)
    }

    fn emit(&self, value: &mut ValueWriter<'_>) {
        value.any(self);
    }
}

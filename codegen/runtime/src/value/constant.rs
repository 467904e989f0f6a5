//! Values that are always the same.

use super::Value;
use crate::decode::Slot;
use crate::encode::ValueWriter;

/// A value that an input or a field always has. Another value that is read in its place is a problem of the response, and
/// is kept among the unknown fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Constant {
    /// Text.
    Text(&'static str),
    /// A number, by its digits.
    Number(&'static str),
    /// `true` or `false`.
    Boolean(bool),
}

impl Value for Constant {
    fn slot(&mut self) -> Slot<'_> {
        Slot::constant(*self)
    }

    fn emit(&self, value: &mut ValueWriter<'_>) {
        match *self {
            Self::Text(text) => value.text(text),
            Self::Number(digits) => value.raw(digits),
            Self::Boolean(is_so) => value.boolean(is_so),
        }
    }
}

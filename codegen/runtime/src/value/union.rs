//! Values that are one of several objects, or of several kinds.

use crate::decode::{Keys, Slot};

/// One of several objects, told apart by their keys, or of several values, told apart by their kinds.
pub trait Union: Sized {
    /// The variant that these keys call for, still empty.
    fn choose(keys: &Keys<'_>) -> Self;

    /// The variant for a value of this kind, still empty. None where every value is an object.
    #[must_use]
    fn choose_kind(kind: ValueKind) -> Option<Self> {
        let _ = kind;
        None
    }

    /// Where the value goes: the slot of the variant that was chosen.
    fn chosen(&mut self) -> Slot<'_>;
}

/// A kind of JSON value that is neither an object nor null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// Text.
    String,
    /// A number without fraction and exponent.
    Integer,
    /// Any other number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A list.
    List,
}

impl ValueKind {
    /// The kind of a value, by its text; none of an object and of null.
    pub(crate) fn of(json: &str) -> Option<Self> {
        Some(match json.as_bytes().first()? {
            b'"' => Self::String,
            b'[' => Self::List,
            b't' | b'f' => Self::Boolean,
            b'-' | b'0'..=b'9' if json.contains(['.', 'e', 'E']) => Self::Number,
            b'-' | b'0'..=b'9' => Self::Integer,
            _ => return None,
        })
    }
}

/// The same behind a pointer.
pub(crate) trait Choose {
    fn choose(&mut self, keys: &Keys<'_>) -> Slot<'_>;

    /// None where every value is an object.
    fn choose_kind(&mut self, kind: ValueKind) -> Option<Slot<'_>>;

    /// Completes 'expected ...'.
    fn expected(&self) -> &'static str;
}

impl<U: Union> Choose for U {
    fn choose(&mut self, keys: &Keys<'_>) -> Slot<'_> {
        *self = U::choose(keys);
        self.chosen()
    }

    fn choose_kind(&mut self, kind: ValueKind) -> Option<Slot<'_>> {
        *self = U::choose_kind(kind)?;
        Some(self.chosen())
    }

    fn expected(&self) -> &'static str {
        if U::choose_kind(ValueKind::String).is_some() { "a value" } else { "an object" }
    }
}

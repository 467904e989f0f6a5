//! Values for which 'not there' and 'null' differ.

use super::Value;
use crate::decode::{Optional, Slot};
use crate::encode::ValueWriter;

/// A value that may be absent, and may be null, where the two mean different things (for example 'leave unchanged' and 'clear').
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Nullable<T> {
    /// Not there; it is left out of a request.
    #[default]
    Absent,
    /// `null`.
    Null,
    /// There.
    Value(T),
}

impl<T> Nullable<T> {
    /// The value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value, if there is one, to be changed.
    pub fn value_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value, if there is one, without the borrow.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T: Value + Default> Value for Nullable<T> {
    fn slot(&mut self) -> Slot<'_> {
        Slot::optional(self)
    }

    fn emit(&self, value: &mut ValueWriter<'_>) {
        match self {
            Self::Value(inner) => value.optional(inner),
            Self::Null | Self::Absent => value.null(),
        }
    }

    fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

impl<T: Value + Default> Optional for Nullable<T> {
    fn set_null(&mut self) {
        *self = Self::Null;
    }

    fn set_absent(&mut self) {
        *self = Self::Absent;
    }

    fn fill(&mut self) -> Slot<'_> {
        *self = Self::Value(T::default());
        match self {
            Self::Value(inner) => inner.slot(),
            Self::Absent | Self::Null => Slot::nothing(),
        }
    }
}

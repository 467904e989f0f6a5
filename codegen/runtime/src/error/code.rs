//! The number of an error code.

/// A generated type of error codes.
pub trait Code: Copy {
    /// Creates the code with this number.
    fn from_number(number: Number) -> Self;
}

/// The number of an error code in a response.
///
/// Only a response can create one, so that codes are distinguished by name: a match by number would change its
/// meaning on the day the number gets a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number(i64);

impl Number {
    /// Returns the number; 0 if the response has none.
    #[must_use]
    pub fn get(self) -> i64 {
        self.0
    }

    pub(crate) fn new(number: i64) -> Self {
        Self(number)
    }
}

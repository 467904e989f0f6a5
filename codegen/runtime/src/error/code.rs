//! The number of an error, on its way into the generated type.

/// A generated type of error codes.
pub trait Code: Copy {
    /// The code with this number.
    fn from_number(number: Number) -> Self;
}

/// The number that an answer carried.
///
/// Only an answer can make one, so that codes are told apart by their names: a match by number would change its
/// meaning on the day the number gets a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number(i64);

impl Number {
    /// The number; 0 where the answer had none that could be one.
    #[must_use]
    pub fn get(self) -> i64 {
        self.0
    }

    pub(crate) fn new(number: i64) -> Self {
        Self(number)
    }
}

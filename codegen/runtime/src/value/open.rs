//! What the generated enums keep of a value that they have no name for.

use std::fmt;

/// A text on the wire that this version of the crate has no name for.
///
/// It cannot be matched by its text in a pattern: that match would stop applying on the day the value gets a name.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for UnknownValue {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

/// The text is the server's, so it is not shown.
impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("..")
    }
}

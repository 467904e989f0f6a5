//! What all texts of a declared format have in common.

use std::fmt;

/// A text, or a number, that is not of the format of its type. It never holds the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FormatError {
    expected: &'static str,
}

impl FormatError {
    /// An error whose message is `not {expected}`.
    pub(super) fn expected(expected: &'static str) -> Self {
        Self { expected }
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not {}", self.expected)
    }
}

impl std::error::Error for FormatError {}

/// Implements what a newtype of a text shares with the others. `$shows` decides which texts `Debug` prints.
macro_rules! text_of_format {
    ($name:ident, $shows:expr, $hidden:literal) => {
        impl $name {
            /// Returns the exact text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        /// Prints what looks like the format, and nothing else that a server put in its place.
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let shows: fn(&str) -> bool = $shows;
                if shows(&self.0) { write!(f, "{:?}", self.0) } else { f.write_str($hidden) }
            }
        }
    };
}

pub(super) use text_of_format;

//! Secrets: texts that grant access.

use std::fmt;

use zeroize::Zeroizing;

use super::Value;
use crate::decode::Slot;
use crate::encode::ValueWriter;

/// A secret: key, token, one-time code or password.
///
/// Redacted in `Debug` and zeroized on drop. Read it with [`expose`](Self::expose).
///
/// ```
/// let password = restwright_runtime::Secret::from("correct horse");
/// assert_eq!(format!("{password:?}"), "[secret]");
/// assert_eq!(password.expose(), "correct horse");
/// ```
#[derive(Clone, Default)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Returns the secret in plain text. Never log it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether the text is empty or made of white space alone.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }
}

/// Takes the text over; its memory is zeroized with the secret.
impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

/// Copies the text; zeroizing the original is up to the caller.
impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(Zeroizing::new(text.to_owned()))
    }
}

/// Copies the text; zeroizing the original is up to the caller.
impl From<&String> for Secret {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

/// Compares without telling by its time where two secrets of one length differ.
impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        let (left, right) = (self.0.as_bytes(), other.0.as_bytes());
        let differences =
            left.iter().zip(right).fold(0, |all, (l, r)| std::hint::black_box(all | (l ^ r)));
        left.len() == right.len() && differences == 0
    }
}

impl Eq for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

impl Value for Secret {
    fn slot(&mut self) -> Slot<'_> {
        Slot::text(self)
    }

    fn emit(&self, value: &mut ValueWriter<'_>) {
        value.secret(self.expose());
    }
}

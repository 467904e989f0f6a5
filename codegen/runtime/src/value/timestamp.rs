//! Points in time, as the server wrote them.

use std::fmt;

use super::Value;
use crate::decode::Slot;
use crate::encode::ValueWriter;

/// A point in time, kept as the exact text of the server.
///
/// Servers write times in many forms, some of them no times at all. The text is therefore taken as it stands, so
/// that a strange one does not cost the rest of the answer, and goes back without a loss.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Timestamp(String);

impl Timestamp {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this stands for 'not set': no text at all, or the first instant of the year 1, with or without a
    /// fraction and an offset of zero.
    ///
    /// ```
    /// use api_runtime::Timestamp;
    /// assert!(Timestamp::from("0001-01-01T00:00:00Z").is_unset());
    /// assert!(!Timestamp::from("2026-01-02T03:04:05Z").is_unset());
    /// ```
    #[must_use]
    pub fn is_unset(&self) -> bool {
        let text = self.0.trim();
        let Some(rest) = text.strip_prefix("0001-01-01") else {
            return text.is_empty();
        };
        let Some(rest) = rest.strip_prefix(['T', 't', ' ']) else {
            return rest.is_empty();
        };
        let Some(rest) = rest.strip_prefix("00:00:00") else {
            return false;
        };
        let offset = match rest.strip_prefix('.') {
            Some(fraction) => fraction.trim_start_matches('0'),
            None => rest,
        };
        matches!(offset, "" | "Z" | "z" | "+00:00" | "-00:00")
    }
}

impl From<String> for Timestamp {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Timestamp {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A time shows; anything else that a server put in its place does not.
impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of_a_time = |c: char| c.is_ascii_digit() || "TZtz:+-. /APMapm".contains(c);
        if self.0.len() <= 40 && self.0.chars().all(of_a_time) && self.0.contains([':', '-', '/']) {
            write!(f, "{:?}", self.0)
        } else {
            f.write_str("[not a time]")
        }
    }
}

impl Value for Timestamp {
    fn slot(&mut self) -> Slot<'_> {
        Slot::text(self)
    }

    fn emit(&self, value: &mut ValueWriter<'_>) {
        value.text(&self.0);
    }
}

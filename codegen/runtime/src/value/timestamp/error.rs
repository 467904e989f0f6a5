//! Why the text of a time is not an instant that can be calculated with.

use std::fmt;

/// Why a [`Timestamp`](super::Timestamp) could not be converted. It never holds the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimestampError {
    /// The text is no date and time, or one that no calendar and no clock has.
    NotATime,
    /// It does not say how far the clock is from UTC; see [`assume_utc`](super::Timestamp::assume_utc).
    NoOffset,
    /// It is too early, too late or too exact for the type.
    OutOfRange,
}

impl fmt::Display for TimestampError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotATime => "not a date and time such as `2026-01-02T03:04:05Z`",
            Self::NoOffset => {
                "no offset from UTC: if it is meant to be UTC, call `assume_utc` first"
            }
            Self::OutOfRange => "too early, too late or too exact for this type",
        })
    }
}

impl std::error::Error for TimestampError {}

//! Points in time, as the server wrote them.

mod calendar;
mod convert;
mod error;

pub use self::error::TimestampError;

use self::calendar::Instant;
use super::Value;
use super::format::text_of_format;
use crate::decode::Slot;
use crate::encode::ValueWriter;

/// A timestamp, kept exactly as the server sent it.
///
/// Servers write times in many forms, some of them no times at all. The text is therefore taken as it stands, so
/// that a strange one does not cost the rest of the answer, and goes back without a loss.
///
/// To calculate with it, convert it: to [`SystemTime`](std::time::SystemTime), and with the features `jiff`, `chrono`
/// and `time` to their types. That understands RFC 3339 with any number of digits behind the point, small letters, or
/// a space between date and time. What has no offset may be anywhere in the world, so it has to be placed first:
/// [`assume_utc`](Self::assume_utc).
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use restwright_runtime::{Timestamp, TimestampError};
///
/// let time = Timestamp::from("1970-01-01T00:00:10.5");
/// assert_eq!(SystemTime::try_from(&time), Err(TimestampError::NoOffset));
/// let time = SystemTime::try_from(&time.assume_utc())?;
/// assert_eq!(time, SystemTime::UNIX_EPOCH + Duration::from_millis(10_500));
/// assert_eq!(Timestamp::from(time).as_str(), "1970-01-01T00:00:10.500Z");
/// # Ok::<(), TimestampError>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Timestamp(String);

text_of_format!(Timestamp, is_like_time, "[not a time]");

/// A time in any of the forms in which servers write it.
fn is_like_time(text: &str) -> bool {
    let of_a_time = |c: char| c.is_ascii_digit() || "TZtz:+-. /APMapm".contains(c);
    text.len() <= 40 && text.chars().all(of_a_time) && text.contains([':', '-', '/'])
}

/// The year, month and day of `YYYY-MM-DD`, if the calendar has that day.
pub(super) fn day(text: &str) -> Option<(u16, u8, u8)> {
    let (year, month, day) = calendar::day(text)?;
    Some((year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?))
}

impl Timestamp {
    /// Whether this stands for 'not set': no text at all, or the first instant of the year 1, with or without a
    /// fraction and an offset of zero.
    ///
    /// ```
    /// use restwright_runtime::Timestamp;
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

    /// The same time, in UTC where the text names no offset; anything else as it is.
    #[must_use]
    pub fn assume_utc(&self) -> Self {
        match calendar::parse(&self.0) {
            Err(TimestampError::NoOffset) => Self(format!("{}Z", self.0.trim())),
            _ => self.clone(),
        }
    }

    /// Whether a service that takes times takes this one.
    #[cfg(feature = "mock")]
    pub(crate) fn is_valid(&self) -> bool {
        !matches!(calendar::parse(&self.0), Err(TimestampError::NotATime))
    }

    fn instant(&self) -> Result<Instant, TimestampError> {
        calendar::parse(&self.0)
    }

    /// Nanoseconds since 1970.
    #[cfg(any(feature = "jiff", feature = "time"))]
    fn nanoseconds(&self) -> Result<i128, TimestampError> {
        let Instant { seconds, nanos } = self.instant()?;
        Ok(i128::from(seconds) * 1_000_000_000 + i128::from(nanos))
    }

    /// The text of an instant, given as nanoseconds since 1970.
    fn at(nanoseconds: i128) -> Self {
        Self(calendar::write(Instant::at(nanoseconds)))
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

//! The same instant as a type that can calculate, and back.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::calendar::Instant;
use super::{Timestamp, TimestampError};

impl TryFrom<&Timestamp> for SystemTime {
    type Error = TimestampError;

    fn try_from(time: &Timestamp) -> Result<Self, TimestampError> {
        let Instant { seconds, nanos } = time.instant()?;
        let whole = Duration::from_secs(seconds.unsigned_abs());
        let second =
            if seconds < 0 { UNIX_EPOCH.checked_sub(whole) } else { UNIX_EPOCH.checked_add(whole) };
        second
            .and_then(|second| second.checked_add(Duration::from_nanos(nanos.into())))
            .ok_or(TimestampError::OutOfRange)
    }
}

/// Written in UTC.
impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        let nanos = match time.duration_since(UNIX_EPOCH) {
            Ok(after) => i128::try_from(after.as_nanos()).unwrap_or(i128::MAX),
            Err(before) => -i128::try_from(before.duration().as_nanos()).unwrap_or(i128::MAX),
        };
        Self::at(nanos)
    }
}

#[cfg(feature = "jiff")]
impl TryFrom<&Timestamp> for jiff::Timestamp {
    type Error = TimestampError;

    fn try_from(time: &Timestamp) -> Result<Self, TimestampError> {
        Self::from_nanosecond(time.nanoseconds()?).map_err(|_| TimestampError::OutOfRange)
    }
}

/// Written in UTC.
#[cfg(feature = "jiff")]
impl From<jiff::Timestamp> for Timestamp {
    fn from(time: jiff::Timestamp) -> Self {
        Self::at(time.as_nanosecond())
    }
}

#[cfg(feature = "chrono")]
impl TryFrom<&Timestamp> for chrono::DateTime<chrono::Utc> {
    type Error = TimestampError;

    fn try_from(time: &Timestamp) -> Result<Self, TimestampError> {
        let Instant { seconds, nanos } = time.instant()?;
        Self::from_timestamp(seconds, nanos).ok_or(TimestampError::OutOfRange)
    }
}

/// Written in UTC.
#[cfg(feature = "chrono")]
impl<Z: chrono::TimeZone> From<chrono::DateTime<Z>> for Timestamp {
    fn from(time: chrono::DateTime<Z>) -> Self {
        // A leap second is more than a second of nanoseconds; it becomes the second after it.
        let nanos = i128::from(time.timestamp_subsec_nanos());
        Self::at(i128::from(time.timestamp()) * 1_000_000_000 + nanos)
    }
}

#[cfg(feature = "time")]
impl TryFrom<&Timestamp> for time::OffsetDateTime {
    type Error = TimestampError;

    fn try_from(time: &Timestamp) -> Result<Self, TimestampError> {
        Self::from_unix_timestamp_nanos(time.nanoseconds()?).map_err(|_| TimestampError::OutOfRange)
    }
}

/// Written in UTC.
#[cfg(feature = "time")]
impl From<time::OffsetDateTime> for Timestamp {
    fn from(time: time::OffsetDateTime) -> Self {
        Self::at(time.unix_timestamp_nanos())
    }
}

//! Days of the calendar, as the server wrote them.

use super::Value;
use super::format::{FormatError, text_of_format};
use super::timestamp::day;
use crate::decode::Slot;
use crate::encode::ValueWriter;

/// A day of the calendar such as `2027-01-31`, kept as the exact text of the server.
///
/// A text that is not a date does not fail the response; it fails the conversion. To calculate, convert it with
/// [`to_ymd`](Self::to_ymd), or with the features `jiff`, `chrono` and `time` to their types.
///
/// ```
/// use restwright_runtime::Date;
///
/// let date = Date::from("2024-02-29");
/// assert_eq!(date.to_ymd(), Ok((2024, 2, 29)));
/// assert!(Date::from("2023-02-29").to_ymd().is_err());
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date(String);

text_of_format!(Date, |text| day(text).is_some(), "[not a date]");

const EXPECTED: &str = "a date such as `2027-01-31`";

impl Date {
    /// Returns year, month and day.
    ///
    /// # Errors
    ///
    /// If the text is not an existing day in the form `YYYY-MM-DD`.
    pub fn to_ymd(&self) -> Result<(u16, u8, u8), FormatError> {
        day(&self.0).ok_or(FormatError::expected(EXPECTED))
    }
}

impl Value for Date {
    fn slot(&mut self) -> Slot<'_> {
        Slot::text(self)
    }

    fn emit(&self, value: &mut ValueWriter<'_>) {
        value.text(&self.0);
    }
}

#[cfg(feature = "jiff")]
impl TryFrom<&Date> for jiff::civil::Date {
    type Error = FormatError;

    fn try_from(date: &Date) -> Result<Self, FormatError> {
        let (year, month, day) = date.to_ymd()?;
        let year = i16::try_from(year).map_err(|_| FormatError::expected(EXPECTED))?;
        Self::new(year, month.cast_signed(), day.cast_signed())
            .map_err(|_| FormatError::expected(EXPECTED))
    }
}

#[cfg(feature = "jiff")]
impl From<jiff::civil::Date> for Date {
    fn from(date: jiff::civil::Date) -> Self {
        Self(date.to_string())
    }
}

#[cfg(feature = "chrono")]
impl TryFrom<&Date> for chrono::NaiveDate {
    type Error = FormatError;

    fn try_from(date: &Date) -> Result<Self, FormatError> {
        let (year, month, day) = date.to_ymd()?;
        Self::from_ymd_opt(year.into(), month.into(), day.into())
            .ok_or(FormatError::expected(EXPECTED))
    }
}

#[cfg(feature = "chrono")]
impl From<chrono::NaiveDate> for Date {
    fn from(date: chrono::NaiveDate) -> Self {
        Self(date.to_string())
    }
}

#[cfg(feature = "time")]
impl TryFrom<&Date> for time::Date {
    type Error = FormatError;

    fn try_from(date: &Date) -> Result<Self, FormatError> {
        let error = FormatError::expected(EXPECTED);
        let (year, month, day) = date.to_ymd()?;
        let month = time::Month::try_from(month).map_err(|_| error)?;
        Self::from_calendar_date(year.into(), month, day).map_err(|_| error)
    }
}

#[cfg(feature = "time")]
impl From<time::Date> for Date {
    fn from(date: time::Date) -> Self {
        Self(date.to_string())
    }
}

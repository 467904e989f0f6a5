//! Seconds since 1970 out of the text of a time, and back.

use std::fmt::Write as _;

use super::TimestampError;

const DAY: i64 = 24 * 60 * 60;
/// Days of 400 years, after which the calendar begins anew.
const CYCLE: i64 = 146_097;
/// Days from the first of March of the year 0 to the first of January 1970.
const MARCH_OF_YEAR_0: i64 = 719_468;

/// An instant: whole seconds since 1970, and nanoseconds from there on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Instant {
    pub(super) seconds: i64,
    pub(super) nanos: u32,
}

impl Instant {
    /// So many nanoseconds after 1970, or the last second that can be counted.
    pub(super) fn at(nanoseconds: i128) -> Self {
        let second = 1_000_000_000;
        let seconds = i64::try_from(nanoseconds.div_euclid(second)).unwrap_or(i64::MAX);
        let nanos = u32::try_from(nanoseconds.rem_euclid(second)).unwrap_or_default();
        Self { seconds, nanos }
    }
}

/// Reads `2026-01-02T03:04:05.678Z` in all its forms.
pub(super) fn parse(text: &str) -> Result<Instant, TimestampError> {
    let (date, rest) = text.trim().split_at_checked(10).ok_or(TimestampError::NotATime)?;
    let rest = rest.strip_prefix(['T', 't', ' ']).ok_or(TimestampError::NotATime)?;
    let (clock, rest) = rest.split_at_checked(8).ok_or(TimestampError::NotATime)?;
    let (year, month, day) = day(date).ok_or(TimestampError::NotATime)?;
    let [hour, minute, second] = numbers(clock, ':', [2, 2, 2]).ok_or(TimestampError::NotATime)?;
    if hour > 23 || minute > 59 || second > 59 {
        return Err(TimestampError::NotATime);
    }
    let (nanos, offset) = fraction(rest)?;
    let seconds =
        days_of(year, month, day) * DAY + hour * 3600 + minute * 60 + second - seconds_of(offset)?;
    Ok(Instant { seconds, nanos })
}

/// Reads `2026-01-02`, if that day exists.
pub(super) fn day(text: &str) -> Option<(i64, i64, i64)> {
    let [year, month, day] = numbers(text, '-', [4, 2, 2])?;
    // A day that its month does not have is another one when the days are counted.
    let exists =
        (1..=12).contains(&month) && date_of(days_of(year, month, day)) == (year, month, day);
    exists.then_some((year, month, day))
}

/// Writes `2026-01-02T03:04:05.678Z`, with as many triples of digits behind the point as it takes.
pub(super) fn write(Instant { seconds, nanos }: Instant) -> String {
    let (year, month, day) = date_of(seconds.div_euclid(DAY));
    let second = seconds.rem_euclid(DAY);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let year =
        if (0..=9999).contains(&year) { format!("{year:04}") } else { format!("{year:+05}") };
    let mut text = format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
    // Writing into a string cannot fail.
    let _ = match nanos {
        0 => Ok(()),
        _ if nanos % 1_000_000 == 0 => write!(text, ".{:03}", nanos / 1_000_000),
        _ if nanos % 1_000 == 0 => write!(text, ".{:06}", nanos / 1_000),
        _ => write!(text, ".{nanos:09}"),
    };
    text.push('Z');
    text
}

/// Numbers of exactly so many digits, between separators.
fn numbers<const N: usize>(text: &str, separator: char, lengths: [usize; N]) -> Option<[i64; N]> {
    let mut parts = text.split(separator);
    let mut numbers = [0; N];
    for (number, length) in numbers.iter_mut().zip(lengths) {
        let part = parts.next().filter(|part| part.len() == length)?;
        *number = digits(part)?;
    }
    parts.next().is_none().then_some(numbers)
}

fn digits(text: &str) -> Option<i64> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}

/// Cuts what follows the seconds into nanoseconds and offset.
fn fraction(rest: &str) -> Result<(u32, &str), TimestampError> {
    let Some(rest) = rest.strip_prefix('.') else {
        return Ok((0, rest));
    };
    let offset = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = &rest[..rest.len() - offset.len()];
    if digits.is_empty() {
        return Err(TimestampError::NotATime);
    }
    let digits = digits.trim_end_matches('0');
    if digits.len() > 9 {
        return Err(TimestampError::OutOfRange);
    }
    let nanos = format!("{digits:0<9}").parse().map_err(|_| TimestampError::NotATime)?;
    Ok((nanos, offset))
}

/// How far the clock is ahead of UTC.
fn seconds_of(offset: &str) -> Result<i64, TimestampError> {
    let (ahead, clock) = match offset.as_bytes() {
        [] => return Err(TimestampError::NoOffset),
        b"Z" | b"z" => return Ok(0),
        [b'+', ..] => (1, &offset[1..]),
        [b'-', ..] => (-1, &offset[1..]),
        _ => return Err(TimestampError::NotATime),
    };
    match numbers(clock, ':', [2, 2]) {
        Some([hours @ 0..=23, minutes @ 0..=59]) => Ok(ahead * (hours * 3600 + minutes * 60)),
        _ => Err(TimestampError::NotATime),
    }
}

/// Days since 1970. Years are counted from March on, so that the leap day is the last of its year.
fn days_of(year: i64, month: i64, day: i64) -> i64 {
    let months = (month + 9) % 12;
    let year = if months >= 10 { year - 1 } else { year };
    let (cycle, year) = (year.div_euclid(400), year.rem_euclid(400));
    let days_of_year = (153 * months + 2) / 5 + day - 1;
    cycle * CYCLE + year * 365 + year / 4 - year / 100 + days_of_year - MARCH_OF_YEAR_0
}

/// The date that is so many days after 1970.
fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days + MARCH_OF_YEAR_0;
    let (cycle, days) = (days.div_euclid(CYCLE), days.rem_euclid(CYCLE));
    // Leap days are taken out, so that every year has as many days as the others.
    let year = (days - days / 1_460 + days / 36_524 - days / 146_096) / 365;
    let days = days - (365 * year + year / 4 - year / 100);
    let months = (5 * days + 2) / 153;
    let month = (months + 2) % 12 + 1;
    let year = cycle * 400 + if month <= 2 { year + 1 } else { year };
    (year, month, days - (153 * months + 2) / 5 + 1)
}

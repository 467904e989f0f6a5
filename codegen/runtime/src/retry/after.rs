//! The header `Retry-After`: for how long a server wants to be left alone.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::HeaderMap;
use http::header::RETRY_AFTER;

const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
#[rustfmt::skip]
const MONTHS: [(&str, u64); 12] = [
    ("Jan", 31), ("Feb", 28), ("Mar", 31), ("Apr", 30), ("May", 31), ("Jun", 30),
    ("Jul", 31), ("Aug", 31), ("Sep", 30), ("Oct", 31), ("Nov", 30), ("Dec", 31),
];
const DAY: u64 = 24 * 60 * 60;

/// The time to wait, in seconds or up to a date. What is neither counts as not said.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?;
    if let Some(seconds) = digits(text) {
        return Some(Duration::from_secs(seconds));
    }
    let date = UNIX_EPOCH.checked_add(Duration::from_secs(seconds_of_date(text)?))?;
    Some(date.duration_since(now).unwrap_or_default())
}

/// A number without sign, point or space.
fn digits(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}

/// A number of so many digits.
fn fixed(text: Option<&str>, length: usize) -> Option<u64> {
    digits(text.filter(|text| text.len() == length)?)
}

/// Seconds from 1970 to a date like `Sun, 06 Nov 1994 08:49:37 GMT`, the one form that servers may send.
fn seconds_of_date(text: &str) -> Option<u64> {
    let (weekday, rest) = text.split_once(", ")?;
    let rest = rest.strip_suffix(" GMT")?;
    let mut words = rest.split(' ');
    let day = fixed(words.next(), 2)?;
    let month_name = words.next()?;
    let year = fixed(words.next(), 4)?;
    let mut clock = words.next()?.split(':');
    let (hour, minute) = (fixed(clock.next(), 2)?, fixed(clock.next(), 2)?);
    let second = fixed(clock.next(), 2)?;
    if words.next().is_some() || clock.next().is_some() {
        return None;
    }
    let month = MONTHS.iter().position(|(name, _)| *name == month_name)?;
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let leap_day = |index| u64::from(is_leap && index == 1);
    let length = MONTHS[month].1 + leap_day(month);
    // A leap second may be the last of a day.
    if year < 1970 || !(1..=length).contains(&day) || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let leap_years = |before: u64| (before - 1) / 4 - (before - 1) / 100 + (before - 1) / 400;
    let months = MONTHS.iter().enumerate().take(month);
    let months: u64 = months.map(|(index, (_, days))| days + leap_day(index)).sum();
    let days = (year - 1970) * 365 + leap_years(year) - leap_years(1970) + months + day - 1;
    let weekday_of_date = DAYS[usize::try_from(days % 7).ok()?];
    (weekday == weekday_of_date).then_some(days * DAY + hour * 3600 + minute * 60 + second)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use http::header::{HeaderMap, HeaderValue, RETRY_AFTER};

    use super::retry_after;

    #[test]
    fn table() {
        // 1994-11-06T08:49:37Z
        const NOW: u64 = 784_111_777;
        #[rustfmt::skip]
        let table: &[(&[u8], Option<u64>)] = &[
            (b"0",                              Some(0)),
            (b"2",                              Some(2)),
            (b"007",                            Some(7)),
            (b"86400",                          Some(86400)),
            (b"Sun, 06 Nov 1994 08:49:37 GMT",  Some(0)),
            (b"Sun, 06 Nov 1994 08:49:42 GMT",  Some(5)),
            (b"Mon, 07 Nov 1994 00:00:00 GMT",  Some(54_623)),
            (b"Tue, 29 Feb 2000 00:00:00 GMT",  Some(951_782_400 - NOW)),
            (b"Sun, 22 Nov 2026 12:00:00 GMT",  Some(1_795_348_800 - NOW)),
            (b"Fri, 31 Dec 2100 23:59:60 GMT",  Some(4_133_980_800 - NOW)),
            (b"Thu, 01 Jan 1970 00:00:00 GMT",  Some(0)),
            (b"Mon, 06 Nov 1994 08:49:42 GMT",  None),
            (b"Mon, 29 Feb 1999 00:00:00 GMT",  None),
            (b"Sun, 06 nov 1994 08:49:42 GMT",  None),
            (b"Sun, 06 Nov 1994 08:49:42 UTC",  None),
            (b"Sun, 06 Nov 1994 24:49:42 GMT",  None),
            (b"Sun, 6 Nov 1994 08:49:42 GMT",   None),
            (b"Sun, 06 Nov 1994 08:49:42:00 GMT", None),
            (b"Sun, 06 Nov 0994 08:49:42 GMT",  None),
            (b"Sun, 06:Nov 1994 08:49 42 GMT",  None),
            (b"-1",                             None),
            (b"+1",                             None),
            (b"1.5",                            None),
            (b"garbage",                        None),
            (b"5, 10",                          None),
            (b"99999999999999999999",           None),
            (b"18446744073709551615",           Some(u64::MAX)),
            (b"",                               None),
            (b"\xFF",                           None),
        ];
        let now = UNIX_EPOCH + Duration::from_secs(NOW);
        for (text, expected) in table {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, HeaderValue::from_bytes(text).unwrap());
            let seconds = retry_after(&headers, now).map(|time| time.as_secs());
            assert_eq!(seconds, *expected, "{}", String::from_utf8_lossy(text));
        }
        assert_eq!(retry_after(&HeaderMap::new(), now), None);
    }
}

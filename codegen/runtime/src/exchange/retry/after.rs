//! The header `Retry-After`: for how long a server wants to be left alone.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::HeaderMap;
use http::header::RETRY_AFTER;

const DAYS: [&str; 7] =
    ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"];
#[rustfmt::skip]
const MONTHS: [(&str, u64); 12] = [
    ("Jan", 31), ("Feb", 28), ("Mar", 31), ("Apr", 30), ("May", 31), ("Jun", 30),
    ("Jul", 31), ("Aug", 31), ("Sep", 30), ("Oct", 31), ("Nov", 30), ("Dec", 31),
];
const DAY: u64 = 24 * 60 * 60;

/// The time to wait, in seconds or up to a date. What is neither counts as not said.
pub(in super::super) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?;
    if let Some(seconds) = digits(text) {
        return Some(Duration::from_secs(seconds));
    }
    let since_1970 = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let date = in_usual_form(text)
        .or_else(|| in_form_of_rfc_850(text, since_1970))
        .or_else(|| in_form_of_asctime(text))?;
    let date = UNIX_EPOCH.checked_add(Duration::from_secs(date.seconds()?))?;
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

/// A date and a time of day, as they were written.
struct Written<'a> {
    weekday: &'a str,
    day: u64,
    month: &'a str,
    year: u64,
    clock: &'a str,
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`: the one form that servers should send.
fn in_usual_form(text: &str) -> Option<Written<'_>> {
    let (name, rest) = text.strip_suffix(" GMT")?.split_once(", ")?;
    let mut words = rest.split(' ');
    let (day, month) = (fixed(words.next(), 2)?, words.next()?);
    let (year, clock) = (fixed(words.next(), 4)?, words.next()?);
    let weekday = weekday(name, |full| &full[..3])?;
    words.next().is_none().then_some(Written { weekday, day, month, year, clock })
}

/// `Sunday, 06-Nov-94 08:49:37 GMT`: a form of old servers, with a year that is not more than 50 years ahead.
fn in_form_of_rfc_850(text: &str, now: u64) -> Option<Written<'_>> {
    let (name, rest) = text.strip_suffix(" GMT")?.split_once(", ")?;
    let (date, clock) = rest.split_once(' ')?;
    let mut parts = date.split('-');
    let (day, month) = (fixed(parts.next(), 2)?, parts.next()?);
    let short_year = fixed(parts.next(), 2)?;
    let last_year = 1970 + now / (DAY * 146_097 / 400) + 50;
    let year = last_year - (last_year - short_year) % 100;
    let weekday = weekday(name, |full| full)?;
    parts.next().is_none().then_some(Written { weekday, day, month, year, clock })
}

/// `Sun Nov  6 08:49:37 1994`: what `asctime` of C makes.
fn in_form_of_asctime(text: &str) -> Option<Written<'_>> {
    let (name, rest) = text.split_at_checked(3)?;
    let (month, rest) = rest.strip_prefix(' ')?.split_at_checked(3)?;
    let (day, rest) = rest.strip_prefix(' ')?.split_at_checked(2)?;
    let day =
        day.strip_prefix(' ').map_or_else(|| fixed(Some(day), 2), |day| fixed(Some(day), 1))?;
    let (clock, year) = rest.strip_prefix(' ')?.split_once(' ')?;
    let weekday = weekday(name, |full| &full[..3])?;
    Some(Written { weekday, day, month, year: fixed(Some(year), 4)?, clock })
}

/// The day of the week that is written like this.
fn weekday(name: &str, form: fn(&'static str) -> &'static str) -> Option<&'static str> {
    DAYS.into_iter().find(|full| form(full) == name)
}

impl Written<'_> {
    /// Seconds from 1970 on; none if there is no such day, or it is another one of the week.
    fn seconds(&self) -> Option<u64> {
        let Self { day, year, .. } = *self;
        let mut clock = self.clock.split(':');
        let (hour, minute) = (fixed(clock.next(), 2)?, fixed(clock.next(), 2)?);
        let second = fixed(clock.next(), 2)?;
        let month = MONTHS.iter().position(|(name, _)| *name == self.month)?;
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let leap_day = |index| u64::from(is_leap && index == 1);
        let length = MONTHS[month].1 + leap_day(month);
        let is_day = year >= 1970 && (1..=length).contains(&day);
        // A leap second may be the last of a day.
        if !is_day || hour > 23 || minute > 59 || second > 60 || clock.next().is_some() {
            return None;
        }
        let leap_years = |before: u64| (before - 1) / 4 - (before - 1) / 100 + (before - 1) / 400;
        let months = MONTHS.iter().enumerate().take(month);
        let months: u64 = months.map(|(index, (_, days))| days + leap_day(index)).sum();
        let days = (year - 1970) * 365 + leap_years(year) - leap_years(1970) + months + day - 1;
        let weekday_of_date = DAYS[usize::try_from(days % 7).ok()?];
        (self.weekday == weekday_of_date).then_some(days * DAY + hour * 3600 + minute * 60 + second)
    }
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
            (b"Sunday, 06-Nov-94 08:49:42 GMT", Some(5)),
            (b"Saturday, 06-Nov-94 08:49:42 GMT", None),
            (b"Sun, 06-Nov-94 08:49:42 GMT",    None),
            (b"Sunday, 06-Nov-1994 08:49:42 GMT", None),
            (b"Sunday, 06-Nov-94-1 08:49:42 GMT", None),
            (b"Saturday, 01-Jan-00 00:00:00 GMT", Some(946_684_800 - NOW)),
            (b"Sunday, 01-Jan-40 00:00:00 GMT", Some(2_208_988_800 - NOW)),
            (b"Thursday, 01-Jan-70 00:00:00 GMT", Some(0)),
            (b"Sun Nov  6 08:49:42 1994",       Some(5)),
            (b"Thu Nov 10 08:49:37 1994",       Some(4 * 86_400)),
            (b"Mon Nov  6 08:49:42 1994",       None),
            (b"Sun Nov 6 08:49:42 1994",        None),
            (b"Sun Nov  6 08:49:42 94",         None),
            (b"Sun Nov  6 08:49:42 1994 GMT",   None),
            (b"S\xC3\xBC Nov  6 08:49:42 1994", None),
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

//! The `Retry-After` header.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::RETRY_AFTER;

/// The delay that an invalid value counts as: longer than a client waits, so that the call ends.
const UNREADABLE: Duration = Duration::from_secs(60);

/// Returns the delay, given in seconds or as a date. Of several, the longest counts.
pub(in super::super) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let values = headers.get_all(RETRY_AFTER).iter();
    values.map(|value| value.to_str().map_or(UNREADABLE, |text| time(text, now))).max()
}

fn time(text: &str, now: SystemTime) -> Duration {
    match httpdate::parse_http_date(text) {
        Ok(date) => date.duration_since(now).unwrap_or_default(),
        Err(_) => text.split(',').map(|part| seconds(part.trim())).max().unwrap_or(UNREADABLE),
    }
}

/// Parses a number of seconds, with a fraction or not. Trailing text makes the delay at least that of an invalid value.
fn seconds(text: &str) -> Duration {
    let is_number = |it: char| it.is_ascii_digit() || it == '.';
    let end = text.find(|it| !is_number(it)).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let least = if rest.is_empty() { Duration::ZERO } else { UNREADABLE };
    match number.parse::<f64>() {
        // Beyond the range of a duration.
        Ok(number) => Duration::try_from_secs_f64(number).unwrap_or(Duration::MAX).max(least),
        Err(_) => UNREADABLE,
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
            (b"Fri, 31 Dec 2100 23:59:60 GMT",  Some(60)),
            (b"Thu, 01 Jan 1970 00:00:00 GMT",  Some(0)),
            (b"Sunday, 06-Nov-94 08:49:42 GMT", Some(5)),
            (b"Saturday, 06-Nov-94 08:49:42 GMT", Some(60)),
            (b"Sun, 06-Nov-94 08:49:42 GMT",    Some(60)),
            (b"Sunday, 06-Nov-1994 08:49:42 GMT", Some(60)),
            (b"Sunday, 06-Nov-94-1 08:49:42 GMT", Some(60)),
            (b"Saturday, 01-Jan-00 00:00:00 GMT", Some(946_684_800 - NOW)),
            (b"Sunday, 01-Jan-40 00:00:00 GMT", Some(2_208_988_800 - NOW)),
            (b"Thursday, 01-Jan-70 00:00:00 GMT", Some(0)),
            (b"Sun Nov  6 08:49:42 1994",       Some(5)),
            (b"Thu Nov 10 08:49:37 1994",       Some(4 * 86_400)),
            (b"Mon Nov  6 08:49:42 1994",       Some(60)),
            (b"Sun Nov 6 08:49:42 1994",        Some(60)),
            (b"Sun Nov  6 08:49:42 94",         Some(60)),
            (b"Sun Nov  6 08:49:42 1994 GMT",   Some(60)),
            (b"S\xC3\xBC Nov  6 08:49:42 1994", Some(60)),
            (b"Mon, 06 Nov 1994 08:49:42 GMT",  Some(60)),
            (b"Mon, 29 Feb 1999 00:00:00 GMT",  Some(60)),
            (b"Sun, 06 nov 1994 08:49:42 GMT",  Some(60)),
            (b"Sun, 06 Nov 1994 08:49:42 UTC",  Some(60)),
            (b"Sun, 06 Nov 1994 24:49:42 GMT",  Some(60)),
            (b"Sun, 6 Nov 1994 08:49:42 GMT",   Some(60)),
            (b"Sun, 06 Nov 1994 08:49:42:00 GMT", Some(60)),
            (b"Sun, 06 Nov 0994 08:49:42 GMT",  Some(60)),
            (b"Sun, 06:Nov 1994 08:49 42 GMT",  Some(60)),
            (b"-1",                             Some(60)),
            (b"+1",                             Some(60)),
            (b"60.0",                           Some(60)),
            (b"1.5",                            Some(1)),
            (b"1e3",                            Some(60)),
            (b"90 seconds",                     Some(90)),
            (b"inf",                            Some(60)),
            (b"NaN",                            Some(60)),
            (b"garbage",                        Some(60)),
            (b"5, 10",                          Some(10)),
            (b"5, x",                           Some(60)),
            (b"99999999999999999999",           Some(u64::MAX)),
            (b"18446744073709551615",           Some(u64::MAX)),
            (b"",                               Some(60)),
            (b"\xFF",                           Some(60)),
        ];
        let now = UNIX_EPOCH + Duration::from_secs(NOW);
        for (text, expected) in table {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, HeaderValue::from_bytes(text).unwrap());
            let seconds = retry_after(&headers, now).map(|time| time.as_secs());
            assert_eq!(seconds, *expected, "{}", String::from_utf8_lossy(text));
        }
        assert_eq!(retry_after(&HeaderMap::new(), now), None);
        let mut headers = HeaderMap::new();
        headers.append(RETRY_AFTER, HeaderValue::from_static("5"));
        headers.append(RETRY_AFTER, HeaderValue::from_static("7"));
        assert_eq!(retry_after(&headers, now), Some(Duration::from_secs(7)));
    }
}

//! Texts of times as instants, by the standard library and by every crate that has a feature.

use std::time::SystemTime;

use restwright_runtime::TimestampError::{NoOffset, NotATime, OutOfRange};
use restwright_runtime::{Timestamp, TimestampError, from_json, to_json};

type Table = [(&'static str, Result<&'static str, TimestampError>)];

/// What becomes of a text that is converted to another type and back.
fn through<T>(text: &str) -> Result<String, TimestampError>
where
    T: for<'t> TryFrom<&'t Timestamp, Error = TimestampError> + Into<Timestamp>,
{
    let time: T = (&Timestamp::from(text)).try_into()?;
    Ok(time.into().as_str().to_owned())
}

fn check<T>(table: &Table)
where
    T: for<'t> TryFrom<&'t Timestamp, Error = TimestampError> + Into<Timestamp>,
{
    for (text, expected) in table {
        let json = to_json(&Timestamp::from(*text));
        assert_eq!(from_json::<Timestamp>(json.as_bytes()).unwrap().as_str(), *text, "kept");
        let crate_name = std::any::type_name::<T>();
        assert_eq!(through::<T>(text), expected.map(str::to_owned), "{text:?} by {crate_name}");
    }
}

/// What every type can hold, and what none can.
#[rustfmt::skip]
const FORMS: &Table = &[
    ("2026-01-02T03:04:05Z",                  Ok("2026-01-02T03:04:05Z")),
    ("2026-01-02T03:04:05.678Z",              Ok("2026-01-02T03:04:05.678Z")),
    ("2026-01-02T03:04:05.6780000Z",          Ok("2026-01-02T03:04:05.678Z")),
    ("2026-01-02T03:04:05.1234560Z",          Ok("2026-01-02T03:04:05.123456Z")),
    ("2026-01-02T03:04:05.1234567Z",          Ok("2026-01-02T03:04:05.123456700Z")),
    ("2026-01-02T03:04:05.123456789Z",        Ok("2026-01-02T03:04:05.123456789Z")),
    ("2026-01-02T03:04:05.12345678900Z",      Ok("2026-01-02T03:04:05.123456789Z")),
    ("2026-01-02T03:04:05.1Z",                Ok("2026-01-02T03:04:05.100Z")),
    ("2026-01-02t03:04:05z",                  Ok("2026-01-02T03:04:05Z")),
    ("2026-01-02 03:04:05Z",                  Ok("2026-01-02T03:04:05Z")),
    (" 2026-01-02T03:04:05Z ",                Ok("2026-01-02T03:04:05Z")),
    ("2026-01-02T03:04:05+00:00",             Ok("2026-01-02T03:04:05Z")),
    ("2026-01-02T03:04:05-00:00",             Ok("2026-01-02T03:04:05Z")),
    ("2026-01-02T03:04:05.5+05:30",           Ok("2026-01-01T21:34:05.500Z")),
    ("2026-01-02T03:04:05-23:59",             Ok("2026-01-03T03:03:05Z")),
    ("1969-12-31T23:59:59.25Z",               Ok("1969-12-31T23:59:59.250Z")),
    ("1970-01-01T00:00:00Z",                  Ok("1970-01-01T00:00:00Z")),
    ("1900-02-28T23:59:59Z",                  Ok("1900-02-28T23:59:59Z")),
    ("2000-02-29T00:00:00Z",                  Ok("2000-02-29T00:00:00Z")),
    ("2024-02-29T23:00:00-02:00",             Ok("2024-03-01T01:00:00Z")),
    ("2024-12-31T12:00:00Z",                  Ok("2024-12-31T12:00:00Z")),
    ("0001-01-01T00:00:00Z",                  Ok("0001-01-01T00:00:00Z")),
    ("0001-01-01T00:00:00.0000000Z",          Ok("0001-01-01T00:00:00Z")),
    ("2026-01-02T03:04:05",                   Err(NoOffset)),
    ("2026-01-02T03:04:05.678",               Err(NoOffset)),
    ("0001-01-01T00:00:00",                   Err(NoOffset)),
    ("2026-01-02T03:04:05.1234567891Z",       Err(OutOfRange)),
    ("",                                      Err(NotATime)),
    (" ",                                     Err(NotATime)),
    ("4/6/2021 8:36:53 AM",                   Err(NotATime)),
    ("2026-01-02",                            Err(NotATime)),
    ("2026-01-02T",                           Err(NotATime)),
    ("2026-01-02T03:04Z",                     Err(NotATime)),
    ("2026-01-02_03:04:05Z",                  Err(NotATime)),
    ("2026-01-02T24:00:00Z",                  Err(NotATime)),
    ("2026-01-02T23:60:00Z",                  Err(NotATime)),
    ("2026-01-02T23:59:60Z",                  Err(NotATime)),
    ("2026-00-02T03:04:05Z",                  Err(NotATime)),
    ("2026-13-02T03:04:05Z",                  Err(NotATime)),
    ("2026-01-00T03:04:05Z",                  Err(NotATime)),
    ("2026-02-29T03:04:05Z",                  Err(NotATime)),
    ("1900-02-29T03:04:05Z",                  Err(NotATime)),
    ("2026-04-31T03:04:05",                   Err(NotATime)),
    ("2026-01-02T03:04:05.Z",                 Err(NotATime)),
    ("2026-01-02T03:04:05,5Z",                Err(NotATime)),
    ("2026-01-02T03:04:05+24:00",             Err(NotATime)),
    ("2026-01-02T03:04:05+00:60",             Err(NotATime)),
    ("2026-01-02T03:04:05+0000",              Err(NotATime)),
    ("2026-01-02T03:04:05+",                  Err(NotATime)),
    ("2026-01-02T03:04:05 UTC",               Err(NotATime)),
    ("+026-01-02T03:04:05Z",                  Err(NotATime)),
    ("2026-01-02T+3:04:05Z",                  Err(NotATime)),
    ("/Date(1609459200000)/",                 Err(NotATime)),
    ("2026-01-0\u{e9}T03:04:05Z",             Err(NotATime)),
    ("2026-01-02T03:04:0\u{e9}Z",             Err(NotATime)),
];

/// The last instants of four digits, which not every type reaches.
const LAST: &str = "9999-12-31T23:59:59.9999999Z";
const LATER: &str = "9999-12-31T23:59:59-01:00";

#[test]
fn by_the_standard_library() {
    check::<SystemTime>(FORMS);
    check::<SystemTime>(&[
        (LAST, Ok("9999-12-31T23:59:59.999999900Z")),
        (LATER, Ok("+10000-01-01T00:59:59Z")),
    ]);
}

#[cfg(feature = "jiff")]
#[test]
fn by_jiff() {
    check::<jiff::Timestamp>(FORMS);
    check::<jiff::Timestamp>(&[(LAST, Err(OutOfRange)), (LATER, Err(OutOfRange))]);
}

#[cfg(feature = "chrono")]
#[test]
fn by_chrono() {
    use chrono::{DateTime, FixedOffset, TimeZone as _, Utc};

    check::<DateTime<Utc>>(FORMS);
    check::<DateTime<Utc>>(&[
        (LAST, Ok("9999-12-31T23:59:59.999999900Z")),
        (LATER, Ok("+10000-01-01T00:59:59Z")),
    ]);
    let local = FixedOffset::east_opt(5400).unwrap().with_ymd_and_hms(2026, 1, 2, 3, 4, 5).unwrap();
    assert_eq!(Timestamp::from(local).as_str(), "2026-01-02T01:34:05Z");
}

#[cfg(feature = "time")]
#[test]
fn by_time() {
    use time::OffsetDateTime;

    check::<OffsetDateTime>(FORMS);
    let last = "9999-12-31T23:59:59.999999900Z";
    check::<OffsetDateTime>(&[(LAST, Ok(last)), (LATER, Err(OutOfRange))]);
}

#[test]
fn without_an_offset() {
    #[rustfmt::skip]
    let table = [
        ("2026-01-02T03:04:05",        "2026-01-02T03:04:05Z"),
        (" 2026-01-02 03:04:05.5 ",    "2026-01-02 03:04:05.5Z"),
        ("2026-01-02T03:04:05+01:00",  "2026-01-02T03:04:05+01:00"),
        ("4/6/2021 8:36:53 AM",        "4/6/2021 8:36:53 AM"),
        ("",                           ""),
    ];
    for (text, expected) in table {
        assert_eq!(Timestamp::from(text).assume_utc().as_str(), expected);
    }
}

#[test]
fn errors_hold_nothing_of_the_text() {
    for text in ["canary", "2026-01-02T03:04:05canary", "2026-01-02T03:04:05.canary"] {
        let error = SystemTime::try_from(&Timestamp::from(text)).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("canary"), "{error}");
    }
}

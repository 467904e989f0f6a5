//! Values of a declared format or width: what is read, what is kept, and what is sent.

use restwright_runtime::{Date, Decimal, Uuid, Value, from_json, to_json};

/// What a document is written back as, or why it cannot be read.
fn check<T: Value + Default>(table: &[(&str, Result<&str, &str>)]) {
    for (json, expected) in table {
        let read = from_json::<T>(json.as_bytes());
        let written = read.as_ref().map(|value| to_json(value));
        let written = written.map_err(ToString::to_string);
        let type_name = std::any::type_name::<T>();
        match expected {
            Ok(expected) => assert_eq!(written.as_deref(), Ok(*expected), "{json} as {type_name}"),
            Err(reason) => {
                let error = written.expect_err(json);
                assert!(error.contains(reason), "{json} as {type_name}: {error}");
            }
        }
    }
}

#[test]
fn whole_numbers() {
    check::<i32>(&[
        ("-2147483648", Ok("-2147483648")),
        ("2147483647", Ok("2147483647")),
        ("\"7\"", Ok("7")),
        ("7.0", Ok("7")),
        ("2147483648", Err("32 bits")),
        ("7.5", Err("32 bits")),
        ("true", Err("32 bits")),
    ]);
    check::<u32>(&[
        ("0", Ok("0")),
        ("4294967295", Ok("4294967295")),
        ("-1", Err("not below zero")),
        ("4294967296", Err("not below zero")),
    ]);
    check::<u64>(&[
        ("18446744073709551615", Ok("18446744073709551615")),
        ("\"18446744073709551615\"", Ok("18446744073709551615")),
        ("18446744073709551616", Err("not below zero")),
        ("-1", Err("not below zero")),
        ("[]", Err("not below zero")),
    ]);
}

#[test]
fn decimals_keep_their_digits() {
    check::<Decimal>(&[
        ("10.50", Ok("10.50")),
        ("\"10.50\"", Ok("10.50")),
        (
            "12345678901234567890.123456789012345678901234567890",
            Ok("12345678901234567890.123456789012345678901234567890"),
        ),
        ("-0", Ok("-0")),
        ("1e400", Ok("1e400")),
        ("3", Ok("3")),
        ("\"ten\"", Err("a decimal number")),
        ("\"\"", Err("a decimal number")),
        ("true", Err("a decimal number")),
    ]);
    assert_eq!(
        Decimal::from("1e400").to_f64().map_err(|error| error.to_string()),
        Err("not a decimal number such as `10.50`".to_owned())
    );
    assert_eq!(
        format!("{:?} {:?}", Decimal::from("0.10"), Decimal::from("secret")),
        "\"0.10\" [not a number]"
    );
}

#[test]
fn texts_of_a_format_are_kept() {
    check::<Date>(&[
        ("\"2027-01-31\"", Ok("\"2027-01-31\"")),
        ("\"31.01.2027\"", Ok("\"31.01.2027\"")),
        ("[]", Err("text")),
    ]);
    check::<Uuid>(&[
        (
            "\"67E55044-10b1-426f-9247-bb680e5fe0c8\"",
            Ok("\"67E55044-10b1-426f-9247-bb680e5fe0c8\""),
        ),
        ("{}", Err("text")),
    ]);
    let shown = format!("{:?} {:?}", Date::from("2027-01-31"), Date::from("2027-02-29"));
    assert_eq!(shown, "\"2027-01-31\" [not a date]");
    let shown =
        format!("{:?} {:?}", Uuid::from("67E5504410b1426f9247bb680e5fe0c8"), Uuid::from("key-1"));
    assert_eq!(shown, "\"67E5504410b1426f9247bb680e5fe0c8\" [not a UUID]");
}

#[test]
fn days_exist_in_the_calendar() {
    for (text, expected) in [
        ("2024-02-29", Some((2024, 2, 29))),
        ("0001-01-01", Some((1, 1, 1))),
        ("2023-02-29", None),
        ("2027-13-01", None),
        ("2027-1-31", None),
        ("2027-01-31T00:00:00Z", None),
        ("", None),
    ] {
        assert_eq!(Date::from(text).to_ymd().ok(), expected, "{text}");
    }
}

/// A text converted to another type and back.
#[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
fn check_dates<T>()
where
    T: for<'d> TryFrom<&'d Date, Error = restwright_runtime::FormatError> + Into<Date>,
{
    for (text, is_date) in [("2024-02-29", true), ("0001-01-01", true), ("2023-02-29", false)] {
        let through = T::try_from(&Date::from(text)).map(Into::into);
        let expected = if is_date { Some(Date::from(text)) } else { None };
        assert_eq!(through.ok(), expected, "{text} by {}", std::any::type_name::<T>());
    }
}

#[cfg(feature = "jiff")]
#[test]
fn days_by_jiff() {
    check_dates::<jiff::civil::Date>();
}

#[cfg(feature = "chrono")]
#[test]
fn days_by_chrono() {
    check_dates::<chrono::NaiveDate>();
}

#[cfg(feature = "time")]
#[test]
fn days_by_time() {
    check_dates::<time::Date>();
}

#[cfg(feature = "uuid")]
#[test]
fn uuids_by_uuid() {
    let text = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    let id = uuid::Uuid::try_from(&Uuid::from(text)).expect("a UUID");
    assert_eq!(Uuid::from(id).as_str(), text);
    let error: restwright_runtime::FormatError =
        uuid::Uuid::try_from(&Uuid::from("key-1")).expect_err("no UUID");
    assert_eq!(error.to_string(), "not a UUID");
}

#[cfg(feature = "rust_decimal")]
#[test]
fn decimals_by_rust_decimal() {
    for (text, expected) in [
        ("10.50", Some("10.50")),
        ("-3", Some("-3")),
        ("1e3", Some("1000")),
        ("1e400", None),
        ("ten", None),
    ] {
        let through = rust_decimal::Decimal::try_from(&Decimal::from(text)).map(Decimal::from);
        assert_eq!(through.ok(), expected.map(Decimal::from), "{text}");
    }
}

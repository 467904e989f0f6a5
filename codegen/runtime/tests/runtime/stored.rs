//! Values that other programs store, by the traits of serde.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use restwright_runtime::serde::{Deserialize, Exposed, Serialize};
use restwright_runtime::{Json, Nullable, Personal, Secret, Timestamp, Value, to_json};
use serde_core::de::IntoDeserializer as _;
use serde_core::de::value::{Error as PlainError, MapDeserializer, StrDeserializer};
use serde_json::Value as Tree;

use crate::sample::{LoginOutcome, Profile, Session};

restwright_runtime::serde_by_value!(LoginOutcome, Profile, Session);

const REFUSED: &str = "holds a secret, or a value that could not be read and may be one: wrap it in `Exposed` to store it";

/// Reads JSON, and serializes the value as it is and exposed; an error as its text.
///
/// As trees: the order of keys depends on which features of the JSON crate others have asked for.
fn stored<T>(json: &str) -> Result<(Tree, Tree), String>
where
    T: Value + Serialize + for<'de> Deserialize<'de>,
{
    let value: T = serde_json::from_str(json).map_err(|error| error.to_string())?;
    let tree = |stored: Result<Tree, serde_json::Error>| {
        stored.unwrap_or_else(|error| Tree::String(error.to_string()))
    };
    let plain = tree(serde_json::to_value(&value));
    Ok((plain, tree(serde_json::to_value(Exposed(&value)))))
}

fn tree(text: &str) -> Tree {
    serde_json::from_str(text).unwrap_or_else(|_| Tree::String(text.to_owned()))
}

/// What goes in and comes out: as it is, and exposed.
fn check<T>(table: &[(&str, &str, &str)])
where
    T: Value + Serialize + for<'de> Deserialize<'de>,
{
    for (json, plain, exposed) in table {
        let expected = Ok((tree(plain), tree(exposed)));
        assert_eq!(stored::<T>(json), expected, "{json}");
    }
}

#[test]
fn secrets_are_stored_on_demand_only() {
    #[rustfmt::skip]
    check::<Session>(&[
        (r#"{"access_token":"canary"}"#,            REFUSED,  r#"{"access_token":"canary"}"#),
        (r#"{"Access_token":"canary","x":[1]}"#,    REFUSED,  r#"{"access_token":"canary","x":[1]}"#),
        (r#"{"access_token":"c","Note":null}"#,     REFUSED,  r#"{"Note":null,"access_token":"c"}"#),
    ]);
    check::<Secret>(&[(r#""canary""#, REFUSED, r#""canary""#)]);
    let session = r#"{"access_token":"canary"}"#;
    check::<LoginOutcome>(&[(session, REFUSED, session)]);
    let held = BTreeMap::from([("deep", vec![Secret::from("canary")])]);
    assert_eq!(serde_json::to_string(&held).unwrap_err().to_string(), REFUSED);
}

#[test]
fn everything_else_is_stored_as_it_is() {
    let same = |json: &'static str| (json, json, json);
    check::<Profile>(&[same("{}"), same(r#"{"unknown":{"a":[1,2.5,"x",null,true]}}"#)]);
    check::<Personal>(&[same(r#""+14155550123""#)]);
    check::<Timestamp>(&[
        same(r#""2026-01-02T03:04:05.1234567""#),
        same(r#""4/6/2021 8:36:53 AM""#),
    ]);
    check::<Json>(&[same("null"), same("18446744073709551615"), same(r#"{"a":[{}]}"#)]);
    check::<Nullable<String>>(&[same("null"), same(r#""text""#)]);
}

/// A value that could not be read may be that of a secret; one that is empty is none.
#[test]
fn what_could_not_be_read_is_stored_like_a_secret() {
    let same = |json: &'static str| (json, json, json);
    #[rustfmt::skip]
    check::<Profile>(&[
        same(r#"{"Labels":[]}"#), same(r#"{"Emails":{},"Parent":""}"#),
        (r#"{"Emails":"canary"}"#,          REFUSED,  r#"{"Emails":"canary"}"#),
        (r#"{"Parent":{"Emails":[[1]]}}"#,  REFUSED,  r#"{"Parent":{"Emails":[[1]]}}"#),
    ]);
}

#[test]
fn what_cannot_be_read_is_not_repeated() {
    #[rustfmt::skip]
    let table = [
        (r#"{"access_token":["canary"]}"#,                  "access_token: expected text"),
        (r#"{"Profile":{},"unknown":"canary"}"#,            "access_token: missing or null"),
        (r#"{"access_token":{"a":"canary"}}"#,              "access_token: expected text"),
    ];
    for (json, expected) in table {
        assert_eq!(stored::<Session>(json), Err(expected.to_owned()), "{json}");
    }
}

/// Nothing is lost on the way to the reader, which is that of answers.
#[test]
fn json_is_read_as_an_answer_is() {
    #[rustfmt::skip]
    let table = [
        (r#"{"access_token":12345678901234567890.12}"#, r#"{"access_token":"12345678901234567890.12"}"#),
        (r#"{"access_token":10.50,"Extra":[1.0]}"#,     r#"{"access_token":"10.50","Extra":[1.0]}"#),
        (r#"{"access_token":"\ud83d x"}"#,              "{\"access_token\":\"\u{FFFD} x\"}"),
        (r#"{"access_token":"a","Score":1e400}"#,       r#"{"access_token":"a","Score":1e400}"#),
        (r#"{"access_token":"a","Profile":[]}"#,        r#"{"access_token":"a","Profile":[]}"#),
        (r#"{"access_token":"a","access_token":"b"}"#,  r#"{"access_token":"b"}"#),
    ];
    for (json, expected) in table {
        let of_text: Session = serde_json::from_str(json).unwrap();
        let of_reader: Session = serde_json::from_reader(json.as_bytes()).unwrap();
        let in_list: Vec<Session> = serde_json::from_str(&format!("[{json}]")).unwrap();
        for session in [&of_text, &of_reader, &in_list[0]] {
            assert_eq!(to_json(session), expected, "{json}");
        }
    }
}

/// JSON keeps the digits; other formats get the number that 64 bits hold.
#[test]
fn numbers_are_stored_with_their_digits() {
    /// Shows what `fmt`, the one serializer of the standard library, makes of a value.
    struct Shown(Json);
    impl fmt::Display for Shown {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.serialize(f)
        }
    }
    let fails = None;
    #[rustfmt::skip]
    let table = [
        ("10.50",                               Some("10.5")),
        ("-0",                                  Some("-0")),
        ("-9223372036854775808",                Some("-9223372036854775808")),
        ("18446744073709551615",                Some("18446744073709551615")),
        ("100000000000000000000000",            Some("100000000000000000000000")),
        ("1e400",                               fails),
        (r#"{"b":[1.0,{"a":2.50}],"a":"\n"}"#,  fails),
        ("[[],{},true,false,null]",             fails),
    ];
    for (json, shown) in table {
        let value = Json::parse(json).unwrap();
        assert_eq!(serde_json::to_string(&value).unwrap(), json);
        let mut page = String::new();
        let outcome = write!(page, "{}", Shown(value)).ok().map(|()| page.as_str());
        assert_eq!(outcome, shown, "{json}");
    }
    let deep = Json::parse(&format!("{}{}", "[".repeat(100_000), "]".repeat(100_000))).unwrap();
    let error = serde_json::to_string(&deep).unwrap_err().to_string();
    assert_eq!(error, "holds JSON that no tree of values can hold");
}

#[test]
fn other_formats_than_json_are_read() {
    let fields = [("access_token", "canary"), ("Attempts", "5")];
    let document: MapDeserializer<'_, _, PlainError> = MapDeserializer::new(fields.into_iter());
    let session = Session::deserialize(document).unwrap();
    assert_eq!((session.access_token.expose(), session.attempts), ("canary", Some(5)));
    let text: StrDeserializer<'_, PlainError> = "2026-01-02".into_deserializer();
    assert_eq!(Timestamp::deserialize(text).unwrap().as_str(), "2026-01-02");
}

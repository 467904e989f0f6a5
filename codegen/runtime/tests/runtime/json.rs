//! JSON into values and back.

use std::collections::BTreeMap;

use restwright_runtime::{
    Json, JsonKind, Nullable, Secret, Timestamp, Value, from_json, from_json_with_problems, to_json,
};

use crate::sample::{LoginOutcome, Pet, Profile, Session};

/// What reading brings: the value as JSON, behind it what could not be read of it; or the error.
fn outcome<T: Value + Default>(json: &[u8]) -> String {
    match from_json_with_problems::<T>(json) {
        Ok((value, problems)) => {
            let problems = problems.iter().map(|problem| format!(" ! {problem}"));
            to_json(&value) + &problems.collect::<String>()
        }
        Err(error) => error.to_string(),
    }
}

fn check<T: Value + Default>(table: &[(&str, &str)]) {
    for (json, expected) in table {
        assert_eq!(outcome::<T>(json.as_bytes()), *expected, "{json}");
    }
}

/// Documents of which the rest is read: a field is absent, kept unchanged, and reported.
fn check_kept<T: Value + Default>(table: &[(&str, &str)]) {
    for (json, problem) in table {
        assert_eq!(outcome::<T>(json.as_bytes()), format!("{json} ! {problem}"), "{json}");
    }
}

#[test]
fn documents() {
    #[rustfmt::skip]
    check::<Profile>(&[
        ("{}",                           "{}"),
        ("\u{FEFF} {} \n",               "{}"),
        ("",                             "the body: empty"),
        (" \n ",                         "the body: empty"),
        ("null",                         "the body: expected an object"),
        ("\"ok\"",                       "the body: expected an object"),
        ("true",                         "the body: expected an object"),
        ("5",                            "the body: expected an object"),
        ("[]",                           "the body: expected an object"),
        ("[true]",                       "the body: expected an object"),
        ("{",                            "the body: ends too early"),
        (r#"{"Name":"canary"#,           "Name: ends too early"),
        ("{}{}",                         "the body: not valid JSON"),
        ("{} canary",                    "the body: not valid JSON"),
        ("{\"Name\":'a'}",               "Name: not valid JSON"),
        ("<html>",                       "the body: not valid JSON"),
    ]);
    assert_eq!(outcome::<Profile>(b"\xFF\xFE{\0}\0"), "{}");
}

/// Whatever stands under the key in either case: a variant that it has chosen does not miss it.
#[test]
fn the_key_that_chose_a_variant_is_there() {
    let entries = ["SecondFactorToken", "secondFactorToken"].into_iter().flat_map(|key| {
        ["null", "\"t\"", "7", "{}", "[]", "1e999"].map(|value| format!("{key:?}:{value}"))
    });
    let entries: Vec<_> = entries.collect();
    let mut chosen = 0;
    for first in &entries {
        for second in &entries {
            for third in &entries {
                let json = format!("{{{first},{second},\"access_token\":\"a\",{third}}}");
                let is_chosen = match from_json::<LoginOutcome>(json.as_bytes()) {
                    Ok(LoginOutcome::SecondFactorRequired(_)) => true,
                    Ok(_) => false,
                    // Something else than a text, said with its place.
                    Err(error) => {
                        let error = error.to_string().to_lowercase();
                        assert_eq!(error, "secondfactortoken: expected text", "{json}");
                        true
                    }
                };
                chosen += u32::from(is_chosen);
            }
        }
    }
    assert!(chosen > 1000, "{chosen}");
}

#[test]
fn scalars_in_other_clothes() {
    #[rustfmt::skip]
    check::<Session>(&[
        (r#"{"access_token":"a","IsPosted":true}"#,       r#"{"access_token":"a","IsPosted":true}"#),
        (r#"{"access_token":"a","IsPosted":"true"}"#,     r#"{"access_token":"a","IsPosted":true}"#),
        (r#"{"access_token":"a","IsPosted":"False"}"#,    r#"{"access_token":"a","IsPosted":false}"#),
        (r#"{"access_token":"a","IsPosted":1}"#,          r#"{"access_token":"a","IsPosted":true}"#),
        (r#"{"access_token":"a","IsPosted":"0"}"#,        r#"{"access_token":"a","IsPosted":false}"#),
        (r#"{"access_token":"a","Attempts":5}"#,          r#"{"access_token":"a","Attempts":5}"#),
        (r#"{"access_token":"a","Attempts":"5"}"#,        r#"{"access_token":"a","Attempts":5}"#),
        (r#"{"access_token":"a","Attempts":-5.0}"#,       r#"{"access_token":"a","Attempts":-5}"#),
        (r#"{"access_token":"a","Attempts":9223372036854775807}"#,
         r#"{"access_token":"a","Attempts":9223372036854775807}"#),
        (r#"{"access_token":"a","Score":2}"#,             r#"{"access_token":"a","Score":2}"#),
        (r#"{"access_token":"a","Score":"0.5"}"#,         r#"{"access_token":"a","Score":0.5}"#),
        (r#"{"access_token":5}"#,                         r#"{"access_token":"5"}"#),
        (r#"{"access_token":-0.5}"#,                      r#"{"access_token":"-0.5"}"#),
        (r#"{"access_token":true}"#,                      r#"{"access_token":"true"}"#),
        (r#"{"access_token":18446744073709551615}"#,      r#"{"access_token":"18446744073709551615"}"#),
        (r#"{"access_token":12345678901234567890.12}"#,   r#"{"access_token":"12345678901234567890.12"}"#),
        (r#"{"access_token":10.50}"#,                     r#"{"access_token":"10.50"}"#),
        (r#"{"access_token":1E+2}"#,                      r#"{"access_token":"1E+2"}"#),
        (r#"{"access_token":1e400}"#,                     r#"{"access_token":"1e400"}"#),
        (r#"{"access_token":-0}"#,                        r#"{"access_token":"-0"}"#),
        (r#"{"access_token":{}}"#,                        "access_token: expected text"),
        (r#"{"access_token":["canary"]}"#,                "access_token: expected text"),
        (r#"{"access_token":"\ud83d x"}"#,                "{\"access_token\":\"\u{FFFD} x\"} ! access_token: not valid Unicode"),
        (r#"{"access_token":"\ude00\ud83d\ude00"}"#,      "{\"access_token\":\"\u{FFFD}😀\"} ! access_token: not valid Unicode"),
        (r#"{"access_token":"\ufffd"}"#,                  "{\"access_token\":\"\u{FFFD}\"}"),
        // What the JSON reader makes of a number when another crate asks it for arbitrary precision.
        (r#"{"access_token":"a","Attempts":{"$serde_json::private::Number":"7"}}"#, r#"{"access_token":"a","Attempts":7}"#),
    ]);
}

#[test]
fn what_an_optional_field_cannot_take() {
    #[rustfmt::skip]
    check_kept::<Session>(&[
        (r#"{"access_token":"a","IsPosted":"maybe"}"#,                 "IsPosted: expected true or false"),
        (r#"{"access_token":"a","IsPosted":2}"#,                       "IsPosted: expected true or false"),
        (r#"{"access_token":"a","Attempts":5.5}"#,                     "Attempts: expected a whole number of at most 64 bits"),
        (r#"{"access_token":"a","Attempts":true}"#,                    "Attempts: expected a whole number of at most 64 bits"),
        (r#"{"access_token":"a","Attempts":99999999999999999999}"#,    "Attempts: expected a whole number of at most 64 bits"),
        (r#"{"access_token":"a","Attempts":18446744073709551615}"#,    "Attempts: expected a whole number of at most 64 bits"),
        (r#"{"access_token":"a","Score":"inf"}"#,                      "Score: expected a number"),
        (r#"{"access_token":"a","Score":1e999}"#,                      "Score: a number out of the range of 64 bits"),
        (r#"{"access_token":"a","Attempts":{"x":"7"}}"#,               "Attempts: expected a whole number of at most 64 bits"),
        (r#"{"access_token":"a","Score":"-1e400"}"#,             "Score: a number out of the range of 64 bits"),
        (r#"{"access_token":"a","Profile":{"Parent":[]}}"#,       "Profile.Parent: expected an object"),
        (r#"{"access_token":"a","Profile":""}"#,                  "Profile: expected an object"),
        (r#"{"access_token":"a","expires_in":{"a":1}}"#,          "expires_in: expected text"),
        (r#"{"access_token":"a","note":{}}"#,                     "note: expected text"),
    ]);
    #[rustfmt::skip]
    check::<Session>(&[
        // The last one counts, whether or not it is readable.
        (r#"{"access_token":"a","Attempts":[],"Attempts":5}"#,    r#"{"access_token":"a","Attempts":5}"#),
        (r#"{"access_token":"a","Attempts":5,"Attempts":[]}"#,    r#"{"access_token":"a","Attempts":[]} ! Attempts: expected a whole number of at most 64 bits"#),
        (r#"{"access_token":"a","Attempts":[],"Attempts":null}"#, r#"{"access_token":"a"}"#),
        (r#"{"access_token":"a","Attempts":[],"attempts":5}"#,    r#"{"access_token":"a","Attempts":5}"#),
    ]);
    // A value that may be null is not null because it cannot be read.
    let session = from_json::<Session>(br#"{"access_token":"a","Note":[]}"#).unwrap();
    assert_eq!(session.note, Nullable::Absent);
}

#[test]
fn keys_and_nulls() {
    #[rustfmt::skip]
    check::<Session>(&[
        ("{}",                                              "access_token: missing or null"),
        (r#"{"access_token":null}"#,                        "access_token: missing or null"),
        (r#"{"access_token":"a","access_token":null}"#,     "access_token: missing or null"),
        (r#"{"access_token":"a","access_token":"b"}"#,      r#"{"access_token":"b"}"#),
        (r#"{"Access_token":"a"}"#,                         r#"{"access_token":"a"}"#),
        (r#"{"ACCESS_TOKEN":"a"}"#,                         "access_token: missing or null"),
        (r#"{"access_token":"a","Access_token":"b"}"#,      r#"{"access_token":"a","Access_token":"b"}"#),
        (r#"{"Access_token":"b","access_token":"a"}"#,      r#"{"access_token":"a"}"#),
        (r#"{"access_token":"a","isPosted":true}"#,         r#"{"access_token":"a","IsPosted":true}"#),
        (r#"{"access_token":"a","IsPosted":null,"isPosted":true}"#, r#"{"access_token":"a","IsPosted":true}"#),
        (r#"{"access_token":"a","IsPosted":true,"IsPosted":null}"#, r#"{"access_token":"a"}"#),
        (r#"{"access_token":"a","Note":null}"#,             r#"{"access_token":"a","Note":null}"#),
        (r#"{"access_token":"a","Note":"x"}"#,              r#"{"access_token":"a","Note":"x"}"#),
        (r#"{"access_token":"a","Extra":null}"#,            r#"{"access_token":"a"}"#),
        (r#"{"access_token":"a","Extra":[1.50, {"b" :1e999}]}"#, r#"{"access_token":"a","Extra":[1.50, {"b" :1e999}]}"#),
        (r#"{"access_token":"a","b":1,"b":[ 2],"a":"\ud800"}"#,  r#"{"access_token":"a","a":"\ud800","b":[ 2]}"#),
        (r#"{"access_token":"a","\ud800":1}"#,              "{\"access_token\":\"a\",\"\u{FFFD}\":1} ! {}: not valid Unicode"),
        (r#"{"access\u005ftoken":"\u0061"}"#,               r#"{"access_token":"a"}"#),
    ]);
}

#[test]
fn containers() {
    #[rustfmt::skip]
    check::<Profile>(&[
        (r#"{"Emails":["a"],"Emails":["b"]}"#,            r#"{"Emails":["b"]}"#),
        (r#"{"Labels":{"x":1,"y":3,"x":"2"}}"#,           r#"{"Labels":{"x":2,"y":3}}"#),
        (r#"{"Lock":"Manual"}"#,                          r#"{"Lock":"Manual"}"#),
        (r#"{"Lock":"New"}"#,                             r#"{"Lock":"New"}"#),
        (r#"{"Lock":7}"#,                                 r#"{"Lock":"7"}"#),
        (r#"{"Lock":7.50}"#,                              r#"{"Lock":"7.50"}"#),
        (r#"{"Parent":{"Parent":{"Name":"x","n":1}}}"#,   r#"{"Parent":{"Parent":{"Name":"x","n":1}}}"#),
        (r#"{"Parent":{"Name":"x"},"Parent":{}}"#,        r#"{"Parent":{}}"#),
        (r#"{"Children":[{},{"parent":{"Name":[{}]}}]}"#,
         r#"{"Children":[{},{"Parent":{"Name":[{}]}}]} ! Children[1].parent.Name: expected text"#),
    ]);
    #[rustfmt::skip]
    check_kept::<Profile>(&[
        (r#"{"Emails":["a",null,"b"]}"#,                  "Emails[1]: null, which is not declared"),
        (r#"{"Emails":"a"}"#,                             "Emails: expected a list"),
        (r#"{"Emails":{}}"#,                              "Emails: expected a list"),
        (r#"{"Emails":["a",{"canary":1}]}"#,              "Emails[1]: expected text"),
        (r#"{"Labels":[]}"#,                              "Labels: expected an object"),
        (r#"{"Labels":""}"#,                              "Labels: expected an object"),
        (r#"{"Labels":{"x":1,"y":null}}"#,                "Labels{}: null, which is not declared"),
        (r#"{"Labels":{"canary":[]}}"#,                   "Labels{}: expected a whole number of at most 64 bits"),
        (r#"{"Lock":[7]}"#,                               "Lock: expected text"),
        (r#"{"Parent":[]}"#,                              "Parent: expected an object"),
        (r#"{"Children":[{},null]}"#,                     "Children[1]: null, which is not declared"),
    ]);
    #[rustfmt::skip]
    check::<Pet>(&[
        (r#"{"token":"t","owner":{"Name":"a"},"owner":{}}"#, r#"{"owner":{},"token":"t"}"#),
        (r#"{"token":"t"}"#,                                 "owner: missing or null"),
        (r#"{"token":"t","owner":null}"#,                    "owner: missing or null"),
        (r#"{"token":"t","owner":[]}"#,                      "owner: expected an object"),
        (r#"{"owner":{"Name":[]},"token":"t"}"#,             r#"{"owner":{"Name":[]},"token":"t"} ! owner.Name: expected text"#),
        // An object that is read again starts empty.
        (r#"{"owner":{"Phone":"1","Name":[]},"owner":{},"token":"t"}"#, r#"{"owner":{},"token":"t"} ! owner.Name: expected text"#),
    ]);
    check::<Vec<String>>(&[
        ("[\"a\"]", "[\"a\"]"),
        ("{}", "the body: expected a list"),
        ("[[1]]", "[0]: expected text"),
        ("[\"a\",null]", "[1]: null, which is not declared"),
        ("[\"\\ud800\"]", "[\"\u{FFFD}\"] ! [0]: not valid Unicode"),
    ]);
    check::<Vec<Option<i64>>>(&[
        ("[1,null,\"3\"]", "[1,null,3]"),
        ("[null]", "[null]"),
        // Null is not the same as something odd.
        ("[1,[]]", "[1]: expected a whole number of at most 64 bits"),
    ]);
    check::<BTreeMap<String, Option<String>>>(&[
        (r#"{"a":null,"b":"x"}"#, r#"{"a":null,"b":"x"}"#),
        (r#"{"a":{}}"#, "{}: expected text"),
    ]);
    check::<Vec<Json>>(&[("[null,1.50]", "[null,1.50]")]);
    check::<Option<Profile>>(&[("null", "null"), ("{}", "{}")]);
    check::<Json>(&[("null", "null"), ("[1.0]", "[1.0]"), ("[", "the body: ends too early")]);
}

#[test]
fn unions() {
    #[rustfmt::skip]
    check::<LoginOutcome>(&[
        (r#"{"access_token":"a","SecondFactorToken":null}"#, r#"{"access_token":"a","SecondFactorToken":null}"#),
        (r#"{"access_token":"a","SecondFactorToken":"b"}"#,  r#"{"SecondFactorToken":"b","access_token":"a"}"#),
        (r#"{"secondFactorToken":"b"}"#,                     r#"{"SecondFactorToken":"b"}"#),
        (r#"{"new": [1.0]}"#,                                r#"{"new": [1.0]}"#),
        (r#"{"access_token":"a","Profile":{"Name":[]}}"#,
         r#"{"access_token":"a","Profile":{"Name":[]}} ! Profile.Name: expected text"#),
        (r#"{"new": "\ud83d"}"#,                             r#"{"new": "\ud83d"}"#),
        (r#"{"access_token":[]}"#,                           "access_token: expected text"),
        ("[]",                                               "the body: expected an object"),
        ("null",                                             "the body: expected an object"),
        (r#"{"access_token":"a""#,                           "the body: ends too early"),
    ]);
    let read = |json: &str| from_json::<LoginOutcome>(json.as_bytes()).unwrap();
    assert!(matches!(read(r#"{"access_token":"a"}"#), LoginOutcome::Authenticated(_)));
    assert!(matches!(read(r#"{"SecondFactorToken":"a"}"#), LoginOutcome::SecondFactorRequired(_)));
    assert!(matches!(read("{}"), LoginOutcome::Unknown(_)));
}

#[test]
fn bytes_that_are_no_text() {
    let outcome = |json: &[u8]| outcome::<LoginOutcome>(json);
    #[rustfmt::skip]
    let table: [(&[u8], &str); 5] = [
        (b"{\"access_token\":\"a\",\"x\":\"\xFF\"}",
         "{\"access_token\":\"a\",\"x\":\"\u{FFFD}\"} ! {}: not valid Unicode"),
        (b"{\"access_token\":\"a\xFF\"}",
         "{\"access_token\":\"a\u{FFFD}\"} ! access_token: not valid Unicode"),
        (b"{\"access_token\":\"a\",\"Extra\":[\"\xE9\"]}",
         "{\"access_token\":\"a\",\"Extra\":[\"\u{FFFD}\"]} ! Extra: not valid Unicode"),
        (b"{\"access_token\":\"a\",\"Attempts\":\"\xFF\"}",
         "{\"access_token\":\"a\",\"Attempts\":\"\u{FFFD}\"} ! Attempts: expected a whole number of at most 64 bits"),
        ("{\"access_token\":\"\u{FFFD}\"}".as_bytes(), "{\"access_token\":\"\u{FFFD}\"}"),
    ];
    for (json, expected) in table {
        assert_eq!(outcome(json), expected);
    }
}

#[test]
fn problems_are_few() {
    let children = vec![r#"{"Name":[]}"#; 100_000].join(",");
    let json = format!(r#"{{"Children":[{children}]}}"#);
    let (profile, problems) = from_json_with_problems::<Profile>(json.as_bytes()).unwrap();
    assert_eq!((problems.len(), problems[99].path()), (100, "Children[99].Name"));
    assert_eq!(to_json(&profile), json);
}

#[test]
fn depth() {
    let deep = |open: &str, close: &str, levels| open.repeat(levels) + &close.repeat(levels);
    let unknown = format!(r#"{{"access_token":"a","x":{}}}"#, deep("[", "]", 20_000));
    assert_eq!(outcome::<LoginOutcome>(unknown.as_bytes()), unknown);
    let extra = format!(r#"{{"access_token":"a","Extra":{}}}"#, deep(r#"{"x":["#, "]}", 20_000));
    assert_eq!(outcome::<Session>(extra.as_bytes()), extra);
    let wrong = format!(r#"{{"access_token":{}}}"#, deep("[", "]", 20_000));
    assert_eq!(outcome::<Session>(wrong.as_bytes()), "access_token: expected text");
    let wrong = format!(r#"{{"access_token":"a","Score":{}}}"#, deep("[", "]", 20_000));
    assert_eq!(outcome::<Session>(wrong.as_bytes()), format!("{wrong} ! Score: expected a number"));
    let parents = |levels| r#"{"Parent":"#.repeat(levels) + "{}" + &"}".repeat(levels);
    assert_eq!(outcome::<Profile>(parents(99).as_bytes()), parents(99));
    let error = outcome::<Profile>(parents(20_000).as_bytes());
    // The hundredth level is one too many, and it is optional.
    assert!(error.starts_with(&parents(20_000)), "kept");
    assert!(error.ends_with("Parent.Parent: nested too deeply"), "{error}");
    let children = r#"{"Children":["#.repeat(20_000);
    // What breaks off is no document, however deep it is.
    assert!(outcome::<Profile>(children.as_bytes()).ends_with(": ends too early"));
}

#[test]
fn times() {
    #[rustfmt::skip]
    let unset = [
        "", "0001-01-01", "0001-01-01T00:00:00", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00.0000000Z",
        "0001-01-01T00:00:00+00:00", "0001-01-01 00:00:00",
    ];
    for text in unset {
        assert!(Timestamp::from(text).is_unset(), "{text}");
    }
    #[rustfmt::skip]
    let set = [
        "0001-01-01T00:00:00.0000001Z", "0001-01-01T00:00:01Z", "0001-01-02T00:00:00Z", "2026-01-02T03:04:05.1234567Z",
        "0001-01-01T00:00:00+02:00", "9999-12-31T23:59:59.9999999Z", "4/6/2021 8:36:53 AM", "2026-01-01T24:00:00Z",
    ];
    for text in set {
        let time = Timestamp::from(text);
        assert!(!time.is_unset(), "{text}");
        assert_eq!(from_json::<Timestamp>(to_json(&time).as_bytes()).unwrap().as_str(), text);
        assert_eq!(format!("{time:?}"), format!("{text:?}"));
    }
    assert_eq!(format!("{:?}", Timestamp::from("canary 1:2")), "[not a time]");
}

#[test]
fn json_values() {
    #[rustfmt::skip]
    let table = [
        ("null", JsonKind::Null), ("true", JsonKind::Boolean), ("-1", JsonKind::Number), ("\"a\"", JsonKind::String),
        ("[]", JsonKind::Array), ("{}", JsonKind::Object),
    ];
    for (text, kind) in table {
        let json = Json::parse(text).unwrap();
        assert_eq!((json.kind(), json.as_str()), (kind, text));
        assert_eq!(json.to_value(), serde_json::from_str(text).ok());
        assert_eq!(Json::from(json.to_value().unwrap()), json);
    }
    assert_eq!(Json::parse("{"), None);
    assert_eq!(Json::parse("1e999").unwrap().to_value(), None);
}

#[test]
fn small_types() {
    assert_eq!(Nullable::from(5).into_value(), Some(5));
    assert!(Nullable::<i64>::Null.is_null());
    let secrets = [("", "", true), ("ab", "ab", true), ("ab", "ac", false), ("ab", "abc", false)];
    for (left, right, equal) in secrets {
        assert_eq!(Secret::from(left) == Secret::from(right), equal, "{left} {right}");
    }
    let session = from_json::<Session>(br#"{"access_token":"a","z":1,"b":{}}"#).unwrap();
    let fields = session.unknown_fields;
    assert_eq!((fields.len(), fields.get("z").map(Json::as_str)), (2, Some("1")));
    assert_eq!(fields.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["b", "z"]);
    assert_eq!(size_of_val(&fields), size_of::<usize>());
}

//! Unions of values of several kinds: what is read, and what is written again.

use std::fmt::Debug;

use bookshop::types::{Payer, Wish, Word};
use restwright_runtime::{Value, from_json, to_json};

/// The variant as which JSON is read, or `none`.
fn read<T: Value + Default + Debug>(json: &str) -> String {
    let Ok(value) = from_json::<T>(json.as_bytes()) else { return "none".to_owned() };
    let [written, given] = [&to_json(&value as &dyn Value), json]
        .map(|json| serde_json::from_str::<serde_json::Value>(json).expect("JSON"));
    assert_eq!(written, given, "it is written as it was read");
    let shown = format!("{value:?}");
    assert!(!shown.contains("c4n4ry"), "{shown}");
    shown.split('(').next().unwrap_or_default().to_owned()
}

#[test]
fn kinds_tell_variants_apart() {
    #[rustfmt::skip]
    let table = [
        ("\"c4n4ry\"",                             "Text",     "SecretOne", "Saved"),
        ("\"\\u0063\"",                            "Text",     "SecretOne", "Saved"),
        ("7",                                      "Copies",   "Number",    "Unknown"),
        ("0.5",                                    "Share",    "Unknown",   "Unknown"),
        ("true",                                   "Anything", "Unknown",   "Unknown"),
        ("[]",                                     "Titles",   "Several",   "Unknown"),
        ("[\"a\",null]",                           "Titles",   "none",      "Unknown"),
        ("{}",                                     "ByDay",    "Unknown",   "Unknown"),
        ("{\"day\":\"2027-01-31\"}",               "ByDay",    "Unknown",   "Unknown"),
        ("{\"number\":\"1\",\"object\":\"card\"}", "ByDay",    "Unknown",   "Card"),
        ("{\"address\":\"here\"}",                 "ByDay",    "Unknown",   "Invoice"),
        ("null",                                   "none",     "none",      "none"),
        // Of the right kind, and beyond the range of the type.
        ("12345678901234567890",                   "none",     "none",      "Unknown"),
        ("-1",                                     "Copies",   "none",      "Unknown"),
        ("{\"address\":",                          "none",     "none",      "none"),
    ];
    for (json, wish, word, payer) in table {
        if json.contains("\\u") {
            let wish = from_json(json.as_bytes());
            assert!(matches!(wish, Ok(Wish::Text(text)) if text.expose() == "c"));
            continue;
        }
        assert_eq!(read::<Wish>(json), wish, "{json}");
        assert_eq!(read::<Word>(json), word, "{json}");
        assert_eq!(read::<Payer>(json), payer, "{json}");
    }
}

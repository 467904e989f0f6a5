//! Emitted types in documents of other programs, by the feature `serde`.

use restwright_runtime::Value;
use restwright_runtime::serde::{Deserialize, Exposed, Serialize};

const REFUSED: &str = "holds a secret, or a value that could not be read and may be one: wrap it in `Exposed` to store it";

/// What was stored is read again as the same value, and secrets are stored by those only who say so.
fn check<T>(json: &str, expected: Result<&str, &str>)
where
    T: Value + Serialize + for<'de> Deserialize<'de> + PartialEq + std::fmt::Debug,
{
    let value: T = serde_json::from_str(json).expect(json);
    // As trees: the order of keys depends on which features of the JSON crate others have asked for.
    let plain = serde_json::to_value(&value).map_err(|error| error.to_string());
    let tree = |json: &str| serde_json::from_str::<serde_json::Value>(json).expect(json);
    assert_eq!(plain, expected.map(tree).map_err(str::to_owned));
    let exposed = serde_json::to_string(&Exposed(&value)).expect(json);
    assert_eq!(serde_json::from_str::<T>(&exposed).expect(&exposed), value);
}

#[test]
fn objects_unions_and_enums() {
    use bookshop::types::{Author, Binding, CardId, CardPin, Payment, ReadingShelf, SeatNumber};
    use loginradius::types::LoginOutcome;

    check::<LoginOutcome>(r#"{"access_token":"canary","expires_in":"2026-01-02"}"#, Err(REFUSED));
    check::<LoginOutcome>(r#"{"later":{"kind":[1]}}"#, Ok(r#"{"later":{"kind":[1]}}"#));
    check::<Payment>(r#"{"pay-by":"card","number":"canary"}"#, Err(REFUSED));
    check::<Author>(
        r#"{"name":"A","teacher":null,"main_work":null,"later":0}"#,
        Ok(r#"{"later":0,"name":"A","teacher":null}"#),
    );
    check::<Binding>(r#""glued""#, Ok(r#""glued""#));
    check::<CardId>(r#""c1""#, Ok(r#""c1""#));
    check::<SeatNumber>("7", Ok("7"));
    check::<CardPin>(r#""canary""#, Err(REFUSED));
    check::<ReadingShelf>(r#"{"name":"A"}"#, Ok(r#"{"kind":"shelf","weight":1.5,"name":"A"}"#));
}

//! What a caller sees of answers, beyond that nothing is lost.

use bookshop::types::{Binding, Genre, Medium, OrderState, Payment, Result as Outcome};
use bookshop::{
    CallOptions, ClientOptions, DecodeError, Decoding, Json, Nullable, Personal, Response, Secret,
    types,
};

use super::client;
use crate::loopback::{answer, exchange};
use crate::outcome::value;

#[test]
fn a_book() {
    let body = r#"{
        "id": 7, "title": "T", "isbn": null, "price": { "amount": "9.99", "Currency": "GBP" },
        "subtitle": null, "pages": "880", "inPrint": "true", "binding": "Papyrus",
        "genres": ["sci-fi/fantasy", "unheard of", "100"],
        "author": { "name": "A. Writer", "teacher": null, "main_work": { "id": "2", "title": "R", "isbn": "1",
            "price": { "amount": 1, "currency": "GBP" }, "author": { "name": "Another" } } },
        "readers": ["a reader"], "sales": { "2025": { "north": 3 } }, "extra": { "n": 1.00 },
        "something": [ "new" ], "something": { "else": 1.00 }
    }"#;
    let (_, book) = exchange(&answer(200, body), |url| value(client(url).books().get("7")));
    let book = book.expect("it can be read");

    assert_eq!((book.id.as_str(), book.title.as_str()), ("7", "T"));
    assert_eq!((book.isbn.clone(), book.subtitle.clone()), (None, Nullable::Null));
    assert_eq!(book.nothing, Nullable::Absent);
    assert_eq!(
        (book.price.amount.to_string(), book.price.currency.as_str()),
        ("9.99".into(), "GBP")
    );
    assert_eq!((book.pages, book.in_print, book.published.clone()), (Some(880), Some(true), None));

    // A value without a name is kept, and goes back as it came.
    assert!(matches!(&book.binding, Some(Binding::Unknown(text)) if text.as_str() == "Papyrus"));
    let genres = book.genres.clone().expect("there are some");
    assert_eq!(
        genres.iter().map(Genre::as_str).collect::<Vec<_>>(),
        ["sci-fi/fantasy", "unheard of", "100"]
    );
    assert_eq!((&genres[0], &genres[2]), (&Genre::SciFi, &Genre::Top100));

    let author = book.author.as_ref().expect("there is one");
    assert_eq!(author.teacher, Nullable::Null);
    let work = author.main_work.as_ref().expect("there is one");
    assert_eq!(work.author.as_ref().map(|author| author.name.expose()), Some("Another"));
    assert_eq!(book.sales.as_ref().and_then(|sales| sales["2025"].get("north")), Some(&3));

    // What has no name of its own keeps every digit.
    assert_eq!(book.extra.as_ref().map(Json::as_str), Some(r#"{ "n": 1.00 }"#));
    let unknown: Vec<_> =
        book.unknown_fields().iter().map(|(name, json)| (name, json.as_str())).collect();
    assert_eq!(unknown, [("something", r#"{ "else": 1.00 }"#)]);

    let shown = format!("{:?}", *book);
    assert!(!shown.contains("Writer") && !shown.contains("a reader"), "{shown}");
}

#[test]
fn variants() {
    let body = r#"[
        { "kind": "set", "items": [{ "label": "Poetry", "parent": { "label": "Upstairs" } }],
          "bonus": { "runtime_minutes": 1, "sample": { "runtime_minutes": 2 } } },
        { "runtime_minutes": 312 },
        { "id": "5", "title": "Emma", "isbn": null, "price": { "amount": 1, "currency": "GBP" } }
    ]"#;
    let call = |url: &str| value(client(url).books().top("none", "2026-01-01", true, 1));
    let (_, media) = exchange(&answer(200, body), call);
    let media = media.expect("they can be read").into_inner();
    let [Medium::Set(set), Medium::Audio(audio), Medium::Volume(book)] = media.as_slice() else {
        panic!("{media:?}")
    };
    let parent = set.items[0].parent.as_ref().expect("there is one");
    assert_eq!(
        (parent.label.as_str(), audio.runtime_minutes, book.title.as_str()),
        ("Upstairs", 312, "Emma")
    );
    assert!(matches!(&set.bonus, Some(Medium::Audio(audio)) if audio.sample.is_some()), "{set:?}");
}

#[test]
fn something_that_no_variant_takes() {
    let (_, outcome) =
        exchange(&answer(200, r#"{"why": 1.0}"#), |url| value(client(url).orders().outcome(7)));
    let outcome = outcome.expect("it can be read").into_inner();
    assert!(
        matches!(&outcome, Outcome::Unknown(json) if json.as_str() == r#"{"why": 1.0}"#),
        "{outcome:?}"
    );
}

#[test]
fn payments_by_name() {
    let body = r#"{ "a": [{ "pay-by": "card", "number": "4111" }, { "codes": ["x"] }, { "pay-by": "coins" }] }"#;
    let (_, payments) = exchange(&answer(200, body), |url| value(client(url).orders().payments()));
    let payments = payments.expect("they can be read").into_inner();
    let [Payment::Card(card), Payment::Voucher(voucher), Payment::Cash(cash)] =
        payments["a"].as_slice()
    else {
        panic!("{payments:?}")
    };
    assert_eq!(card.number, Secret::from("4111"));
    assert_eq!(voucher.codes, [Secret::from("x")]);
    assert_eq!(cash.unknown_fields().get("pay-by").map(Json::as_str), Some("\"coins\""));
    assert!(!format!("{payments:?}").contains("4111"), "{payments:?}");
}

const BOOK: &str = r#""id":"7","title":"T","isbn":null,"price":{"amount":1,"currency":"GBP"}"#;

/// A book with these further keys.
fn book(rest: &str) -> Response<types::Book> {
    let body = format!("{{{BOOK},{rest}}}");
    let (_, book) = exchange(&answer(200, &body), |url| value(client(url).books().get("7")));
    book.expect("it can be read")
}

#[test]
fn a_success_stays_a_success() {
    #[rustfmt::skip]
    let table = [
        // `[]` where a map is declared, as PHP writes an empty one, and its relatives.
        (r#""sales":[],"extra":null"#,              "sales: expected an object"),
        (r#""binding":{},"pages":880"#,             "binding: expected text"),
        (r#""author":"","pages":880"#,              "author: expected an object"),
        (r#""lending":"no""#,                       "lending: expected an object"),
        (r#""genres":["a",null]"#,                  "genres[1]: null, which is not declared"),
        (r#""shelf_marks":{"north":["A",{}]}"#,     "shelf_marks{}[1]: expected text"),
        (r#""weight":1e400"#,                       "weight: a number out of the range of 64 bits"),
        (r#""author":{"books":[]}"#,                "author.name: missing or null"),
        (r#""prices-by-country":{"NL":{"currency":"EUR"}}"#, "prices-by-country{}.amount: missing or null"),
        (r#""subtitle":"\ud83d x""#,                "subtitle: not valid Unicode"),
    ];
    for (rest, expected) in table {
        let book = book(rest);
        let problems: Vec<_> = book.problems().iter().map(ToString::to_string).collect();
        assert_eq!(problems, [expected], "{rest}");
        assert_eq!(book.title, "T");
    }
    let read = book(r#""sales":[],"pages":880"#);
    assert_eq!((&read.sales, read.pages), (&None, Some(880)));
    assert_eq!(read.unknown_fields().get("sales").map(Json::as_str), Some("[]"));
    let cut = book(r#""subtitle":"\ud83d x""#);
    assert_eq!(cut.subtitle, Nullable::Value("\u{FFFD} x".to_owned()));
    // The number of an error is data where the description does not say that a success can be one.
    assert_eq!(book(r#""err-no":7"#).unknown_fields().get("err-no").map(Json::as_str), Some("7"));
}

#[test]
fn a_call_can_be_strict() {
    let strict = CallOptions::new().decoding(Decoding::Strict);
    let body = format!(r#"{{{BOOK},"sales":[]}}"#);
    let call = |url: &str| value(client(url).books().get("7").with(strict.clone()));
    let (_, error) = exchange(&answer(200, &body), call);
    let error = error.expect_err("a part of it cannot be read");
    assert_eq!(error.decode().map(DecodeError::path), Some("sales"));
    let of_client = ClientOptions::new().calls(strict.clone());
    let call = |url: &str| {
        let builder = bookshop::Client::builder("t1", "shop-1234").options(of_client);
        value(builder.base_url(url).build()?.books().get("7"))
    };
    let (_, error) = exchange(&answer(200, &body), call);
    assert!(error.is_err());
}

#[test]
fn numbers_and_booleans_are_what_they_are() {
    let printing = |text: &str| book(&format!(r#""printing":{text}"#)).printing.clone();
    assert_eq!(printing("2"), Some(types::Printing::Second));
    assert_eq!(printing("\"2\""), Some(types::Printing::Second));
    assert_eq!(printing("false"), Some(types::Printing::UnknownToUs));
    #[rustfmt::skip]
    let table = [
        (types::Printing::Second,       "2"),
        (types::Printing::UnknownToUs,  "false"),
        (types::Printing::Special,      "\"special\""),
        (types::Printing::from("7"),    "7"),
        (types::Printing::from("7th"),  "\"7th\""),
    ];
    for (printing, expected) in table {
        assert_eq!(restwright_runtime::to_json(&printing), expected);
    }
    let lending = |text: &str| format!("{:?}", book(&format!(r#""lending":{text}"#)).lending);
    #[rustfmt::skip]
    let table = [
        (r#"{"available":false}"#,              "OnLoan"),
        (r#"{"available":"false"}"#,            "Unknown"),
        (r#"{"available":0}"#,                  "Unknown"),
        (r#"{"available":true,"copies":1.0}"#,  "Last"),
        (r#"{"available":true,"copies":"1"}"#,  "There"),
        (r#"{"Available":true}"#,               "There"),
    ];
    for (json, expected) in table {
        assert!(
            lending(json).starts_with(&format!("Some({expected}(")),
            "{json}: {}",
            lending(json)
        );
    }
}

#[test]
fn elements_may_be_null_where_they_are_said_to_be() {
    let book = book(r#""ratings":[4.5,null,3],"blurbs":{"a":"x","b":null}"#);
    assert_eq!(book.ratings, Some(vec![Some(4.5), None, Some(3.0)]));
    let blurbs = book.blurbs.as_ref().expect("there are some");
    assert_eq!((&blurbs["a"], &blurbs["b"]), (&Some(Personal::from("x")), &None));
    assert!(book.problems().is_empty());
    let price = types::Price::new(1, "GBP");
    let new = types::NewBook::new("T", price, None).remarks([None, Some("torn".to_owned())]);
    assert!(restwright_runtime::to_json(&new).contains(r#""remarks":[null,"torn"]"#));
}

#[test]
fn a_missing_field_is_named_and_its_neighbours_do_not_show() {
    let body = r#"{ "order": { "number": 1, "placed": null, "pickup_code": "open sesame" } }"#;
    let call = |url: &str| {
        let payment = types::CashPayment::default();
        value(client(url).orders().place("card", payment, ["1"], true, None))
    };
    let (_, placed) = exchange(&answer(201, body), call);
    let error = placed.expect_err("the state is missing");
    assert_eq!(error.kind(), bookshop::ErrorKind::Decode);
    assert_eq!(error.delivery(), bookshop::Delivery::Answered);
    assert!(error.to_string().contains("order.state"), "{error}");
    assert!(!format!("{error} {error:?}").contains("sesame"), "{error:?}");
}

#[test]
fn texts_become_values() {
    assert_eq!(OrderState::from("HandedOver"), OrderState::HandedOver);
    assert!(matches!(OrderState::from("handed_over"), OrderState::Unknown(_)));
    assert_eq!(Binding::from("").as_str(), Binding::Unbound.as_str());
    let address = types::Address::new("Street 1", ["left", "up"]).country("NL");
    assert_eq!(address.country, Nullable::Value("NL".to_owned()));
    assert_eq!(address.lines, ["left", "up"].map(Personal::from));
}

//! What a caller sees of answers, beyond that nothing is lost.

use bookshop::types::{Binding, Genre, Medium, OrderState, Payment, Result as Outcome};
use bookshop::{Json, Nullable, Personal, Secret, types};

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

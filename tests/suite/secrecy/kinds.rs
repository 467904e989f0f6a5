//! Unions of several kinds, whose variants differ in what may show: in requests, in responses, and where they do not fit.

use bookshop::mock::Reply;
use bookshop::types::{Invoice, NewCard, Payer, SavedCard, Wish, Word};
use bookshop::{CallOptions, Decoding};
use serde_json::{Value as Json, json};

use super::canary::{MARK, canary};
use super::listener::listen;
use super::page::check;
use super::responses::{Call, Read, page};
use crate::outcome::{self, shown};

fn wishes() -> [Wish; 2] {
    [Wish::from(canary("wish")), Wish::from(vec![Some(SavedCard::from(canary("title"))), None])]
}

const SAVED: Call = |client, options| {
    let card = SavedCard::from(canary("saved"));
    outcome::of(client.gifts().wrap(card, wishes()).word(canary("word")).with(options))
};
const CARD: Call = |client, options| {
    let card = NewCard::new(canary("number"));
    outcome::of(client.gifts().wrap(card, wishes()).word(canary("word")).with(options))
};
const INVOICE: Call = |client, options| {
    let invoice = Invoice::new(canary("address"));
    outcome::of(client.gifts().send(invoice).word(canary("word")).with(options))
};

/// A gift with this payer, word and wish.
fn gift(payer: &Json, word: &Json, wish: &Json) -> Json {
    json!({ "payer": payer, "word": word, "wishes": [wish] })
}

#[test]
fn values_of_several_kinds() {
    listen();
    let text = json!(canary("text"));
    let list = json!([canary("item")]);
    let card = json!({ "object": "card", "number": text, "new": text });
    let invoice = json!({ "address": text, "new": text });
    let unknown = json!({ canary("key"): text });
    let new = CallOptions::new;
    let strict = || new().decoding(Decoding::Strict);
    #[rustfmt::skip]
    let rows = [
        ("texts",             SAVED,   gift(&text, &text, &text),                              new(),    Read::Value),
        ("a-card",            CARD,    gift(&card, &text, &list),                              new(),    Read::Value),
        ("an-invoice",        CARD,    gift(&invoice, &text, &list),                           strict(), Read::Value),
        ("unknown-variants",  SAVED,   gift(&list, &unknown, &json!({})),                      new(),    Read::Value),
        ("a-wrong-number",    CARD,    gift(&json!({ "object": "card", "number": list }), &text, &text), new(), Read::Error),
        ("a-wrong-address",   CARD,    gift(&json!({ "address": unknown }), &text, &text),     strict(), Read::Error),
        ("wrong-items",       SAVED,   gift(&text, &json!([unknown]), &text),                  strict(), Read::Error),
        ("wrong-cards",       SAVED,   gift(&text, &text, &json!([unknown])),                  strict(), Read::Error),
        ("wrong-dates",       SAVED,   gift(&text, &text, &json!({ "day": list })),            strict(), Read::Error),
        ("no-gift",           SAVED,   text.clone(),                                           new(),    Read::Error),
        ("a-wish",            INVOICE, text.clone(),                                           new(),    Read::Value),
        ("a-list-of-cards",   INVOICE, list.clone(),                                           new(),    Read::Value),
        ("a-wrong-list",      INVOICE, json!([list]),                                          new(),    Read::Error),
        ("a-wrong-map",       INVOICE, json!({ "day": [text] }),                               new(),    Read::Error),
    ];
    for (name, call, body, options, read) in rows {
        let reply = Reply::json(200, body.to_string());
        check(name, &page(name, call, reply, options, &read));
    }
}

#[test]
fn values_of_callers() {
    let other = |text: Json| text.into();
    let payers = [
        Payer::from(SavedCard::from(canary("saved"))),
        Payer::from(NewCard::new(canary("number"))),
        Payer::from(Invoice::new(canary("address"))),
        Payer::Unknown(other(json!({ canary("key"): canary("value") }))),
    ];
    let words = [Word::from(canary("word")), Word::Unknown(other(json!(canary("word"))))];
    for value in &payers {
        assert!(restwright_runtime::to_json(value).contains(MARK), "{value:?}");
    }
    check("values", &shown(&[&payers, &words, &wishes()]));
}

//! What a caller can choose, and what fails before anything is sent.

use bookshop::{
    CallOptions, Client, Delivery, ErrorKind, ReaderCardPlacement, ShopKeyPlacement,
    SupplierKeyPlacement, types,
};

use super::calls::Call;
use super::{READER_CARD, SHOP_KEY, TILL};
use crate::loopback::{answer, exchange};
use crate::outcome;

#[test]
fn credentials_go_where_they_are_told() {
    let url_of = |client: &Client| {
        let call =
            client.orders().place(READER_CARD, types::CashPayment::default(), ["1"], true, None);
        let request = call.into_http_request().expect("it can be made");
        let headers = request.headers().iter();
        let headers =
            headers.map(|(name, value)| format!("{name}: {}", value.to_str().unwrap_or_default()));
        let headers = headers.filter(|line| line.contains(READER_CARD) || line.contains(SHOP_KEY));
        (request.uri().query().unwrap_or_default().to_owned(), headers.collect::<Vec<_>>())
    };
    let usual = Client::new(TILL, SHOP_KEY).expect("a client");
    let (query, mut headers) = url_of(&usual);
    headers.sort();
    assert_eq!(query, "");
    assert_eq!(headers, ["authorization: Bearer card-0042", "x-shop-key: shop-1234"]);

    let builder = Client::builder(TILL, SHOP_KEY);
    let builder = builder.reader_card_placement(ReaderCardPlacement::Query);
    let in_query = builder.shop_key_placement(ShopKeyPlacement::Query).build().expect("a client");
    assert_eq!(url_of(&in_query), ("card=card-0042&key=shop-1234".to_owned(), vec![]));
}

#[test]
fn a_call_replaces_a_credential_of_its_client() {
    let (sent, _) = exchange(&answer(204, ""), |url| {
        let client = Client::builder(TILL, SHOP_KEY).base_url(url).build();
        let call = client.expect("a client for this machine").orders().pay_by_card(7, "4111");
        outcome::of(call.with(CallOptions::new().credential("shop_key", "shop-5678")))
    });
    let sent = sent.expect("something is sent");
    assert_eq!(sent.headers["x-shop-key"], "shop-5678");
    assert_eq!(sent.query, [("till[id]".to_owned(), TILL.to_owned())]);
}

#[test]
fn a_header_with_and_without_a_scheme() {
    for (placement, expected) in [
        (SupplierKeyPlacement::HeaderXSupplier, "X-Supplier: Key k"),
        (SupplierKeyPlacement::HeaderXSupplierKey, "X-Supplier-Key: k"),
    ] {
        let builder = Client::builder(TILL, SHOP_KEY).supplier_key("k");
        let client = builder.supplier_key_placement(placement).build().expect("a client");
        let book = types::NewBook::new("T", types::Price::new(1, "EUR"), None);
        let request = client.books().add(book).into_http_request().expect("it can be made");
        let (name, value) = expected.split_once(": ").expect("a header has a colon");
        assert_eq!(request.headers()[name].as_bytes(), value.as_bytes());
    }
}

#[test]
fn a_prefix_of_the_server_stays() {
    let (sent, _) = exchange(&answer(200, "true"), |url| {
        let client = Client::builder(TILL, SHOP_KEY).base_url(format!("{url}/mock/v1/")).build();
        outcome::of(client.expect("a client for this machine").books().is_open())
    });
    assert_eq!(sent.expect("something is sent").path, ["mock", "v1", "open"]);
    let client = Client::new(TILL, SHOP_KEY).expect("a client");
    let request = client.books().is_open().into_http_request().expect("it can be made");
    assert_eq!(request.uri().to_string(), "https://api.books.example/v1/open");
    assert_eq!(bookshop::servers::WORKBENCH, "http://127.0.0.1:8080/mock/v1");
}

#[test]
fn what_cannot_be_sent_is_not_sent() {
    let refused: [(&str, Call); 6] = [
        ("supplier_key", |client| {
            outcome::of(client.books().add(types::NewBook::new(
                "T",
                types::Price::new(1, "EUR"),
                None,
            )))
        }),
        ("reader_card", |client| outcome::of(client.orders().remind(" "))),
        ("reader_card", |client| outcome::of(client.orders().remind("a\r\nX-Evil: b"))),
        ("X-Trace-Id", |client| outcome::of(client.books().list().trace("a\nb"))),
        ("book_id", |client| outcome::of(client.books().get(".."))),
        ("book_id", |client| outcome::of(client.books().get(""))),
    ];
    for (input, call) in refused {
        let (sent, outcome) = exchange(&answer(200, "{}"), |url| {
            let client = Client::builder(TILL, SHOP_KEY).base_url(url).build();
            call(&client.expect("a client for this machine"))
        });
        let error = outcome.expect_err(input);
        assert_eq!(
            (error.kind(), error.delivery()),
            (ErrorKind::Input, Delivery::NotSent),
            "{error}"
        );
        assert!(error.to_string().contains(&format!("`{input}`")), "{error}");
        assert_eq!(sent, None, "{input}");
    }
}

#[test]
fn a_client_needs_its_credentials_and_a_safe_server() {
    for (till, key, url) in [
        ("", SHOP_KEY, "https://books.example"),
        (TILL, " ", "https://books.example"),
        (TILL, SHOP_KEY, "http://books.example"),
        (TILL, SHOP_KEY, "https://books.example?a=b"),
        (TILL, SHOP_KEY, "books.example"),
    ] {
        let error = Client::builder(till, key).base_url(url).build().expect_err(url);
        assert_eq!(error.kind(), ErrorKind::Input, "{till:?} {key:?} {url}");
    }
}

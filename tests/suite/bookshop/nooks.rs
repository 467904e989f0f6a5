//! Limits: what is checked before anything is sent, what the server is left to check, and what no response fails by.

use std::collections::BTreeMap;

use bookshop::mock::Server;
use bookshop::operations::nooks::SettleIn;
use bookshop::types::{Companion, NookCode};
use bookshop::{Client, Delivery, ErrorKind};

use super::client;
use crate::loopback::{answer, exchange};
use crate::outcome::value;

/// A call that is within all limits.
fn stay(client: &Client) -> SettleIn {
    client.nooks().settle_in("A-12", 2.5, [Companion::new("Ann").age(30)])
}

#[test]
fn what_is_beyond_enforced_limits_is_not_sent() {
    let client = Client::builder("t1", "shop-1234").base_url("http://127.0.0.1:1").build();
    let client = client.expect("a client");
    let nooks = client.nooks();
    let secret = "c4n4ry";
    let budget = |amount: &str| bookshop::Decimal::from(amount);
    let rows: Vec<(SettleIn, &str)> = vec![
        (
            nooks.settle_in("a-12", 2.5, [Companion::new("Ann")]),
            "`nook_code` must match `^[A-Z]-[0-9]+$`",
        ),
        (
            nooks.settle_in("A-12", 0.0, [Companion::new("Ann")]),
            "`stay_hours` must be greater than 0",
        ),
        (nooks.settle_in("A-12", 8.6, [Companion::new("Ann")]), "`stay_hours` must be at most 8.5"),
        (
            nooks.settle_in("A-12", 1.0, [] as [Companion; 0]),
            "`companions` must have at least 1 item",
        ),
        (
            nooks.settle_in("A-12", 1.0, ["a", "b", "c"].map(Companion::new)),
            "`companions` must have at most 2 items",
        ),
        (
            nooks.settle_in("A-12", 1.0, [Companion::new("c4n4ry c4n4ry")]),
            "`name` must have at most 10 characters",
        ),
        (
            nooks.settle_in("A-12", 1.0, [Companion::new("Ann").age(151)]),
            "`age` must be at most 150",
        ),
        (stay(&client).storey(-1), "`storey` must be at least 0"),
        (stay(&client).storey(5), "`storey` must be less than 5"),
        (stay(&client).wishes(["lamp", "carpeting"]), "`wishes` must have at most 8 characters"),
        (stay(&client).wishes(["a", "b", "c", "d"]), "`wishes` must have at most 3 items"),
        (stay(&client).wishes(["a", "b", "a"]), "`wishes` must not have equal items"),
        (stay(&client).locker_pin("123"), "`locker_pin` must have at least 4 characters"),
        (stay(&client).locker_pin("12345"), "`locker_pin` must have at most 4 characters"),
        (stay(&client).locker_pin("c4n4"), "`locker_pin` must match `^[0-9]+$`"),
        (
            stay(&client).budgets(BTreeMap::from([("A".into(), budget("0.4999"))])),
            "`budgets` must be at least 0.5",
        ),
        (
            stay(&client).budgets(["a", "b", "c"].map(|name| (name.into(), budget("1"))).into()),
            "`budgets` must have at most 2 items",
        ),
    ];
    for (call, expected) in rows {
        let shown = format!("{call:?}");
        let error = call.into_http_request().expect_err(expected);
        let page = format!("{error} {error:?}");
        assert!(page.contains(expected), "{expected}: {page}");
        assert!(!page.contains(secret) && !shown.contains(secret), "{page} {shown}");
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Input, Delivery::NotSent));
    }
}

#[test]
fn values_at_their_limits_are_sent() {
    let client = Client::builder("t1", "shop-1234").base_url("http://127.0.0.1:1").build();
    let client = client.expect("a client");
    let budget = bookshop::Decimal::from("0.5");
    let calls = [
        stay(&client).storey(0).locker_pin("0000").wishes(["12345678", "b", "c"]),
        stay(&client).storey(4).budgets(BTreeMap::from([("A".into(), budget)])),
        client.nooks().settle_in("Z-0", 8.5, [Companion::new("🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀").age(150)]),
        client.nooks().settle_in("Z-0", 0.001, ["a", "b"].map(Companion::new)),
        // What is documented only is for the server to check.
        stay(&client).mood("a mood of many words").remark("NOT A REMARK OF TEN"),
    ];
    for call in calls {
        let shown = format!("{call:?}");
        call.into_http_request().unwrap_or_else(|error| panic!("{shown}: {error}"));
    }
}

#[test]
fn no_response_is_beyond_limits() {
    let body = r#"{"nook":"a nook of the server","remark":"longer than ten characters"}"#;
    let (_, stay) = exchange(&answer(200, body), |url| value(stay(&client(url))));
    let stay = stay.expect("it can be read");
    assert_eq!((stay.nook.as_str(), stay.problems().len()), ("a nook of the server", 0));
    // A value of a response that is sent again is an input like any other.
    let again = client("http://127.0.0.1:1").nooks().settle_in(
        stay.nook.clone(),
        1.0,
        [Companion::new("Ann")],
    );
    assert!(again.into_http_request().is_err());
    assert_eq!(NookCode::from("anything").as_str(), "anything");
}

#[test]
fn the_mock_server_checks_limits_that_clients_do_not() {
    let server = Server::start().expect("it starts");
    let client = server.client().expect("a client");
    value(stay(&client)).expect("within limits");
    for (call, expected) in [
        (stay(&client).mood("annoyed"), "header `X-Mood` must have at most 5 characters"),
        (stay(&client).mood("x"), "header `X-Mood` must have at least 2 characters"),
        (
            stay(&client).remark("much too long"),
            "body key `remark` must have at most 10 characters",
        ),
    ] {
        let error = value(call).expect_err(expected);
        let body = String::from_utf8_lossy(error.raw_body().unwrap_or_default()).into_owned();
        assert!(body.contains(expected), "{expected}: {body}");
    }
}

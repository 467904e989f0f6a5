//! Values beyond limits: no error repeats them, whoever finds them.

use std::collections::BTreeMap;

use bookshop::mock::Server;
use bookshop::operations::nooks::SettleIn;
use bookshop::types::Companion;
use bookshop::{Client, ErrorKind};

use super::canary::{MARK, canary};
use super::client::{PATIENCE, options};
use super::listener::listen;
use super::page::{check, of_error};
use crate::outcome::{shown, value};

fn stay(client: &Client) -> SettleIn {
    client.nooks().settle_in("A-12", 2.5, [Companion::new("Ann")])
}

#[test]
fn values_beyond_limits() {
    listen();
    let server = Server::start().expect("a server");
    let builder = Client::builder(canary("till"), canary("key")).options(options(PATIENCE));
    let client = builder.base_url(server.url()).build().expect("a client");
    let nooks = client.nooks();
    let person = Companion::new(canary("name"));
    let budget = || bookshop::Decimal::from("0.1");
    let of_nobody = BTreeMap::from([(canary("payer"), budget())]);
    let twice = [canary("wish"), canary("wish")];
    // Secrets and personal text do not show in a call either.
    for (name, call) in [
        ("the length of a secret", stay(&client).locker_pin(canary("pin"))),
        ("the pattern of a secret", stay(&client).locker_pin("c4n4")),
        ("the length of a name", nooks.settle_in("A-12", 2.5, [person])),
    ] {
        check(name, &shown(&[&call]));
        check(name, &refused(call, ErrorKind::Input));
    }
    for (name, call) in [
        ("the pattern of a type", nooks.settle_in(canary("nook"), 2.5, [Companion::new("Ann")])),
        ("the length of items", stay(&client).wishes([canary("wish")])),
        ("equal items", stay(&client).wishes(twice)),
        ("a value of a map", stay(&client).budgets(of_nobody)),
    ] {
        assert!(format!("{call:?}").contains(MARK), "{name} is not public");
        check(name, &refused(call, ErrorKind::Input));
    }
    assert_eq!(server.requests().len(), 0, "what is beyond a limit is sent");
    // What is documented only is for the server to check.
    for (name, call) in [
        ("a header", stay(&client).mood(canary("mood"))),
        ("a remark", stay(&client).remark(canary("remark"))),
    ] {
        check(name, &refused(call, ErrorKind::Api));
    }
    check("a mock server", &shown(&[&server, &server.requests()]));
}

/// All that can be shown of the error of a call.
fn refused(call: SettleIn, kind: ErrorKind) -> String {
    let error = value(call).expect_err("it is beyond a limit");
    assert_eq!(error.kind(), kind, "{error}");
    of_error(&error)
}

#[test]
fn variables_of_servers() {
    use bookshop::servers::{archive, branch};
    let text = canary("variable");
    let user = format!("{MARK}:{MARK}@books.example");
    let errors = [
        archive(Some(&text), None),
        branch(&text, None, "shelf"),
        branch(&user, None, "shelf"),
        branch("books.example", Some(&text), "shelf"),
        branch("books.example", Some(MARK), "shelf"),
    ];
    for error in errors {
        let error = error.expect_err("no URL can be made of it");
        check(&error.to_string(), &of_error(&error));
    }
    for url in [format!("https://{user}"), format!("https://books.example/?{MARK}"), text] {
        let builder = Client::builder("till", "key").archive_url(&url);
        let before = shown(&[&builder]);
        let error = builder.build().expect_err("no URL");
        check(&error.to_string(), &(before + &of_error(&error)));
    }
}

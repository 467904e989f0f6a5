//! Another API on localhost: inputs in paths, bodies of one value, answers without a documented one.

use std::collections::BTreeMap;

use bookshop::mock::Server;

#[test]
fn operations_are_told_apart_by_their_paths() {
    let server = Server::start().expect("a server on localhost");
    let client = server.blocking_client().expect("a client");
    let books = client.books();
    let day = "2027-01-31T12:00:00Z";
    let outcomes = [
        ("books.count", books.count().send().map(drop)),
        ("books.is_open", books.is_open().send().map(drop)),
        ("books.opens_at", books.opens_at().send().map(drop)),
        ("books.average_price", books.average_price().send().map(drop)),
        ("books.report", books.report().send().map(drop)),
        ("books.get", books.get("a/b").send().map(drop)),
        ("books.cover_text", books.cover_text("cover.txt").send().map(drop)),
        ("books.exists", books.exists("a b").send().map(drop)),
        ("books.top", books.top("poetry", day, true, 1.5).send().map(drop)),
        ("books.set_prices", books.set_prices(BTreeMap::new()).send().map(drop)),
        ("books.list", books.list().send().map(drop)),
    ];
    let received = server.requests();
    assert_eq!(received.len(), outcomes.len());
    for ((id, outcome), received) in outcomes.into_iter().zip(received) {
        assert_eq!(received.operation(), Some(id));
        assert_eq!(received.problems(), [""; 0], "{id}");
        assert!(outcome.is_ok(), "{id}: {outcome:?}");
    }
}

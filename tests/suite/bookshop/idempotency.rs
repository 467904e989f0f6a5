//! Keys by which the shop recognizes the attempts of one call: over sockets, and at its mock server.

use std::io::{Read, Write};
use std::net::TcpStream;

use bookshop::mock::{Script, Server, Wire};
use bookshop::{Client, Error, blocking};

use super::{READER_CARD, SHOP_KEY, TILL};

/// The header that the description names.
const HEADER: &str = "x-reminder";

const ACCEPTED: &[u8] = b"HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

/// Calls a server that resets the first connection after it has read the whole request. Returns the key of both attempts.
fn key_of_attempts(call: impl FnOnce(&str) -> Result<u32, Error>) -> String {
    let scripts = [Script::new().read().reset(), Script::answer(ACCEPTED)];
    let wire = Wire::start(scripts).expect("a server");
    let attempts = call(&wire.url());
    assert_eq!(attempts.expect("the second attempt succeeds"), 2);
    let requests = wire.finish();
    let [first, second] = &requests[..] else { panic!("two attempts: {requests:?}") };
    assert_eq!(first, second, "an attempt sends the same bytes");
    let keys: Vec<_> = first.header_all(HEADER).collect();
    let [key] = keys[..] else { panic!("one key: {keys:?}") };
    key.to_owned()
}

fn block_on<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(future)
}

#[test]
fn attempts_have_one_key_and_calls_their_own() {
    let asynchronous = |url: &str| {
        let client = Client::builder(TILL, SHOP_KEY).base_url(url).build()?;
        block_on(client.orders().remind(READER_CARD).send()).map(|response| response.attempts())
    };
    let waiting = |url: &str| {
        let builder = blocking::Client::builder(TILL, SHOP_KEY).base_url(url);
        let client = builder.build()?;
        client.orders().remind(READER_CARD).send().map(|response| response.attempts())
    };
    let given = |url: &str| {
        let client = Client::builder(TILL, SHOP_KEY).base_url(url).build()?;
        let call = client.orders().remind(READER_CARD).idempotency_key("visit-9");
        block_on(call.clone().send()).map(|response| response.attempts())
    };
    let keys = [key_of_attempts(asynchronous), key_of_attempts(waiting)];
    assert_ne!(keys[0], keys[1]);
    assert!(keys.iter().all(|key| key.len() == 36), "{keys:?}");
    assert_eq!(key_of_attempts(given), "visit-9");
}

#[test]
fn clones_and_built_requests() {
    let client = Client::new(TILL, SHOP_KEY).expect("a client");
    let call = client.orders().remind(READER_CARD);
    let built = call.clone().into_http_request().expect("it can be made");
    let other = call.into_http_request().expect("it can be made");
    assert_ne!(built.headers()[HEADER], other.headers()[HEADER]);
    let again = built.try_clone().expect("the body is no stream");
    assert_eq!(built.headers()[HEADER], again.headers()[HEADER]);
    let shown = format!("{:?}", client.orders().remind(READER_CARD).idempotency_key("visit-9"));
    assert!(!shown.contains("visit-9"), "{shown}");
}

#[test]
fn the_mock_server_checks_that_there_is_a_key() {
    let server = Server::start().expect("a server");
    let client = server.client().expect("a client");
    block_on(client.orders().remind(READER_CARD).send()).expect("the key is there");
    let mut stream =
        TcpStream::connect(server.url().trim_start_matches("http://")).expect("the server listens");
    let request = format!(
        "POST /reminders HTTP/1.1\r\nhost: x\r\nx-shop-version: 2026-01-15\r\nauthorization: Bearer {READER_CARD}\r\n\
         content-length: 0\r\nconnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).expect("the server reads");
    stream.read_to_end(&mut Vec::new()).expect("the server answers");
    let problems: Vec<_> = server.requests().iter().map(|it| it.problems().to_vec()).collect();
    assert_eq!(problems, [vec![], vec!["header `X-Reminder` is missing".to_owned()]]);
}

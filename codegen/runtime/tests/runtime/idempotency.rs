//! Keys by which a service recognizes the attempts of one call.

use restwright_runtime::{
    CallOptions, Client, ClientOptions, Delivery, ErrorKind, HttpRequest, RetryPolicy,
};

use crate::retries::{CLOSE, FakeClock};
use crate::sample::service::SERVICE;
use crate::sample::{Charge, Error, ErrorCode};
use crate::server::{Script, Server, answer, block_on, http};

fn client(server: &Server, policy: RetryPolicy) -> Client {
    let calls = CallOptions::new().retry(policy);
    let options = ClientOptions::new().clock(FakeClock::new()).calls(calls);
    server.client().options(options).build::<ErrorCode>().unwrap()
}

fn charge(key: &str) -> Charge {
    Charge { idempotency_key: Some(key.into()) }
}

/// The key that a request carried, once.
fn key(request: &str) -> &str {
    let keys: Vec<_> =
        request.lines().filter_map(|line| line.strip_prefix("idempotency-key: ")).collect();
    let [key] = keys[..] else { panic!("one key: {request}") };
    key
}

fn status(status: &'static str) -> Script {
    answer(http(status, &[CLOSE], "{}"))
}

fn ok() -> Script {
    status("200 OK")
}

/// A fault, and whether the call is retried.
type Row = (&'static str, fn() -> Script, bool);

/// What the server does first, and whether the call succeeds at the second attempt.
#[test]
fn a_call_is_retried_like_a_safe_one_with_the_same_bytes() {
    #[rustfmt::skip]
    let table: [Row; 8] = [
        ("read and reset",   || Script::ReadAndReset,                  true),
        ("half a head",      || answer(*b"HTTP/1.1 20"),               true),
        ("half a body",      || answer(*b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"), true),
        ("429",              || status("429 Too Many Requests"),       true),
        ("503",              || status("503 Service Unavailable"),     true),
        ("500",              || status("500 Internal Server Error"),   false),
        ("400",              || status("400 Bad Request"),             false),
        ("409",              || status("409 Conflict"),                false),
    ];
    for (name, script, retried) in table {
        let policies = [
            (RetryPolicy::none(), false),
            (RetryPolicy::default(), retried),
            (RetryPolicy::repeat_idempotent(), retried),
        ];
        for (policy, succeeds) in policies {
            let server = Server::start(vec![script(), ok()]);
            let outcome = block_on(client(&server, policy).send(&Charge::default()));
            let outcome: Result<u32, Error> = outcome.map(|response| response.attempts());
            let attempts = outcome.as_ref().map_or_else(Error::attempts, |attempts| *attempts);
            assert_eq!((outcome.is_ok(), attempts), (succeeds, 1 + u32::from(succeeds)), "{name}");
            let requests = server.requests();
            let first = requests.first().filter(|request| !request.is_empty());
            for request in requests.iter().filter(|request| !request.is_empty()) {
                assert_eq!(key(request).len(), 36, "{name}: {request}");
                assert_eq!(Some(request), first, "{name}: an attempt sends the same bytes");
            }
        }
    }
}

#[test]
fn failures_tell_whether_the_policy_permits_a_repetition() {
    for (policy, is_retryable) in [(RetryPolicy::none(), false), (RetryPolicy::default(), true)] {
        let scripts = [(); 3].map(|()| Script::ReadAndReset);
        let server = Server::start(scripts.into());
        let outcome = block_on(client(&server, policy).send(&charge("k-1")));
        let error: Error = outcome.unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Transport, Delivery::MaybeSent));
        assert_eq!(error.is_retryable(), is_retryable);
        let requests = server.requests();
        assert_eq!(requests.len(), if is_retryable { 3 } else { 1 });
        assert!(requests.iter().all(|request| key(request) == "k-1"));
    }
}

#[test]
fn each_call_has_a_key_of_its_own() {
    let server = Server::start(vec![ok(), ok(), ok(), ok()]);
    let client = client(&server, RetryPolicy::default());
    let call = Charge::default();
    for call in [call.clone(), call, charge("k-1"), charge("k-1")] {
        block_on(client.send::<_, ErrorCode>(&call)).unwrap();
    }
    let requests = server.requests();
    let [first, second, third, fourth] = &requests[..] else { panic!("four requests") };
    assert_ne!(key(first), key(second), "a clone has another key");
    assert_eq!([key(third), key(fourth)], ["k-1"; 2], "a given key is an input like any other");
}

#[test]
fn a_request_that_is_built_has_its_key() {
    let client = Client::builder(&SERVICE).build::<ErrorCode>().unwrap();
    let key = |request: &HttpRequest| request.headers()["idempotency-key"].clone();
    let request = client.request::<_, ErrorCode>(&Charge::default()).unwrap();
    assert_eq!(key(&request), key(&request.try_clone().unwrap()));
    let other = client.request::<_, ErrorCode>(&Charge::default()).unwrap();
    assert_ne!(key(&request), key(&other));
}

#[test]
fn keys_that_cannot_be_sent() {
    let client = Client::builder(&SERVICE).build::<ErrorCode>().unwrap();
    for (text, problem) in [
        ("", "must not be blank"),
        (" ", "must not be blank"),
        ("c4n4ry\r\nx: y", "must not contain control characters"),
    ] {
        let error = client.request::<_, ErrorCode>(&charge(text)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input);
        let page = format!("{error} {error:?}");
        assert!(page.contains("idempotency_key") && page.contains(problem), "{page}");
        assert!(!page.contains("c4n4ry"), "{page}");
    }
}

#[test]
fn keys_do_not_show() {
    let client = Client::builder(&SERVICE).build::<ErrorCode>().unwrap();
    let call = charge("c4n4ry");
    let request = client.request::<_, ErrorCode>(&call).unwrap();
    let page = format!("{call:?} {request:?} {:?}", request.headers());
    assert!(!page.contains("c4n4ry"), "{page}");
}

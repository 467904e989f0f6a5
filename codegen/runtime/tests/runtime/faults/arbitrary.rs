//! Answers that nobody thought of: any bytes, in any pieces.

use std::time::{Duration, Instant};

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::test_runner::{Config, TestRunner};
use restwright_runtime::mock::{Script, Wire};
use restwright_runtime::{CallOptions, ClientOptions, Effect, RetryPolicy, from_json};

use super::act::Account;
use super::case::{builder, call, call_blocking};
use crate::sample::ErrorCode;

/// The body of an answer may have so many bytes here.
const LIMIT: usize = 1000;

/// A call that takes longer than this hangs.
const PATIENCE: Duration = Duration::from_secs(5);

/// A piece of an answer: one that fits, or anything.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let fitting = [
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.0 403 Forbidden\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n",
        "content-length: 11\r\n",
        "content-length: 99999999999999999999\r\n",
        "transfer-encoding: chunked\r\n",
        "content-type: application/json\r\n",
        "retry-after: 1\r\n",
        "x: ",
        "\r\n",
        "\r\n\r\n",
        "b\r\n",
        "0\r\n\r\n",
        "{\"Count\":1}",
        "{\"Parent\":{\"Phones\":[\"",
        "{\"ErrorCode\":901}",
        "\"\\ud800\"",
        "1e999",
    ];
    prop_oneof![
        8 => (0..fitting.len()).prop_map(move |index| fitting[index].as_bytes().to_vec()),
        1 => vec(any::<u8>(), 0..40),
        1 => Just("y".repeat(3 * LIMIT).into_bytes()),
    ]
}

/// An answer in the pieces in which it is sent.
fn pieces() -> impl Strategy<Value = Vec<Vec<u8>>> {
    let head = Just(b"HTTP/1.1 200 OK\r\n".to_vec());
    prop_oneof![
        vec(piece(), 0..12),
        (head, vec(piece(), 0..12)).prop_map(|(head, mut rest)| {
            rest.insert(0, head);
            rest
        })
    ]
}

fn runner(cases: u32) -> TestRunner {
    // The same answers in every run: a test that fails now and then is no help to whoever meets it.
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(
        config,
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    )
}

#[test]
pub(super) fn answers() {
    let outcome = runner(200).run(&pieces(), |pieces| {
        let script = pieces.into_iter().fold(Script::new().read(), Script::send);
        let wire = Wire::start([script.clone(), script]).unwrap();
        let calls = CallOptions::new().max_body_bytes(LIMIT).retry(RetryPolicy::none());
        let options = ClientOptions::new().calls(calls);
        let client = builder(&wire.url()).options(options).build::<ErrorCode>().unwrap();
        for call in [call as fn(&_, _) -> _, call_blocking] {
            let start = Instant::now();
            let body = match call(&client, Effect::Safe) {
                Ok(response) => response.body().len(),
                Err(error) => error.raw_body().map_or(0, <[u8]>::len),
            };
            assert!(body <= LIMIT && start.elapsed() < PATIENCE);
        }
        assert_eq!(wire.finish().len(), 2);
        Ok(())
    });
    outcome.unwrap();
}

/// Bodies alone, without a connection, and therefore many more of them.
#[test]
fn bodies() {
    let body = vec(piece(), 0..12).prop_map(|pieces| pieces.concat());
    let outcome = runner(10_000).run(&body, |body| {
        if let Err(error) = from_json::<Account>(&body) {
            assert!(!error.to_string().contains("yyy"), "{error}");
        }
        Ok(())
    });
    outcome.unwrap();
}

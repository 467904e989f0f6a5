//! Faults that need more than one call, or a call in an odd place.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use restwright_runtime::mock::{Script, Signal, Wire};
use restwright_runtime::{
    CallOptions, Client, ClientOptions, Delivery, Effect, Endpoint, ErrorKind, Method, Operation,
    RequestWriter, Response, RetryPolicy, blocking,
};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Semaphore;

use super::act::{Account, CANARY, with_effect};
use super::case::{builder, call, call_blocking, shown};
use crate::sample::{Error, ErrorCode};
use crate::server::{block_on, http};

/// One of both kinds of client, for several calls.
enum Caller {
    Awaits(Runtime, Client),
    Waits(blocking::Client),
}

impl Caller {
    /// Both kinds. Nothing is retried, so that each call is one attempt.
    fn both(wire: [&Wire; 2]) -> [Self; 2] {
        let [awaits, waits] = wire.map(client_of);
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let waits = blocking::Client::new::<ErrorCode>(waits).unwrap();
        [Self::Awaits(runtime, awaits), Self::Waits(waits)]
    }

    fn call(&self, effect: Effect) -> Result<Response<Account>, Error> {
        match self {
            Self::Awaits(runtime, client) => {
                with_effect!(effect, |act| runtime.block_on(client.send(act)))
            }
            Self::Waits(client) => with_effect!(effect, |act| client.send(act)),
        }
    }
}

fn client_of(wire: &Wire) -> Client {
    let calls = CallOptions::new().retry(RetryPolicy::none());
    let options = ClientOptions::new().calls(calls);
    builder(&wire.url()).options(options).build::<ErrorCode>().unwrap()
}

/// Starts a server for each kind of client, and hands both out in pairs.
fn each_caller(scripts: &[Script], test: impl Fn(&Caller, &Wire)) {
    let wires = [(); 2].map(|()| Wire::start(scripts.to_vec()).unwrap());
    let callers = Caller::both([&wires[0], &wires[1]]);
    for (caller, wire) in callers.iter().zip(&wires) {
        test(caller, wire);
    }
}

fn kept_open() -> Vec<u8> {
    http("200 OK", &[], r#"{"Count":1}"#)
}

#[test]
pub(super) fn a_reused_connection_breaks() {
    let script = Script::answer(kept_open()).read();
    each_caller(&[script], |caller, wire| {
        caller.call(Effect::Sends).unwrap();
        let error = caller.call(Effect::Sends).unwrap_err();
        let facts = (error.kind(), error.delivery());
        assert_eq!(facts, (ErrorKind::Transport, Delivery::MaybeSent));
        assert_eq!((wire.requests().len(), wire.connections()), (2, 1));
    });
}

#[test]
pub(super) fn an_idle_connection_ends() {
    // What ends a connection that nobody uses any more.
    for end in [|script| script, Script::reset] {
        let signals = [(); 4].map(|()| Signal::new());
        let scripts = signals.each_ref().map(|used| end(Script::answer(kept_open()).wait(used)));
        let wire = Wire::start(scripts).unwrap();
        let callers = Caller::both([&wire, &wire]);
        for (calls, used) in signals.iter().enumerate() {
            let outcome = callers[calls / 2].call(Effect::Sends);
            assert!(outcome.is_ok(), "{calls} {outcome:?}");
            used.give();
            wire.wait_for_ends(calls + 1);
            // A client that calls without any rest does not look around before each call.
            thread::sleep(Duration::from_micros(200));
        }
        assert_eq!((wire.requests().len(), wire.connections()), (4, 4));
    }
}

#[test]
pub(super) fn connections_that_are_not_used_again() {
    let old = "HTTP/1.0 200 OK\r\ncontent-length: 11\r\n\r\n{\"Count\":1}";
    let talkative = [kept_open(), http("403 Forbidden", &[], CANARY)].concat();
    for bytes in [old.as_bytes(), &talkative] {
        // The server leaves the connection open, and would see a second request on it.
        let script = Script::answer(bytes).hang();
        each_caller(&[script.clone(), script], |caller, wire| {
            for _ in 0..2 {
                caller.call(Effect::Sends).unwrap();
            }
            assert_eq!((wire.requests().len(), wire.connections()), (2, 2));
        });
    }
}

#[test]
pub(super) fn a_call_is_dropped() {
    let (got, over) = (Signal::new(), Signal::new());
    let stalled = Script::new().read().give(&got).hang().give(&over);
    let wire = Wire::start([stalled, Script::answer(kept_open())]).unwrap();
    let client = client_of(&wire);
    block_on(async {
        let call = client.send::<_, ErrorCode>(&super::act::Act::<3>);
        let signal = tokio::task::spawn_blocking(move || got.wait());
        tokio::select! {
            outcome = call => panic!("nobody answered: {outcome:?}"),
            signal = signal => signal.unwrap(),
        }
        // The connection ends with the call.
        tokio::task::spawn_blocking(move || over.wait()).await.unwrap();
        client.send::<_, ErrorCode>(&super::act::Act::<3>).await.unwrap();
    });
    assert_eq!(wire.connections(), 2);
}

#[test]
pub(super) fn a_call_that_waits_within_a_task() {
    let wire = Wire::start([Script::answer(kept_open())]).unwrap();
    let client = client_of(&wire);
    // It blocks the thread of the task, and ends nevertheless: the connection is served by a thread of its own.
    block_on(async { call_blocking(&client, Effect::Sends) }).unwrap();
    assert_eq!(wire.finish().len(), 1);
}

/// An operation whose answer tells which call it belongs to.
struct Echo(i64);

impl Operation for Echo {
    type Output = Account;

    const ENDPOINT: &'static Endpoint =
        &Endpoint { id: "acts.echo", method: Method::Get, path: "/echo", effect: Effect::Sends };

    fn write(&self, request: &mut RequestWriter<'_>) {
        request.query("number", &self.0);
    }
}

const CALLS: i64 = 1000;

/// One connection for each call, of which one in ten is reset.
fn echo() -> Wire {
    Wire::play(|_| {
        Some(Script::new().read().respond(|request| {
            let number = request.query("number").unwrap();
            if number.ends_with('0') {
                return b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{}".to_vec();
            }
            http("200 OK", &["connection: close"], format!(r#"{{"Count":{number}}}"#))
        }))
    })
    .unwrap()
}

/// Whether a call had the outcome that was meant for it.
fn is_right(number: i64, outcome: Result<Response<Account>, Error>) -> bool {
    match outcome {
        Ok(response) => response.body() == format!(r#"{{"Count":{number}}}"#).as_bytes(),
        Err(error) => {
            (number % 10, error.kind(), error.status()) == (0, ErrorKind::Transport, Some(200))
        }
    }
}

#[test]
pub(super) fn many_calls_at_once() {
    // Systems with few descriptors have room for that many connections with both their ends.
    const AT_ONCE: usize = 64;
    let wire = echo();
    let client = client_of(&wire);
    let permits = Arc::new(Semaphore::new(AT_ONCE));
    let numbers: BTreeSet<_> = block_on(async {
        let mut calls = tokio::task::JoinSet::new();
        for number in 0..CALLS {
            let (client, permits) = (client.clone(), Arc::clone(&permits));
            calls.spawn(async move {
                let _permit = permits.acquire().await.unwrap();
                assert!(is_right(number, client.send(&Echo(number)).await), "{number}");
                number
            });
        }
        calls.join_all().await.into_iter().collect()
    });
    assert_eq!(numbers, (0..CALLS).collect());
    assert_eq!(wire.finish().len(), usize::try_from(CALLS).unwrap());

    let wire = echo();
    let client = blocking::Client::new::<ErrorCode>(client_of(&wire)).unwrap();
    thread::scope(|scope| {
        for start in 0..8 {
            let client = &client;
            scope.spawn(move || {
                for number in (start..CALLS).step_by(8) {
                    assert!(is_right(number, client.send(&Echo(number))), "{number}");
                }
            });
        }
    });
    assert_eq!(wire.finish().len(), usize::try_from(CALLS).unwrap());
}

#[test]
pub(super) fn redirects() {
    let elsewhere = Wire::play(|_| Some(Script::answer(kept_open()))).unwrap();
    let there = elsewhere.url();
    #[rustfmt::skip]
    let table = [
        (format!("{there}/act?apikey=c4n4ry#c4n4ry"),   format!("{there}/act")),
        (there.replace("//", "//c4n4ry@"),              there.clone()),
        ("/other?c4n4ry".to_owned(),                    "/other".to_owned()),
    ];
    for (status, (location, expected)) in [301, 302, 303, 307, 308]
        .into_iter()
        .flat_map(|status| table.iter().map(move |row| (status, row)))
    {
        let location = format!("location: {location}");
        let response = http(&format!("{status} Moved"), &[&location, "connection: close"], CANARY);
        for call in [call as fn(&_, _) -> _, call_blocking] {
            let wire = Wire::play({
                let response = response.clone();
                move |_| Some(Script::answer(response.clone()))
            })
            .unwrap();
            let client = builder(&wire.url()).build::<ErrorCode>().unwrap();
            let outcome: Result<Response<Account>, Error> = call(&client, Effect::Safe);
            assert!(!shown(&outcome).contains(CANARY));
            let error = outcome.unwrap_err();
            assert_eq!((error.kind(), error.status()), (ErrorKind::Redirect, Some(status)));
            assert_eq!(error.redirect_to(), Some(&**expected));
            assert_eq!((wire.finish().len(), elsewhere.connections()), (1, 0));
        }
    }
}

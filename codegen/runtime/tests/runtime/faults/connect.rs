//! Faults of making a connection, and of sending on it.

use std::time::Duration;

use restwright_runtime::mock::Script;
use restwright_runtime::{CallOptions, Delivery, ErrorKind};

use super::act::{ALL, SAFE};
use super::case::{Case, Outcome, Peer, check};
use crate::server::http;

/// How long a client waits for a connection that will not be made.
const SHORT: Duration = Duration::from_millis(20);
/// How long a client waits for an answer that will not come; time enough for a connection.
const LONGER: Duration = Duration::from_millis(150);

pub(super) fn cases() -> Vec<Case> {
    [without_a_connection(), without_an_answer()].into_iter().flatten().collect()
}

#[rustfmt::skip]
fn without_a_connection() -> Vec<Case> {
    use Peer::{BlackHole, Nobody, Tls, UnknownHost};
    let connect = |text: &str| Outcome::Err(ErrorKind::Connect, Delivery::NotSent, None, format!("acts.act: {text}"));
    let late = || Outcome::Err(ErrorKind::Timeout, Delivery::NotSent, None, "acts.act: no connection could be made in time".to_owned());
    let refused = || connect("no connection could be made");
    let unsafe_ = || connect("the server does not use TLS");
    let plain = Script::new().send("HTTP/1.1 400 Bad Request\r\n\r\n").hang();
    let attempt = CallOptions::new().attempt_timeout(SHORT);
    vec![
        Case::new(&[1], "refused",              Nobody,                         refused()).again(ALL).unsent(),
        Case::new(&[2], "unknown host",         UnknownHost,                    refused()).again(ALL).unsent(),
        Case::new(&[3], "black hole",           BlackHole,                      late()).again(ALL).unsent().options(|it| it.connect_timeout(SHORT)),
        Case::new(&[3], "black hole, attempt",  BlackHole,                      late()).again(ALL).unsent().calls(attempt.clone()),
        Case::new(&[4], "silence for TLS",      Tls(Script::new().hang()),      late()).again(ALL).unsent().options(|it| it.connect_timeout(SHORT)),
        Case::new(&[4], "silence for TLS, attempt", Tls(Script::new().hang()),  late()).again(ALL).unsent().calls(attempt.clone()),
        Case::new(&[6], "no TLS",               Tls(plain),                     unsafe_()).again(&[]).unsent(),
        Case::new(&[7], "reset on accept",      Tls(Script::new().reset()),     refused()).again(ALL).unsent(),
        Case::new(&[8], "closed on accept",     Tls(Script::new()),             refused()).again(ALL).unsent(),
    ]
}

#[rustfmt::skip]
fn without_an_answer() -> Vec<Case> {
    use Peer::Plain;
    let maybe = |kind, text: &str| Outcome::Err(kind, Delivery::MaybeSent, None, format!("acts.act: {text}"));
    let broken = || maybe(ErrorKind::Transport, "the connection failed during the exchange");
    let late = || maybe(ErrorKind::Timeout, "no complete response before the timeout");
    let status = |status, text: &str| Outcome::Err(ErrorKind::UnexpectedStatus, Delivery::Answered, Some(status),
        format!("acts.act: the response has an error status and is no error of the API (status {text})"));
    let attempt = CallOptions::new().attempt_timeout(LONGER);
    let too_large = http("413 Too Large", &["connection: close"], "");
    let drip = Script::new().read().send("HTTP/1.1 200 OK\r\n").drip("x: y\r\n".repeat(1000), Duration::from_millis(2));
    let busy = Script::answer(http("503 Busy", &["connection: close", "retry-after: 61"], ""));
    // The wait that the server asks for ends after the deadline, however slow this machine is.
    let total = CallOptions::new().total_timeout(Duration::from_secs(60));
    vec![
        Case::new(&[9],  "read and closed",     Plain(Script::answer("")),              broken()).again(SAFE),
        Case::new(&[10], "read and reset",      Plain(Script::new().read().reset()),    broken()).again(SAFE),
        Case::new(&[14], "413 before the body", Plain(Script::new().read_head().send(too_large).hang()), status(413, "413")),
        Case::new(&[15], "hang",                Plain(Script::new().read().hang()),     late()).again(SAFE).calls(attempt.clone()),
        Case::new(&[16], "headers by drops",    Plain(drip),                            late()).again(SAFE).calls(attempt.clone()),
        Case::new(&[20], "no time for another", Plain(busy),                            status(503, "503")).returned_at_once(SAFE).waits(&[], 61).calls(total),
    ]
}

#[test]
fn no_connection() {
    without_a_connection().iter().for_each(check);
}

#[test]
fn no_answer() {
    without_an_answer().iter().for_each(check);
}

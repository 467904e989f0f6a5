//! Faults of HTTP itself.

use std::time::Duration;

use restwright_runtime::mock::Script;
use restwright_runtime::{CallOptions, Delivery, ErrorKind};

use super::act::SAFE;
use super::case::{Case, Outcome, Peer, check};

pub(super) fn cases() -> Vec<Case> {
    [sound(), broken_heads(), broken_bodies(), large()].into_iter().flatten().collect()
}

const OK: &str = "HTTP/1.1 200 OK\r\n";
const CHUNKED: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

fn plain(bytes: impl Into<Vec<u8>>) -> Peer {
    Peer::Plain(Script::answer(bytes))
}

fn ok(headers: &str) -> Peer {
    plain(format!("{OK}{headers}\r\n{{\"Count\":1}}"))
}

/// Odd, and yet sound.
#[rustfmt::skip]
fn sound() -> Vec<Case> {
    let fine = || Outcome::Ok(200, r#"{"Count":1}"#.to_owned());
    let trailers = format!("{CHUNKED}5\r\n{{\"Cou\r\n6;x=y\r\nnt\":1}}\r\n0\r\nx-trailer: y\r\n\r\n");
    let both = format!("{OK}content-length: 3\r\ntransfer-encoding: chunked\r\n\r\nb\r\n{{\"Count\":1}}\r\n0\r\n\r\n");
    let early = format!("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n{OK}content-length: 11\r\n\r\n{{\"Count\":1}}");
    let bytes = [OK.as_bytes(), b"x-id: \xFF\r\ncontent-length: 11\r\n\r\n{\"Count\":1}"].concat();
    vec![
        Case::new(&[27], "trailers",            plain(trailers), fine()),
        Case::new(&[28], "ended by closing",    ok(""), fine()),
        Case::new(&[29], "HTTP/1.0",            plain("HTTP/1.0 200 OK\r\n\r\n{\"Count\":1}"), fine()),
        Case::new(&[30], "length twice, equal", ok("content-length: 11\r\ncontent-length: 11\r\n"), fine()),
        Case::new(&[33], "length and chunks",   plain(both), fine()),
        Case::new(&[34], "bytes behind the body", plain(format!("{OK}content-length: 11\r\n\r\n{{\"Count\":1}}{OK}")), fine()),
        Case::new(&[37], "100 and 103 before 200", plain(early), fine()),
        Case::new(&[41], "bytes that are no text in a header", plain(bytes), fine()),
    ]
}

#[rustfmt::skip]
fn broken_heads() -> Vec<Case> {
    let maybe = |kind, text: &str| Outcome::Err(kind, Delivery::MaybeSent, None, format!("acts.act: {text}"));
    let broken = || maybe(ErrorKind::Transport, "the connection failed during the exchange");
    let protocol = || maybe(ErrorKind::Protocol, "the response is not valid HTTP");
    let odd = |status: u16| Outcome::Err(ErrorKind::UnexpectedStatus, Delivery::Answered, Some(status),
        format!("acts.act: the response has an error status and is no error of the API (status {status})"));
    let case = |faults, name, bytes: &str, outcome| Case::new(faults, name, plain(bytes), outcome);
    let too_large = || Outcome::Err(ErrorKind::TooLarge, Delivery::Answered, None,
        "acts.act: the response head exceeds the limit of bytes or headers".to_owned());
    let fine = || Outcome::Ok(200, r#"{"Count":1}"#.to_owned());
    let headers = |number: usize| format!("{OK}{}\r\n{{\"Count\":1}}", "x: y\r\n".repeat(number));
    let head = |length: usize| plain(format!("{OK}x: {}\r\n\r\n{{\"Count\":1}}", "y".repeat(length)));
    vec![
        case(&[21], "half a status line",       "HTTP/1.1 20", broken()).again(SAFE),
        case(&[21], "half a head",              "HTTP/1.1 200 OK\r\ncontent-le", broken()).again(SAFE),
        case(&[31], "length twice, different",  "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}", protocol()).again(SAFE),
        case(&[32], "length below zero",        "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n{}", protocol()).again(SAFE),
        case(&[35], "banner of SSH",            "SSH-2.0-c4n4ry\r\n", protocol()).again(SAFE),
        case(&[35], "HTML without a head",      "<html>c4n4ry</html>\r\n\r\n", protocol()).again(SAFE),
        case(&[36], "status 99",                "HTTP/1.1 99 c4n4ry\r\ncontent-length: 0\r\n\r\n", protocol()).again(SAFE),
        case(&[36], "status 999",               "HTTP/1.1 999 c4n4ry\r\ncontent-length: 0\r\n\r\n", odd(999)),
        case(&[38], "101",                      "HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: c4n4ry\r\n\r\n", odd(101)),
        Case::new(&[39], "a head of 300 KB",    head(300_000), too_large()).again(&[]),
        Case::new(&[39], "a head of 65 KiB",    head(65 * 1024), too_large()).again(&[]),
        Case::new(&[40], "101 headers",         plain(headers(101)), too_large()).again(&[]),
        Case::new(&[40], "4 headers, 3 allowed", plain(headers(4)), too_large()).again(&[]).options(|it| it.max_headers(3)),
        Case::new(&[40], "150 headers, 150 allowed", plain(headers(150)), fine()).options(|it| it.max_headers(150)),
        Case::new(&[39], "a head of 300 KB that is allowed", head(300_000), fine()).options(|it| it.max_head_bytes(400_000)),
        Case::new(&[39], "a head of 1 KB, 500 bytes allowed", head(1000), too_large()).again(&[]).options(|it| it.max_head_bytes(500)),
        case(&[41], "NUL in a header",          "HTTP/1.1 200 OK\r\nx: c4n4ry\0\r\ncontent-length: 2\r\n\r\n{}", protocol()).again(SAFE),
    ]
}

#[rustfmt::skip]
fn broken_bodies() -> Vec<Case> {
    let answered = |kind, text: &str| Outcome::Err(kind, Delivery::Answered, Some(200), format!("acts.act: {text} (status 200)"));
    let broken = || answered(ErrorKind::Transport, "the connection failed during the exchange");
    let protocol = || answered(ErrorKind::Protocol, "the response is not valid HTTP");
    let short = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"Name\":\"c4n4ry\"}";
    let reset = Script::answer(short).reset();
    let drip = Script::answer("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n").drip(" ".repeat(1000), Duration::from_millis(2));
    let attempt = CallOptions::new().attempt_timeout(Duration::from_millis(200));
    vec![
        Case::new(&[22], "a part of the body",      plain(short), broken()).again(SAFE),
        Case::new(&[23], "reset within the body",   Peer::Plain(reset), broken()).again(SAFE),
        Case::new(&[24], "chunk size is no number", plain(format!("{CHUNKED}zz\r\n{{}}\r\n0\r\n\r\n")), protocol()).again(SAFE),
        Case::new(&[25], "chunks without an end",   plain(format!("{CHUNKED}2\r\n{{}}\r\n")), broken()).again(SAFE),
        Case::new(&[26], "chunk size too large",    plain(format!("{CHUNKED}fffffffffffffffff\r\n{{}}\r\n0\r\n\r\n")), protocol()).again(SAFE),
        Case::new(&[42], "a body by drops",         Peer::Plain(drip), answered(ErrorKind::Timeout, "no complete response before the timeout")).calls(attempt),
    ]
}

#[rustfmt::skip]
fn large() -> Vec<Case> {
    let too_large = |limit: usize| Outcome::Err(ErrorKind::TooLarge, Delivery::Answered, Some(200),
        format!("acts.act: the response body is larger than {limit} bytes (status 200)"));
    let encoding = || Outcome::Err(ErrorKind::Decode, Delivery::Answered, Some(200),
        "acts.act: the response cannot be decoded: the body: in a content encoding that was not asked for (status 200)".to_owned());
    let limit = CallOptions::new().max_body_bytes(100_000);
    let chunk = format!("1000\r\n{}\r\n", "c4n4ry! ".repeat(512));
    let no_end = Script::answer(CHUNKED).flood(chunk);
    let unframed = Script::answer("HTTP/1.1 200 OK\r\n\r\n").flood("c4n4ry! ".repeat(512));
    // Compressed, a thousand times as many zeros.
    let bomb = [b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n\x1F\x8B\x08\0\0\0\0\0\0\xFF\xEC\xC1\x01\r\0\0\0".as_slice(), &[0; 10_000]].concat();
    vec![
        Case::new(&[43], "10 GB announced",     ok("content-length: 10000000000\r\n"), too_large(8 * 1024 * 1024)),
        Case::new(&[44], "chunks for ever",     Peer::Plain(no_end), too_large(100_000)).calls(limit.clone()),
        Case::new(&[44], "bytes for ever",      Peer::Plain(unframed), too_large(100_000)).calls(limit),
        Case::new(&[45], "an encoding nobody asked for", ok("content-encoding: br\r\n"), encoding()),
        Case::new(&[46], "a bomb of gzip",      plain(bomb), encoding()),
    ]
}

#[test]
fn odd_but_sound() {
    sound().iter().for_each(check);
}

#[test]
fn heads() {
    broken_heads().iter().for_each(check);
}

#[test]
fn bodies() {
    broken_bodies().iter().for_each(check);
}

#[test]
fn sizes() {
    large().iter().for_each(check);
}

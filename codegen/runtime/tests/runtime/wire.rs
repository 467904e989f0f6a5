//! Connections that fail, stall, break or point elsewhere.

use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use restwright_runtime::{
    Body, BoxFuture, CallOptions, Client, ClientBuilder, ClientOptions, Delivery, ErrorKind,
    HttpRequest, RetryPolicy, Transport, TransportError, TransportErrorKind,
};

use crate::sample::service::{API_KEY, SERVICE};
use crate::sample::{Error, ErrorCode, Login, Probe, Remove};
use crate::server::{Script, Server, answer, block_on, call, http};

fn login() -> Login {
    Login::new("+14155550123", "correct horse")
}

fn failure(builder: ClientBuilder) -> Error {
    let client = builder.build::<ErrorCode>().unwrap();
    block_on(client.send(&login())).unwrap_err()
}

fn no_retry() -> ClientOptions {
    ClientOptions::new().calls(CallOptions::new().retry(RetryPolicy::none()))
}

/// Kind, delivery and status.
type Facts = (ErrorKind, Delivery, Option<u16>);

fn facts(error: &Error) -> Facts {
    (error.kind(), error.delivery(), error.status())
}

#[test]
fn broken_answers() {
    let large =
        |size: usize| format!("HTTP/1.1 200 OK\r\nx: {}\r\n", "y".repeat(size)).into_bytes();
    let many = "x: y\r\n".repeat(150);
    let chunk = format!("{:x}\r\n{}\r\n", 0x10_0000, "y".repeat(0x10_0000)).repeat(9);
    #[rustfmt::skip]
    let table: Vec<(Vec<u8>, Facts)> = vec![
        (b"".into(),                                              (ErrorKind::Transport, Delivery::MaybeSent, None)),
        (b"HTTP/1.1 200".into(),                                  (ErrorKind::Transport, Delivery::MaybeSent, None)),
        (b"SSH-2.0-OpenSSH_9.6\r\n".into(),                       (ErrorKind::Protocol, Delivery::MaybeSent, None)),
        (b"<html>canary</html>\r\n\r\n".into(),                   (ErrorKind::Protocol, Delivery::MaybeSent, None)),
        (b"HTTP/1.1 99 Odd\r\n\r\n".into(),                       (ErrorKind::Protocol, Delivery::MaybeSent, None)),
        (format!("HTTP/1.1 200 OK\r\n{many}\r\n").into(),         (ErrorKind::TooLarge, Delivery::Answered, None)),
        (large(300_000),                                          (ErrorKind::TooLarge, Delivery::Answered, None)),
        (b"HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n".into(), (ErrorKind::Protocol, Delivery::MaybeSent, None)),
        (b"HTTP/1.1 999 Odd\r\ncontent-length: 0\r\n\r\n".into(), (ErrorKind::UnexpectedStatus, Delivery::Answered, Some(999))),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{}".into(), (ErrorKind::Transport, Delivery::Answered, Some(200))),
        (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n".into(),
         (ErrorKind::Transport, Delivery::Answered, Some(200))),
        (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n".into(),
         (ErrorKind::Protocol, Delivery::Answered, Some(200))),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 10000000000\r\n\r\n{}".into(), (ErrorKind::TooLarge, Delivery::Answered, Some(200))),
        (format!("HTTP/1.1 403 F\r\ntransfer-encoding: chunked\r\n\r\n{chunk}").into(),
         (ErrorKind::TooLarge, Delivery::Answered, Some(403))),
    ];
    for (index, (bytes, expected)) in table.into_iter().enumerate() {
        let error = call(answer(bytes), &login()).unwrap_err();
        assert_eq!(facts(&error), expected, "{index}");
        assert_eq!(error.raw_body().is_some(), error.kind() == ErrorKind::UnexpectedStatus);
    }
}

#[test]
fn odd_but_sound_answers() {
    #[rustfmt::skip]
    let table: &[&[u8]] = &[
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\nx: y\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n{}",
        b"HTTP/1.0 200 OK\r\n\r\n{}",
        b"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}extra",
        b"HTTP/1.1 200 OK\r\nx: \xFF\r\ncontent-length: 2\r\n\r\n{}",
    ];
    for bytes in table {
        let response = call(answer(*bytes), &login()).unwrap();
        assert_eq!(response.body(), b"{}", "{}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn the_bytes_that_are_sent() {
    let server = Server::start(vec![answer(http("204 No Content", &[], ""))]);
    let client = server.client().build::<ErrorCode>().unwrap();
    let host = server.url.replace("http://", "");
    block_on(client.send::<_, ErrorCode>(&Remove { access_token: "t".into() })).unwrap();
    #[rustfmt::skip]
    let expected = format!("DELETE /auth/phone HTTP/1.1\r\n\
        authorization: Bearer t\r\naccept: application/json\r\nuser-agent: sample-rust/1.2.3\r\nhost: {host}\r\n\r\n");
    assert_eq!(server.requests(), [expected]);
}

#[test]
fn a_connection_is_used_again() {
    let ok = http("200 OK", &[], "{}");
    let server = Server::start(vec![Script::Answers(vec![ok.clone(), ok])]);
    let client = server.client().build::<ErrorCode>().unwrap();
    block_on(async {
        for _ in 0..2 {
            client.send::<_, ErrorCode>(&login()).await.unwrap();
        }
    });
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn redirects_are_not_followed() {
    let elsewhere = TcpListener::bind("127.0.0.1:0").unwrap();
    elsewhere.set_nonblocking(true).unwrap();
    let host = elsewhere.local_addr().unwrap();
    #[rustfmt::skip]
    let table = [
        (301, format!("http://user:word@{host}/path?apikey=canary#x"), format!("http://{host}/path")),
        (302, "https://other.example.com".to_owned(),                  "https://other.example.com".to_owned()),
        (303, "/auth/next?token=canary".to_owned(),                    "/auth/next".to_owned()),
        (307, format!("//user@{host}?canary"),                         format!("//{host}")),
        (308, "?canary".to_owned(),                                    String::new()),
    ];
    for (status, location, expected) in table {
        let location = format!("location: {location}");
        let bytes = http(&format!("{status} Moved"), &[&location], r#"{"ErrorCode":901}"#);
        let error = call(answer(bytes), &login()).unwrap_err();
        assert_eq!(facts(&error), (ErrorKind::Redirect, Delivery::Answered, Some(status)));
        assert_eq!(error.redirect_to(), Some(&*expected));
    }
    assert!(elsewhere.accept().is_err());
}

#[test]
fn no_connection() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let builder = || Client::builder(&SERVICE).credential(&API_KEY, "key").options(no_retry());
    let not_sent = (ErrorKind::Connect, Delivery::NotSent, None);
    let error = failure(builder().base_url(format!("http://{closed}")));
    assert_eq!(facts(&error), not_sent);
    assert_eq!(error.to_string(), "phone.login: no connection could be made");
    let error = failure(builder().base_url(format!("https://{closed}")));
    assert_eq!(facts(&error), not_sent);
}

#[test]
fn no_tls_on_the_other_side() {
    let server = Server::start(vec![Script::Greet(b"HTTP/1.1 400 Bad Request\r\n\r\n")]);
    let error = failure(server.client().base_url(server.url.replace("http:", "https:")));
    assert_eq!(facts(&error), (ErrorKind::Connect, Delivery::NotSent, None));
    assert_eq!(error.to_string(), "phone.login: the server does not use TLS");
    server.requests();
}

#[test]
fn limits_of_time() {
    let short = Duration::from_millis(50);
    let start = Instant::now();
    let server = Server::start(vec![Script::Hang, Script::Hang]);
    let timeout = (ErrorKind::Timeout, Delivery::MaybeSent, None);
    let attempt = CallOptions::new().attempt_timeout(short);
    let total = CallOptions::new().total_timeout(short);
    for options in [attempt, total] {
        let builder = server.client().options(ClientOptions::new().calls(options));
        assert_eq!(facts(&failure(builder)), timeout);
    }
    assert_eq!(server.requests().len(), 2);
    // A server that accepts and never speaks TLS.
    let server = Server::start(vec![Script::Greet(b"")]);
    let client = server.client().base_url(server.url.replace("http:", "https:"));
    let error = failure(client.options(no_retry().connect_timeout(short)));
    assert_eq!(facts(&error), (ErrorKind::Timeout, Delivery::NotSent, None));
    server.requests();
    assert!(start.elapsed() < Duration::from_secs(4), "no other limit ended the calls");
}

#[test]
fn limits_of_size() {
    let exact = http("200 OK", &[], r#"{"a":12345}"#);
    for (limit, fits) in [(11, true), (10, false)] {
        let server = Server::start(vec![answer(exact.clone())]);
        let client = server.client().build::<ErrorCode>().unwrap();
        let options = CallOptions::new().max_body_bytes(limit);
        let outcome = block_on(client.send_with::<_, ErrorCode>(&login(), &options));
        assert_eq!(outcome.is_ok(), fits);
    }
}

#[test]
fn a_length_without_a_body_is_no_size() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-length: 10000000000\r\n\r\n";
    assert_eq!(call(answer(*head), &Probe {}).unwrap().status().as_u16(), 200);
}

#[test]
fn no_runtime() {
    let client = Client::builder(&SERVICE).credential(&API_KEY, "key");
    let client = client.base_url("http://127.0.0.1:9").build::<ErrorCode>().unwrap();
    let mut call = Box::pin(client.send::<_, ErrorCode>(&login()));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(Err(error)) = call.as_mut().poll(&mut context) else {
        panic!("an outcome that needs no runtime");
    };
    assert_eq!(facts(&error), (ErrorKind::Input, Delivery::NotSent, None));
}

/// A transport of a user: keeps the requests, and answers from a list.
#[derive(Clone, Default)]
struct Recorder {
    requests: Arc<Mutex<Vec<HttpRequest>>>,
}

impl Transport for Recorder {
    fn send(
        &self,
        request: HttpRequest,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let mut requests = self.requests.lock().unwrap();
        requests.push(request);
        let outcome = if requests.len() == 1 {
            Ok(http::Response::new(Body::from(r#"{"access_token":"a"}"#)))
        } else {
            Err(TransportError::new(TransportErrorKind::Interrupted, Delivery::MaybeSent))
        };
        Box::pin(std::future::ready(outcome))
    }
}

#[test]
fn a_transport_of_ones_own() {
    let recorder = Recorder::default();
    let builder = Client::builder(&SERVICE).credential(&API_KEY, "key");
    let client = builder.transport(recorder.clone()).build::<ErrorCode>().unwrap();
    block_on(client.send::<_, ErrorCode>(&login())).unwrap();
    let error = block_on(client.send::<_, ErrorCode>(&login())).unwrap_err();
    assert_eq!(facts(&error), (ErrorKind::Transport, Delivery::MaybeSent, None));
    let requests = recorder.requests.lock().unwrap();
    let uris: Vec<_> = requests.iter().map(|request| request.uri().to_string()).collect();
    assert_eq!(uris, ["https://api.example.com/auth/login?apikey=key"; 2]);
}

#[test]
fn a_dropped_call_was_never_sent() {
    let recorder = Recorder::default();
    let builder = Client::builder(&SERVICE).credential(&API_KEY, "key");
    let client = builder.transport(recorder.clone()).build::<ErrorCode>().unwrap();
    drop(client.send::<_, ErrorCode>(&login()));
    assert!(recorder.requests.lock().unwrap().is_empty());
}

//! A client of reqwest as the transport: what it must not do, and what its failures are.

use std::net::TcpListener;
use std::time::Duration;

use restwright_runtime::{
    Body, BoxFuture, Client, ClientBuilder, Delivery, ErrorKind, HttpRequest, ReqwestTransport,
    Transport, TransportError,
};

use crate::sample::service::{API_KEY, SERVICE};
use crate::sample::{Error, ErrorCode, Login, LoginOutcome};
use crate::server::{Script, Server, answer, block_on, http};

fn brought(builder: ClientBuilder) -> Client {
    // Disables what a transport must not do.
    let reqwest = reqwest::Client::builder().redirect(reqwest::redirect::Policy::limited(5));
    let reqwest = reqwest.referer(true).no_proxy().read_timeout(Duration::from_millis(500));
    let transport = ReqwestTransport::new(reqwest).unwrap();
    builder.transport(transport).build::<ErrorCode>().unwrap()
}

fn login(client: &Client) -> Result<restwright_runtime::Response<LoginOutcome>, Error> {
    block_on(client.send(&Login::new("+14155550123", "correct horse")))
}

#[test]
fn outcomes() {
    let session = http("200 OK", &[], r#"{"access_token":"t"}"#);
    let long = format!("x: {}", "y".repeat(65 * 1024));
    let moved = http("307 Moved", &["location: http://127.0.0.1:9/canary"], "");
    #[rustfmt::skip]
    let table = [
        (answer(session),                                     Ok(200)),
        (answer(moved),                                       Err((ErrorKind::Redirect, Delivery::Answered, Some(307)))),
        (answer(http("503 Down", &[], "")),                   Err((ErrorKind::UnexpectedStatus, Delivery::Answered, Some(503)))),
        (answer(http("200 OK", &[&long], "{}")),              Err((ErrorKind::TooLarge, Delivery::Answered, None))),
        (answer(""),                                          Err((ErrorKind::Transport, Delivery::MaybeSent, None))),
        (answer("SSH-2.0-OpenSSH_9.6\r\n"),                   Err((ErrorKind::Protocol, Delivery::MaybeSent, None))),
        (Script::Hang,                                        Err((ErrorKind::Timeout, Delivery::MaybeSent, None))),
        (answer("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"), Err((ErrorKind::Protocol, Delivery::Answered, Some(200)))),
        (answer("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{}"), Err((ErrorKind::Transport, Delivery::Answered, Some(200)))),
        (answer(http("200 OK", &["content-encoding: gzip"], "{}")), Err((ErrorKind::Decode, Delivery::Answered, Some(200)))),
    ];
    for (script, expected) in table {
        let server = Server::start(vec![script]);
        let outcome = login(&brought(server.client()));
        let outcome = outcome.map(|response| response.status().as_u16()).map_err(|error| {
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains("127.0.0.1") && !shown.contains("key"), "{shown}");
            (error.kind(), error.delivery(), error.status())
        });
        assert_eq!(outcome, expected);
        let requests = server.requests();
        assert_eq!(requests.len(), 1);
        assert!(!requests[0].to_lowercase().contains("accept-encoding"), "{}", requests[0]);
    }
}

/// The same bytes as by the transport that is built in, but for the order of the headers.
#[test]
fn requests() {
    let server = Server::start(vec![
        Script::Answers(vec![http("200 OK", &[], "{}")]),
        answer(http("200 OK", &[], "{}")),
    ]);
    login(&brought(server.client())).unwrap();
    login(&server.client().build::<ErrorCode>().unwrap()).unwrap();
    let sorted = |request: &String| {
        let mut lines: Vec<_> = request.split("\r\n").map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let requests = server.requests();
    assert_eq!(sorted(&requests[0]), sorted(&requests[1]));
}

#[test]
fn no_connection() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let builder = Client::builder(&SERVICE).credential(&API_KEY, "key");
    let error = login(&brought(builder.base_url(format!("http://{closed}")))).unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Connect, Delivery::NotSent));
}

/// A transport around another one that does not say whether that has TLS.
struct Silent(ReqwestTransport);
impl Transport for Silent {
    fn send(
        &self,
        request: HttpRequest,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        self.0.send(request)
    }
}

/// These tests are built with reqwest alone, without its TLS.
#[test]
fn a_reqwest_without_tls() {
    let builder = || Client::builder(&SERVICE).credential(&API_KEY, "key");
    let reqwest = || ReqwestTransport::new(reqwest::Client::builder().no_proxy()).unwrap();
    assert!(!reqwest().has_tls());
    let error = builder().transport(reqwest()).build::<ErrorCode>().unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Input, Delivery::NotSent));
    assert_eq!(
        error.to_string(),
        "`transport` has no TLS: create a `BuiltInTransport` for a URL with https://, or enable the feature `rustls` or `native-tls` of `reqwest` in the manifest of your program"
    );

    // One that does not say so, since it is within another one: nothing is sent, and the error says why.
    let client = builder().transport(Silent(reqwest())).build::<ErrorCode>().unwrap();
    let error = login(&client).unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Connect, Delivery::NotSent));
    assert_eq!((error.attempts(), error.is_retryable()), (1, false));
    assert_eq!(
        error.to_string(),
        "phone.login: the transport was compiled without TLS: enable the feature `rustls` or `native-tls` of `reqwest`"
    );
}

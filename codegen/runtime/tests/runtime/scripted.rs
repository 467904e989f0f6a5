//! Transports without sockets: what they answer, and what they keep.

use std::time::Duration;

use restwright_runtime::mock::{RecordingTransport, Reply, ScriptedTransport};
use restwright_runtime::{
    CallOptions, Client, ClientOptions, Delivery, ErrorKind, RetryPolicy, Transport,
    TransportError, TransportErrorKind,
};

use crate::sample::service::{API_KEY, SERVICE};
use crate::sample::{Error, ErrorCode, Login};
use crate::server::block_on;

/// Kind, delivery and status of a failure.
type Facts = (ErrorKind, Delivery, Option<u16>);

fn outcome(transport: impl Transport) -> Result<u16, Facts> {
    let client = Client::builder(&SERVICE).credential(&API_KEY, "key").transport(transport);
    // One script stands for one attempt here.
    let calls = CallOptions::new().retry(RetryPolicy::none());
    let calls = calls.attempt_timeout(Duration::from_millis(200));
    let client = client.options(ClientOptions::new().calls(calls)).build::<ErrorCode>().unwrap();
    let outcome = block_on(client.send(&Login::new("+1 5", "correct horse")));
    let status = outcome.map(|response| response.status().as_u16());
    status.map_err(|error: Error| (error.kind(), error.delivery(), error.status()))
}

#[test]
fn replies() {
    let session = r#"{"access_token":"t"}"#;
    #[rustfmt::skip]
    let table = [
        (Reply::json(200, session),                     Ok(200)),
        (Reply::json(200, session).delay(Duration::from_millis(1)), Ok(200)),
        (Reply::refusal(&SERVICE, 1218),                Err((ErrorKind::Api, Delivery::Answered, Some(403)))),
        (Reply::refusal(&SERVICE, 77),                  Err((ErrorKind::Api, Delivery::Answered, Some(400)))),
        (Reply::status(307).header("location", "/x"),   Err((ErrorKind::Redirect, Delivery::Answered, Some(307)))),
        (Reply::json(200, session).truncated(),         Err((ErrorKind::Transport, Delivery::Answered, Some(200)))),
        (Reply::reset(),                                Err((ErrorKind::Transport, Delivery::MaybeSent, None))),
        (Reply::bytes("SSH"),                           Err((ErrorKind::Protocol, Delivery::MaybeSent, None))),
        (Reply::status(99),                             Err((ErrorKind::Protocol, Delivery::MaybeSent, None))),
        (Reply::hang(),                                 Err((ErrorKind::Timeout, Delivery::MaybeSent, None))),
    ];
    for (reply, expected) in table {
        assert_eq!(outcome(ScriptedTransport::new([reply.clone()])), expected, "{reply:?}");
    }
}

#[test]
fn failures_and_the_end_of_the_script() {
    let script = ScriptedTransport::default();
    script.push_error(TransportError::new(TransportErrorKind::Tls, Delivery::NotSent));
    script.push(Reply::json(200, "{}"));
    let unsent = Err((ErrorKind::Connect, Delivery::NotSent, None));
    let outcomes = [(); 3].map(|()| outcome(script.clone()));
    assert_eq!(outcomes, [unsent, Ok(200), unsent]);
    assert_eq!(script.requests().len(), 3);
}

#[test]
fn requests_are_kept_and_not_shown() {
    let script = ScriptedTransport::new([Reply::json(200, "{}")]);
    let recording = RecordingTransport::new(script.clone());
    assert_eq!(outcome(recording.clone()), Ok(200));
    let requests = recording.requests();
    assert_eq!(requests, script.requests());
    let [request] = &*requests else { panic!("one request") };
    assert_eq!((request.method(), request.path()), ("POST", "/auth/login"));
    assert_eq!((request.query("apikey"), request.query("key")), (Some("key"), None));
    assert_eq!(request.header("Content-Type"), Some("application/json"));
    let body = r#"{"password":"correct horse","phone":"+1 5"}"#;
    assert_eq!(request.body(), body.as_bytes());
    assert_eq!(request.json(), serde_json::from_str(body).ok());
    let shown = format!("{script:?} {recording:?}");
    for secret in ["key", "horse", "+1"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

//! Calls to operations that the description lacks.

use restwright_runtime::mock::{Reply, ScriptedTransport};
use restwright_runtime::{
    Client, CustomCall, Delivery, Effect, Endpoint, ErrorKind, Json, Method, Nullable, Personal,
};

use crate::sample::service::{ACCESS_TOKEN, API_KEY, SERVICE};
use crate::sample::{Error, ErrorCode};
use crate::server::block_on;

const fn endpoint(method: Method, effect: Effect) -> Endpoint {
    Endpoint { id: "notes.pin", method, path: "/notes/{note_id}/pin", effect }
}

static READ: Endpoint = endpoint(Method::Get, Effect::Safe);
static PIN: Endpoint = endpoint(Method::Put, Effect::Idempotent);
static SEND: Endpoint = endpoint(Method::Post, Effect::Sends);

fn client(replies: impl IntoIterator<Item = Reply>) -> (Client, ScriptedTransport) {
    let transport = ScriptedTransport::new(replies);
    let client = Client::builder(&SERVICE)
        .credential(&API_KEY, "c4n4ry-key")
        .credential(&ACCESS_TOKEN, "c4n4ry-token")
        .transport(transport.clone());
    (client.build::<ErrorCode>().expect("a client"), transport)
}

fn call(client: &Client, endpoint: &'static Endpoint) -> CustomCall<Json, ErrorCode> {
    client.call(endpoint)
}

#[test]
fn everything_goes_where_it_was_put() {
    let (client, _) = client([]);
    let call = call(&client, &PIN)
        .path("note_id", "a/b")
        .query("tag", "c4n4ry&")
        .query("tag", "2")
        .header("X-Reason", "why")
        .field("author", Personal::from("c4n4ry"))
        .field("until", Nullable::<String>::Null);
    assert!(!format!("{call:?} {call:#?}").contains("c4n4ry"), "{call:?}");
    let request = call.clone().into_http_request().expect("a request");
    assert_eq!(
        request.uri(),
        "https://api.example.com/notes/a%2Fb/pin?apikey=c4n4ry-key&tag=c4n4ry%26&tag=2"
    );
    assert_eq!(request.method(), "PUT");
    assert_eq!(request.headers()["authorization"], "Bearer c4n4ry-token");
    assert!(request.headers()["x-reason"].is_sensitive());
    let body = request.body_bytes().expect("a body in memory");
    assert_eq!(body, br#"{"author":"c4n4ry","until":null}"#.as_slice());
    let whole = call.body(vec![1_i64, 2]).into_http_request().expect("a request");
    assert_eq!(whole.body_bytes().expect("a body in memory"), b"[1,2]".as_slice());
}

#[test]
fn the_effect_decides_what_is_retried() {
    for (endpoint, requests) in [(&READ, 2), (&SEND, 1)] {
        let (client, transport) = client([Reply::reset(), Reply::json(200, r#"{"ok":true}"#)]);
        let outcome = block_on(call(&client, endpoint).path("note_id", "7").send());
        assert_eq!(transport.requests().len(), requests, "{:?}", endpoint.effect);
        match outcome {
            Ok(response) => {
                assert_eq!(endpoint.effect, Effect::Safe);
                assert_eq!(response.as_str(), r#"{"ok":true}"#);
            }
            Err(error) => {
                assert_eq!(endpoint.effect, Effect::Sends);
                assert_eq!(error.delivery(), Delivery::MaybeSent);
            }
        }
    }
}

#[test]
fn errors_are_those_of_the_api() {
    let (client, _) = client([Reply::refusal(&SERVICE, 1218)]);
    let error = block_on(call(&client, &SEND).path("note_id", "7").send()).expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::Api);
    assert!(error.code().is_some());
}

#[test]
fn invalid_inputs_are_refused_before_anything_is_sent() {
    let (client, transport) = client([Reply::json(200, "{}")]);
    let call = || call(&client, &PIN);
    for (call, name) in [
        (call(), "note_id"),
        (call().path("note_id", ".."), "note_id"),
        (call().path("note_id", "7").header("X-Reason", "a\r\nb: c"), "X-Reason"),
    ] {
        let error: Error = block_on(call.send()).expect_err(name);
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Input, Delivery::NotSent));
        assert!(error.to_string().contains(name), "{error}");
        assert!(transport.requests().is_empty());
    }
}

#[cfg(feature = "blocking")]
#[test]
fn a_blocking_client_waits() {
    let (client, _) = client([Reply::json(200, "[1]")]);
    let client = restwright_runtime::blocking::Client::new::<ErrorCode>(client).expect("a client");
    let call: CustomCall<Json, ErrorCode, _> = client.call(&PIN);
    let response = call.path("note_id", "7").send().expect("a response");
    assert_eq!(response.as_str(), "[1]");
}

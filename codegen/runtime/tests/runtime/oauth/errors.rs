//! What a token endpoint can fail with, and what callers learn of it.

use std::error::Error as _;

use restwright_runtime::TokenErrorKind::{Invalid, Rejected, Unavailable};
use restwright_runtime::{Delivery, ErrorKind, TokenErrorKind, TransportError, TransportErrorKind};

use super::{APP_OAUTH, GUEST, Response, SAFE, Stage, act, built, response, token};

fn failure(kind: TransportErrorKind, delivery: Delivery) -> Response {
    Err(TransportError::new(kind, delivery))
}

/// A response, how often it is asked for, and the error.
struct Row(fn() -> Response, usize, TokenErrorKind, bool, &'static str);

#[tokio::test]
async fn what_a_token_endpoint_answers() {
    let html = || response(200, "<html>c4n4ry</html>");
    let unsent = || failure(TransportErrorKind::Connect, Delivery::NotSent);
    let cut = || failure(TransportErrorKind::Interrupted, Delivery::MaybeSent);
    let certificate = || failure(TransportErrorKind::CertificateExpired, Delivery::NotSent);
    #[rustfmt::skip]
    let table = [
        Row(|| response(400, r#"{"error":"invalid_client","error_description":"c4n4ry"}"#), 1, Rejected, false, "the request for an access token was rejected (invalid_client)"),
        Row(|| response(401, r#"{"error":"c4n4ry"}"#), 1, Rejected, false, "the request for an access token was rejected (its status is 401)"),
        Row(|| response(200, r#"{"error":"invalid_grant"}"#), 1, Rejected, false, "the request for an access token was rejected (invalid_grant)"),
        Row(|| response(403, ""), 1, Rejected, false, "the request for an access token was rejected (its status is 403)"),
        Row(|| response(500, "c4n4ry"), 1, Unavailable, true, "no access token is available now (its status is 500)"),
        Row(|| response(503, r#"{"error":"temporarily_unavailable"}"#), 3, Unavailable, true, "no access token is available now (temporarily_unavailable)"),
        Row(|| response(429, ""), 3, Unavailable, true, "no access token is available now (its status is 429)"),
        Row(html, 1, Invalid, false, "the response of the token server holds no access token (its status is 200)"),
        Row(|| response(200, "{}"), 1, Invalid, false, "the response of the token server holds no access token (its status is 200)"),
        Row(|| response(200, r#"{"access_token":"c4n4ry","token_type":"mac"}"#), 1, Invalid, false, "the response of the token server holds no access token (its status is 200)"),
        Row(|| response(200, r#"{"access_token":"c4n\u000a4ry"}"#), 1, Invalid, false, "the response of the token server holds no access token (its status is 200)"),
        Row(|| response(200, r#"{"access_token":"#.to_owned() + &"c".repeat(70_000)), 1, Invalid, false, "the response of the token server holds no access token (its status is 200)"),
        Row(|| response(302, ""), 1, Invalid, false, "the response of the token server holds no access token (its status is 302)"),
        Row(|| response(404, "c4n4ry"), 1, Invalid, false, "the response of the token server holds no access token (its status is 404)"),
        Row(unsent, 3, Unavailable, true, "no access token is available now: no connection could be made"),
        Row(cut, 3, Unavailable, true, "no access token is available now: the connection failed during the exchange"),
        Row(certificate, 1, Unavailable, false, "no access token is available now: the certificate of the server has expired"),
    ];
    for Row(answer, requests, kind, is_retryable, message) in table {
        let stage = Stage::new(move |_, _| Box::pin(async move { answer() }));
        let error = act(&stage.client(), &SAFE).await.expect_err(message);
        assert_eq!(error.to_string(), format!("acts.act: {message}"));
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Token, Delivery::NotSent));
        let token = error.token().expect(message);
        assert_eq!((token.kind(), error.is_retryable()), (kind, is_retryable), "{message}");
        assert_eq!((stage.tokens(), error.attempts()), (requests, 0), "{message}");
        assert_eq!(error.source().map(ToString::to_string).as_deref(), Some(message));
        assert!(!format!("{error:?} {token:?} {:?}", token.source()).contains("c4n4ry"));
    }
}

#[tokio::test]
async fn what_the_token_server_says() {
    let stage = Stage::scripted(
        [
            response(400, r#"{"error":"invalid_scope","error_description":"no such scope"}"#),
            response(400, r#"{"error":"c4n4ry-secret","error_description":"not c4n4ry-secret"}"#),
        ],
        [],
    );
    let client = stage.client();
    let error = act(&client, &SAFE).await.unwrap_err();
    let token = error.token().unwrap();
    assert_eq!((token.code(), token.description()), (Some("invalid_scope"), Some("no such scope")));
    assert_eq!((token.status(), error.status()), (Some(400), None));
    // Not what repeats a secret.
    let error = act(&client, &SAFE).await.unwrap_err();
    let token = error.token().unwrap();
    assert_eq!((token.code(), token.description()), (None, None));
}

#[tokio::test]
async fn the_token_server_repeats_a_secret() {
    const SECRET: &str = "c4n4ry secret:/";
    // Each row: what the server says, and whether it repeats a secret in any form in which it was sent.
    for (text, is_left_out) in [
        ("no such scope", false),
        ("not c4n4ry secret:/ again", true),
        ("not c4n4ry%20secret%3A%2F again", true),
        ("not c4n4ry%20secret%3a%2f again", true),
        ("not c4n4ry+secret%3A%2F again", true),
        ("Basic bXklMjBhcHA6YzRuNHJ5JTIwc2VjcmV0JTNBJTJG is wrong", true),
        ("my app is unknown", true),
        ("my%20app is unknown", true),
    ] {
        let body = format!(r#"{{"error":"{text}","error_description":"{text}"}}"#);
        let stage = Stage::scripted([response(400, body)], []);
        let client = built(stage.builder().client_credentials(&APP_OAUTH, "my app", SECRET));
        let error = act(&client, &SAFE).await.unwrap_err();
        let said = (!is_left_out).then_some(text);
        let token = error.token().unwrap();
        assert_eq!((token.code(), token.description()), (said, said), "{text}");
    }
    // A short id may be part of a code.
    let body = r#"{"error":"invalid_scope","error_description":"an id"}"#;
    let stage = Stage::scripted([response(400, body)], []);
    let error = act(&stage.client(), &SAFE).await.unwrap_err();
    let token = error.token().unwrap();
    assert_eq!((token.code(), token.description()), (Some("invalid_scope"), None));
}

#[tokio::test]
async fn a_refresh_token_is_not_sent_twice() {
    for (answer, requests) in [
        (failure(TransportErrorKind::Interrupted, Delivery::MaybeSent), 1),
        (failure(TransportErrorKind::Connect, Delivery::NotSent), 2),
        (response(503, ""), 1),
    ] {
        let stage = Stage::scripted([answer], []);
        let client = built(stage.builder().refresh_token(&GUEST, "id", "", "r"));
        let outcome = act(&client, &SAFE).await;
        assert_eq!((stage.tokens(), outcome.is_ok()), (requests, requests == 2));
    }
}

#[tokio::test]
async fn no_other_token_after_a_refusal() {
    let invalid = response(400, r#"{"error":"invalid_client"}"#);
    let stage = Stage::scripted([token("t1", ""), invalid], [401]);
    let error = act(&stage.client(), &SAFE).await.unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Token, Delivery::Answered));
    assert_eq!((error.status(), error.attempts()), (Some(401), 1));
    let message =
        "acts.act: the request for an access token was rejected (invalid_client) (status 401)";
    assert_eq!(error.to_string(), message);
    assert!(!error.is_retryable());
}

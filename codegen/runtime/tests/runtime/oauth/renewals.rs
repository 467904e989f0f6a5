//! Renewals of a token that is still valid: calls do not wait for them, and lose nothing if they fail.

use std::future::pending;
use std::time::Duration;

use restwright_runtime::{CallOptions, ErrorKind, TokenError, TokenErrorKind};

use super::{Response, SAFE, Stage, act, act_with, response, tasks, token};

const HOUR: &str = r#""expires_in":3600"#;

fn invalid() -> Response {
    response(400, r#"{"error":"invalid_client"}"#)
}

#[tokio::test]
async fn a_renewal_that_fails_costs_nothing_while_the_token_is_valid() {
    // Each row: moments, and the number of tokens requested until then.
    for (moments, bearers) in [
        // Not again at once.
        (
            &[(0, 1), (3550, 2), (3550, 2), (3560, 3), (3560, 3)][..],
            &["t1", "t1", "t1", "t1", "t3"][..],
        ),
        // It is not used for longer than it lives.
        (&[(0, 1), (3595, 2), (3599, 2), (3601, 3)], &["t1", "t1", "t1", "t3"]),
    ] {
        let stage = Stage::scripted([token("t1", HOUR), invalid()], []);
        let client = stage.client();
        let mut now = 0;
        for (moment, expected) in moments {
            stage.pass(Duration::from_secs(moment - now));
            now = *moment;
            act(&client, &SAFE).await.unwrap();
            tasks().await;
            assert_eq!(stage.tokens(), *expected, "at {moment}");
        }
        assert_eq!(stage.bearers(), bearers);
    }
}

#[tokio::test]
async fn a_token_server_that_hangs_holds_up_no_call_while_the_token_is_valid() {
    let mut issued = 0;
    let stage = Stage::new(move |kind, _| {
        issued += i32::from(kind == "token");
        match (kind, issued) {
            ("token", 1) => Box::pin(async { token("t1", HOUR) }),
            ("token", _) => Box::pin(pending()),
            _ => Box::pin(async { response(204, "") }),
        }
    });
    let client = stage.client();
    let options = CallOptions::new().total_timeout(Duration::from_millis(50));
    for (time, tokens) in [(0, 1), (3550, 2), (1, 2), (48, 2)] {
        stage.pass(Duration::from_secs(time));
        act_with(&client, &SAFE, &options).await.unwrap();
        tasks().await;
        assert_eq!((stage.tokens(), stage.bearers().pop().unwrap()), (tokens, "t1".to_owned()));
    }
    stage.pass(Duration::from_secs(1));
    let error = act_with(&client, &SAFE, &options).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Token);
    assert_eq!(error.token().map(TokenError::kind), Some(TokenErrorKind::Unavailable));
}

#[tokio::test]
async fn a_token_is_refused_while_its_renewal_fails() {
    let (mut issued, mut acts) = (0, 0);
    let stage = Stage::new(move |kind, _| {
        if kind == "token" {
            issued += 1;
            let response = match issued {
                1 => token("t1", HOUR),
                2 => invalid(),
                _ => token("t3", HOUR),
            };
            return Box::pin(async { response });
        }
        acts += 1;
        let status = if acts == 2 { 401 } else { 204 };
        // The renewal fails meanwhile.
        Box::pin(async move {
            tasks().await;
            response(status, "")
        })
    });
    let client = stage.client();
    act(&client, &SAFE).await.unwrap();
    stage.pass(Duration::from_secs(3550));
    act(&client, &SAFE).await.unwrap();
    assert_eq!((stage.tokens(), stage.bearers()), (3, ["t1", "t1", "t3"].map(String::from).into()));
}

//! Calls in flight share one request for a token, and lose nothing if one of them leaves.

use std::sync::Arc;
use std::time::Duration;

use restwright_runtime::{
    Body, BoxFuture, CallOptions, Delivery, ErrorKind, TokenError, TokenErrorKind,
};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::{GUEST, Response, SAFE, Stage, act, act_with, built, response, token};

/// A stage whose token endpoint waits for a permit.
fn waiting_stage() -> (Stage, Arc<Semaphore>) {
    let gate = Arc::new(Semaphore::new(0));
    let opened = Arc::clone(&gate);
    let mut issued = 0;
    let stage = Stage::new(move |kind, _| {
        if kind == "act" {
            return Box::pin(async { response(204, "") }) as BoxFuture<'static, Response>;
        }
        issued += 1;
        let (opened, text) = (Arc::clone(&opened), format!("t{issued}"));
        Box::pin(async move {
            opened.acquire().await.unwrap().forget();
            token(&text, "")
        })
    });
    (stage, gate)
}

#[tokio::test]
async fn a_thousand_calls_request_one_token() {
    let (stage, gate) = waiting_stage();
    let client = stage.client();
    let mut calls = JoinSet::new();
    for _ in 0..1000 {
        let client = client.clone();
        calls.spawn(async move { act(&client, &SAFE).await });
    }
    while stage.tokens() == 0 {
        tokio::task::yield_now().await;
    }
    gate.add_permits(1000);
    while let Some(outcome) = calls.join_next().await {
        outcome.unwrap().unwrap();
    }
    assert_eq!((stage.tokens(), stage.bearers().len()), (1, 1000));
}

#[tokio::test]
async fn a_call_that_is_dropped_takes_no_token_away() {
    let (stage, gate) = waiting_stage();
    let client = stage.client();
    let first = tokio::spawn({
        let client = client.clone();
        async move { act(&client, &SAFE).await }
    });
    while stage.tokens() == 0 {
        tokio::task::yield_now().await;
    }
    first.abort();
    assert!(first.await.unwrap_err().is_cancelled());
    let second = act(&client, &SAFE);
    gate.add_permits(1);
    second.await.unwrap();
    assert_eq!((stage.tokens(), stage.bearers()), (1, vec!["t1".to_owned()]));
}

#[tokio::test]
async fn a_call_waits_for_a_token_within_its_timeout() {
    let (stage, gate) = waiting_stage();
    let client = stage.client();
    let options = CallOptions::new().total_timeout(Duration::from_millis(5));
    let error = act_with(&client, &SAFE, &options).await.unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Token, Delivery::NotSent));
    assert_eq!(error.token().map(TokenError::kind), Some(TokenErrorKind::Unavailable));
    assert!(error.is_retryable());
    gate.add_permits(1);
    act(&client, &SAFE).await.unwrap();
    assert_eq!((stage.tokens(), stage.bearers().len()), (1, 1));
}

#[tokio::test]
async fn a_token_that_many_calls_are_refused_with_is_replaced_once() {
    let stage = Stage::new({
        let mut issued = 0;
        move |kind, about| {
            let response = if kind == "token" {
                issued += 1;
                token(&format!("t{issued}"), "")
            } else {
                response(if about.ends_with("t1") { 401 } else { 204 }, Body::empty())
            };
            // The others are on their way meanwhile.
            Box::pin(async {
                tokio::task::yield_now().await;
                response
            })
        }
    });
    let client = stage.client();
    let mut calls = JoinSet::new();
    for _ in 0..100 {
        let client = client.clone();
        calls.spawn(async move { act(&client, &SAFE).await });
    }
    while let Some(outcome) = calls.join_next().await {
        outcome.unwrap().unwrap();
    }
    assert_eq!((stage.tokens(), stage.bearers().len()), (2, 200));
}

#[test]
fn a_request_for_a_token_may_end_with_its_runtime() {
    let (stage, gate) = waiting_stage();
    let client = stage.client();
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let first = runtime();
    let call = client.clone();
    first.spawn(async move { act(&call, &SAFE).await });
    first.block_on(async {
        while stage.tokens() == 0 {
            tokio::task::yield_now().await;
        }
    });
    drop(first);
    gate.add_permits(1);
    runtime().block_on(act(&client, &SAFE)).unwrap();
    assert_eq!((stage.tokens(), stage.bearers()), (2, vec!["t2".to_owned()]));
}

/// A server that replaces refresh tokens would take the second use for a theft.
#[test]
fn a_refresh_token_is_not_sent_again_for_a_request_that_ended_with_its_runtime() {
    let (stage, gate) = waiting_stage();
    let client = built(stage.builder().refresh_token(&GUEST, "id", "", "r"));
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (first, second) = (runtime(), runtime());
    let call = client.clone();
    first.spawn(async move { act(&call, &SAFE).await });
    first.block_on(async {
        while stage.tokens() == 0 {
            tokio::task::yield_now().await;
        }
    });
    let waiting = second.spawn({
        let client = client.clone();
        async move { act(&client, &SAFE).await }
    });
    second.block_on(tokio::task::yield_now());
    drop(first);
    let error = second.block_on(waiting).unwrap().unwrap_err();
    assert_eq!(error.token().map(TokenError::kind), Some(TokenErrorKind::Unavailable));
    assert!(error.is_retryable());
    assert_eq!(stage.tokens(), 1);
    // Another call is another decision.
    gate.add_permits(1);
    second.block_on(act(&client, &SAFE)).unwrap();
    assert_eq!((stage.tokens(), stage.bearers()), (2, vec!["t2".to_owned()]));
}

#[tokio::test]
async fn a_function_that_panics_loses_no_token() {
    let stage = Stage::scripted([token("t1", r#""refresh_token":"r1""#)], []);
    let builder = stage.builder().refresh_token(&GUEST, "id", "", "r0");
    let client = built(builder.rotated(&GUEST, |_| panic!("a function that panics")));
    act(&client, &SAFE).await.unwrap();
    act(&client, &SAFE).await.unwrap();
    assert_eq!((stage.tokens(), stage.bearers()), (1, vec!["t1".to_owned(); 2]));
}

//! What is requested, and when.

use std::time::Duration;

use restwright_runtime::{CallOptions, ClientOptions, ErrorKind, RetryPolicy};

use super::{
    APP_OAUTH, GUEST, SAFE, SENDS, Stage, USER, act, act_with, built, response, tasks, token,
};
use crate::sample::{Error, ErrorCode};

#[tokio::test]
async fn what_a_token_is_requested_with() {
    let stage = Stage::scripted([], []);
    let builder = || stage.builder();
    let with_space = "c4n4ry secret:/";
    for (builder, expected) in [
        (
            builder().client_credentials(&APP_OAUTH, "id", with_space),
            "grant_type=client_credentials&scope=read%20write&audience=https%3A%2F%2Fapi.example.com Basic aWQ6YzRuNHJ5JTIwc2VjcmV0JTNBJTJG",
        ),
        (
            builder().refresh_token(&USER, "id", with_space, "r"),
            "grant_type=refresh_token&refresh_token=r&client_id=id&client_secret=c4n4ry%20secret%3A%2F",
        ),
        (
            builder().refresh_token(&GUEST, "id", "", "r"),
            "grant_type=refresh_token&refresh_token=r&client_id=id",
        ),
    ] {
        act(&built(builder), &SAFE).await.unwrap();
        let log = stage.log();
        assert_eq!(log[log.len() - 2], format!("token {expected}"));
    }
}

#[tokio::test]
async fn a_token_is_used_until_shortly_before_it_expires() {
    // Each row: the lifetime, then moments and the number of tokens requested until then.
    for (lifetime, moments) in [
        (r#""expires_in":3600"#, &[(0, 1), (3539, 1), (3540, 2), (3541, 2)][..]),
        (r#""expires_in":"40""#, &[(0, 1), (29, 1), (30, 2)]),
        (r#""expires_in":0"#, &[(0, 1), (0, 2)]),
        (r#""expires_in":-5"#, &[(0, 1), (0, 2)]),
        (r#""expires_in":9223372036854775807"#, &[(0, 1), (1_000_000_000, 1)]),
        (r#""expires_in":[]"#, &[(0, 1), (1_000_000_000, 1)]),
        ("", &[(0, 1), (1_000_000_000, 1)]),
    ] {
        let stage = Stage::new({
            move |kind, _| {
                let response =
                    if kind == "token" { token("t", lifetime) } else { response(204, "") };
                Box::pin(async { response })
            }
        });
        let client = stage.client();
        let mut now = 0;
        for (moment, expected) in moments {
            stage.pass(Duration::from_secs(moment - now));
            now = *moment;
            act(&client, &SAFE).await.unwrap();
            tasks().await;
            assert_eq!(stage.tokens(), *expected, "{lifetime} at {moment}");
        }
    }
}

#[tokio::test]
async fn a_token_that_is_refused_is_replaced_once() {
    let none = || CallOptions::new().retry(RetryPolicy::none());
    let plain = CallOptions::new;
    // Each row: the statuses of the API, the options, the bearers and the status of the error.
    for (statuses, options, bearers, status) in [
        (&[401][..], plain(), &["t1", "t2"][..], None),
        (&[401, 401, 401], plain(), &["t1", "t2"], Some(401)),
        (&[401], none(), &["t1"], Some(401)),
        (&[403], plain(), &["t1"], Some(403)),
        (&[401], plain().credential("app", "own"), &["own"], Some(401)),
    ] {
        let stage = Stage::scripted([], statuses.iter().copied());
        let client = stage.client();
        let outcome = act_with(&client, &SENDS, &options).await;
        assert_eq!(stage.bearers(), bearers, "{statuses:?}");
        assert_eq!(outcome.err().and_then(|error| error.status()), status, "{statuses:?}");
    }
}

/// A service may mean something else by the status 401, such as a wrong code, which is not to be submitted twice.
#[tokio::test]
async fn what_must_not_happen_twice_is_repeated_if_the_token_was_the_reason() {
    const API: &str = r#"{"ErrorCode":1218,"Message":"CAPTCHA is invalid"}"#;
    // Each row: whether it must not happen twice, the values of `WWW-Authenticate`, the body, and whether it is repeated.
    for (sends, challenges, body, is_repeated) in [
        (true, &[][..], API, false),
        (true, &[], "", true),
        (true, &[], "<p>Unauthorized", true),
        (true, &["Bearer error=\"invalid_token\""], API, true),
        (true, &["bearer"], API, true),
        (true, &["Basic realm=\"a\\\"\",Bearer realm=b"], API, true),
        (true, &["Basic realm=\"a\"", "Bearer"], API, true),
        (true, &["Basic realm=\"a, Bearer \""], API, false),
        (true, &["Basic realm=\"\\\", Bearer\""], API, false),
        (true, &["Bearers", "Basic Bearer", ""], API, false),
        (false, &[], API, true),
    ] {
        let (mut issued, mut acts) = (0, 0);
        let stage = Stage::new(move |kind, _| {
            let response = if kind == "token" {
                issued += 1;
                token(&format!("t{issued}"), "")
            } else {
                acts += 1;
                let mut refusal = response(401, body).unwrap();
                for challenge in challenges {
                    refusal.headers_mut().append("www-authenticate", challenge.parse().unwrap());
                }
                if acts == 1 { Ok(refusal) } else { response(204, "") }
            };
            Box::pin(async { response })
        });
        let client = stage.client();
        let outcome = if sends { act(&client, &SENDS).await } else { act(&client, &SAFE).await };
        let about = format!("{challenges:?} {body}");
        assert_eq!(outcome.is_ok(), is_repeated, "{about}");
        assert_eq!(stage.bearers().len(), 1 + usize::from(is_repeated), "{about}");
        // In any case, the next call has another token.
        act(&client, &SAFE).await.unwrap();
        assert_eq!(stage.bearers().pop().as_deref(), Some("t2"), "{about}");
    }
}

#[tokio::test]
async fn a_refused_token_is_not_used_by_the_next_call() {
    let stage = Stage::scripted([], [401]);
    let client = stage.client();
    let options = CallOptions::new().retry(RetryPolicy::none());
    act_with(&client, &SAFE, &options).await.unwrap_err();
    act(&client, &SAFE).await.unwrap();
    assert_eq!(stage.bearers(), ["t1", "t2"]);
}

#[tokio::test]
async fn an_operation_that_is_always_refused_costs_few_tokens() {
    // Two calls have another token in the end, but do not throw it away; a call that is refused from the start does.
    let stage = Stage::scripted([], [401, 401, 401, 401]);
    let client = stage.client();
    for _ in 0..2 {
        assert_eq!(act(&client, &SAFE).await.unwrap_err().status(), Some(401));
    }
    act(&client, &SAFE).await.unwrap();
    assert_eq!(stage.bearers(), ["t1", "t2", "t2", "t3", "t3"]);
    // The budget of retries holds for them, too.
    let stage = Stage::scripted([], [401; 1000]);
    let client = stage.client();
    for _ in 0..200 {
        assert_eq!(act(&client, &SAFE).await.unwrap_err().status(), Some(401));
    }
    assert_eq!(stage.bearers().len(), 300);
}

#[tokio::test]
async fn refresh_tokens_are_replaced() {
    let new = |number: u32| token("t", &format!(r#""refresh_token":"r{number}""#));
    let stage = Stage::scripted([new(1), new(2), token("t4", "")], [401, 204, 401]);
    let stored = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let store = {
        let stored = stored.clone();
        move |token: &restwright_runtime::Secret| {
            stored.lock().unwrap().push(token.expose().to_owned());
        }
    };
    let builder = stage.builder().refresh_token(&GUEST, "id", "", "r0").rotated(&GUEST, store);
    let client = built(builder);
    // The second token is the same text, so nothing is repeated.
    assert_eq!(act(&client, &SAFE).await.unwrap_err().status(), Some(401));
    act(&client, &SAFE).await.unwrap();
    act(&client, &SAFE).await.unwrap();
    let used = stage
        .log()
        .iter()
        .filter_map(|line| {
            let (_, rest) = line.split_once("refresh_token=")?;
            Some(rest.split('&').next()?.to_owned())
        })
        .collect::<Vec<_>>();
    assert_eq!(used, ["r0", "r1", "r2"]);
    assert_eq!(*stored.lock().unwrap(), ["r1", "r2"]);
}

#[tokio::test]
async fn a_request_for_other_clients_needs_a_token_of_its_own() {
    let stage = Stage::scripted([], []);
    let client = stage.client();
    let error: Error = client.request::<_, ErrorCode>(&SAFE).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Input);
    assert!(error.to_string().contains("`app` is an access token"), "{error}");
    let options = CallOptions::new().credential("app", "own");
    let request = client.request_with::<_, ErrorCode>(&SAFE, &options).unwrap();
    assert_eq!(request.headers()["authorization"], "Bearer own");
    assert_eq!(stage.tokens(), 0);
}

#[test]
fn what_no_client_is_built_with() {
    let stage = Stage::scripted([], []);
    let builder = || stage.builder();
    for (builder, expected) in [
        (builder().client_credentials(&APP_OAUTH, " ", "s"), "`app` must not be blank"),
        (builder().client_credentials(&APP_OAUTH, "i", ""), "`app` must not be blank"),
        (
            builder().client_credentials(&APP_OAUTH, "i", "s\n"),
            "`app` must not contain control characters",
        ),
        (builder().refresh_token(&GUEST, "i", "", ""), "`app` must not be blank"),
        (
            builder()
                .client_credentials(&APP_OAUTH, "i", "s")
                .token_url(&APP_OAUTH, "http://auth.example.com"),
            "`token_url` must start with https://, unless it names this machine",
        ),
        (
            builder()
                .client_credentials(&APP_OAUTH, "i", "s")
                .token_url(&APP_OAUTH, "https://a.example/?x=1"),
            "`token_url` must not have a query or fragment",
        ),
    ] {
        let error: Error = builder.build::<ErrorCode>().unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
    // Nothing is requested, so nothing is checked.
    built(builder().token_url(&APP_OAUTH, "http://auth.example.com").options(ClientOptions::new()));
}

//! Access tokens that the client requests, over sockets: shared, renewed, refused, and a token server with faults.

use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use bookshop::blocking::{self, TokenSource as _};
use bookshop::mock::{self, Reply, Server};
use bookshop::operations::deliveries::{Announce, List};
use bookshop::{
    AccessToken, CallOptions, Client, ClientBuilder, ClientOptions, Delivery, Error, ErrorKind,
    RetryPolicy, TokenError, TokenErrorKind, Upload,
};

use super::{Fixed, SHOP_KEY, TILL};
use crate::outcome::block_on;

/// The bearers that the server has received, in their order.
fn bearers(server: &Server) -> Vec<String> {
    let requests = server.requests();
    let bearer = |request: &mock::Received| {
        let value = request.header("authorization").unwrap_or_default().to_owned();
        value.strip_prefix("Bearer ").unwrap_or(&value).to_owned()
    };
    requests.iter().map(bearer).collect()
}

fn builder<C>(builder: ClientBuilder<C>, server: &Server) -> ClientBuilder<C> {
    builder
        .base_url(server.url())
        .partner("p", "c4n4ry-secret")
        .partner_token_url(server.token_url("partner"))
}

fn start() -> (Server, Client) {
    let server = Server::start().expect("a server");
    let client = server.client().expect("a client");
    (server, client)
}

#[test]
fn calls_share_a_token() {
    let (server, client) = start();
    block_on(async {
        client.deliveries().list().await.expect("a list");
        client.deliveries().announce("Ten boxes").await.expect("an announcement");
    });
    let requests = server.token_requests();
    assert_eq!(requests.len(), 1);
    let form = requests[0].form().expect("a form");
    let form: Vec<_> = form.iter().map(|(name, value)| (&**name, &**value)).collect();
    let expected = [
        ("grant_type", "client_credentials"),
        ("scope", "deliveries:read deliveries:write"),
        ("audience", "https://books.example"),
    ];
    assert_eq!(form, expected);
    assert_eq!(bearers(&server), ["mock-access-partner-1", "mock-access-partner-1"]);
}

#[test]
fn threads_share_a_token() {
    let server = Server::start().expect("a server");
    let client = server.blocking_client().expect("a client");
    server.reply_token("partner", token("slow", "").delay(Duration::from_millis(50)));
    thread::scope(|scope| {
        for _ in 0..20 {
            scope.spawn(|| client.deliveries().list().send().expect("a list"));
        }
    });
    assert_eq!((server.token_requests().len(), bearers(&server)), (1, vec!["slow".to_owned(); 20]));
}

/// A response of a token endpoint, with more keys.
fn token(token: &str, more: &str) -> Reply {
    Reply::json(200, format!(r#"{{"access_token":"{token}","token_type":"Bearer"{more}}}"#))
}

#[test]
fn a_token_that_has_expired_is_replaced_before_it_is_sent() {
    let (server, client) = start();
    server.reply_token("partner", token("short", r#","expires_in":0"#));
    block_on(async {
        client.deliveries().list().await.expect("a list");
        client.deliveries().list().await.expect("a list");
    });
    assert_eq!(bearers(&server), ["short", "mock-access-partner-1"]);
}

#[test]
fn a_token_that_is_revoked_is_replaced_once() {
    let (server, client) = start();
    block_on(async {
        client.deliveries().list().await.expect("a list");
        server.revoke_tokens();
        // The token was the reason, so nothing was sent out.
        client.deliveries().announce("Ten boxes").await.expect("an announcement");
    });
    let (first, second) = ("mock-access-partner-1", "mock-access-partner-2");
    assert_eq!(bearers(&server), [first, first, second]);
}

#[test]
fn a_token_that_is_always_refused() {
    let (server, client) = start();
    (0..3).for_each(|_| server.reply::<Announce>(Reply::status(401)));
    let error = block_on(client.deliveries().announce("Ten boxes").into_future());
    let error = error.expect_err("a refusal");
    assert_eq!((error.kind(), error.status()), (ErrorKind::UnexpectedStatus, Some(401)));
    assert_eq!((error.attempts(), server.token_requests().len()), (2, 2));
    // A call that is never repeated is not repeated with another token, either. The next call has one.
    let none = CallOptions::new().retry(RetryPolicy::none());
    let call = client.deliveries().announce("Ten boxes").with(none);
    assert_eq!(block_on(call.into_future()).expect_err("a refusal").attempts(), 1);
    block_on(client.deliveries().announce("Ten boxes").into_future()).expect("an announcement");
    assert_eq!(server.token_requests().len(), 3);
}

#[test]
fn a_body_that_can_be_read_once_is_sent_once() {
    let (server, client) = start();
    block_on(async {
        client.deliveries().list().await.expect("a list");
        server.revoke_tokens();
        let once = Upload::reader(&b"a,b"[..]);
        let error = client.deliveries().send_list(once).await.expect_err("a refusal");
        assert_eq!((error.status(), error.attempts()), (Some(401), 1));
        client.deliveries().list().await.expect("a list");
        server.revoke_tokens();
        client.deliveries().send_list(b"a,b".to_vec()).await.expect("it can be sent again");
    });
    let sent = server.requests().into_iter().filter(|it| it.method() == "PUT");
    let sent: Vec<_> = sent.map(|request| request.body().to_vec()).collect();
    assert_eq!(sent, [b"a,b", b"a,b", b"a,b"]);
}

#[test]
fn refresh_tokens_are_replaced() {
    let server = Server::start().expect("a server");
    let stored = Arc::new(Mutex::new(Vec::new()));
    let store = Arc::clone(&stored);
    #[expect(deprecated, reason = "branches still have tokens")]
    let client = Client::builder(TILL, SHOP_KEY)
        .base_url(server.url())
        .branch("b", "s", "first")
        .branch_token_url(server.token_url("branch"))
        .branch_rotated(move |token| store.lock().unwrap().push(token.expose().to_owned()))
        .build()
        .expect("a client");
    block_on(async {
        for _ in 0..2 {
            client.deliveries().stock().await.expect("a number");
            server.revoke_tokens();
        }
        client.deliveries().stock().await.expect("a number");
    });
    let used = server.token_requests().into_iter().map(|request| {
        let form = request.form().expect("a form");
        form.into_iter().find(|(name, _)| name == "refresh_token").expect("a refresh token").1
    });
    assert_eq!(
        used.collect::<Vec<_>>(),
        ["first", "mock-refresh-branch-1", "mock-refresh-branch-2"]
    );
    let expected = [1, 2, 3].map(|number| format!("mock-refresh-branch-{number}"));
    assert_eq!(*stored.lock().unwrap(), expected);
}

#[test]
fn tokens_among_alternatives() {
    let server = Server::start().expect("a server");
    let builder = || Client::builder(TILL, SHOP_KEY).base_url(server.url());
    let kiosk = builder().kiosk("k", "r").kiosk_token_url(server.token_url("kiosk"));
    for client in [builder(), builder().terminal("t"), kiosk.terminal("t")] {
        let client = client.build().expect("a client");
        block_on(client.deliveries().hours().into_future()).expect("hours");
    }
    assert_eq!(bearers(&server), ["", "Basic dDo=", "mock-access-kiosk-1"]);
}

#[test]
fn a_call_has_a_token_of_its_own() {
    let (server, client) = start();
    let own = || CallOptions::new().credential("partner", "own");
    block_on(client.deliveries().list().with(own()).into_future()).expect("a list");
    assert_eq!((bearers(&server), server.token_requests().len()), (vec!["own".to_owned()], 0));
    let request = client.deliveries().list().with(own()).into_http_request().expect("a request");
    assert_eq!(request.headers()["authorization"], "Bearer own");
    let error = client.deliveries().list().into_http_request().expect_err("no token");
    assert_eq!(error.kind(), ErrorKind::Input);
}

type Fault = fn() -> Reply;

/// What goes wrong at a token endpoint.
const FAULTS: &[(&str, Fault, TokenErrorKind, Option<u16>)] = &[
    ("error of the server", || Reply::status(500), TokenErrorKind::Unavailable, Some(500)),
    (
        "rejected",
        || Reply::json(400, r#"{"error":"invalid_client","error_description":"c4n4ry-secret"}"#),
        TokenErrorKind::Rejected,
        Some(400),
    ),
    ("unauthorized", || Reply::status(401), TokenErrorKind::Rejected, Some(401)),
    ("garbage", || Reply::json(200, "c4n4ry-secret"), TokenErrorKind::Invalid, Some(200)),
    (
        "a page",
        || Reply::content(200, "text/html", "<p>c4n4ry-secret"),
        TokenErrorKind::Invalid,
        Some(200),
    ),
    ("too much", || token(&"c4n4ry-secret".repeat(9000), ""), TokenErrorKind::Invalid, Some(200)),
    (
        "a redirect",
        || Reply::status(307).header("location", "http://127.0.0.1:9/c4n4ry-secret"),
        TokenErrorKind::Invalid,
        Some(307),
    ),
    ("reset", Reply::reset, TokenErrorKind::Unavailable, None),
    ("cut", || token("c4n4ry-secret", "").truncated(), TokenErrorKind::Unavailable, Some(200)),
    ("no answer", Reply::hang, TokenErrorKind::Unavailable, None),
    ("not HTTP", || Reply::bytes("c4n4ry-secret"), TokenErrorKind::Unavailable, None),
];

#[test]
fn faults_of_a_token_server() {
    let patience = CallOptions::new()
        .retry(RetryPolicy::none())
        .total_timeout(Duration::from_secs(20))
        .attempt_timeout(Duration::from_millis(200));
    let options = || ClientOptions::new().calls(patience.clone());
    for (name, fault, kind, status) in FAULTS {
        let server = Server::start().expect("a server");
        let client = builder(Client::builder(TILL, SHOP_KEY), &server).options(options()).build();
        let client = client.expect("a client");
        let waiting = builder(blocking::Client::builder(TILL, SHOP_KEY), &server);
        let waiting = waiting.options(options()).build().expect("a client");
        let outcomes = [
            {
                server.reply_token("partner", fault());
                block_on(client.deliveries().list().into_future())
            },
            {
                server.reply_token("partner", fault());
                waiting.deliveries().list().send()
            },
        ];
        for outcome in outcomes {
            let error: Error = outcome.expect_err(name);
            let found = error.token().expect(name);
            assert_eq!(
                (error.kind(), error.delivery()),
                (ErrorKind::Token, Delivery::NotSent),
                "{name}"
            );
            assert_eq!((found.kind(), found.status()), (*kind, *status), "{name}");
            assert_eq!(found.description(), None, "{name}");
            let page = format!("{error} {error:?} {found} {found:?}");
            assert!(!page.contains("c4n4ry"), "{name}: {page}");
        }
        assert!(server.requests().is_empty(), "{name}: nothing was sent without a token");
        assert_eq!(server.token_requests().len(), 2, "{name}");
        // The next call makes a new start.
        block_on(client.deliveries().list().into_future()).expect(name);
        waiting.deliveries().list().send().expect(name);
    }
}

/// Reads a token from somewhere that blocks.
struct Drawer;

impl blocking::TokenSource for Drawer {
    fn token(&self, refused: Option<&AccessToken>) -> Result<AccessToken, TokenError> {
        Ok(AccessToken::new(if refused.is_some() { "second" } else { "first" }))
    }
}

#[test]
fn tokens_from_elsewhere() {
    assert_eq!(Drawer.token(None).expect("a token").expose(), "first");
    let server = Server::start().expect("a server");
    let client = Client::builder(TILL, SHOP_KEY).base_url(server.url());
    let client = client.partner_tokens(Fixed("fixed")).build().expect("a client");
    block_on(client.deliveries().list().into_future()).expect("a list");
    server.reply::<List>(Reply::status(401));
    let waiting = blocking::Client::builder(TILL, SHOP_KEY).base_url(server.url());
    let waiting = waiting.partner_tokens(blocking::token_source(Drawer)).build();
    waiting.expect("a client").deliveries().list().send().expect("a list");
    assert_eq!(bearers(&server), ["fixed", "first", "second"]);
    assert!(server.token_requests().is_empty());
}

#[test]
fn recorded_calls_hold_no_tokens() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("calls.json");
    let server = Server::start().expect("a server");
    let recorder = mock::recorder();
    let options = ClientOptions::new().wrap_transport(recorder.wrap());
    let client = builder(Client::builder(TILL, SHOP_KEY), &server).options(options);
    let client = client.build().expect("a client");
    block_on(client.deliveries().announce("Ten boxes").into_future()).expect("an announcement");
    recorder.save(&file).expect("a file");
    let text = std::fs::read_to_string(&file).expect("a file");
    assert!(text.contains("Ten boxes"));
    for secret in ["c4n4ry", "mock-access", "grant_type", "token"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    let replay = mock::replay(&file).expect("calls");
    let client = Client::builder(TILL, SHOP_KEY).partner("p", "s").transport(replay.transport());
    let client = client.build().expect("a client");
    block_on(client.deliveries().announce("Ten boxes").into_future()).expect("an announcement");
}

#[test]
fn a_refusal_and_its_repetition_are_replayed() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("calls.json");
    let server = Server::start().expect("a server");
    let recorder = mock::recorder();
    let options = ClientOptions::new().wrap_transport(recorder.wrap());
    let client = builder(Client::builder(TILL, SHOP_KEY), &server).options(options);
    let client = client.build().expect("a client");
    let announce = |client: &Client| {
        let outcome = block_on(client.deliveries().announce("Ten boxes").into_future());
        outcome.expect("an announcement").attempts()
    };
    let attempts = announce(&client);
    server.revoke_tokens();
    assert_eq!((attempts, announce(&client)), (1, 2));
    recorder.save(&file).expect("a file");
    let replay = mock::replay(&file).expect("calls");
    let client = Client::builder(TILL, SHOP_KEY).partner("p", "s").transport(replay.transport());
    let client = client.build().expect("a client");
    assert_eq!((announce(&client), announce(&client)), (1, 2));
}

/// What a token endpoint refuses, as clients in other languages see it.
#[test]
fn requests_for_tokens_are_checked() {
    let server = Server::start().expect("a server");
    let url = server.url();
    let address = url.trim_start_matches("http://");
    let right = "grant_type=client_credentials&scope=deliveries%3Aread+deliveries%3Awrite&audience=https%3A%2F%2Fbooks.example";
    let (without_audience, _) = right.split_once("&audience").expect("a parameter");
    for (body, authorization, expected) in [
        (right, "Basic cDpz", "\"access_token\":\"mock-access-partner-1\""),
        (right, "Bearer cDpz", "\"error\":\"invalid_client\""),
        ("grant_type=password", "Basic cDpz", "\"error\":\"unsupported_grant_type\""),
        ("grant_type=client_credentials", "Basic cDpz", "\"error\":\"invalid_scope\""),
        (without_audience, "Basic cDpz", "`audience` is missing"),
        (
            "grant_type=client_credentials&grant_type=client_credentials",
            "Basic cDpz",
            "given twice",
        ),
        ("{}", "Basic cDpz", "not a form"),
    ] {
        let request = format!(
            "POST /.mock/tokens/partner HTTP/1.1\r\nhost: {address}\r\nauthorization: {authorization}\r\n\
             content-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        );
        let answer = super::counter::said(address, &request);
        assert!(answer.contains(expected), "{body}: {answer}");
    }
}

//! User names, passwords and cookies, in a client whose calls have alternatives of credentials.

use bookshop::mock::{Reply, Server};
use bookshop::{CallOptions, Client, ClientBuilder};

use super::canary::{MARK, canary};
use super::page::check;
use crate::outcome::{block_on, shown};

/// What can be shown of a client and of the outcome of its call.
fn page(builder: ClientBuilder, options: CallOptions) -> String {
    let page = shown(&[&builder, &options]);
    let client = match builder.build() {
        Ok(client) => client,
        Err(error) => return page + &shown(&[&error]) + &error.to_string(),
    };
    let call = client.counter().open_drawer().with(options);
    let page = page + &shown(&[&client, &call]);
    match call.into_http_request() {
        Ok(request) => {
            let sent = ["authorization", "cookie"].map(|name| request.headers().get(name));
            assert!(sent.iter().flatten().all(|value| value.is_sensitive()));
            page + &shown(&[request.headers()])
        }
        Err(error) => page + &shown(&[&error]) + &error.to_string(),
    }
}

#[test]
fn credentials_of_clerks() {
    let builder = || Client::builder(canary("till"), canary("key"));
    let colon = format!("{}:", canary("name"));
    let newline = format!("{}\n", canary("name"));
    let replaced = CallOptions::new().credential("clerk", canary("replaced"));
    let foreign = CallOptions::new().credential("terminal", canary("foreign"));
    for (name, builder, options) in [
        ("basic", builder().clerk(canary("name"), canary("word")), CallOptions::new()),
        ("a colon", builder().clerk(colon, canary("word")), CallOptions::new()),
        ("a control character", builder().clerk(newline, canary("word")), CallOptions::new()),
        ("a cookie", builder().shift(format!("{MARK}-shift")), CallOptions::new()),
        ("a cookie with spaces", builder().shift(canary("shift")), CallOptions::new()),
        ("of the call", builder(), replaced),
        ("of another operation", builder().shift(format!("{MARK}-shift")), foreign),
    ] {
        check(name, &page(builder, options));
    }
}

/// Client secrets, refresh tokens and access tokens, whatever the token server says.
#[test]
fn access_tokens() {
    let rejected = format!(r#"{{"error":"{0}","error_description":"{0}"}}"#, canary("told"));
    let issued = format!(r#"{{"access_token":"{MARK}-access","refresh_token":"{MARK}-refresh"}}"#);
    for (name, status, body) in [
        ("a token", 200, issued),
        ("rejected", 400, rejected),
        ("no token", 200, canary("garbage")),
        ("an error status", 500, canary("garbage")),
    ] {
        let server = Server::start().expect("a server");
        server.reply_token("kiosk", Reply::json(status, body));
        let builder = Client::builder(canary("till"), canary("key"))
            .base_url(server.url())
            .kiosk(canary("id"), canary("refresh token"))
            .kiosk_token_url(server.token_url("kiosk"));
        let page = shown(&[&builder]);
        let client = builder.build().expect("a client");
        let outcome = block_on(client.deliveries().hours().into_future());
        let page = page + &shown(&[&client, &server, &server.token_requests()]);
        assert_eq!(outcome.is_ok(), name == "a token", "{name}");
        let page = match outcome {
            Ok(response) => page + &shown(&[&response]),
            Err(error) => {
                let token = error.token().expect("an error of the token server");
                page + &shown(&[&error, token]) + &format!("{error} {token}")
            }
        };
        check(name, &page);
    }
}

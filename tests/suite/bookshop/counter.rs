//! Credentials of clerks: basic authentication, cookies, and alternatives of which the client has some.

use bookshop::mock::Server;
use bookshop::{CallOptions, Client, ClientBuilder, ErrorKind, blocking};

use super::{SHOP_KEY, TILL};

fn builder() -> ClientBuilder {
    Client::builder(TILL, SHOP_KEY)
}

/// The headers with credentials of the drawer's request, or the message of the failure.
fn drawer(builder: ClientBuilder, options: CallOptions) -> Result<[String; 2], String> {
    let client = builder.build().map_err(|error| error.to_string())?;
    let request = client.counter().open_drawer().with(options).into_http_request();
    let request = request.map_err(|error| {
        assert_eq!(error.kind(), ErrorKind::Input);
        error.to_string()
    })?;
    Ok(["authorization", "cookie"].map(|name| {
        let values: Vec<_> = request.headers().get_all(name).iter().collect();
        assert!(values.len() < 2, "{name} is sent twice");
        values.iter().map(|value| value.to_str().expect("text").to_owned()).collect()
    }))
}

#[test]
fn the_first_alternative_that_the_client_has() {
    let plain = CallOptions::new;
    let shift = || builder().shift("s-1");
    #[rustfmt::skip]
    let table = [
        // `Aladdin:open sesame` is the example of RFC 7617.
        (builder().clerk("Aladdin", "open sesame"), plain(), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", ""),
        (shift().clerk("a", "b").desk("d"),  plain(),                           "Basic YTpi", ""),
        (shift().desk("d-2"),                plain(),                           "", "desk=d-2; shift_id=s-1"),
        (shift(),                            plain(),                           "", "shift_id=s-1"),
        // A credential of the call chooses its alternative, whatever the client has.
        (shift().clerk("a", "b"),            plain().credential("desk", "d-9"), "", "desk=d-9; shift_id=s-1"),
        (shift().clerk("a", "b"),            plain().credential("clerk", "c:d"), "Basic Yzpk", ""),
        (builder(),                          plain().credential("shift", "s-9"), "", "shift_id=s-9"),
        // The last user name and password count.
        (builder().clerk("a:b", "c").clerk("a", "b"), plain(),                  "Basic YTpi", ""),
        (builder().clerk("\u{fc}", ""),      plain(),                           "Basic w7w6", ""),
    ];
    for (builder, options, authorization, cookie) in table {
        let expected = Ok([authorization.to_owned(), cookie.to_owned()]);
        assert_eq!(drawer(builder, options), expected);
    }
}

#[test]
fn what_cannot_be_sent() {
    let plain = CallOptions::new;
    let missing = "`credentials` must be `clerk`, or `desk` and `shift`, or `shift`: the client was given none of them";
    for (builder, options, message) in [
        (builder(), plain(), missing),
        // A desk without a shift is no alternative.
        (builder().desk("d"), plain(), missing),
        (builder().clerk("a:b", "c"), plain(), "`clerk` must have no `:` in its user name"),
        (builder().clerk("a\n", "c"), plain(), "`clerk` must not contain control characters"),
        (builder().clerk("a", "\u{7f}"), plain(), "`clerk` must not contain control characters"),
        (builder().clerk(" ", ""), plain(), "`clerk` must not be blank"),
        (builder().shift("a; b=c"), plain(), "`shift` must not contain spaces, quotes, commas"),
        (
            builder().shift("s").clerk("a", "b"),
            plain().credential("terminal", "t"),
            "`credential` is none that",
        ),
    ] {
        let problem = drawer(builder, options).expect_err(message);
        assert!(problem.contains(message), "{problem}");
    }
}

#[test]
fn a_call_that_needs_no_credentials() {
    let authorization = |builder: ClientBuilder| {
        let client = builder.build().expect("a client");
        let request = client.counter().greeting().into_http_request().expect("it can be made");
        let value = request.headers().get("authorization");
        value.map(|value| value.to_str().expect("text").to_owned())
    };
    assert_eq!(authorization(builder().clerk("a", "b")), None);
    // A key alone has an empty password.
    assert_eq!(authorization(builder().terminal("key")).as_deref(), Some("Basic a2V5Og=="));
}

/// The mock server accepts each alternative, and none but these.
#[test]
fn the_mock_server_knows_the_alternatives() {
    let server = Server::start().expect("a server");
    let connected = |builder: bookshop::ClientBuilder<blocking::Client>| {
        builder.base_url(server.url()).build().expect("a client")
    };
    let builder = || blocking::Client::builder(TILL, SHOP_KEY);
    let opens = |client: blocking::Client| client.counter().open_drawer().send().is_ok();
    assert!(opens(connected(builder().clerk("a", "b"))));
    assert!(opens(connected(builder().shift("s").desk("d"))));
    connected(builder()).counter().greeting().send().expect("no credentials are fine");
    connected(builder().terminal("t")).counter().greeting().send().expect("so is a key");
    let url = server.url();
    let address = url.trim_start_matches("http://");
    let refused = [
        "POST /counter/drawer HTTP/1.1\r\ncookie: desk=d\r\n",
        "POST /counter/drawer HTTP/1.1\r\nauthorization: Bearer t\r\n",
    ];
    for head in refused {
        let request =
            format!("{head}host: {address}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        let answer = said(address, &request);
        assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
        assert!(answer.contains("credentials are missing"), "{answer}");
    }
}

pub(super) fn said(address: &str, request: &str) -> String {
    use std::io::{Read as _, Write as _};
    let mut stream = std::net::TcpStream::connect(address).expect("a server");
    stream.write_all(request.as_bytes()).expect("it reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers");
    answer
}

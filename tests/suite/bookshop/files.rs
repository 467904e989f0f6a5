//! Responses by status, over sockets: values or none, text, bytes, and variants.

use bookshop::mock::Server;
use bookshop::operations::files::ExportOutcome;
use bookshop::types::Category;
use bookshop::{CallOptions, Decoding, Error, ErrorKind, blocking};
use restwright_runtime::Response;

use super::{SHOP_KEY, TILL};
use crate::loopback::{exchange, once};
use crate::outcome::shown;

/// A response with these bytes, and the outcome of a blocking call that gets them.
fn call<T>(
    head: &str,
    body: &[u8],
    call: impl FnOnce(&blocking::Client) -> Result<Response<T>, Error>,
) -> (String, Result<Response<T>, Error>) {
    let length = body.len();
    let head = format!("HTTP/1.1 {head}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
    let (request, outcome) = exchange(&[head.as_bytes(), body].concat(), |url| {
        let client = blocking::Client::builder(TILL, SHOP_KEY).base_url(url).options(once());
        call(&client.build().expect("a client"))
    });
    let accept = request.expect("a request").headers.get("accept").cloned();
    (accept.expect("a client says what it accepts"), outcome)
}

fn kind<T: std::fmt::Debug>(outcome: Result<Response<T>, Error>) -> (ErrorKind, Option<u16>) {
    let error = outcome.expect_err("the response is an error");
    (error.kind(), error.status())
}

#[test]
fn a_value_or_none() {
    let price = br#"{"amount":2,"currency":"EUR"}"#;
    let discount = |head: &str, body: &[u8]| call(head, body, |it| it.files().discount().send()).1;
    let value = discount("200 OK", price).expect("a price").into_inner();
    assert_eq!(value.map(|price| price.currency).as_deref(), Some("EUR"));
    let none = discount("204 No Content", b"").expect("no price");
    assert_eq!((none.status().as_u16(), none.into_inner()), (204, None));
    // A status that is not declared is read like the lowest one.
    assert!(discount("206 Partial Content", price).expect("a price").is_some());
    for (head, body) in [("200 OK", ""), ("200 OK", "null"), ("206 Partial Content", "")] {
        let refused = kind(discount(head, body.as_bytes()));
        assert_eq!(refused.0, ErrorKind::Decode, "{head}: {body}");
    }
    // Nothing has asked whether anything changed.
    let refused = kind(discount("304 Not Modified", b""));
    assert_eq!(refused, (ErrorKind::UnexpectedStatus, Some(304)));
}

#[test]
fn a_value_or_nothing_new() {
    let catalogue = |head: &str, body: &[u8]| {
        call(head, body, |it| it.files().catalogue().if_none_match("v7").send())
    };
    let (accept, value) = catalogue("200 OK", br#"[{"label":"Poetry"}]"#);
    assert_eq!(accept, "application/json");
    assert_eq!(value.expect("a catalogue").as_deref(), Some(&[Category::new("Poetry")][..]));
    let unchanged = catalogue("304 Not Modified\r\netag: v7", b"").1.expect("nothing new");
    assert_eq!(unchanged.headers()["etag"], "v7");
    assert_eq!((unchanged.status().as_u16(), unchanged.into_inner()), (304, None));
    let refused = kind(catalogue("302 Found\r\nlocation: /login", b"").1);
    assert_eq!(refused, (ErrorKind::Redirect, Some(302)));
}

#[test]
fn one_type_for_two_statuses() {
    for head in ["200 OK", "201 Created"] {
        let reserve = call(head, br#"{"label":"Poetry"}"#, |it| it.files().reserve().send()).1;
        assert_eq!(reserve.expect("a shelf").into_inner(), Category::new("Poetry"));
    }
}

#[test]
fn text() {
    let prices = |head: &str, body: &[u8]| call(head, body, |it| it.files().prices().send());
    let utf_16: Vec<u8> = "\u{feff}é,1".encode_utf16().flat_map(u16::to_be_bytes).collect();
    #[rustfmt::skip]
    let table: [(&[u8], &str, usize); 6] = [
        (b"id\n1\n",            "id\n1\n",      0),
        (b"",                   "",             0),
        (b"{\"a\":1}",          "{\"a\":1}",    0),
        (b"\xEF\xBB\xBF\xC3\xA9", "é",          0),
        (&utf_16,               "é,1",          0),
        (b"\xE9t\xE9",          "\u{fffd}t\u{fffd}", 1),
    ];
    for (body, expected, problems) in table {
        let (accept, outcome) = prices("200 OK\r\ncontent-type: text/csv", body);
        let response = outcome.unwrap_or_else(|error| panic!("{expected}: {error}"));
        assert_eq!((response.as_str(), response.problems().len()), (expected, problems));
        assert_eq!(accept, "text/csv");
    }
    let strict = CallOptions::new().decoding(Decoding::Strict);
    let strict = call("200 OK", b"\xE9", |it| it.files().prices().with(strict).send()).1;
    assert_eq!(kind(strict).0, ErrorKind::Decode);
    let encoded = prices("200 OK\r\ncontent-encoding: gzip", b"\x1f\x8b").1;
    assert_eq!(kind(encoded).0, ErrorKind::Decode);
    let large = CallOptions::new().max_body_bytes(3);
    let large = call("200 OK", b"1234", |it| it.files().prices().with(large).send()).1;
    assert_eq!(kind(large).0, ErrorKind::TooLarge);
    let note = |head: &str, body: &[u8]| call(head, body, |it| it.files().note().send());
    assert_eq!(note("200 OK", b"").1.expect("a note").as_deref(), Some(""));
    let (accept, response) = note("204 No Content", b"");
    assert_eq!((accept.as_str(), response.expect("no note").into_inner()), ("*/*", None));
}

#[test]
fn secret_text_and_bytes_show_nothing() {
    let (_, key) = call("201 Created", b"canary", |it| it.files().key().send());
    let (_, cover) = call("200 OK", b"canary\0\xFF", |it| it.files().cover("c1").send());
    let (key, cover) = (key.expect("a key"), cover.expect("a cover"));
    assert_eq!((key.expose(), &cover[..]), ("canary", &b"canary\0\xFF"[..]));
    let text = shown(&[&key, &*key, &cover, &*cover]);
    assert!(!text.contains("canary") && !text.contains("99, 97, 110"), "{text}");
}

#[test]
fn variants() {
    let export = |head: &str, body: &[u8]| {
        let outcome = call(head, body, |it| it.files().export().send()).1;
        outcome.map(Response::into_inner)
    };
    match export("200 OK", br#"{"location":"/exports/7"}"#) {
        Ok(ExportOutcome::Ready(export)) => assert_eq!(export.location, "/exports/7"),
        other => panic!("{other:?}"),
    }
    let parts = vec!["north".to_owned()];
    #[rustfmt::skip]
    let table: [(&str, &[u8], ExportOutcome); 5] = [
        ("201 Created",     b"k1",              ExportOutcome::Sealed("k1".into())),
        ("202 Accepted",    br#"["north"]"#,    ExportOutcome::Pending(parts)),
        ("203 Other",       b"9 books",         ExportOutcome::Summary("9 books".to_owned())),
        ("204 No Content",  b"",                ExportOutcome::Empty),
        ("208 Reported",    b"Ada",             ExportOutcome::Taken("Ada".into())),
    ];
    for (head, body, expected) in table {
        assert_eq!(export(head, body).expect("a success"), expected, "{head}");
    }
    // What belongs to another status is not looked for.
    let refused = export("202 Accepted", br#"{"location":"/exports/7"}"#).expect_err("no list");
    assert_eq!(refused.kind(), ErrorKind::Decode);
}

/// Documented bodies, with their content types.
#[test]
fn the_mock_server_plays_them() {
    let server = Server::start().expect("a server");
    let client = server.blocking_client().expect("a client");
    let prices = client.files().prices().send().expect("prices");
    assert_eq!(prices.headers()["content-type"], "text/csv");
    assert_eq!(*prices, "id,price\n1,7\n2,9\n");
    let cover = client.files().cover("c1").send().expect("a cover");
    assert_eq!(
        (&cover.headers()["content-type"], &cover[..]),
        (&"image/png".parse().unwrap(), &b"PNG"[..])
    );
    let key = client.files().key().send().expect("a key");
    assert_eq!((key.status().as_u16(), key.expose()), (201, ""));
    assert!(matches!(*client.files().export().send().expect("an export"), ExportOutcome::Ready(_)));
}

/// Text is recorded as it is, secret text and bytes are not.
#[test]
fn calls_are_recorded() {
    let server = Server::start().expect("a server");
    let recorder = bookshop::mock::recorder();
    let options = once().wrap_transport(recorder.wrap());
    let client = blocking::Client::builder(TILL, SHOP_KEY).base_url(server.url()).options(options);
    let client = client.build().expect("a client");
    server.reply::<bookshop::operations::files::Key>(bookshop::mock::Reply::content(
        201,
        "text/plain",
        "canary",
    ));
    server
        .reply::<bookshop::operations::files::Export>(bookshop::mock::Reply::json(202, r#"["a"]"#));
    client.files().prices().send().expect("prices");
    client.files().cover("c1").send().expect("a cover");
    client.files().key().send().expect("a key");
    client.files().export().send().expect("an export");
    let file = std::env::temp_dir().join(format!("bookshop-files-{}.json", std::process::id()));
    recorder.save(&file).expect("a file");
    let text = std::fs::read_to_string(&file).expect("the file");
    assert!(
        !text.contains("canary") && !text.contains("PNG") && text.contains("[secret]"),
        "{text}"
    );
    let replay = bookshop::mock::replay(&file).expect("a replay");
    let replayed = blocking::Client::builder(TILL, SHOP_KEY).transport(replay.transport());
    let replayed = replayed.build().expect("a client");
    assert_eq!(*replayed.files().prices().send().expect("prices"), "id,price\n1,7\n2,9\n");
    assert_eq!(replayed.files().cover("c1").send().expect("a cover").len(), 0);
    assert_eq!(replayed.files().key().send().expect("a key").expose(), "[secret]");
    let export = replayed.files().export().send().expect("an export").into_inner();
    assert_eq!(export, ExportOutcome::Pending(vec!["a".to_owned()]));
    std::fs::remove_file(file).expect("the file is there");
}

//! Servers besides the default one, and base URLs with variables.

use bookshop::blocking::Client as Blocking;
use bookshop::mock::{Server, recorder, replay};
use bookshop::{Client, ClientOptions, Error, ErrorKind, servers};
use restwright_runtime::ConnectionOptions;

use super::pages::{block_on, play};
use super::{READER_CARD, SHOP_KEY, TILL};
use crate::loopback::{answer, exchange, once};

/// Nobody listens there.
const NOWHERE: &str = "http://127.0.0.1:1";
const OK: &str = "200 OK";

#[test]
fn the_mock_server_plays_all_servers() {
    let server = Server::start().expect("a server");
    let client = server.blocking_client().expect("a client");
    let archive = client.archive();
    let scans = archive.pages().items().collect::<Result<Vec<_>, _>>().expect("the pages");
    assert_eq!(scans.len(), 2);
    assert_eq!(*archive.scan_count().send().expect("a count"), 0);
    archive.send("7", bookshop::Upload::bytes("png")).send().expect("sent");
    let requests = server.requests();
    let seen: Vec<_> = requests
        .iter()
        .map(|request| (request.operation().unwrap_or_default(), request.path().to_owned()))
        .collect();
    let expected = [
        ("archive.pages", "/~archive/scans"),
        ("archive.scan_count", "/scans"),
        ("archive.send", "/~printer/scans/7"),
    ];
    assert_eq!(seen, expected.map(|(id, path)| (id, path.to_owned())));
    assert!(requests.iter().all(|request| request.problems().is_empty()));
    // An operation is not on another server than its own.
    let client = Blocking::builder(TILL, SHOP_KEY).base_url(server.url());
    let client = client.archive_url(server.url()).options(once()).build().expect("a client");
    let error = client.archive().scan(READER_CARD, "7").send().expect_err("it is elsewhere");
    assert_eq!(error.status(), Some(404));
}

#[test]
fn each_server_has_its_own_override() {
    let target = |client: &Client| {
        let count = client.archive().scan_count().into_http_request().expect("a request");
        let pages = client.archive().pages().into_http_request().expect("a request");
        [count, pages].map(|request| request.uri().to_string())
    };
    let builder = || Client::builder(TILL, SHOP_KEY);
    let check = |builder: bookshop::ClientBuilder, expected: [&str; 2]| {
        assert_eq!(target(&builder.build().expect("a client")), expected);
    };
    let (count, pages) =
        ("https://api.books.example/v1/scans", "https://eu.archive.books.example/main/scans");
    check(builder(), [count, pages]);
    check(builder().base_url(NOWHERE), ["http://127.0.0.1:1/scans", pages]);
    check(builder().archive_url("http://127.0.0.1:2/x"), [count, "http://127.0.0.1:2/x/scans"]);
    let url = servers::archive(Some("us"), None).expect("a URL");
    check(builder().archive_url(url), [count, "https://us.archive.books.example/main/scans"]);
    #[expect(deprecated, reason = "the former name still works")]
    check(builder().cellar_url(servers::CELLAR), [count, pages]);
    let error = builder().archive_url("http://books.example").build().expect_err("no encryption");
    let expected = "`archive` must start with https://";
    assert!(error.to_string().contains(expected), "{error}");
}

#[test]
fn values_of_variables() {
    let check = |url: Result<String, Error>, expected: Result<&str, &str>| match (url, expected) {
        (Ok(url), expected) => assert_eq!(Ok(url.as_str()), expected),
        (Err(error), Err(expected)) => {
            assert_eq!(error.kind(), ErrorKind::Input);
            assert!(error.to_string().contains(expected), "{error}");
        }
        (Err(error), Ok(expected)) => panic!("{error} instead of {expected}"),
    };
    check(servers::archive(None, None), Ok(servers::ARCHIVE));
    check(servers::archive(Some("us"), Some("a b")), Ok("https://us.archive.books.example/a%20b"));
    check(servers::archive(Some("uk"), None), Err("`region` must be one of the values"));
    check(servers::branch("books.example", None, "x"), Ok("https://books.example:8443/shop/x"));
    check(servers::branch("127.0.0.1", Some("1"), "?#"), Ok("https://127.0.0.1:1/shop/%3F%23"));
    for host in ["", "a/b", "c4n4ry@evil.example", "a:1", "a?b", "a#b", "a..b", "a\r\nb", "a%2fb"] {
        check(servers::branch(host, None, "x"), Err("`host` must be a host"));
    }
    check(servers::branch("a", Some("80/x"), "x"), Err("`port` must be a port"));
    check(servers::branch("a", None, ".."), Err("`shelf` must not be"));
    #[expect(deprecated, reason = "the former name still works")]
    check(servers::outpost("a", None, "x"), Ok("https://a:8443/shop/x"));
    let error = servers::branch("c4n4ry@", None, "x").expect_err("no host");
    assert!(!format!("{error} {error:?}").contains("c4n4ry"), "{error:?}");
}

/// Pages are followed on the server of their operation, and on no other one, not even another one of the API.
#[test]
fn pages_stay_on_their_server() {
    let own = ("200 OK\r\nlink: <{own}/scans?p=2>; rel=next", r#"[{"scan":"1"}]"#);
    let foreign = ("200 OK\r\nlink: <http://127.0.0.1:1/scans>; rel=next", r#"[{"scan":"1"}]"#);
    for (replies, count, kind) in
        [(&[own, (OK, "[]")][..], 2, None), (&[foreign][..], 1, Some(ErrorKind::Pagination))]
    {
        let (sent, error) = play(replies, |url| {
            let builder = Client::builder(TILL, SHOP_KEY).base_url(NOWHERE).archive_url(url);
            let client = builder.options(once()).build().expect("a client");
            let mut items = client.archive().pages().items();
            block_on(async {
                loop {
                    match items.try_next().await {
                        Ok(Some(_)) => {}
                        Ok(None) => return None,
                        Err(error) => return Some(error),
                    }
                }
            })
        });
        assert_eq!((sent.len(), error.map(|error| error.kind())), (count, kind), "{sent:?}");
    }
}

/// One transport for several servers, which is built for one of them, names each as its host.
#[test]
fn a_shared_transport_names_the_server_that_it_calls() {
    let (sent, outcome) = exchange(&answer(200, "[]"), |url| {
        let transport =
            bookshop::runtime::BuiltInTransport::new(NOWHERE, &ConnectionOptions::new());
        let builder = Client::builder(TILL, SHOP_KEY).transport(transport.expect("a transport"));
        // It has no TLS for the default URLs.
        let builder = builder.base_url(NOWHERE).printer_url(NOWHERE);
        let client = builder.archive_url(url).options(once()).build();
        let own = url.trim_start_matches("http://").to_owned();
        block_on(async { client.expect("a client").archive().pages().await })
            .map(|_| own)
            .map_err(|error| error.to_string())
    });
    assert_eq!(
        sent.expect("a request").headers.get("host").cloned().ok_or_else(String::new),
        outcome
    );
}

#[test]
fn calls_to_other_servers_are_recorded_and_replayed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("calls.json");
    let server = Server::start().expect("a server");
    let recorder = recorder();
    let options = ClientOptions::new().wrap_transport(recorder.wrap());
    let builder = Blocking::builder(TILL, SHOP_KEY).archive_url(server.url_of("archive"));
    let client = builder.base_url(NOWHERE).options(options).build().expect("a client");
    let pages = client.archive().pages().send().expect("a page");
    recorder.save(&path).expect("a file");
    let replay = replay(&path).expect("the file");
    let client = Blocking::builder(TILL, SHOP_KEY).transport(replay.transport()).build();
    let replayed = client.expect("a client").archive().pages().send().expect("the same page");
    assert_eq!(replayed.len(), pages.len());
}

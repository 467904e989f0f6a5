//! Lists in pages, over sockets: each way to the next page with what a server can answer.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use bookshop::mock::Server;
use bookshop::{CallOptions, Client, Error, ErrorKind, blocking};
use futures_util::{StreamExt, TryStreamExt};

use super::{SHOP_KEY, TILL};
use crate::loopback::once;

/// The entries until the end or an error, and the error.
type Fetched = (Vec<String>, Option<Error>);

/// Fetches a list with both kinds of client.
struct List {
    asynchronous: fn(&Client) -> Fetched,
    blocking: fn(&blocking::Client) -> Fetched,
}

macro_rules! list {
    ($group:ident => $call:expr, $show:expr) => {
        List {
            asynchronous: |client| {
                let $group = client.browsing();
                let mut items = $call.items();
                let (mut shown, mut failed) = (Vec::new(), None);
                block_on(async {
                    while let Some(item) = items.next().await {
                        match item {
                            Ok(item) => shown.push($show(&item)),
                            Err(error) => failed = Some(error),
                        }
                    }
                });
                (shown, failed)
            },
            blocking: |client| {
                let $group = client.browsing();
                let (mut shown, mut failed) = (Vec::new(), None);
                for item in $call.items() {
                    match item {
                        Ok(item) => shown.push($show(&item)),
                        Err(error) => failed = Some(error),
                    }
                }
                (shown, failed)
            },
        }
    };
}

const SHELF: List = list!(group => group.shelf("a").limit(2), mark);
const SEARCH: List = list!(group => group.search("dust"), plain);
const LEDGER: List = list!(group => group.ledger(), plain);
const LEDGER_FROM_7: List = list!(group => group.ledger().page(7), plain);
const VISITORS: List = list!(group => group.visitors(), visitor);
const NOTES: List = list!(group => group.notes().colour("red").with(extra()), mark);
const DISPATCHES: List = list!(group => group.dispatches(), plain);

fn mark(volume: &bookshop::types::Volume) -> String {
    volume.mark.clone()
}

fn plain(value: &impl ToString) -> String {
    value.to_string()
}

fn visitor(name: &bookshop::Personal) -> String {
    name.expose().to_owned()
}

/// A query parameter that the description lacks.
fn extra() -> CallOptions {
    CallOptions::new().query("sort", "up")
}

/// What is answered: a status, headers, and a body in which `{own}` is the URL of the server.
type Reply<'a> = (&'a str, &'a str);

const OK: &str = "200 OK";

/// A list, what is answered, the entries, the requests, and the error: its page, its kind and a part of its text.
type Row = (
    &'static str,
    List,
    &'static [Reply<'static>],
    &'static str,
    &'static [&'static str],
    Option<(u32, ErrorKind, &'static str)>,
);

const TYPE: &str = "by a value that is not of the declared type";
const FOREIGN: &str = "on another scheme, host or port";
const REPEATED: &str = "was fetched before";

const PAGE_1: &str = "GET /shelves/a/volumes?till%5Bid%5D=t1&limit=2";
const AFTER_2: &str = "GET /shelves/a/volumes?till%5Bid%5D=t1&after=2&limit=2";
const FIND: &str = r#"POST /cellar/search {"words":"dust"}"#;
const FIND_C2: &str = r#"POST /cellar/search {"words":"dust","position":"c2"}"#;
const NOTES_1: &str = "GET /notes?till%5Bid%5D=t1&colour=red&sort=up";
const DISPATCHES_1: &str = "GET /dispatches?till%5Bid%5D=t1";

#[rustfmt::skip]
const ROWS: &[Row] = &[
    // By the last entry.
    ("several", SHELF, &[(OK, r#"{"volumes":[{"mark":"1"},{"mark":"2"}],"more":true}"#), (OK, r#"{"volumes":[{"mark":"3"}],"more":false}"#)], "1 2 3", &[PAGE_1, AFTER_2], None),
    ("empty", SHELF, &[(OK, r#"{"volumes":[],"more":false}"#)], "", &[PAGE_1], None),
    ("absent", SHELF, &[(OK, r#"{"more":false}"#)], "", &[PAGE_1], None),
    ("empty with more", SHELF, &[(OK, r#"{"volumes":[],"more":true}"#)], "", &[PAGE_1], Some((2, ErrorKind::Pagination, "nothing to continue from"))),
    ("empty mark", SHELF, &[(OK, r#"{"volumes":[{"mark":""}],"more":true}"#)], "", &[PAGE_1], Some((2, ErrorKind::Pagination, "nothing to continue from"))),
    ("repeated", SHELF, &[(OK, r#"{"volumes":[{"mark":"2"}],"more":true}"#), (OK, r#"{"volumes":[{"mark":"2"}],"more":true}"#)], "2 2", &[PAGE_1, AFTER_2], Some((3, ErrorKind::Pagination, REPEATED))),
    ("error on page 2", SHELF, &[(OK, r#"{"volumes":[{"mark":"2"}],"more":true}"#), ("500 No", "{}")], "2", &[PAGE_1, AFTER_2], Some((2, ErrorKind::UnexpectedStatus, "page 2: "))),
    ("list of another type", SHELF, &[(OK, r#"{"volumes":[{"mark":{}}],"more":true}"#)], "", &[PAGE_1], Some((1, ErrorKind::Decode, "volumes[0].mark"))),
    ("while of another type", SHELF, &[(OK, r#"{"volumes":[],"more":{}}"#)], "", &[PAGE_1], Some((1, ErrorKind::Decode, "more"))),
    // By a cursor.
    ("several", SEARCH, &[(OK, r#"{"found":{"entries":["a"],"position":{"next":"c2"}}}"#), (OK, r#"{"found":{"entries":["b"]}}"#)], "a b", &[FIND, FIND_C2], None),
    ("empty pages", SEARCH, &[(OK, r#"{"found":{"entries":[],"position":{"next":"c2"}}}"#), (OK, r#"{"found":{"entries":["b"],"position":{"next":""}}}"#)], "b", &[FIND, FIND_C2], None),
    ("null", SEARCH, &[(OK, r#"{"found":{"entries":["a"],"position":{"next":null}}}"#)], "a", &[FIND], None),
    ("absent", SEARCH, &[(OK, "{}")], "", &[FIND], None),
    ("circle", SEARCH, &[(OK, r#"{"found":{"entries":["a"],"position":{"next":"c2"}}}"#), (OK, r#"{"found":{"entries":["b"],"position":{"next":"c2"}}}"#)], "a b", &[FIND, FIND_C2], Some((3, ErrorKind::Pagination, REPEATED))),
    ("another type", SEARCH, &[(OK, r#"{"found":{"entries":["a"],"position":{"next":["c2"]}}}"#)], "a", &[FIND], Some((2, ErrorKind::Pagination, TYPE))),
    ("another type on the way", SEARCH, &[(OK, r#"{"found":{"entries":["a"],"position":"c2"}}"#)], "a", &[FIND], Some((2, ErrorKind::Pagination, TYPE))),
    ("broken elsewhere", SEARCH, &[(OK, r#"{"found":{"entries":[["a"]],"position":{"next":"c2"}}}"#)], "", &[FIND], Some((1, ErrorKind::Decode, "found.entries[0]"))),
    ("error on page 2", SEARCH, &[(OK, r#"{"found":{"entries":["a"],"position":{"next":"c2"}}}"#), ("500 No", "{}")], "a", &[FIND, FIND_C2], Some((2, ErrorKind::UnexpectedStatus, "page 2: "))),
    // By number.
    ("several", LEDGER, &[(OK, r#"{"lines":[1,2],"pages":2}"#), (OK, r#"{"lines":[3],"pages":2}"#)], "1 2 3", &["GET /ledger", "GET /ledger?page=2"], None),
    ("from a number", LEDGER_FROM_7, &[(OK, r#"{"lines":[1]}"#), (OK, r#"{"lines":null}"#)], "1", &["GET /ledger?page=7", "GET /ledger?page=8"], None),
    ("empty", LEDGER, &[(OK, r#"{"lines":[],"pages":9}"#)], "", &["GET /ledger"], None),
    ("another type", LEDGER, &[(OK, r#"{"lines":[1],"pages":[2]}"#)], "1", &["GET /ledger"], Some((2, ErrorKind::Pagination, TYPE))),
    ("error on page 2", LEDGER, &[(OK, r#"{"lines":[1]}"#), ("500 No", "{}")], "1", &["GET /ledger", "GET /ledger?page=2"], Some((2, ErrorKind::UnexpectedStatus, "page 2: "))),
    // By offset.
    ("several", VISITORS, &[(OK, r#"{"names":["a","b"],"total":3}"#), (OK, r#"{"names":["c"],"total":3}"#)], "a b c", &["GET /visitors", "GET /visitors?skip=2"], None),
    ("without a total", VISITORS, &[(OK, r#"{"names":["a"]}"#), (OK, r#"{"names":[]}"#)], "a", &["GET /visitors", "GET /visitors?skip=1"], None),
    ("empty", VISITORS, &[(OK, r#"{"names":[],"total":3}"#)], "", &["GET /visitors"], None),
    ("another type", VISITORS, &[(OK, r#"{"names":["a"],"total":{}}"#)], "a", &["GET /visitors"], Some((2, ErrorKind::Pagination, TYPE))),
    // By a link. The server repeats the credential and the extra parameter, which are sent once.
    ("several", NOTES, &[("200 OK\r\nlink: </a>; rel=prev\r\nlink: <{own}/notes?p=2&till%5Bid%5D=old&sort=up>; rel=\"next\"", r#"[{"mark":"a"}]"#), (OK, r#"[{"mark":"b"}]"#)], "a b", &[NOTES_1, "GET /notes?p=2&sort=up&till%5Bid%5D=t1"], None),
    ("relative", NOTES, &[("200 OK\r\nlink: <?p=2>; rel=next", r#"[{"mark":"a"}]"#), ("200 OK\r\nlink: <more>; rel=next", "[]"), (OK, "[]")], "a", &[NOTES_1, "GET /notes?p=2&till%5Bid%5D=t1&sort=up", "GET /more?till%5Bid%5D=t1&sort=up"], None),
    ("empty", NOTES, &[(OK, "[]")], "", &[NOTES_1], None),
    ("foreign", NOTES, &[("200 OK\r\nlink: <https://evil.example/notes?p=2>; rel=next", r#"[{"mark":"a"}]"#)], "a", &[NOTES_1], Some((2, ErrorKind::Pagination, FOREIGN))),
    ("repeated", NOTES, &[("200 OK\r\nlink: <?p=2>; rel=next", "[]"), ("200 OK\r\nlink: <?p=2>; rel=next", "[]")], "", &[NOTES_1, "GET /notes?p=2&till%5Bid%5D=t1&sort=up"], Some((3, ErrorKind::Pagination, REPEATED))),
    ("malformed", NOTES, &[("200 OK\r\nlink: </notes?p=2; rel=next", r#"[{"mark":"a"}]"#)], "a", &[NOTES_1], Some((2, ErrorKind::Pagination, "header `Link`"))),
    ("error on page 2", NOTES, &[("200 OK\r\nlink: <?p=2>; rel=next", "[]"), ("500 No", "{}")], "", &[NOTES_1, "GET /notes?p=2&till%5Bid%5D=t1&sort=up"], Some((2, ErrorKind::UnexpectedStatus, "page 2: "))),
    // By a URL.
    ("several", DISPATCHES, &[(OK, r#"{"parcels":["a"],"nextUrl":"{own}/dispatches?p=2"}"#), (OK, r#"{"parcels":["b"],"nextUrl":null}"#)], "a b", &[DISPATCHES_1, "GET /dispatches?p=2&till%5Bid%5D=t1"], None),
    ("relative", DISPATCHES, &[(OK, r#"{"parcels":["a"],"nextUrl":"/d?key=old&p=2"}"#), (OK, r#"{"parcels":["b"],"nextUrl":""}"#)], "a b", &[DISPATCHES_1, "GET /d?p=2&till%5Bid%5D=t1"], None),
    ("empty", DISPATCHES, &[(OK, r#"{"parcels":[]}"#)], "", &[DISPATCHES_1], None),
    ("foreign port", DISPATCHES, &[(OK, r#"{"parcels":["a"],"nextUrl":"http://127.0.0.1:1/d"}"#)], "a", &[DISPATCHES_1], Some((2, ErrorKind::Pagination, FOREIGN))),
    ("foreign scheme", DISPATCHES, &[(OK, r#"{"parcels":["a"],"nextUrl":"https://127.0.0.1/d"}"#)], "a", &[DISPATCHES_1], Some((2, ErrorKind::Pagination, FOREIGN))),
    ("no URL", DISPATCHES, &[(OK, r#"{"parcels":["a"],"nextUrl":"two words"}"#)], "a", &[DISPATCHES_1], Some((2, ErrorKind::Pagination, "not a URL"))),
    ("another type", DISPATCHES, &[(OK, r#"{"parcels":["a"],"nextUrl":{"href":"/d"}}"#)], "a", &[DISPATCHES_1], Some((2, ErrorKind::Pagination, TYPE))),
    ("repeated", DISPATCHES, &[(OK, r#"{"parcels":["a"],"nextUrl":"/d"}"#), (OK, r#"{"parcels":["a"],"nextUrl":"/d"}"#)], "a a", &[DISPATCHES_1, "GET /d?till%5Bid%5D=t1"], Some((3, ErrorKind::Pagination, REPEATED))),
];

#[test]
fn pages_follow_each_other() {
    for (name, list, replies, items, requests, failed) in ROWS {
        let name = format!("{name}: {}", requests[0]);
        let asynchronous = |url: &str| {
            let builder = Client::builder(TILL, SHOP_KEY).base_url(url).options(once());
            (list.asynchronous)(&builder.build().expect("a client"))
        };
        let blocking = |url: &str| {
            let builder = blocking::Client::builder(TILL, SHOP_KEY).base_url(url).options(once());
            (list.blocking)(&builder.build().expect("a client"))
        };
        for (sent, (found, error)) in [play(replies, asynchronous), play(replies, blocking)] {
            assert_eq!(found.join(" "), *items, "{name}");
            assert_eq!(sent, *requests, "{name}");
            match (error, failed) {
                (None, None) => {}
                (Some(error), Some((page, kind, text))) => {
                    let told = format!("{error}");
                    assert_eq!(
                        (error.page(), error.kind()),
                        (Some(*page), *kind),
                        "{name}: {told}"
                    );
                    assert!(told.contains(text), "{name}: {told}");
                    let shown = format!("{told} {error:?}");
                    assert!(!shown.contains("c2") && !shown.contains("p=2"), "{name}: {shown}");
                }
                (error, failed) => panic!("{name}: {error:?} instead of {failed:?}"),
            }
        }
    }
}

/// Items are a stream like any other.
#[test]
fn combinators_take_the_streams() {
    let replies = &[(OK, r#"{"lines":[1,2]}"#), (OK, r#"{"lines":[3]}"#), (OK, r#"{"lines":[]}"#)];
    let (sent, (lines, pages)) = play(replies, |url| {
        let builder = Client::builder(TILL, SHOP_KEY).base_url(url).options(once());
        let client = builder.build().expect("a client");
        let browsing = client.browsing();
        block_on(async {
            let lines = browsing.ledger().items().take(2).try_collect::<Vec<_>>().await;
            let pages = browsing.ledger().page(2).pages().try_collect::<Vec<_>>().await;
            (lines.expect("a page"), pages.expect("the other pages").len())
        })
    });
    assert_eq!((lines, pages, sent.len()), (vec![1, 2], 2, 3));
}

/// One request at a time, and none before it is needed.
#[test]
fn pages_are_fetched_when_they_are_needed() {
    let replies = &[(OK, r#"{"lines":[1,2],"pages":3}"#), (OK, r#"{"lines":[3],"pages":3}"#)];
    let (sent, ()) = play(replies, |url| {
        let builder = Client::builder(TILL, SHOP_KEY).base_url(url).options(once());
        let client = builder.build().expect("a client");
        block_on(async {
            let mut items = client.browsing().ledger().items();
            for line in [1, 2, 3] {
                assert_eq!(items.try_next().await.expect("a page"), Some(line));
            }
        });
    });
    assert_eq!(sent.len(), 2);
    let (sent, ()) = play(replies, |url| {
        let builder = Client::builder(TILL, SHOP_KEY).base_url(url).options(once());
        let client = builder.build().expect("a client");
        let mut pages = client.browsing().ledger().pages();
        block_on(async {
            let page = pages.try_next().await.expect("a page").expect("the first one");
            assert_eq!((page.lines.as_deref(), page.pages), (Some(&[1, 2][..]), Some(3)));
        });
        let shown = format!("{pages:?}");
        assert!(shown.contains("browsing.ledger") && shown.contains("page: 1"), "{shown}");
    });
    assert_eq!(sent.len(), 1);
}

#[test]
fn the_mock_server_plays_the_documented_pages() {
    let server = Server::start().expect("a server");
    let client = server.client().expect("a client");
    let blocking = server.blocking_client().expect("a client");
    let expected = [
        (SHELF, "a1 a2 a3"),
        (SEARCH, "one two"),
        (LEDGER, "12 30"),
        (VISITORS, "Ada Bo"),
        (NOTES, "n1 n2 n3"),
        (DISPATCHES, "p1 p2"),
    ];
    for (list, items) in expected {
        for (found, error) in [(list.asynchronous)(&client), (list.blocking)(&blocking)] {
            assert!(error.is_none(), "{items}: {error:?}");
            assert_eq!(found.join(" "), items);
        }
    }
}

pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(future)
}

/// Answers one request after the other. Returns them: method, target and body.
pub(crate) fn play<T>(replies: &[Reply<'_>], call: impl FnOnce(&str) -> T) -> (Vec<String>, T) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("a bound port has an address");
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        let server = scope.spawn(|| serve(&listener, address, replies, &is_over));
        let outcome = call(&format!("http://{address}"));
        is_over.store(true, Ordering::SeqCst);
        drop(TcpStream::connect(address));
        (server.join().expect("the server did not panic"), outcome)
    })
}

fn serve(
    listener: &TcpListener,
    address: SocketAddr,
    replies: &[Reply<'_>],
    is_over: &AtomicBool,
) -> Vec<String> {
    let mut requests = Vec::new();
    loop {
        let (mut stream, _) = listener.accept().expect("somebody connects");
        if is_over.load(Ordering::SeqCst) {
            return requests;
        }
        requests.push(read(&mut BufReader::new(&stream)));
        // Without a further reply, the connection is closed, and the call fails.
        let Some((head, body)) = replies.get(requests.len() - 1) else { continue };
        let own = |text: &str| text.replace("{own}", &format!("http://{address}"));
        let (head, body) = (own(head), own(body));
        let length = body.len();
        let answer = format!(
            "HTTP/1.1 {head}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
        );
        stream.write_all(answer.as_bytes()).expect("the client reads the response");
    }
}

fn read(stream: &mut impl BufRead) -> String {
    let (mut shown, mut length) = (String::new(), 0);
    for line in stream.by_ref().lines() {
        let line = line.expect("the client goes on sending");
        if line.is_empty() {
            break;
        }
        if shown.is_empty() {
            line.trim_end_matches(" HTTP/1.1").clone_into(&mut shown);
        } else if let Some(value) = line.strip_prefix("content-length: ") {
            length = value.parse().expect("a length is a number");
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).expect("the body is as long as was said");
    if length > 0 {
        shown.push(' ');
        shown += &String::from_utf8(body).expect("the body is text");
    }
    shown
}

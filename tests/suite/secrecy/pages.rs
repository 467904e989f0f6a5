//! What leads to the next page: cursors, links and URLs do not show, and credentials go to no other server.

use std::fmt::Debug;
use std::io::ErrorKind as IoErrorKind;
use std::net::TcpListener;

use bookshop::{Client, Error, ErrorCode, ErrorKind, Pages, Response};
use restwright_runtime::Paged;

use super::canary::{MARK, canary};
use super::listener::listen;
use super::page::{check, of_error};
use crate::bookshop::pages::{block_on, play};
use crate::loopback::once;
use crate::outcome::{self, shown};

/// All that can be shown of a list, and the error that ends it.
type Fetched = (String, Option<Error>);

/// A list by a cursor in the body.
const SEARCH: fn(&Client) -> Fetched =
    |client| fetch(client.browsing().search(canary("words")).pages());
/// A list by a link, with a credential in the query.
const NOTES: fn(&Client) -> Fetched = |client| fetch(client.browsing().notes().pages());
/// A list by a URL, with credentials in the query and in a header.
const DISPATCHES: fn(&Client) -> Fetched = |client| fetch(client.browsing().dispatches().pages());

fn fetch<O: Paged<Output: Debug>>(mut pages: Pages<O, ErrorCode>) -> Fetched {
    let mut shown = shown(&[&pages]);
    block_on(async {
        while let Some(page) = pages.next().await {
            match page {
                Ok(page) => shown += &of_page(&page),
                Err(error) => return (shown, Some(error)),
            }
            shown += &outcome::shown(&[&pages]);
        }
        (shown, None)
    })
}

fn of_page<T: Debug>(page: &Response<T>) -> String {
    shown(&[page, &**page, page.headers(), &page.problems()])
}

const OK: &str = "200 OK";
const ERROR: &str = "500 c4n4ry\r\nx: c4n4ry";
const CURSOR: &str = r#"{"found":{"entries":["a"],"position":{"next":"c4n4ry"}}}"#;
const OWN: &str = r#"{"parcels":["a"],"nextUrl":"/c4n4ry?c4n4ry=c4n4ry"}"#;
const OWN_LINK: &str = "200 OK\r\nlink: </c4n4ry?c4n4ry>; rel=next";

/// A list, what the server answers, the number of requests, and how the list ends. `{own}` is the server, `{other}` another.
type Row =
    (fn(&Client) -> Fetched, &'static [(&'static str, &'static str)], usize, Option<ErrorKind>);

#[rustfmt::skip]
const ROWS: [Row; 17] = [
    (SEARCH,     &[(OK, CURSOR), (OK, "{}")],                                                             2, None),
    (SEARCH,     &[(OK, CURSOR), (OK, CURSOR)],                                                           2, Some(ErrorKind::Pagination)),
    (SEARCH,     &[(OK, CURSOR), (ERROR, "c4n4ry")],                                                      2, Some(ErrorKind::UnexpectedStatus)),
    (SEARCH,     &[(OK, CURSOR), (OK, r#"{"found":{"entries":[["c4n4ry"]]}}"#)],                          2, Some(ErrorKind::Decode)),
    (SEARCH,     &[(OK, CURSOR)],                                                                         2, Some(ErrorKind::Transport)),
    (SEARCH,     &[(OK, r#"{"found":{"entries":["a"],"position":{"next":["c4n4ry"]}}}"#)],                1, Some(ErrorKind::Pagination)),
    (NOTES,      &[(OWN_LINK, "[]"), (OK, "[]")],                                                         2, None),
    (NOTES,      &[(OWN_LINK, "[]"), (OWN_LINK, "[]")],                                                   2, Some(ErrorKind::Pagination)),
    (NOTES,      &[("200 OK\r\nlink: <{other}/c4n4ry>; rel=next", "[]")],                                 1, Some(ErrorKind::Pagination)),
    (NOTES,      &[("200 OK\r\nlink: <c4n4ry c4n4ry>; rel=next", "[]")],                                  1, Some(ErrorKind::Pagination)),
    (NOTES,      &[("200 OK\r\nlink: <c4n4ry; rel=next", "[]")],                                          1, Some(ErrorKind::Pagination)),
    (DISPATCHES, &[(OK, OWN), (OK, r#"{"parcels":[]}"#)],                                                 2, None),
    (DISPATCHES, &[(OK, OWN), (OK, OWN)],                                                                 2, Some(ErrorKind::Pagination)),
    (DISPATCHES, &[(OK, OWN), (ERROR, "c4n4ry")],                                                         2, Some(ErrorKind::UnexpectedStatus)),
    (DISPATCHES, &[(OK, r#"{"parcels":["a"],"nextUrl":"{other}/c4n4ry?till%5Bid%5D=c4n4ry"}"#)],          1, Some(ErrorKind::Pagination)),
    (DISPATCHES, &[(OK, r#"{"parcels":["a"],"nextUrl":"http://c4n4ry:c4n4ry@127.0.0.1/c4n4ry"}"#)],       1, Some(ErrorKind::Pagination)),
    (DISPATCHES, &[(OK, r#"{"parcels":["a"],"nextUrl":{"c4n4ry":"c4n4ry"}}"#)],                           1, Some(ErrorKind::Pagination)),
];

#[test]
fn next_pages() {
    listen();
    let other = TcpListener::bind("127.0.0.1:0").expect("a free port");
    other.set_nonblocking(true).expect("a listener that does not wait");
    let url = format!("http://{}", other.local_addr().expect("a bound port has an address"));
    for (index, (list, replies, requests, kind)) in ROWS.iter().enumerate() {
        let replies = replies
            .iter()
            .map(|(head, body)| [head, body].map(|text| text.replace("{other}", &url)));
        let replies: Vec<_> = replies.collect();
        let replies: Vec<_> = replies.iter().map(|[head, body]| (&**head, &**body)).collect();
        let (sent, (mut page, error)) = play(&replies, |own| {
            let builder = Client::builder(canary("till"), canary("key")).options(once());
            list(&builder.base_url(own).build().expect("a client"))
        });
        assert_eq!(
            (sent.len(), error.as_ref().map(Error::kind)),
            (*requests, *kind),
            "row {index}"
        );
        assert!(sent.iter().all(|request| request.contains(MARK)), "row {index}: {sent:?}");
        page += &error.as_ref().map(of_error).unwrap_or_default();
        check(&format!("row {index}"), &page);
    }
    let visitor = other.accept().map(drop).map_err(|error| error.kind());
    assert_eq!(visitor, Err(IoErrorKind::WouldBlock), "another server was asked for a page");
}

//! Values with parts outside of the body: lists in path, header and query, objects in the query, cookies.

use std::collections::BTreeMap;

use bookshop::mock::Server;
use bookshop::operations::stacks::Find;
use bookshop::types::{Binding, Marks, Years};
use bookshop::{Client, ErrorKind};

use super::counter::said;
use super::{SHOP_KEY, TILL};
use crate::outcome::of;

type Call = fn(&Client) -> Find;

/// Calls with the target and the headers that they send.
#[rustfmt::skip]
const CALLS: [(Call, &str, &str, &str); 10] = [
    (|client| client.stacks().find([1], Marks::new()), "/stacks/1/books", "", ""),
    (|client| client.stacks().find([1, -2, 3], Marks::new()), "/stacks/1,-2,3/books", "", ""),
    (
        |client| client.stacks().find([1], Marks::new().in_print(true).bound(Binding::Paperback)),
        "/stacks/1/books?marks%5BBound%5D=Paper-back&marks%5Bin_print%5D=true", "", "",
    ),
    (
        |client| client.stacks().find([1], Marks::new().printed(Years::new().since(1900).until(1950))),
        "/stacks/1/books?marks%5Bprinted%5D%5Bgte%5D=1900&marks%5Bprinted%5D%5Blt%5D=1950", "", "",
    ),
    (
        |client| client.stacks().find([1], Marks::new().words(["a b", "c,d&e"]).finder("Ann & Bo")),
        "/stacks/1/books?marks%5Bwords%5D%5B%5D=a%20b&marks%5Bwords%5D%5B%5D=c%2Cd%26e&marks%5Bfinder%5D=Ann%20%26%20Bo", "", "",
    ),
    (
        |client| client.stacks().find([1], Marks::new()).weights(BTreeMap::from([("a b".to_owned(), 1.5), ("c".to_owned(), 2.0)])),
        "/stacks/1/books?weights%5Ba%20b%5D=1.5&weights%5Bc%5D=2", "", "",
    ),
    (
        |client| client.stacks().find([1], Marks::new()).sizes([20, 21]).colours(["red,", "gr|een"]),
        "/stacks/1/books?sizes=20%7C21&colours=red%2C%20gr%7Ceen", "", "",
    ),
    // A list without items leaves no trace.
    (
        |client| client.stacks().find([1], Marks::new().words([""; 0])).sizes([]).colours([""; 0]).branches([""; 0]),
        "/stacks/1/books", "", "",
    ),
    (
        |client| client.stacks().find([1], Marks::new()).branches(["north", "far south"]),
        "/stacks/1/books", "north, far south", "",
    ),
    (
        |client| client.stacks().find([1], Marks::new()).visit("anna").lamp(false),
        "/stacks/1/books", "", "visit=anna; Lamp=false",
    ),
];

#[test]
fn each_style_writes_its_bytes() {
    let client = Client::new(TILL, SHOP_KEY).expect("a client");
    let with_cookie = Client::builder(TILL, SHOP_KEY).shift("s-1").build().expect("a client");
    for (call, target, branches, cookies) in CALLS {
        let request = call(&client).into_http_request().expect(target);
        assert!(request.uri().to_string().ends_with(&format!("/v1{target}")), "{}", request.uri());
        let header =
            |name| request.headers().get(name).map_or("", |value| value.to_str().expect("text"));
        assert_eq!((header("x-branches"), header("cookie")), (branches, cookies), "{target}");
        // A cookie that is a credential shares the header.
        let request = call(&with_cookie).into_http_request().expect(target);
        let others = if cookies.is_empty() { String::new() } else { format!("; {cookies}") };
        assert_eq!(request.headers()["cookie"], format!("shift_id=s-1{others}"));
    }
}

#[test]
fn the_mock_server_reads_what_was_written() {
    let server = Server::start().expect("a server");
    for (call, target, ..) in CALLS {
        let client = server.client().expect("a client of the mock");
        of(call(&client)).unwrap_or_else(|error| panic!("{target}: {error}"));
        let requests = server.requests();
        let request = requests.last().expect("a request");
        assert_eq!(request.operation(), Some("stacks.find"));
        assert_eq!(request.problems(), [""; 0], "{target}");
    }
}

/// Brackets and separators are decoded like any other character.
#[test]
fn the_mock_server_refuses_what_is_not_declared() {
    let server = Server::start().expect("a server");
    let url = server.url();
    let address = url.trim_start_matches("http://");
    for (target, headers, problem) in [
        (
            "/stacks/1/books?marks[Bound]=Paper-back&sizes=20|21&colours=a+b",
            "Cookie: Lamp=true\r\n",
            "",
        ),
        ("/stacks/1,x/books", "", "part of the path `floors` is not"),
        ("/stacks/1/books?marks[Bound]=stone", "", "Bound"),
        ("/stacks/1/books?marks[printed][gte]=early", "", "gte"),
        ("/stacks/1/books?marks=x", "", "marks"),
        ("/stacks/1/books?weights[a]=b", "", "weights"),
        ("/stacks/1/books?sizes=20,21", "", "query parameter `sizes` is not"),
        ("/stacks/1/books?sizes=20&sizes=21", "", "query parameter `sizes` is given 2 times"),
        ("/stacks/1/books", "Cookie: Lamp=maybe\r\n", "cookie `Lamp` is not"),
        ("/stacks/1/books", "Cookie: visit=a; visit=b\r\n", "cookie `visit` is given 2 times"),
    ] {
        let request = format!(
            "GET {target} HTTP/1.1\r\nhost: {address}\r\nx-shop-version: 2026-01-15\r\n\
             {headers}connection: close\r\n\r\n"
        );
        let answer = said(address, &request);
        let expected = if problem.is_empty() { "HTTP/1.1 200" } else { "HTTP/1.1 400" };
        assert!(answer.starts_with(expected) && answer.contains(problem), "{target}: {answer}");
    }
}

#[test]
fn what_would_be_misread_is_not_sent() {
    let client = Client::new(TILL, SHOP_KEY).expect("a client");
    let find = |floors: &[i32]| client.stacks().find(floors.iter().copied(), Marks::new());
    let weights = |key: &str| BTreeMap::from([(key.to_owned(), 1.0)]);
    for (call, problem) in [
        (find(&[]), "`floors` must not be blank"),
        (
            find(&[1]).branches(["a,b"]),
            "`X-Branches` must not have items that contain the separator",
        ),
        (find(&[1]).branches(["a\nb"]), "`X-Branches` must not contain control characters"),
        (
            find(&[1]).colours(["dark red"]),
            "`colours` must not have items that contain the separator",
        ),
        (find(&[1]).visit("a; b"), "`visit` must not contain spaces, quotes, commas"),
        (find(&[1]).visit("a\r\nX-Evil: b"), "`visit` must not contain"),
        (find(&[1]).weights(weights("a[b]")), "`weights` must not have keys in a form"),
        (
            find(&[1]).weights(BTreeMap::from([("a".to_owned(), f64::NAN)])),
            "`weights` must be a finite number",
        ),
    ] {
        let error = call.into_http_request().expect_err(problem);
        assert_eq!(error.kind(), ErrorKind::Input);
        assert!(error.to_string().contains(problem), "{error}");
    }
}

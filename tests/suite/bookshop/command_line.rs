//! The command `call` sends what the client sends.

use std::collections::BTreeMap;
use std::ffi::OsString;

use restwright::{Exit, Terminal};
use tempfile::TempDir;

use super::calls::CALLS;
use super::{READER_CARD, SHOP_KEY, SLIP, SUPPLIER_KEY, TILL, client, uploads};
use crate::description::bookshop;
use crate::loopback::{answer, exchange};
use crate::request::Request;

/// Operations with the arguments of the call that the client makes.
const ARGUMENTS: &[(&str, &[&str])] = &[
    (
        "books.add",
        &[
            "--body",
            r#"{"title": "Persuasion", "price": {"currency": "GBP", "amount": 7}, "isbn": null,
        "editions": [{"title": "Persuasion", "isbn": "1", "price": {"amount": 9, "currency": "GBP"}}], "subtitle": null,
        "prices-by-country": {"US": {"amount": 8.5, "currency": "USD"}}}"#,
        ],
    ),
    ("books.add_all", &["--body", "[]", "--input.dry-run"]),
    ("books.average_price", &[]),
    ("books.count", &[]),
    ("books.exists", &["--book-id", "a/b"]),
    (
        "books.get",
        &[
            "--book-id=978/0 00?#",
            "--lang",
            "nl",
            "--fresh",
            "true",
            "--patience",
            "5",
            "--discount",
            "0.15",
        ],
    ),
    (
        "books.list",
        &[
            "--query",
            "cats & dogs",
            "--genre",
            "some",
            "--genre",
            "O.K.",
            "--not-genre",
            "type",
            "--not-genre",
            "err",
            "--page",
            "2",
            "--trace",
            "abc",
        ],
    ),
    ("books.set_prices", &["--body", r#"{"978/1": {"amount": 4.25, "currency": "EUR"}}"#]),
    (
        "books.top",
        &[
            "--genre",
            "sci-fi/fantasy",
            "--day",
            "2026-05-01T00:00:00Z",
            "--signed",
            "false",
            "--least",
            "4.5",
        ],
    ),
    ("browsing.dispatches", &["--day", "2026-01-02"]),
    ("browsing.ledger", &["--page", "3"]),
    ("browsing.search", &["--words", "dust"]),
    ("counter.desk_plan", &[]),
    ("counter.greeting", &[]),
    ("counter.open_drawer", &[]),
    ("files.catalogue", &["--if-none-match", "v7"]),
    ("files.cover", &["--cover-id", "c1"]),
    ("files.reserve", &[]),
    ("gifts.send", &["--payer", "$SAVED_CARD", "--word", r#"["For", "you"]"#]),
    (
        "orders.cancel",
        &["--trace", "t-1", "--order-number", "7", "--reason", "changed my mind \\o/"],
    ),
    ("orders.forget", &["--order-number", "-7"]),
    ("orders.pay_by_card", &["--order-number", "7"]),
    ("orders.pay_by_voucher", &["--order-number", "7", "--codes", "$FIRST", "--codes", "$SECOND"]),
    (
        "orders.place",
        &[
            "--payment",
            r#"{"pay-by": "card", "number": "$BOOKSHOP_CARD_NUMBER", "holder": "a reader"}"#,
            "--book-ids",
            "1",
            "--book-ids",
            "2",
            "--gift",
            "false",
            "--null",
            "address",
            "--gift-wrap",
            "--gift-wrap-colour",
            "röd",
            "--note",
            "a",
            "--body-note",
            "b",
            "--copies",
            r#"{"1": 2}"#,
            "--null",
            "greeting",
            "--metadata",
            r#"{"a":[1.5,null]}"#,
        ],
    ),
    ("reading.ask", &["--question", "Which one?", "--source", r#"{"kind": "shelf", "name": "A"}"#]),
    ("reading.card", &["--card-id", "c 1", "--seat", "7", "--others", "c2", "--others", "c3"]),
    ("result.call", &[]),
    (
        "stacks.find",
        &[
            "--floors",
            "1",
            "--floors",
            "-2",
            "--marks",
            r#"{"printed": {"gte": 1900}}"#,
            "--sizes",
            "20",
            "--sizes",
            "21",
            "--colours",
            "red",
            "--colours",
            "green",
            "--branches",
            "north",
            "--branches",
            "south",
            "--visit",
            "anna",
            "--lamp",
        ],
    ),
    ("uploads.restock", &["--body", "@stock.csv"]),
    ("uploads.scan", &["--body", "scan.jpg;type=image/jpeg"]),
    ("uploads.stamp", &["--body", "@stamp.png"]),
    ("vouchers.cancel", &["--codes", "A 1", "--codes", "B&"]),
    ("vouchers.find", &["--codes", "A", "--codes", "B", "--spent"]),
    (
        "vouchers.issue",
        &[
            "--amount",
            r#"{"value": 10.50, "currency": "GBP"}"#,
            "--buyer",
            "A. Reader",
            "--null",
            "note",
            "--gift",
            "false",
            "--copies",
            "3",
            "--discount",
            "2.50",
            "--first-day",
            "2026-01-02",
            "--genres",
            "some",
            "--genres",
            "O.K.",
            "--readers",
            r#"{"name": "Ann"}"#,
            "--readers",
            r#"{"name": "Bob", "age": 12}"#,
            "--labels",
            r#"{"a b": "é"}"#,
            "--pay-by",
            r#"{"codes": ["$FIRST"]}"#,
            "--extra",
            r#"{"a":[1,null]}"#,
            "--pin",
            "$PIN",
        ],
    ),
    ("vouchers.label", &["--codes", "A", "--labels", r#"{"kind": ["x", "y"]}"#]),
    ("vouchers.replace", &["--code", "A", "--body", r#"{"value": 1, "currency": "EUR"}"#]),
];

/// The environment of all calls.
const VARIABLES: &[(&str, &str)] = &[
    ("BOOKSHOP_TILL", TILL),
    ("BOOKSHOP_SHOP_KEY", SHOP_KEY),
    ("BOOKSHOP_SUPPLIER_KEY", SUPPLIER_KEY),
    ("BOOKSHOP_READER_CARD", READER_CARD),
    ("BOOKSHOP_PAPER_SLIP", SLIP),
    ("BOOKSHOP_CLERK_NAME", "anna"),
    ("BOOKSHOP_CLERK_NUMBER", "1234"),
    ("BOOKSHOP_TERMINAL_KEY", "t-3"),
    ("BOOKSHOP_SHIFT", "s-1"),
    ("BOOKSHOP_DESK", "d-2"),
    ("BOOKSHOP_CARD_NUMBER", "4111"),
    ("FIRST", "AB-1"),
    ("SECOND", "CD-2"),
    ("PIN", "0 0"),
    ("SAVED_CARD", "c 1"),
];

#[test]
fn the_command_line_sends_what_the_client_sends() {
    let files = files();
    for (id, arguments) in ARGUMENTS {
        let found = CALLS.iter().find(|(other, ..)| other == id);
        let (.., call) = found.unwrap_or_else(|| panic!("no client calls {id}"));
        let scripted = answer(204, "");
        let (expected, _) = exchange(&scripted, |url| call(&client(url)));
        let (sent, ran) = exchange(&scripted, |url| run(&files, url, id, arguments, &[]));
        let sent = sent.unwrap_or_else(|| panic!("{id}: nothing was sent: {ran:?}"));
        assert_eq!(comparable(sent), comparable(expected.expect("a request")), "{id}");
        for (name, value) in VARIABLES.iter().filter(|(_, value)| value.len() > 6) {
            assert!(!ran.err.contains(value), "{id} shows {name}: {}", ran.err);
        }
    }
}

/// What is printed for curl holds the parts of the request, and no secret.
#[test]
fn a_dry_run_sends_nothing_and_shows_no_secret() {
    let files = files();
    for (id, arguments) in ARGUMENTS {
        let nothing = answer(204, "");
        let (sent, ran) = exchange(&nothing, |url| run(&files, url, id, arguments, &["--dry-run"]));
        assert_eq!((sent, ran.exit), (None, Exit::Fine), "{id}: {}", ran.err);
        assert!(ran.out.starts_with("curl "), "{id}: {}", ran.out);
        for (name, value) in VARIABLES.iter().filter(|(_, value)| value.len() > 6) {
            assert!(!ran.out.contains(value), "{id} shows {name}: {}", ran.out);
        }
    }
}

/// No argument and no file holds a secret, wherever one stands.
#[test]
fn a_secret_is_refused_wherever_it_stands() {
    let files = files();
    for (id, arguments) in [
        ("orders.pay_by_voucher", &["--order-number", "7", "--codes", "hunter2"][..]),
        ("orders.pay_by_voucher", &["--order-number", "7", "--codes", "$FIRST", "--codes=hunter2"]),
        ("orders.pay_by_voucher", &["--order-number", "7", "--codes", "$hunter2 "]),
        ("gifts.send", &["--payer", "hunter2"]),
        ("gifts.send", &["--payer", "\"hunter2\""]),
        ("gifts.send", &["--payer", "@secret.txt"]),
        ("gifts.send", &["--payer", "$FIRST", "--word", "hunter2"]),
        ("gifts.send", &["--payer", r#"{"object": "card", "number": "hunter2"}"#]),
        ("gifts.send", &["--payer", "@secret.json"]),
    ] {
        for options in [&["--dry-run"][..], &[]] {
            let (sent, ran) =
                exchange(&answer(204, ""), |url| run(&files, url, id, arguments, options));
            assert_eq!((sent, ran.exit), (None, Exit::Usage), "{id} {arguments:?}: {ran:?}");
            assert!(ran.err.contains("is a secret"), "{id} {arguments:?}: {ran:?}");
            let shown = format!("{}{}", ran.out, ran.err);
            assert!(!shown.contains("hunter2"), "{id} {arguments:?}: {shown}");
        }
    }
}

struct Ran {
    exit: Exit,
    out: String,
    err: String,
}

impl std::fmt::Debug for Ran {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}\n{}\n{}", self.exit, self.out, self.err)
    }
}

fn run(files: &TempDir, url: &str, id: &str, arguments: &[&str], options: &[&str]) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let variables: BTreeMap<_, _> = VARIABLES.iter().copied().collect();
    let folder = files.path().to_path_buf();
    let mut terminal = Terminal {
        variable: &|name| variables.get(name).map(OsString::from),
        ..Terminal::captured(folder, "restwright", &mut out, &mut err)
    };
    let spec = bookshop();
    let spec = spec.to_str().expect("a path in UTF-8");
    let words = ["restwright", "call", "--spec", spec, "--base-url", url, "--yes", id].into_iter();
    let words = words.chain(arguments.iter().copied()).chain(options.iter().copied());
    let exit = restwright::main(words.map(OsString::from), &mut terminal);
    let text = |bytes| String::from_utf8(bytes).expect("what is printed is UTF-8");
    Ran { exit, out: text(out), err: text(err) }
}

/// Files that calls send.
fn files() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in [
        ("stock.csv", "id,count\n1,2\n"),
        ("scan.jpg", "JPEG"),
        ("stamp.png", "PNG"),
        ("secret.txt", "hunter2\n"),
        ("secret.json", r#"{"object": "card", "number": "hunter2"}"#),
    ] {
        std::fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

/// A request without what differs between programs and between calls.
fn comparable(request: Request) -> Request {
    let mut request = uploads::with_known_boundary(request);
    for name in ["host", "user-agent", "idempotency-key"] {
        request.headers.remove(name);
    }
    request
}

//! Another API on localhost: inputs in paths, bodies of one value, answers without a documented one.

use std::collections::BTreeMap;

use bookshop::mock::Server;

use crate::mock::raw;

#[test]
fn operations_are_told_apart_by_their_paths() {
    let server = Server::start().expect("a server on localhost");
    let client = server.blocking_client().expect("a client");
    let books = client.books();
    let day = "2027-01-31T12:00:00Z";
    let outcomes = [
        ("books.count", books.count().send().map(drop)),
        ("books.is_open", books.is_open().send().map(drop)),
        ("books.opens_at", books.opens_at().send().map(drop)),
        ("books.average_price", books.average_price().send().map(drop)),
        ("books.report", books.report().send().map(drop)),
        ("books.get", books.get("a/b").send().map(drop)),
        ("books.cover_text", books.cover_text("cover.txt").send().map(drop)),
        ("books.exists", books.exists("a b").send().map(drop)),
        ("books.top", books.top("sci-fi/fantasy", day, true, 1.5).send().map(drop)),
        ("books.set_prices", books.set_prices(BTreeMap::new()).send().map(drop)),
        ("books.list", books.list().send().map(drop)),
    ];
    let received = server.requests();
    assert_eq!(received.len(), outcomes.len());
    for ((id, outcome), received) in outcomes.into_iter().zip(received) {
        assert_eq!(received.operation(), Some(id));
        assert_eq!(received.problems(), [""; 0], "{id}");
        assert!(outcome.is_ok(), "{id}: {outcome:?}");
    }
}

const TOO_DEEP: &str = "is nested too deeply";
const JSON: &str = "content-type: application/json";

/// Nothing that the description does not declare passes, and no value stands in what is said about it.
#[test]
fn requests_that_are_not_declared() {
    let key = "X-Shop-Key: k";
    let head = |line: &str| format!("{line} HTTP/1.1\r\n{key}");
    let list = |query: &str| (head(&format!("GET /books?till[id]=k&{query}")), String::new());
    let get = |header: &str| (format!("{}\r\n{header}", head("GET /books/1")), String::new());
    let add = |rest: &str| {
        let book = r#"{"isbn":null,"title":"c4n4ry","price":{"amount":1,"currency":"EUR"}"#;
        let line = format!("POST /books?key=k HTTP/1.1\r\nX-Supplier-Key: k\r\n{JSON}");
        (line, format!("{book}{rest}}}"))
    };
    let put = |line: &str, body: &str| (format!("{}\r\n{JSON}", head(line)), body.to_owned());
    let prices = |body: &str| put("PUT /prices", body);
    let plan = |body: &str| put("PUT /shelf-plan?day=2030-01-31T12:00:00", body);
    let shelve = |body: &str| put("PUT /shelves/a/places/1/thing", body);
    let typed = |types: &str| (format!("{}\r\n{types}", head("PUT /prices")), "{}".to_owned());
    let deep = format!(r#","extra":{}{}"#, "[".repeat(101), "]".repeat(101));
    #[rustfmt::skip]
    let table = [
        // Texts outside of bodies.
        (list("in_print=true&max_price=1.5&tags=a&tags=b&not_genre=err,none&binding=Paper-back"), ""),
        (list("tags=a&tags=b&flags=true,false&undeclared=1&undeclared=2"),   ""),
        (list("in_print=c4n4ry"),           "query parameter `in_print` is not `true` or `false`"),
        (list("in_print=true&in_print=true"), "query parameter `in_print` is given 2 times"),
        (list("page-size=007"),             "query parameter `page-size` is not a whole number of 64 bits"),
        (list("max_price=inf"),             "query parameter `max_price` is not a number"),
        (list("published_after=c4n4ry"),    "query parameter `published_after` is not a timestamp such as `2030-01-31T12:00:00Z`"),
        (list("seen_at=2030-01-31T12:00:00Z&seen_at=2030-13-31T12:00:00Z"), "query parameter `seen_at` is not a timestamp such as `2030-01-31T12:00:00Z`"),
        (list("flags=true,c4n4ry"),         "query parameter `flags` is not `true` or `false`"),
        (list("flags=true&flags=false"),    "query parameter `flags` is given 2 times"),
        (list("genre=err&genre=c4n4ry"),    "query parameter `genre` is not one of `err`, `none`, `O.K.`, `sci-fi/fantasy`, `some`, `100`, `type`"),
        (list("key=c4n4ry"),                "credential `shop_key` is given 2 times"),
        (get("X-Fresh: c4n4ry"),            "header `X-Fresh` is not `true` or `false`"),
        (get("X-Fresh: true\r\nx-fresh: true"), "header `X-Fresh` is given 2 times"),
        ((format!("{}\r\n{JSON}", head("GET /books/1")), "{}".to_owned()), "the request has a body, and the operation takes none"),
        ((head("GET /top/err/c4n4ry/2030-01-31T12:00:00Z/1"), String::new()), "part of the path `signed` is not `true` or `false`"),
        // Fields of a body, and types within types.
        (add(r#","binding":"","printing":2,"remarks":["a",null],"undeclared":[{"a":1}]"#), ""),
        (add(r#","printing":2.0,"published":"2030-01-31 12:00:00.5","editions":[],"subtitle":null"#), ""),
        (add(r#","title":"c4n4ry""#),       "body key `title` is given 2 times"),
        (add(r#","binding":"c4n4ry""#),     r#"body key `binding` is not one of `hardcover`, `和綴じ`, `Leather ("fine")`, `Paper-back`, `spiral\wire`, ``"#),
        (add(r#","printing":"2""#),         "body key `printing` is not one of `1`, `2`, `special`, `false`"),
        (add(r#","binding":null"#),         "body key `binding` is null, which is not declared"),
        (add(r#","published":"c4n4ry""#),   "body key `published` is not a timestamp such as `2030-01-31T12:00:00Z`"),
        (add(r#","tags":["a",1]"#),         "body key `tags[1]` is not text"),
        (add(r#","tags":"c4n4ry""#),        "body key `tags` is not a list"),
        (add(r#","prices-by-country":{"c4n4ry":{"amount":"1","currency":"EUR"}}"#), "body key `prices-by-country{}.amount` is not a number"),
        (add(r#","prices-by-country":{"c4n4ry":{"amount":1,"currency":"EUR"},"c4n4ry":{"amount":1,"currency":"EUR"}}"#), "body key `prices-by-country` has one key several times"),
        (add(r#","editions":[{"isbn":"1","title":"t"}]"#), "body key `editions[0].price` is missing"),
        (add(r#","extra":[{"c4n4ry":1,"c4n4ry":2}]"#), "body key `extra[0]` has one key several times"),
        (add(r#","c4n4ry":1,"c4n4ry":2"#),  "the body has one key several times"),
        (add(&deep),                        TOO_DEEP),
        // Bodies of one value.
        (prices(r#"{"a":{"amount":1e3,"currency":"EUR"}}"#), ""),
        (prices("[]"),                      "the body is not an object"),
        (prices("null"),                    "the body is null, which is not declared"),
        (prices(""),                        "the body is missing"),
        (prices("{}{}"),                    "the body is not JSON"),
        (plan(r#"[{"a":["b"]}]"#),          ""),
        (plan(r#"[{},{"c4n4ry":[1]}]"#),    "body key `[1]{}[0]` is not text"),
        (shelve(r#"{"pay-by":"card","number":"c4n4ry"}"#), ""),
        (shelve(r#"{"pay-by":"card"}"#),    "body key `number` is missing"),
        (shelve(r#"{"codes":["a"],"secrets":{"c4n4ry":1}}"#), "body key `secrets{}` is not text"),
        (shelve(r#"{"codes":null}"#),       ""),
        // Content types.
        (typed("Content-Type: APPLICATION/JSON; charset=\"UTF-8\""), ""),
        (typed("x: y"),                     "header `content-type` is missing: declared is `application/json`"),
        (typed("content-type: text/c4n4ry"), "header `content-type` is not `application/json`"),
        (typed("content-type: application/json; charset=utf-16"), "header `content-type` is not `application/json`"),
        (typed(&format!("{JSON}\r\n{JSON}")), "header `content-type` is given several times"),
    ];
    refuse(table.to_vec());
}

/// Forms are read as strictly as JSON.
#[test]
fn forms_that_are_not_declared() {
    let form = "content-type: application/x-www-form-urlencoded";
    let post = |line: &str, body: &str| {
        (format!("{line}?till[id]=k HTTP/1.1\r\nX-Shop-Key: k\r\n{form}"), body.to_owned())
    };
    let issue = |rest: &str| {
        post("POST /vouchers", &format!("amount[value]=1&amount%5Bcurrency%5D=EUR&buyer=b{rest}"))
    };
    let find = |body: &str| post("POST /vouchers/search", body);
    let label = |body: &str| post("PATCH /vouchers/labels", body);
    let typed = "POST /vouchers/search HTTP/1.1\r\nX-Shop-Key: k\r\ncontent-type: application/json";
    let deep = format!("&extra{}=c4n4ry", "[a]".repeat(101));
    #[rustfmt::skip]
    let table = [
        (issue("&undeclared=1&undeclared[a]=2"), ""),
        (issue("&note=&gift=true&copies=3&discount=2.50&genres[0]=O.K.&labels[a+b]=c&extra=[1]"), ""),
        (issue("&pay_by[pay-by]=card&pay_by[number]=c4n4ry"), ""),
        (issue("&pay_by[pay-by]=card"),     "body key `pay_by.number` is missing"),
        (issue("&readers[0][name]=a&readers[1][name]=b"), ""),
        (issue("&readers[0][age]=c4n4ry"),  "body key `readers[0].name` is missing; body key `readers[0].age` is not a whole number of 32 bits"),
        (issue("&readers[1][name]=a"),      "body key `readers` is not a list in the declared style"),
        (issue("&readers[name]=c4n4ry"),    "body key `readers` is not a list in the declared style"),
        (issue("&genres[]=some"),           "body key `genres` is not a list in the declared style"),
        (issue("&gift="),                   "body key `gift` is not `true` or `false`"),
        (issue("&copies=-1"),               "body key `copies` is not a whole number of 32 bits, not below zero"),
        (issue("&copies=1&copies=2"),       "body key `copies` is given 2 times"),
        (issue("&copies[c4n4ry]=1"),        "body key `copies` is not a whole number of 32 bits, not below zero"),
        (issue("&extra=c4n4ry"),            "body key `extra` is not JSON"),
        (issue("&labels=c4n4ry"),           "body key `labels` is not an object"),
        (issue("&note[=c4n4ry"),            "the body has a key with brackets out of order"),
        (issue(&deep),                      "the body has a key with brackets out of order"),
        (issue("&note"),                    "the body is not a form"),
        (issue("&note=%zz"),                "the body is not a form"),
        (issue("&note=%FF"),                "the body is not a form"),
        (post("POST /vouchers", ""),        "body key `amount.value` is missing; body key `amount.currency` is missing; body key `buyer` is missing"),
        // What is empty leaves no trace.
        (find(""),                          ""),
        (find("codes=a&codes=b"),           ""),
        (find("codes[]=a"),                 "body key `codes` is not a list in the declared style"),
        (label("codes[]=a&labels[k][]=b"),  ""),
        (label("codes=a"),                  "body key `codes` is not a list in the declared style"),
        (post("POST /vouchers/cancel", "codes=a,b"), ""),
        (post("POST /vouchers/cancel", "codes=a&codes=b"), "body key `codes` is not a list in the declared style"),
        (post("PUT /vouchers/A", "value=c4n4ry&currency=EUR"), "body key `value` is not a number"),
        ((typed.replace(" HTTP", "?till[id]=k HTTP"), "codes=a".to_owned()), "header `content-type` is not `application/x-www-form-urlencoded`"),
    ];
    refuse(table.to_vec());
}

/// What every call to the bookshop sends.
const VERSION: &str = "X-Shop-Version: 2026-01-15";

/// Sends each head and body, which has this problem, or none.
fn refuse(table: Vec<((String, String), &str)>) {
    let server = Server::start().expect("a server on this machine");
    for ((head, body), problem) in table {
        let request =
            format!("{head}\r\n{VERSION}\r\ncontent-length: {}\r\n\r\n{body}", body.len());
        let response = raw(&server.url(), &request);
        let received = server.requests().pop().expect("a request");
        let found = received.problems().join("; ");
        if problem == TOO_DEEP {
            // The path is as long as the body is deep.
            assert!(found.ends_with("]` is nested too deeply"), "{found}");
        } else {
            assert_eq!(found, problem, "{request}");
        }
        let is_refused = response.starts_with("HTTP/1.1 400");
        assert_eq!(is_refused, !problem.is_empty(), "{request}: {response}");
        assert!(!is_refused || !response.contains("c4n4ry"), "{response}");
    }
}

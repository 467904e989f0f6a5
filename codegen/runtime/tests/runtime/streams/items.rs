//! Events and lines: what is read, and what ends them.

use std::time::Duration;

use restwright_runtime::mock::{Script, Wire};
use restwright_runtime::{CallOptions, Decoding, StreamedOperation};

use super::{SHORT, chunked, client, head, on_threads, read};
use crate::sample::ErrorCode;
use crate::sample::stream::{Ask, Chat, Log, Note, Watch};
use crate::server::block_on;

const EVENTS: &str = "text/event-stream";
const A: &str = "{\"Text\":\"a\"}";
const B: &str = "{\"Text\":\"b\"}";

fn ask(body: &[&str]) -> Vec<String> {
    let body = chunked(EVENTS, body);
    read(&Ask, &CallOptions::new(), || vec![Script::answer(body.clone())])
}

#[test]
fn events_with_an_end() {
    let a = "data: {\"Text\":\"a\"}\n\n";
    #[rustfmt::skip]
    let table: &[(&[&str], &[&str])] = &[
        (&[a, "data: {\"Text\":\ndata: \"b\"}\n\n", "data: [DONE]\n\n", ""],     &[A, B]),
        (&["data: {\"Te", "xt\":\"a\"}\n", "\ndata: [DO", "NE]\n\n", ""],        &[A]),
        // What follows the end is not read, and need not come.
        (&[a, "data: [DONE]\n\n", a],                                           &[A]),
        // An end without its blank line is one nevertheless.
        (&[a, "data: [DONE]\n", ""],                                            &[A]),
        (&[a, "data: [DONE]", ""],                                              &[A]),
        (&["data: [DONE]\n\n", ""],                                             &[]),
        (&["event: ping\n\n: still there\n\n", a, "data: [DONE]\n\n", ""],      &[A]),
        // The body is complete, and the stream is not.
        (&[a, ""],                                                              &[A, "Decode"]),
        (&[""],                                                                 &["Decode"]),
        (&[a, "data: {\"Text\":", ""],                                          &[A, "Decode"]),
        // Neither is complete.
        (&[a],                                                                  &[A, "Transport"]),
        (&[a, "data: {\"Text\":"],                                              &[A, "Transport"]),
        // An item that cannot be read ends nothing.
        (&["data: {}\n\n", a, "data: [DONE]\n\n", ""],                          &["Decode item 1", A]),
        (&["data: {\n\n", "data: [1]\n\n", "data:\n\n", a, "data: [DONE]\n\n", ""],
         &["Decode item 1", "Decode item 2", "Decode item 3", A]),
        (&["data: {\"Text\":\"a\",\"Size\":\"much\"}\n\n", "data: [DONE]\n\n", ""], &["{\"Text\":\"a\",\"Size\":\"much\"}"]),
        // An error of the API ends the stream.
        (&[a, "data: {\"ErrorCode\":1218}\n\n", a],                             &[A, "Api item 2 INVALID_CAPTCHA (1218)"]),
        (&[a, "event: error\ndata: {\"ErrorCode\":1218}\n\n", a],               &[A, "Api item 2 INVALID_CAPTCHA (1218)"]),
        (&[a, "event: error\ndata: {\"Message\":\"no\"}\n\n", a],               &[A, "Api item 2"]),
        (&["event: error\ndata: {\"Text\":\"a\"}\n\n", "data: [DONE]\n\n", ""], &[A]),
        (&["event: error\ndata: no\n\n", "data: [DONE]\n\n", ""],               &["Decode item 1"]),
    ];
    for (body, expected) in table {
        assert_eq!(ask(body), *expected, "{body:?}");
    }
}

#[test]
fn events_without_an_end() {
    let watch = |body: &[&str]| {
        let body = chunked(EVENTS, body);
        let no_retries = CallOptions::new();
        read(&Watch, &no_retries, || vec![Script::answer(body.clone())])
    };
    assert_eq!(watch(&["data: {\"Text\":\"a\"}\n\n", ""]), [A]);
    assert_eq!(watch(&[""]), Vec::<String>::new());
    assert_eq!(watch(&["data: {\"Text\":\"a\"}\n\n: bye", ""]), [A]);
    assert_eq!(watch(&["data: {\"Text\":\"a\"}\n\ndata: {", ""]), [A, "Decode"]);
    assert_eq!(watch(&["data: {\"Text\":\"a\"}\n", ""]), ["Decode"]);
    assert_eq!(watch(&["data: {\"Text\":\"a\"}\n\n"]), [A, "Transport retryable"]);
}

#[test]
fn lines() {
    let log = |body: &[&str]| {
        let body = chunked("application/x-ndjson", body);
        read(&Log, &CallOptions::new(), || vec![Script::answer(body.clone())])
    };
    assert_eq!(log(&["{\"Text\":\"a\"}\n{\"Te", "xt\":\"b\"}\n", ""]), [A, B]);
    assert_eq!(log(&["{\"Text\":\"a\"}\r\n\r\n", "{\"Text\":\"b\"}", ""]), [A, B]);
    assert_eq!(log(&["garbage\n{\"Text\":\"b\"}", ""]), ["Decode item 1", B]);
    assert_eq!(log(&["{\"Text\":\"a\"}\n{\"Text\":\"b", ""]), [A, "Decode item 2"]);
    assert_eq!(log(&["{\"Text\":\"a\"}\n{\"Text\":\"b"]), [A, "Transport retryable"]);
    assert_eq!(log(&["{\"ErrorCode\":901}\n", ""]), ["Api item 1 KEY_UNAUTHORIZED (901)"]);
}

#[test]
fn a_key_of_the_type_makes_no_item_an_error_of_the_api() {
    fn read_line<O: StreamedOperation<Item: Send>>(operation: &O, line: &str) -> Vec<String> {
        let body = chunked("application/x-ndjson", &[line, "\n", ""]);
        read(operation, &CallOptions::new(), || vec![Script::answer(body.clone())])
    }
    let said = |line| read_line(&Chat, line);
    assert_eq!(said("{\"Message\":\"no\",\"Number\":1}"), ["{\"Message\":\"no\",\"Number\":1}"]);
    assert_eq!(said("{\"Message\":\"no\"}"), ["Decode item 1"]);
    assert_eq!(said("{\"Message\":\"no\",\"Number\":\"x\"}"), ["Decode item 1"]);
    assert_eq!(said("{\"Description\":\"no\"}"), ["Api item 1"]);
    assert_eq!(
        said("{\"ErrorCode\":1218,\"Message\":\"no\"}"),
        ["Api item 1 INVALID_CAPTCHA (1218)"]
    );
    assert_eq!(read_line(&Log, "{\"Message\":\"no\"}"), ["Api item 1"]);
}

#[test]
fn what_is_no_stream() {
    let answers =
        |bytes: String| read(&Ask, &CallOptions::new(), || vec![Script::answer(bytes.clone())]);
    let body = |head: &str, body: &str| {
        format!("HTTP/1.1 {head}\r\ncontent-length: {}\r\n\r\n{body}", body.len())
    };
    #[rustfmt::skip]
    let table = [
        (body("403 No\r\ncontent-type: application/json", "{\"ErrorCode\":1218}"),              "no stream: Api INVALID_CAPTCHA (1218)"),
        (body("500 No", "oops"),                                                                "no stream: UnexpectedStatus"),
        (body("302 Found\r\nlocation: /x", ""),                                                 "no stream: Redirect"),
        (body("200 OK\r\ncontent-type: application/json", "{\"ErrorCode\":1218}"),              "no stream: Api INVALID_CAPTCHA (1218)"),
        (body("200 OK\r\ncontent-type: application/json", "{\"Message\":\"no\"}"),              "no stream: Api"),
        (body("200 OK\r\ncontent-type: application/json", "{}"),                                "no stream: Decode"),
        (body("200 OK\r\ncontent-type: application/x-ndjson", "{}"),                            "no stream: Decode"),
        (body("200 OK\r\ncontent-type: text/html", "<html>"),                                   "no stream: Decode"),
        (body("200 OK\r\ncontent-type: text/event-stream\r\ncontent-encoding: gzip", "x"),      "no stream: Decode"),
    ];
    for (bytes, expected) in table {
        assert_eq!(answers(bytes.clone()), [expected], "{bytes}");
    }
    // What a server does not say, or says of any text, is taken for events.
    for head in [
        "200 OK",
        "200 OK\r\ncontent-type: text/plain",
        "200 OK\r\ncontent-type: Text/Event-Stream; charset=utf-8",
    ] {
        assert_eq!(answers(body(head, "data: [DONE]\n\n")), Vec::<String>::new(), "{head}");
    }
    let events = body("200 OK\r\ncontent-type: text/event-stream", "data: {\"Text\":\"a\"}\n\n");
    let found = read(&Log, &CallOptions::new(), || vec![Script::answer(events.clone())]);
    assert_eq!(found, ["no stream: Decode"]);
    // More than tells that it is none.
    let flood = read(&Ask, &CallOptions::new(), || {
        vec![Script::new().read().send(head("text/html")).flood("<html>".repeat(1000))]
    });
    assert_eq!(flood, ["no stream: Decode"]);
}

#[test]
fn the_size_of_an_item_is_limited() {
    let small = CallOptions::new().max_body_bytes(100);
    let long = |prefix: &str| format!("{prefix}{{\"Text\":\"{}\"}}\n\n", "x".repeat(100));
    let events = chunked(EVENTS, &["data: {\"Text\":\"a\"}\n\n", &long("data: "), ""]);
    let found = read(&Watch, &small, || vec![Script::answer(events.clone())]);
    assert_eq!(found, [A, "TooLarge item 2"]);
    let lines = chunked("application/x-ndjson", &[&"{\"Text\":\"a\"}\n".repeat(30), &long(""), ""]);
    let found = read(&Log, &small, || vec![Script::answer(lines.clone())]);
    assert_eq!((found.len(), found.last().unwrap().as_str()), (31, "TooLarge item 31"));
    // A line that never ends.
    let found = read(&Log, &small, || {
        vec![Script::new().read().send(head("application/x-ndjson")).flood("x")]
    });
    assert_eq!(found, ["TooLarge item 1"]);
}

#[test]
fn strict_decoding_reports_items() {
    let strict = CallOptions::new().decoding(Decoding::Strict);
    let body = chunked(EVENTS, &["data: {\"Text\":\"a\",\"Size\":\"much\"}\n\n", ""]);
    let found = read(&Watch, &strict, || vec![Script::answer(body.clone())]);
    assert_eq!(found, ["Decode item 1"]);
    let wire = Wire::start([Script::answer(body)]).unwrap();
    block_on(async {
        let client = client(&wire, CallOptions::new());
        let mut stream =
            client.streamed::<_, ErrorCode>(&Watch, &CallOptions::new()).await.unwrap();
        let item: Note = stream.try_next().await.unwrap().unwrap();
        assert_eq!((item.text.as_str(), item.size), ("a", None));
        assert_eq!(stream.problems()[0].path(), "Size");
    });
}

#[test]
fn time_between_chunks_is_limited_and_that_of_the_call_is_not() {
    let first = chunked(EVENTS, &["data: {\"Text\":\"a\"}\n\n"]);
    let short = CallOptions::new().chunk_timeout(SHORT).attempt_timeout(SHORT).total_timeout(SHORT);
    let stalled = || vec![Script::new().read().send(first.clone()).hang()];
    assert_eq!(read(&Ask, &short, stalled), [A, "Timeout"]);
    // Lines that could be an error by their content type begin with the first whole line.
    let json = chunked("application/json", &["{\"Text\":\"a\"}\n"]);
    let live = || vec![Script::new().read().send(json.clone()).hang()];
    assert_eq!(read(&Log, &short, live), [A, "Timeout"]);
    // Longer than the timeouts of attempt and call, with less than that of a chunk in between.
    let slow = || {
        let end = "10\r\ndata: [DONE]\n\n\r\n";
        vec![Script::new().read().send(first.clone()).drip(end, Duration::from_millis(15))]
    };
    assert_eq!(read(&Ask, &short, slow), [A]);
}

#[test]
fn who_takes_time_with_an_item_does_not_time_out() {
    let wire = Wire::start([Script::answer(chunked(
        EVENTS,
        &["data: {\"Text\":\"a\"}\n\n", "data: {\"Text\":\"b\"}\n\n", ""],
    ))]);
    let wire = wire.unwrap();
    let client = on_threads(client(&wire, CallOptions::new().chunk_timeout(SHORT)));
    let stream = client.streamed::<_, ErrorCode>(&Watch, &CallOptions::new()).unwrap();
    for item in stream {
        std::thread::sleep(SHORT * 2);
        item.unwrap();
    }
}

#[test]
fn dropping_a_stream_closes_its_connection() {
    let flood = || {
        let script = Script::new().read().send(head(EVENTS));
        Wire::start([script.flood("data: {\"Text\":\"a\"}\n\n".repeat(100))]).unwrap()
    };
    let wire = flood();
    block_on(async {
        let client = client(&wire, CallOptions::new());
        let mut stream = client.streamed::<_, ErrorCode>(&Ask, &CallOptions::new()).await.unwrap();
        for _ in 0..1000 {
            stream.try_next().await.unwrap().unwrap();
        }
        drop(stream);
        // Its connection is closed by a task of the runtime.
        tokio::task::spawn_blocking(move || wire.wait_for_ends(1)).await.unwrap();
    });
    let wire = flood();
    let client = on_threads(client(&wire, CallOptions::new()));
    let stream = client.streamed::<_, ErrorCode>(&Ask, &CallOptions::new()).unwrap();
    assert_eq!(stream.take(1000).flatten().count(), 1000);
    wire.wait_for_ends(1);
}

#[test]
fn nothing_is_retried_once_the_stream_has_begun() {
    let unavailable = "HTTP/1.1 503 No\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let cut = chunked(EVENTS, &["data: {\"Text\":\"a\"}\n\n"]);
    let scripts = || vec![Script::answer(unavailable), Script::answer(cut.clone()), Script::new()];
    assert_eq!(read(&Watch, &CallOptions::new(), scripts), [A, "Transport retryable"]);
    let wire = Wire::start(scripts()).unwrap();
    block_on(async {
        let client = client(&wire, CallOptions::new());
        let mut stream =
            client.streamed::<_, ErrorCode>(&Watch, &CallOptions::new()).await.unwrap();
        assert_eq!(stream.head().attempts(), 2);
        while stream.next().await.is_some() {}
    });
    assert_eq!(wire.connections(), 2);
}

#[test]
fn nothing_of_a_stream_is_formatted() {
    let wire = Wire::start([Script::answer(chunked(
        EVENTS,
        &["id: canary\nevent: canary\ndata: {\"Text\":\"canary\"}\n\n", "data: {\"canary\":1}\n\n"],
    ))]);
    let wire = wire.unwrap();
    block_on(async {
        let client = client(&wire, CallOptions::new());
        let mut stream = client.streamed::<_, ErrorCode>(&Ask, &CallOptions::new()).await.unwrap();
        stream.try_next().await.unwrap();
        assert_eq!((stream.event(), stream.last_event_id()), (Some("canary"), Some("canary")));
        let error = stream.try_next().await.unwrap_err();
        assert_eq!(error.raw_body(), Some(&b"{\"canary\":1}"[..]));
        let shown = format!("{stream:?} {:?} {error:?} {error}", stream.head());
        assert!(!shown.contains("canary"), "{shown}");
    });
}

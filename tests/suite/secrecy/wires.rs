//! Items of streams, and the names and contents of files, whatever becomes of their calls.

use std::fmt::Debug;
use std::fs;
use std::future::IntoFuture;
use std::io;
use std::path::Path;

use bookshop::mock::{Script, Wire};
use bookshop::{Client, Download, Error, ErrorCode, Streamed, Upload, blocking};
use futures_util::stream;
use restwright_runtime::{Response, Value};
use serde_json::json;

use super::canary::{MARK, canary};
use super::client::{PATIENCE, options};
use super::listener::listen;
use super::page::{check, of_error};
use crate::outcome::{block_on, shown};

/// Responses by what is wrong with them, for items between these texts.
fn responses(
    content_type: &str,
    [before, after]: [&str; 2],
) -> Vec<(&'static str, Result<u8, ()>, String)> {
    let typed = |body: &str| answer(&format!("200 OK\r\ncontent-type: {content_type}"), body);
    let items = |item: &str| typed(&format!("{before}{item}{after}").repeat(2));
    let text = canary("text");
    let item = json!({ "title": "shown", "reader": text, "shelf_code": text, "new": [text] });
    let item = item.to_string();
    let chunk = format!(
        "200 OK\r\ncontent-type: {content_type}\r\ntransfer-encoding: chunked\r\nx: {MARK}\r\n\r\n"
    );
    let chunk = format!("HTTP/1.1 {chunk}fff\r\n{before}{item}{after}{before}{item}");
    #[rustfmt::skip]
    let rows = vec![
        ("items",                    Ok(2),   items(&item)),
        ("items without a title",    Err(()), items(&json!({ "reader": text }).to_string())),
        ("items of a wrong type",    Err(()), items(&json!({ "title": [text], &text: 1 }).to_string())),
        ("items with a wrong part",  Ok(2),   items(&json!({ "title": "shown", "copies": text }).to_string())),
        ("half of items",            Err(()), items(&item[..40])),
        ("no JSON",                  Err(()), items(&text)),
        ("an error in the stream",   Err(()), items(&json!({ "code": 4, "message": text }).to_string())),
        ("another content type",     Err(()), answer("200 OK\r\ncontent-type: text/html", &text)),
        ("an error",                 Err(()), answer("500 No", &text)),
        ("a redirect",               Err(()), answer(&format!("302 Found\r\nlocation: /x?{MARK}"), &text)),
        ("half a chunk",             Err(()), chunk),
        ("no HTTP",                  Err(()), text),
    ];
    rows
}

/// A response whose body ends with the connection.
fn answer(head: &str, body: &str) -> String {
    format!("HTTP/1.1 {head}\r\nx: {MARK}\r\nconnection: close\r\n\r\n{body}")
}

/// What was shown, and how many items were read before the first error.
type Read = (String, Result<u8, ()>);

async fn read<T: Value + Default + Debug>(
    call: impl IntoFuture<Output = Result<Streamed<T, ErrorCode>, Error>> + Debug,
) -> Read {
    let mut page = shown(&[&call]);
    let mut stream = match call.await {
        Err(error) => return (page + &of_error(&error), Err(())),
        Ok(stream) => stream,
    };
    page += &shown(&[&stream, &stream.head()]);
    let mut items = Ok(0);
    while let Some(item) = stream.next().await {
        match item {
            Ok(item) => {
                page += &shown(&[&item, &stream, &stream.problems()]);
                items = items.map(|count| count + 1);
            }
            Err(error) => {
                page += &of_error(&error);
                items = Err(());
            }
        }
    }
    (page, items)
}

/// The same of a blocking client.
fn blocking_read<T: Value + Default + Debug>(
    stream: Result<blocking::Streamed<T, ErrorCode>, Error>,
) -> Read {
    let stream = match stream {
        Err(error) => return (of_error(&error), Err(())),
        Ok(stream) => stream,
    };
    let mut page = shown(&[&stream, &stream.head()]);
    let mut items = Ok(0);
    for item in stream {
        match item {
            Ok(item) => {
                page += &shown(&[&item]);
                items = items.map(|count| count + 1);
            }
            Err(error) => {
                page += &of_error(&error);
                items = Err(());
            }
        }
    }
    (page, items)
}

/// Plays one response to every request, and checks what a call shows of it.
fn play(name: &str, response: &str, call: impl FnOnce(&str) -> String) {
    let script = Script::answer(response);
    let wire = Wire::play(move |_| Some(script.clone())).expect("a server");
    let page = call(&wire.url());
    let requests = wire.requests();
    assert!(!requests.is_empty(), "{name}: no request was sent");
    for request in &requests {
        assert!(request.header("x-chosen").is_some_and(|it| it.contains(MARK)), "{name}");
    }
    check(name, &(page + &shown(&[&wire, &requests])));
}

fn client(url: &str) -> Client {
    listen();
    let builder = Client::builder(canary("till"), canary("key")).options(options(PATIENCE));
    builder.base_url(url).build().expect("a client")
}

fn blocking_client(url: &str) -> blocking::Client {
    listen();
    let builder =
        blocking::Client::builder(canary("till"), canary("key")).options(options(PATIENCE));
    builder.base_url(url).build().expect("a client")
}

#[test]
fn items_of_streams() {
    let events = [&*format!("id: {MARK}\nevent: {MARK}\n: {MARK}\ndata: "), "\n\n"];
    for (name, expected, response) in responses("application/jsonl", ["", "\n"]) {
        play(name, &response, |url| {
            let (page, items) = block_on(read(client(url).wires().arrivals()));
            let (blocking_page, same) =
                blocking_read(blocking_client(url).wires().arrivals().send());
            assert_eq!((items, same), (expected, expected), "{name}");
            page + &blocking_page
        });
    }
    for (name, expected, response) in responses("text/event-stream", events) {
        play(name, &response, |url| {
            let (page, items) = block_on(read(client(url).wires().watch()));
            let (blocking_page, same) = blocking_read(blocking_client(url).wires().watch().send());
            assert_eq!((items, same), (expected, expected), "{name}");
            page + &blocking_page
        });
    }
}

#[test]
fn downloads() {
    async fn read(call: impl IntoFuture<Output = Result<Download<ErrorCode>, Error>>) -> String {
        let download = match call.await {
            Err(error) => return of_error(&error),
            Ok(download) => download,
        };
        let page = shown(&[&download, &download.head()]);
        match download.bytes().await {
            Ok(bytes) => {
                assert!(bytes.starts_with(MARK.as_bytes()), "{bytes:?}");
                page
            }
            Err(error) => page + &of_error(&error),
        }
    }
    let named = format!(
        "200 OK\r\ncontent-type: audio/ogg\r\ncontent-disposition: attachment; filename={MARK}"
    );
    let text = canary("text");
    for (name, response) in [
        ("a download", answer(&named, &text)),
        ("half a download", answer(&format!("{named}\r\ncontent-length: 9999"), &text)),
        ("another content type", answer("200 OK\r\ncontent-type: text/html", &text)),
        ("another encoding", answer(&format!("{named}\r\ncontent-encoding: {MARK}"), &text)),
        ("an error", answer("403 No", &text)),
        ("no HTTP", text),
    ] {
        play(name, &response, |url| block_on(read(client(url).wires().recording("r1"))));
    }
}

/// All that can be shown of a call that takes a file.
fn page<T: Debug>(call: impl IntoFuture<Output = Result<Response<T>, Error>> + Debug) -> String {
    let page = shown(&[&call]);
    page + &match block_on(call.into_future()) {
        Ok(response) => shown(&[&response, &*response]),
        Err(error) => of_error(&error),
    }
}

/// Files whose name, contents, type or error is a canary, made anew for each call.
fn uploads(folder: &Path) -> Vec<(&'static str, Upload)> {
    let path = folder.join(format!("{MARK}.png"));
    fs::write(&path, canary("file")).expect("a file");
    let on_disk = Upload::blocking_path(&path).expect("a file");
    let removed = folder.join(format!("{MARK}-removed.png"));
    fs::write(&removed, canary("file")).expect("a file");
    let gone = Upload::blocking_path(&removed).expect("a file");
    fs::remove_file(&removed).expect("a file");
    let pieces = |error: Option<&str>| {
        let piece = Ok::<_, io::Error>(canary("piece"));
        let error = error.map(|text| Err(io::Error::other(canary(text))));
        Upload::stream(stream::iter([piece].into_iter().chain(error)))
    };
    vec![
        ("bytes", Upload::bytes(canary("contents")).file_name(canary("name"))),
        ("a content type", Upload::bytes(canary("contents")).content_type(canary("type"))),
        ("a file", on_disk),
        ("a file that is gone", gone),
        ("a stream", pieces(None)),
        ("a stream that fails", pieces(Some("error"))),
        ("too long a stream", pieces(None).length(3)),
        ("too short a stream", pieces(None).length(3000)),
    ]
}

/// What a server does with a file.
fn scripts() -> Vec<(&'static str, Script)> {
    let large = answer("413 Large", &canary("response"));
    let receipt = json!({ "new": canary("value"), "bytes": 1 }).to_string();
    let created = answer("201 Created\r\ncontent-type: application/json", &receipt);
    vec![
        ("accepted", Script::new().read().send(created)),
        ("refused early", Script::new().read_head().send(large)),
        ("reset", Script::new().read_head().reset()),
        ("closed", Script::new()),
    ]
}

#[test]
fn files_in_requests() {
    let folder = tempfile::tempdir().expect("a folder");
    for (what, script) in scripts() {
        for is_part in [true, false] {
            for (name, upload) in uploads(folder.path()) {
                let script = script.clone();
                let wire = Wire::play(move |_| Some(script.clone())).expect("a server");
                let client = client(&wire.url());
                let uploads = client.uploads();
                let before = shown(&[&upload]);
                let page = if is_part {
                    page(uploads.attach("o1", "title", upload).sender(canary("sender")))
                } else {
                    page(uploads.scan(upload))
                };
                check(&format!("{name}, {what}"), &(before + &page + &shown(&[&wire])));
            }
        }
    }
}

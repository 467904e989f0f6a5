//! Items of streams, and the names and contents of files, whatever becomes of their calls.

use std::fmt::Debug;
use std::fs;
use std::future::IntoFuture;
use std::io;

use bookshop::mock::{Script, Wire};
use bookshop::{Client, ErrorCode, Upload};
use futures_util::stream;
use restwright_runtime::{Error, Response};
use serde_json::json;

use super::canary::{MARK, canary};
use super::listener::listen;
use super::page::{check, of_error};
use crate::outcome::shown;

fn block_on<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(future)
}

fn client(wire: &Wire) -> Client {
    listen();
    let builder = Client::builder(canary("till"), canary("key")).base_url(wire.url());
    builder.build().expect("a client")
}

/// A response whose body ends with the connection.
fn answer(head: &str, body: &str) -> String {
    format!("HTTP/1.1 {head}\r\nx: {MARK}\r\nconnection: close\r\n\r\n{body}")
}

/// Responses in the place of a list of arrivals.
fn arrivals() -> Vec<(&'static str, String)> {
    let lines = |body: &str| answer("200 OK\r\ncontent-type: application/jsonl", body);
    let text = canary("text");
    let item = json!({ "title": "shown", "reader": text, "shelf_code": text, &text: [text] });
    vec![
        ("items", lines(&format!("{item}\n{item}\n"))),
        ("half an item", lines(&item.to_string()[..20])),
        ("an item without what it needs", lines(&json!({ "reader": text }).to_string())),
        ("an item of a wrong type", lines(&json!({ "title": [text], &text: 1 }).to_string())),
        (
            "an item with a wrong part",
            lines(&json!({ "title": "shown", "copies": text }).to_string()),
        ),
        ("no JSON", lines(&text)),
        ("an error in the stream", lines(&json!({ "code": 4, "message": text }).to_string())),
        ("no lines", answer("200 OK\r\ncontent-type: text/html", &text)),
        ("an error", answer("500 No", &text)),
        ("a redirect", answer(&format!("302 Found\r\nlocation: /x?{MARK}"), &text)),
        (
            "half a chunk",
            answer("200 OK\r\ntransfer-encoding: chunked", &format!("fff\r\n{item}\n")),
        ),
        ("no HTTP", text),
    ]
}

#[test]
fn items_of_streams() {
    for (name, response) in arrivals() {
        let wire = Wire::play({
            let response = response.clone();
            move |_| Some(Script::answer(response.clone()))
        });
        let wire = wire.expect("a server");
        let client = client(&wire);
        let page = block_on(async {
            let mut stream = match client.wires().arrivals().await {
                Err(error) => return of_error(&error),
                Ok(stream) => stream,
            };
            let mut page = shown(&[&stream, &stream.head()]);
            while let Some(item) = stream.next().await {
                page += &match item {
                    Ok(item) => shown(&[&item, &stream.problems()]),
                    Err(error) => of_error(&error),
                };
                page += &shown(&[&stream]);
            }
            page
        });
        check(name, &page);
        let blocking = bookshop::blocking::Client::builder(canary("till"), canary("key"));
        let blocking = blocking.base_url(wire.url()).build().expect("a client");
        let page = match blocking.wires().arrivals().send() {
            Err(error) => of_error(&error),
            Ok(stream) => {
                let page = shown(&[&stream, &stream.head()]);
                let items = stream.map(|item| match item {
                    Ok(item) => shown(&[&item]),
                    Err(error) => of_error(&error),
                });
                page + &items.collect::<String>()
            }
        };
        check(name, &page);
    }
}

/// All that can be shown of a call that takes a file.
fn page<T: Debug>(
    call: impl IntoFuture<Output = Result<Response<T>, Error<ErrorCode>>> + Debug,
) -> String {
    let page = shown(&[&call]);
    page + &match block_on(call.into_future()) {
        Ok(response) => shown(&[&response, &*response]),
        Err(error) => of_error(&error),
    }
}

/// Files whose name, contents, type or error is a canary, made anew for each call.
fn uploads(folder: &std::path::Path) -> Vec<(&'static str, Upload)> {
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

#[test]
fn files_in_requests() {
    let folder = std::env::temp_dir().join(format!("secrecy-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let scripts = || {
        let large = answer("413 Large", &canary("response"));
        let receipt = json!({ canary("key"): canary("value") }).to_string();
        vec![
            ("accepted", Script::new().read().send(answer("201 Created", &receipt))),
            ("refused early", Script::new().read_head().send(large)),
            ("reset", Script::new().read_head().reset()),
            ("closed", Script::new()),
        ]
    };
    for index in 0..scripts().len() {
        for number in 0..uploads(&folder).len() {
            for is_part in [true, false] {
                let (what, script) = scripts().swap_remove_at(index);
                let wire = Wire::start([script]).expect("a server");
                let (name, upload) = uploads(&folder).swap_remove(number);
                let client = client(&wire);
                let name = format!("{name}, {what}");
                let page = shown(&[&upload])
                    + &match is_part {
                        true => page(client.uploads().attach("o1", "title", upload)),
                        false => page(client.uploads().scan(upload)),
                    };
                check(&name, &page);
            }
        }
    }
    fs::remove_dir_all(folder).expect("a folder");
}

//! Responses that are read while they arrive, over sockets: each case with both kinds of client.

/// Files and other bytes.
mod downloads;
/// Events and lines.
mod items;
/// A download that is larger than the memory it may take.
#[cfg(target_os = "linux")]
mod large;
/// Streams that are requested again.
mod reconnections;

use std::fmt::Write as _;
use std::time::Duration;

use restwright_runtime::mock::{Script, Wire};
use restwright_runtime::{
    CallOptions, Client, ClientOptions, Error, StreamedOperation, Value, blocking, to_json,
};

use crate::sample::ErrorCode;
use crate::sample::service::SERVICE;
use crate::server::block_on;

/// How long a test waits for what does not come.
const SHORT: Duration = Duration::from_millis(80);

fn client(wire: &Wire, calls: CallOptions) -> Client {
    let options = ClientOptions::new().calls(calls);
    let builder = Client::builder(&SERVICE).base_url(wire.url()).options(options);
    builder.build::<ErrorCode>().expect("a client")
}

fn on_threads(client: Client) -> blocking::Client {
    blocking::Client::new::<ErrorCode>(client).expect("a client")
}

/// An error in one line: its kind, the number of its item, its code, and whether the call can be repeated.
fn failure(error: &Error<ErrorCode>) -> String {
    let mut text = format!("{:?}", error.kind());
    if let Some(item) = error.item() {
        let _ = write!(text, " item {item}");
    }
    if let Some(code) = error.code() {
        let _ = write!(text, " {code:?}");
    }
    if error.is_retryable() {
        text += " retryable";
    }
    assert_eq!(error.delivery(), restwright_runtime::Delivery::Answered);
    text
}

/// All items of a stream and what it ends with, one in a line, by both kinds of client and the same script.
fn read<O: StreamedOperation>(
    operation: &O,
    calls: &CallOptions,
    script: impl Fn() -> Vec<Script>,
) -> Vec<String>
where
    O::Item: Send,
{
    let shown = |item: Result<O::Item, Error<ErrorCode>>| match item {
        Ok(item) => to_json(&item as &dyn Value),
        Err(error) => failure(&error),
    };
    let wire = Wire::start(script()).expect("a server");
    let asynchronous = client(&wire, calls.clone());
    let by_async = block_on(async {
        let mut lines = Vec::new();
        match asynchronous.streamed(operation, &CallOptions::new()).await {
            Err(error) => lines.push(format!("no stream: {}", failure(&error))),
            Ok(mut stream) => {
                while let Some(item) = stream.next().await {
                    lines.push(shown(item));
                }
                assert!(stream.next().await.is_none(), "a stream that has ended goes on");
            }
        }
        lines
    });
    let wire = Wire::start(script()).expect("a server");
    let by_blocking = match on_threads(client(&wire, calls.clone())).streamed(operation, calls) {
        Err(error) => vec![format!("no stream: {}", failure(&error))],
        Ok(stream) => stream.map(shown).collect(),
    };
    assert_eq!(by_async, by_blocking, "both kinds of client read the same");
    by_async
}

/// The head of a response whose body ends with the connection.
fn head(content_type: &str) -> String {
    format!("HTTP/1.1 200 OK\r\ncontent-type: {content_type}\r\nconnection: close\r\n\r\n")
}

/// A piece of a body of which the length is not known before.
fn chunk(text: &str) -> String {
    format!("{:x}\r\n{text}\r\n", text.len())
}

/// A response in these pieces, complete if the last one is empty.
fn chunked(content_type: &str, pieces: &[&str]) -> String {
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: {content_type}\r\ntransfer-encoding: chunked\r\n\r\n"
    );
    head + &pieces.iter().map(|piece| chunk(piece)).collect::<String>()
}

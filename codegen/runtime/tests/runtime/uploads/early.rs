//! Responses that come before the request is out.

use std::future::Future;
use std::io::{self, Read};
use std::sync::mpsc as blocking_channel;
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream::{self, Stream, StreamExt as _};
use restwright_runtime::mock::{Script, Wire};
use restwright_runtime::{
    CallOptions, Client, ClientOptions, Delivery, Endpoint, ErrorKind, Framing, Operation,
    RequestWriter, RetryPolicy, StreamedOperation, Upload, blocking,
};
use tokio::sync::{mpsc, oneshot};

use super::{SENDS, Scan, plain::tempdir, scan};
use crate::sample::ErrorCode;
use crate::sample::service::SERVICE;
use crate::sample::stream::Note;
use crate::server::block_on;

/// More than anything here takes: whoever waits for this long has failed.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a test waits for what does not come.
const SHORT: Duration = Duration::from_millis(80);

/// `POST /scans`, with notes in return while the file is read.
#[derive(Clone, Debug)]
struct Converse(Scan<SENDS>);

impl Operation for Converse {
    type Output = ();

    const ENDPOINT: &'static Endpoint = Scan::<SENDS>::ENDPOINT;

    fn write(&self, request: &mut RequestWriter<'_>) {
        self.0.write(request);
    }
}

impl StreamedOperation for Converse {
    type Item = Note;

    const FRAMING: Framing = Framing::Events { end: Some("[DONE]") };
}

const A: &str = "data: {\"Text\":\"a\"}\n\n";
const DONE: &str = "data: [DONE]\n\n";

/// The head of a stream of events, and these.
fn events(events: &[&str]) -> String {
    let head =
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
    let chunk = |event: &&str| format!("{:x}\r\n{event}\r\n", event.len());
    head.to_owned() + &events.iter().map(chunk).collect::<String>()
}

fn client(wire: &Wire, time: Duration) -> Client {
    let calls = CallOptions::new().attempt_timeout(time).chunk_timeout(time);
    let options = ClientOptions::new().calls(calls.retry(RetryPolicy::none()));
    let builder = Client::builder(&SERVICE).base_url(wire.url()).options(options);
    builder.build::<ErrorCode>().unwrap()
}

type Pieces = mpsc::UnboundedSender<io::Result<&'static str>>;

/// A file of which the test hands out the pieces, and when nobody reads it any more.
fn by_hand() -> (Upload, Pieces, impl Future<Output = ()>) {
    let (pieces, mut source) = mpsc::unbounded_channel();
    let (alive, dropped) = oneshot::channel::<()>();
    let items = stream::poll_fn(move |cx| {
        let _ = &alive;
        source.poll_recv(cx)
    });
    let ended = async {
        let ended = tokio::time::timeout(PATIENCE, dropped).await;
        let _ = ended.expect("the file is read on");
    };
    (Upload::stream(items), pieces, ended)
}

#[test]
fn an_early_error_ends_the_upload() {
    let wire = Wire::start([Script::new()
        .read_head()
        .send("HTTP/1.1 413 Large\r\ncontent-length: 2\r\n\r\n{}")
        .hang()]);
    let wire = wire.unwrap();
    let client = client(&wire, PATIENCE);
    block_on(async {
        let (upload, pieces, ended) = by_hand();
        pieces.send(Ok("half")).unwrap();
        let error = client.send::<_, ErrorCode>(&scan::<SENDS>(upload)).await.unwrap_err();
        assert_eq!((error.status(), error.delivery()), (Some(413), Delivery::Answered));
        ended.await;
        tokio::task::spawn_blocking(move || wire.wait_for_ends(1)).await.unwrap();
    });
}

#[test]
fn a_call_that_is_dropped_ends_the_upload() {
    let wire = Wire::start([Script::new().read_head().hang()]).unwrap();
    let client = client(&wire, SHORT);
    block_on(async {
        let (upload, pieces, ended) = by_hand();
        pieces.send(Ok("half")).unwrap();
        let error = client.send::<_, ErrorCode>(&scan::<SENDS>(upload)).await.unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Timeout, Delivery::MaybeSent));
        ended.await;
    });
}

#[test]
fn a_stream_is_read_while_the_request_goes_out() {
    let talk = || Wire::start([Script::new().read_head().send(events(&[A, A, DONE])).hang()]);
    let wire = talk().unwrap();
    block_on(async {
        let (upload, pieces, ended) = by_hand();
        pieces.send(Ok("half")).unwrap();
        let client = client(&wire, PATIENCE);
        let call = Converse(scan(upload));
        let mut notes = client.streamed::<_, ErrorCode>(&call, &CallOptions::new()).await.unwrap();
        // Each note is there before the next piece.
        for _ in 0..2 {
            assert_eq!(notes.try_next().await.unwrap().unwrap().text, "a");
            pieces.send(Ok("more")).unwrap();
        }
        drop(pieces);
        assert!(notes.try_next().await.unwrap().is_none());
        ended.await;
    });
    let wire = talk().unwrap();
    let client = blocking::Client::new::<ErrorCode>(client(&wire, PATIENCE)).unwrap();
    let (pieces, mut source) = mpsc::unbounded_channel::<io::Result<&'static str>>();
    let call = Converse(scan(Upload::stream(stream::poll_fn(move |cx| source.poll_recv(cx)))));
    let mut notes = client.streamed::<_, ErrorCode>(&call, &CallOptions::new()).unwrap();
    assert_eq!(notes.next().unwrap().unwrap().text, "a");
    pieces.send(Ok("half")).unwrap();
    drop(pieces);
    assert_eq!(notes.count(), 1);
}

#[test]
fn dropping_a_stream_ends_the_upload() {
    let wire = Wire::start([Script::new().read_head().send(events(&[A])).hang()]).unwrap();
    block_on(async {
        let (upload, pieces, ended) = by_hand();
        let client = client(&wire, PATIENCE);
        let call = Converse(scan(upload));
        let mut notes = client.streamed::<_, ErrorCode>(&call, &CallOptions::new()).await.unwrap();
        notes.try_next().await.unwrap().unwrap();
        pieces.send(Ok("more")).unwrap();
        drop(notes);
        ended.await;
        tokio::task::spawn_blocking(move || wire.wait_for_ends(1)).await.unwrap();
    });
}

/// What happens to the file once the first note was read.
type Turn = fn(Pieces);

#[test]
fn half_a_request_is_no_success_of_a_stream() {
    let fail: Turn = |pieces| pieces.send(Err(io::Error::other("c4n4ry"))).unwrap();
    let stall: Turn = |pieces| std::mem::forget(pieces);
    let finish: Turn = drop;
    let closed = "0\r\n\r\n";
    let whole = |events_of: &[&str]| events(events_of) + closed;
    #[rustfmt::skip]
    let table = [
        ("fails while nothing comes",   Script::new().read_head().send(events(&[A])).hang(),         fail,   Some(ErrorKind::Input)),
        ("fails behind the last event", Script::new().read_head().send(events(&[A, DONE])).hang(),   fail,   Some(ErrorKind::Input)),
        ("fails behind the end",        Script::new().read_head().send(whole(&[A, DONE])).hang(),    fail,   Some(ErrorKind::Input)),
        ("stalls behind the event",     Script::new().read_head().send(events(&[A, DONE])).hang(),   stall,  Some(ErrorKind::Timeout)),
        ("stalls while nothing comes",  Script::new().read_head().send(events(&[A])).hang(),         stall,  Some(ErrorKind::Timeout)),
        ("is complete",                 Script::new().read_head().send(events(&[A, DONE])).hang(),   finish, None),
    ];
    for (name, script, turn, expected) in table {
        let wire = Wire::start([script]).unwrap();
        block_on(async {
            let (upload, pieces, ended) = by_hand();
            pieces.send(Ok("half")).unwrap();
            let time = if expected == Some(ErrorKind::Timeout) { SHORT } else { PATIENCE };
            let client = client(&wire, time);
            let call = Converse(scan(upload));
            let options = CallOptions::new();
            let mut notes = client.streamed::<_, ErrorCode>(&call, &options).await.unwrap();
            assert_eq!(notes.try_next().await.unwrap().unwrap().text, "a", "{name}");
            turn(pieces);
            let end = notes.try_next().await;
            match (end, expected) {
                (Ok(end), None) => assert_eq!(end, None, "{name}"),
                (Err(error), Some(kind)) => {
                    let is_cut = error.kind() == ErrorKind::Transport && name.ends_with("the end");
                    assert!(error.kind() == kind || is_cut, "{name}: {error}");
                    assert_eq!(error.delivery(), Delivery::Answered, "{name}");
                    assert!(!format!("{error:?}").contains("c4n4ry"), "{name}");
                }
                (end, _) => panic!("{name}: {end:?}"),
            }
            assert!(notes.next().await.is_none(), "{name}: the stream goes on");
            ended.await;
        });
    }
}

#[test]
fn a_file_that_moves_holds_no_stream_up() {
    let wire = Wire::start([Script::new().read_head().send(events(&[A])).hang()]).unwrap();
    block_on(async {
        // Longer than a chunk may take, in steps that take less.
        let steps = stream::iter(0..8).then(|_| async {
            tokio::time::sleep(SHORT / 2).await;
            Ok::<_, io::Error>("step")
        });
        let client = client(&wire, SHORT);
        let call = Converse(scan(Upload::stream(steps)));
        let mut notes = client.streamed::<_, ErrorCode>(&call, &CallOptions::new()).await.unwrap();
        notes.try_next().await.unwrap().unwrap();
        let start = std::time::Instant::now();
        let error = notes.try_next().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout);
        assert!(start.elapsed() > SHORT * 3, "{:?}", start.elapsed());
    });
}

/// Yields four bytes, and then waits until the test is over.
struct Open(bool, blocking_channel::Receiver<()>);

impl Read for Open {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.0 {
            let _ = self.1.recv();
            return Ok(0);
        }
        self.0 = true;
        buffer[..4].copy_from_slice(b"scan");
        Ok(4)
    }
}

#[test]
fn a_request_is_complete_with_its_last_declared_byte() {
    let (open, until) = blocking_channel::channel();
    let forever = || stream::pending::<io::Result<&'static str>>();
    let items = || stream::iter([Ok("sc"), Ok("an")]).chain(forever());
    let uploads = [
        ("stream", Upload::stream(items()).length(4)),
        ("body", Upload::body(http_body_util::StreamBody::new(frames(items()))).length(4)),
        ("reader", Upload::reader(Open(false, until)).length(4)),
    ];
    for (name, upload) in uploads {
        let ok = "HTTP/1.1 204 No\r\nconnection: close\r\n\r\n";
        let wire = Wire::start([Script::new().read().send(ok)]).unwrap();
        let client = client(&wire, SHORT * 10);
        let outcome = block_on(client.send::<_, ErrorCode>(&scan::<SENDS>(upload)));
        assert!(outcome.is_ok(), "{name}: {:?}", outcome.err());
        assert_eq!(wire.finish()[0].body(), b"scan", "{name}");
    }
    drop(open);
}

fn frames(
    items: impl Stream<Item = io::Result<&'static str>>,
) -> impl Stream<Item = io::Result<http_body::Frame<Bytes>>> {
    items.map(|item| item.map(|text| http_body::Frame::data(Bytes::from_static(text.as_bytes()))))
}

#[test]
fn nothing_was_sent_while_files_are_looked_for() {
    let path = tempdir().join("scan");
    std::fs::write(&path, "scan").unwrap();
    let upload = Upload::blocking_path(&path).unwrap();
    let wire = Wire::start([]).unwrap();
    let client = client(&wire, SHORT);
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_all().max_blocking_threads(1).build().unwrap();
    // The only thread that could look for the file is busy.
    let (done, wait) = blocking_channel::channel::<()>();
    runtime.spawn_blocking(move || wait.recv());
    let call = scan::<SENDS>(upload);
    let error = runtime.block_on(async { client.send::<_, ErrorCode>(&call).await }).unwrap_err();
    drop(done);
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Timeout, Delivery::NotSent));
    assert_eq!(wire.connections(), 0);
}

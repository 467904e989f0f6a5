//! Responses that are read while they arrive, over sockets: what the mock server plays, what breaks, what is recorded.

use std::path::Path;
use std::time::Duration;

use bookshop::mock::{Reply, Script, Server, Signal, Wire};
use bookshop::operations::wires::{Arrivals, Chat, Recording, Watch};
use bookshop::types::{Arrival, Words};
use bookshop::{
    CallOptions, ClientOptions, Error, ErrorKind, Personal, RetryPolicy, Streamed, blocking, mock,
};
use futures_util::TryStreamExt as _;

use super::{SHOP_KEY, TILL};

/// What must not stand in a file or in an output.
const CANARY: &str = "c4n4ry";

fn block_on<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(future)
}

/// The titles of a stream, and the kind of the error that ends it.
fn titles(
    stream: impl Iterator<Item = Result<Arrival, Error>>,
) -> (Vec<String>, Option<ErrorKind>) {
    let (mut titles, mut kind) = (Vec::new(), None);
    for item in stream {
        match item {
            Ok(arrival) => titles.push(arrival.title),
            Err(error) => kind = Some(error.kind()),
        }
    }
    (titles, kind)
}

#[test]
fn documented_streams_are_played() {
    let server = Server::start().expect("a server");
    let client = server.client().expect("a client");
    block_on(async {
        let words: Vec<Words> = client.wires().chat("?").await?.try_collect().await?;
        let words: String = words.into_iter().map(|piece| piece.words).collect();
        assert_eq!(words, "On shelf\n3");
        let arrivals: Streamed<Arrival, _> = client.wires().arrivals().await?;
        assert_eq!(arrivals.head().content_type(), Some("application/jsonl"));
        let arrivals: Vec<_> = arrivals.try_collect().await?;
        assert_eq!(arrivals.len(), 2);
        assert_eq!(arrivals[0].reader.as_ref().map(Personal::expose), Some("A. Reader"));
        let recording = client.wires().recording("r1").await?;
        assert_eq!(recording.head().content_type(), Some("audio/ogg"));
        assert_eq!(recording.bytes().await?, "OggS");
        // Nothing is documented: an item with what is required.
        let watched: Vec<Arrival> = client.wires().watch().await?.try_collect().await?;
        assert_eq!(watched.iter().map(|it| it.title.as_str()).collect::<Vec<_>>(), [""]);
        Ok::<_, Error>(())
    })
    .expect("streams");
    let accepted: Vec<_> = server
        .requests()
        .iter()
        .map(|request| request.header("accept").expect("a type").to_owned())
        .collect();
    let expected = ["text/event-stream", "application/jsonl", "audio/ogg", "text/event-stream"];
    assert_eq!(accepted, expected);
    assert!(server.requests().iter().all(|request| request.problems().is_empty()));
}

#[test]
fn scripted_streams_are_played() {
    let server = Server::start().expect("a server");
    let short = CallOptions::new().chunk_timeout(Duration::from_millis(100));
    let client = server.blocking_client().expect("a client");
    let items = [r#"{"title":"Emma"}"#, r#"{"title":"Persuasion"}"#];
    let watch = |reply: Reply| {
        server.reply::<Watch>(reply);
        titles(client.wires().watch().with(short.clone()).send().expect("a stream"))
    };
    let both = vec!["Emma".to_owned(), "Persuasion".to_owned()];
    assert_eq!(watch(Reply::events(items)), (both.clone(), None));
    assert_eq!(watch(Reply::events(items).pause(Duration::from_millis(10))), (both.clone(), None));
    let broken = (both.clone(), Some(ErrorKind::Transport));
    assert_eq!(watch(Reply::events(items).truncated()), broken);
    assert_eq!(watch(Reply::events(items).stalled()), (both.clone(), Some(ErrorKind::Timeout)));
    let split = ["data: {\"title\":\"Em", "ma\"}\n\ndata: {\"title\"", ":\"Persuasion\"}\n\n"];
    assert_eq!(watch(Reply::chunks(200, "text/event-stream", split)), (both.clone(), None));
    server.reply::<Arrivals>(Reply::lines(items));
    let arrivals = client.wires().arrivals().send().expect("a stream");
    assert_eq!(titles(arrivals), (both, None));
    server.reply::<Recording>(Reply::content(200, "audio/ogg", "OggS....").truncated());
    let error = client.wires().recording("r1").send().expect("a download").bytes();
    assert_eq!(error.expect_err("half of it").kind(), ErrorKind::Transport);
    // An error before the stream begins is one of the call.
    server.reply::<Chat>(Reply::status(503));
    let error = client.wires().chat("?").send().expect_err("an error");
    assert_eq!(error.status(), Some(503));
}

#[test]
fn garbage_and_huge_lines_are_errors() {
    let server = Server::start().expect("a server");
    let client = server.blocking_client().expect("a client");
    let small = CallOptions::new().max_body_bytes(200);
    let long = format!("{{\"title\":\"{}\"}}", "x".repeat(300));
    server.reply::<Arrivals>(Reply::lines(["garbage", r#"{"title":"Emma"}"#, &long, "{}"]));
    let stream = client.wires().arrivals().with(small).send().expect("a stream");
    let outcomes: Vec<_> = stream
        .map(|item| item.map(|it| it.title).map_err(|error| (error.kind(), error.item())))
        .collect();
    let expected = [
        Err((ErrorKind::Decode, Some(1))),
        Ok("Emma".to_owned()),
        Err((ErrorKind::TooLarge, Some(3))),
    ];
    assert_eq!(outcomes, expected);
}

#[test]
fn a_caller_who_drops_a_stream_closes_its_connection() {
    let signal = Signal::new();
    let head =
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\ndata: {\"title\":\"Emma\"}\n\n";
    let script = Script::new().read().send(head).hang().give(&signal);
    let wire = Wire::start([script]).expect("a server");
    let client = blocking::Client::builder(TILL, SHOP_KEY).base_url(wire.url());
    let client = client.build().expect("a client");
    let mut stream = client.wires().watch().send().expect("a stream");
    assert_eq!(stream.next().expect("an item").expect("a book").title, "Emma");
    drop(stream);
    // The script goes on when the client has closed the connection.
    signal.wait();
}

#[test]
fn a_stream_that_breaks_is_continued_if_asked_for() {
    let part = |id: &str, title: &str| {
        let event = format!("retry: 1\nid: {id}\ndata: {{\"title\":\"{title}\"}}\n\n");
        Reply::chunks(200, "text/event-stream", [event]).truncated()
    };
    let server = Server::start().expect("a server");
    server.reply::<Watch>(part("a", "Emma"));
    server.reply::<Watch>(part("b", "Persuasion"));
    server.reply::<Watch>(Reply::status(204));
    let client = server.blocking_client().expect("a client");
    let again = CallOptions::new().reconnect(true);
    let stream = client.wires().watch().with(again).send().expect("a stream");
    assert_eq!(titles(stream), (vec!["Emma".to_owned(), "Persuasion".to_owned()], None));
    let requests = server.requests();
    let ids: Vec<_> = requests.iter().map(|request| request.header("last-event-id")).collect();
    assert_eq!(ids, [None, Some("a"), Some("b")]);
}

#[test]
fn items_are_as_careful_as_values() {
    let server = Server::start().expect("a server");
    let item = format!(
        r#"{{"title":"Emma","copies":"{CANARY}","reader":"{CANARY}","shelf_code":"{CANARY}"}}"#
    );
    server.reply::<Arrivals>(Reply::lines([item.as_str()]));
    let client = server.blocking_client().expect("a client");
    let mut stream = client.wires().arrivals().send().expect("a stream");
    let arrival = stream.next().expect("an item").expect("a book");
    assert_eq!(arrival.reader.as_ref().map(Personal::expose), Some(CANARY));
    let problems: Vec<_> = stream.problems().iter().map(ToString::to_string).collect();
    assert_eq!(problems.len(), 1, "{problems:?}");
    let shown = format!("{arrival:?} {stream:?} {:?} {problems:?}", stream.head());
    assert!(!shown.contains(CANARY), "{shown}");
}

/// Records a stream of each kind.
fn record(path: &Path) {
    let server = Server::start().expect("a server");
    let recorder = mock::recorder();
    let calls = CallOptions::new().retry(RetryPolicy::none());
    let options = ClientOptions::new().calls(calls).wrap_transport(recorder.wrap());
    let builder = blocking::Client::builder(TILL, SHOP_KEY).base_url(server.url());
    let client = builder.options(options).build().expect("a client");
    let item = format!(
        r#"{{"title":"Emma","reader":"{CANARY}","shelf_code":"{CANARY}","{CANARY}":"{CANARY}"}}"#
    );
    let items = [&*item, CANARY, r#"{"title":"Persuasion","copies":2}"#];
    server.reply::<Arrivals>(Reply::lines(items));
    assert_eq!(client.wires().arrivals().send().expect("a stream").count(), 3);
    assert_eq!(client.wires().chat("?").send().expect("a stream").count(), 2);
    server.reply::<Recording>(Reply::content(200, "audio/ogg", CANARY));
    assert_eq!(
        client.wires().recording("r1").send().expect("a download").bytes().expect("bytes"),
        CANARY
    );
    // What breaks off is not recorded.
    server.reply::<Watch>(Reply::events([&*item]).truncated());
    assert_eq!(client.wires().watch().send().expect("a stream").count(), 2);
    drop(client);
    recorder.save(path).expect("a file");
}

#[test]
fn streams_are_recorded_and_replayed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("streams.json");
    record(&path);
    let file = std::fs::read_to_string(&path).expect("the file");
    assert!(!file.contains(CANARY), "{file}");
    crate::snapshot::check("recorded", "streams", &file);
    let replay = mock::replay(&path).expect("the file");
    let builder = blocking::Client::builder(TILL, SHOP_KEY).transport(replay.transport());
    let client = builder.build().expect("a client");
    let arrivals: Vec<_> = client.wires().arrivals().send().expect("a stream").collect();
    let arrivals: Vec<_> = arrivals.into_iter().map(|item| item.expect("a book")).collect();
    let copies: Vec<_> = arrivals.iter().map(|arrival| arrival.copies).collect();
    assert_eq!(copies, [None, Some(2)]);
    let words = client.wires().chat("?").send().expect("a stream");
    let words: String = words.map(|piece| piece.expect("words").words).collect();
    assert_eq!(words, "On shelf\n3");
    let recording = client.wires().recording("r1").send().expect("a download");
    assert_eq!(recording.bytes().expect("nothing of it"), "");
}

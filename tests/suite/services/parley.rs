use futures_util::TryStreamExt as _;
use parley::mock::{Reply, Server, refusal};
use parley::operations::tunings::StartOutcome;
use parley::operations::{chat, files, speech, tunings};
use parley::types::{FileId, Level, Message, Purpose, Role, StopReason, TuningId};
use parley::{CallOptions, Client, ErrorCode, ErrorKind, Nullable, Upload, blocking};
use std::time::Duration;

/// What must not get into a log.
const CANARY: &str = "c4n4ry";

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        conversations().await;
        pieces().await;
        streams_that_fail().await;
        uploads().await;
        downloads().await;
        pages().await;
        outcomes_and_logs().await;
        errors().await;
    });
    blocking_pieces();
}

fn served() -> (Server, Client) {
    let server = Server::start().expect("a server");
    let builder = Client::builder("pk-7Yq2").organization("org-31").base_url(server.url());
    (server, builder.build().expect("a client of the mock"))
}

fn hello() -> Vec<Message> {
    vec![Message::new(Role::User, Some("Hello".into()))]
}

/// All requests are as the description says, with the version and the organization.
fn check(server: &Server) {
    for request in server.requests() {
        assert!(request.problems().is_empty(), "{:?}: {:?}", request.operation(), request.problems());
        assert_eq!(request.header("parley-version"), Some("2026-01-15"));
        assert_eq!(request.header("parley-organization"), Some("org-31"));
    }
}

async fn conversations() {
    let (server, client) = served();
    let call = client.chat().complete("parley-4", hello()).temperature(0.5).stop(["\n"]);
    let completion = call.await.expect("a completion");
    let choice = &completion.choices[0];
    assert_eq!(choice.message.content.as_ref().map(|it| it.expose()), Some("Good day."));
    assert_eq!(choice.finish_reason.value(), Some(&StopReason::Stop));
    // Nobody shortens a list of which an element is null.
    let likely = choice.logprobs.value().expect("logarithms");
    assert_eq!((likely.len(), likely[0].is_none()), (2, true));
    assert_eq!(completion.usage.as_ref().map(|it| it.completion_tokens), Some(3));
    let body: String = String::from_utf8_lossy(server.requests()[0].body()).into_owned();
    assert_eq!(
        body,
        r#"{"model":"parley-4","messages":[{"role":"user","content":"Hello"}],"temperature":0.5,"stop":["\n"],"stream":false}"#
    );
    check(&server);
    // It may have been paid for: one key for all attempts.
    server.reply::<chat::Complete>(Reply::status(503));
    client.chat().complete("parley-4", hello()).await.expect("the second attempt");
    let requests = server.requests();
    let keys: Vec<_> = requests[1..].iter().map(|it| it.header("idempotency-key")).collect();
    assert!(keys.len() == 2 && keys[0].is_some() && keys[0] == keys[1], "{keys:?}");
}

async fn pieces() {
    let (server, client) = served();
    let mut pieces = client.chat().stream("parley-4", hello()).await.expect("a stream");
    let mut text = String::new();
    while let Some(chunk) = pieces.try_next().await.expect("a piece") {
        text += chunk.choices[0].delta.content.value().map_or("", |it| it.expose());
    }
    assert_eq!(text, "Good day.");
    assert!(String::from_utf8_lossy(server.requests()[0].body()).ends_with(r#""stream":true}"#));
    check(&server);
}

async fn streams_that_fail() {
    let (server, client) = served();
    let piece = r#"{"id":"c","choices":[{"index":0,"delta":{"content":"Good"}}]}"#;
    let short = || CallOptions::new().chunk_timeout(Duration::from_millis(200));
    for (reply, kind) in [
        (Reply::events([piece]).truncated(), ErrorKind::Transport),
        (Reply::events([piece]).stalled(), ErrorKind::Timeout),
        (Reply::events([piece, r#"{"error":{"code":"overloaded","message":"busy"}}"#]), ErrorKind::Api),
        (Reply::events([piece, &format!(r#"{{"id":"{CANARY}"#)]), ErrorKind::Decode),
        (Reply::json(503, r#"{"error":{"code":"overloaded"}}"#), ErrorKind::Api),
    ] {
        server.reply::<chat::Stream>(reply);
        let before = server.requests().len();
        let options = short().retry(parley::RetryPolicy::none());
        let result = match client.chat().stream("parley-4", hello()).with(options).await {
            Ok(stream) => stream.try_collect::<Vec<_>>().await,
            Err(error) => Err(error),
        };
        let error = result.expect_err("an error");
        assert_eq!(error.kind(), kind, "{error:?}");
        assert_eq!(error.code(), (kind == ErrorKind::Api).then_some(ErrorCode::OVERLOADED));
        assert!(!format!("{error} {error:?}").contains(CANARY));
        assert_eq!(server.requests().len(), before + 1, "nobody pays twice");
    }
}

async fn uploads() {
    let (server, client) = served();
    let file = Upload::bytes("{\"a\":1}\n").file_name("data.jsonl");
    let file = client.files().upload(file, Purpose::Tuning).await.expect("uploaded");
    assert_eq!((file.id.as_str(), file.bytes), ("file_1", 120));
    let body = String::from_utf8_lossy(server.requests()[0].body()).into_owned();
    assert!(body.contains(r#"name="file"; filename="data.jsonl""#) && body.contains("fine-tune"), "{body}");
    let reply = Reply::content(200, "text/plain", "Good day.");
    server.reply::<speech::Transcribe>(reply);
    let sound = Upload::bytes("RIFF").file_name("hello.wav").content_type("audio/wav");
    let text = client.speech().transcribe("parley-ear", sound).await.expect("a text");
    assert_eq!(text.as_str(), "Good day.");
    check(&server);
    server.reply::<files::Upload>(refusal(&ErrorCode::BAD_FILE));
    let error = client.files().upload(Upload::bytes("?"), Purpose::Tuning).await.expect_err("refused");
    assert_eq!(error.code(), Some(ErrorCode::BAD_FILE));
}

async fn downloads() {
    let (server, client) = served();
    server.reply::<speech::Speak>(Reply::content(200, "audio/mpeg", "ID3"));
    let call = client.speech().speak("parley-voice", CANARY).voice("tenor");
    assert!(!format!("{call:?}").contains(CANARY));
    let sound = call.await.expect("a download");
    assert_eq!(sound.head().content_type(), Some("audio/mpeg"));
    assert_eq!(sound.bytes().await.expect("sound"), "ID3");
    server.reply::<files::Content>(Reply::content(200, "application/jsonl", "{}\n"));
    let content = client.files().content("file_1").await.expect("a download");
    assert_eq!(content.text().await.expect("a text"), "{}\n");
    check(&server);
}

async fn pages() {
    let (server, client) = served();
    let files: Vec<_> = client.files().list().items().try_collect().await.expect("all files");
    let ids: Vec<_> = files.iter().map(|file| file.id.as_str()).collect();
    assert_eq!(ids, ["file_1", "file_2"]);
    assert_eq!(server.requests()[1].query("after"), Some("file_1"));
    let deleted = client.files().delete("file_2").await.expect("deleted");
    assert_eq!(deleted.id, FileId::from("file_2"));
    let models = client.models().list().await.expect("models");
    assert_eq!(models.data[0].price.as_ref().map(ToString::to_string).as_deref(), Some("0.00250"));
    assert!(matches!(models.data[0].retired_on, Nullable::Null));
    check(&server);
}

async fn outcomes_and_logs() {
    let (server, client) = served();
    server.reply::<tunings::Start>(Reply::json(202, r#""tun_7""#));
    let start = client.tunings().start("parley-3", "file_1").epochs(2);
    match start.await.expect("started").into_inner() {
        StartOutcome::Queued(id) => assert_eq!(id, TuningId::from("tun_7")),
        other => panic!("{other:?}"),
    }
    let log: Vec<_> = client.tunings().log("tun_7").await.expect("a log").try_collect().await.expect("all lines");
    let levels: Vec<_> = log.iter().map(|entry| entry.level.clone()).collect();
    assert_eq!(levels, [Level::Info, Level::Warning]);
    assert_eq!(log[1].loss.value(), Some(&0.5));
    check(&server);
}

async fn errors() {
    let (server, client) = served();
    let body = format!(
        r#"{{"error":{{"code":"context_length_exceeded","message":"{CANARY}","type":"invalid_request","param":null}}}}"#
    );
    server.reply::<chat::Complete>(Reply::json(400, body));
    let error = client.chat().complete("parley-4", hello()).await.expect_err("too long");
    assert_eq!(error.code(), Some(ErrorCode::CONTEXT_TOO_LONG));
    let problem = error.details().expect("details");
    assert_eq!(problem.kind.as_deref(), Some("invalid_request"));
    assert!(matches!(problem.param, Nullable::Null));
    assert!(!format!("{error} {error:?}").contains(CANARY));
    // The vendor writes null where an error has no code.
    server.reply::<chat::Complete>(Reply::json(400, r#"{"error":{"code":null,"message":"no"}}"#));
    let error = client.chat().complete("parley-4", hello()).await.expect_err("refused");
    assert_eq!((error.kind(), error.code()), (ErrorKind::Api, None));
}

fn blocking_pieces() {
    let server = Server::start().expect("a server");
    let client = blocking::Client::builder("pk-7Yq2").base_url(server.url()).build().expect("a client");
    let pieces = client.chat().stream("parley-4", hello()).send().expect("a stream");
    assert_eq!(pieces.map(|it| it.expect("a piece").choices.len()).sum::<usize>(), 2);
}

//! Successes by status whose bodies are secret text, personal text or bytes, and what cannot be read of them.

use bookshop::mock::{Reply, ScriptedTransport};
use bookshop::{CallOptions, Client, ClientOptions, Decoding, ErrorCode};

use super::canary::{MARK, canary, found};
use super::listener::listen;
use super::page::{check, of_error};
use crate::outcome::{self, Outcome, shown};

pub(super) type Call = fn(&Client, CallOptions) -> Outcome<ErrorCode>;

const CATALOGUE: Call =
    |client, options| outcome::of(client.files().catalogue().if_none_match("v7").with(options));
const COVER: Call = |client, options| outcome::of(client.files().cover("c1").with(options));
const EXPORT: Call = |client, options| outcome::of(client.files().export().with(options));
const KEY: Call = |client, options| outcome::of(client.files().key().with(options));

/// What is read, and what becomes of it.
pub(super) enum Read {
    /// The value holds the body.
    Value,
    /// There is a value that does not.
    Nothing,
    /// The call fails.
    Error,
}

/// Replays a reply to a call that is recorded, and returns all that can be shown of the outcome.
pub(super) fn page(
    name: &str,
    call: Call,
    reply: Reply,
    options: CallOptions,
    read: &Read,
) -> String {
    let recorder = bookshop::mock::recorder();
    let client = Client::builder(canary("till"), canary("key"))
        .options(ClientOptions::new().wrap_transport(recorder.wrap()))
        .transport(ScriptedTransport::new([reply]));
    let outcome = call(&client.build().expect("a client"), options);
    let file = std::env::temp_dir().join(format!("secrecy-{}-{name}.json", std::process::id()));
    recorder.save(&file).expect("the file can be written");
    let file_text = std::fs::read_to_string(&file).expect("the file is there");
    std::fs::remove_file(file).expect("the file is there");
    assert!(file_text.contains("\"operation\""), "{name} is not recorded: {file_text}");
    let page = match (outcome, read) {
        (Ok(success), Read::Value) => {
            let body = String::from_utf8_lossy(&success.body).into_owned();
            assert!(body.contains(MARK), "{name} has lost its body");
            success.shown
        }
        (Ok(success), Read::Nothing) => {
            assert!(!success.value.to_string().contains(MARK), "{name} is read");
            success.shown
        }
        (Err(error), Read::Error) => of_error(&error),
        (Ok(success), Read::Error) => panic!("{name} succeeds: {}", success.shown),
        (Err(error), _) => panic!("{name} fails: {error}"),
    };
    page + &file_text + &shown(&[&recorder])
}

#[test]
fn responses_by_status() {
    listen();
    let text = |status: u16| Reply::content(status, "text/plain", canary("text"));
    let bytes = |status: u16| {
        let body = [canary("bytes").as_bytes(), b"\0\xFF"].concat();
        Reply::content(status, "image/png", body)
    };
    let json = |status: u16, value: &serde_json::Value| Reply::json(status, value.to_string());
    let key = serde_json::json!({ canary("a key"): canary("a value") });
    let new = CallOptions::new;
    let strict = || new().decoding(Decoding::Strict);
    #[rustfmt::skip]
    let rows = [
        ("secret-text",         KEY,        text(201),                  new(),                      Read::Value),
        ("secret-variant",      EXPORT,     text(201),                  new(),                      Read::Value),
        ("personal-variant",    EXPORT,     text(208),                  new(),                      Read::Value),
        ("bytes",               COVER,      bytes(200),                 new(),                      Read::Value),
        ("another-status",      COVER,      bytes(206),                 new(),                      Read::Value),
        ("no-unicode",          KEY,        bytes(201),                 new(),                      Read::Value),
        ("no-unicode-strictly", KEY,        bytes(201),                 strict(),                   Read::Error),
        ("too-large",           COVER,      bytes(200),                 new().max_body_bytes(9),    Read::Error),
        ("encoded",             KEY,        text(201).header("content-encoding", canary("coding")), new(), Read::Error),
        ("none",                EXPORT,     text(204),                  new(),                      Read::Nothing),
        ("unchanged",           CATALOGUE,  Reply::status(304).header("etag", canary("etag")), new(), Read::Nothing),
        ("not-unchanged",       KEY,        text(304),                  new(),                      Read::Error),
        ("another-variant",     EXPORT,     json(202, &key),            new(),                      Read::Error),
        ("no-variant",          EXPORT,     json(200, &key),            new(),                      Read::Error),
        ("no-json",             EXPORT,     text(200),                  new(),                      Read::Error),
        ("no-list",             CATALOGUE,  json(200, &key),            new(),                      Read::Error),
        ("an-error",            COVER,      text(403),                  new(),                      Read::Error),
    ];
    for (name, call, reply, options, read) in rows {
        check(name, &page(name, call, reply, options, &read));
    }
    // The search finds what public text would show.
    let prices = |client: &Client| outcome::of(client.files().prices());
    let client = Client::builder("till", "key").transport(ScriptedTransport::new([text(200)]));
    let success = prices(&client.build().expect("a client")).expect("text is read");
    assert!(found(&success.shown).is_some(), "{}", success.shown);
}

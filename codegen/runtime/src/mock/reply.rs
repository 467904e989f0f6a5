//! A scripted reply of a mock.

use std::fmt;
use std::time::Duration;

use super::Example;
#[cfg(feature = "streams")]
use super::stream::chunk;
#[cfg(feature = "streams")]
use crate::client::streams::Framing;
use crate::request::{CodeLocation, ErrorBody, ErrorEntry, Service};

/// A scripted reply: a response or a fault.
#[derive(Clone)]
#[must_use = "a reply does nothing until it is given to a mock"]
pub struct Reply {
    pub(super) delay: Duration,
    pub(super) play: Play,
}

/// What happens after the delay.
#[derive(Clone)]
pub(super) enum Play {
    Answer(Answer),
    /// The head of a response and half of its body.
    Truncated(Answer),
    /// The head of a response, then its body piece by piece.
    #[cfg(feature = "streams")]
    Chunks(Chunks),
    /// These bytes, then the connection is closed.
    Bytes(Vec<u8>),
    /// The connection is reset.
    Reset,
    /// Nothing, until the client gives up.
    Hang,
}

/// A body that is sent piece by piece.
#[cfg(feature = "streams")]
#[derive(Clone)]
pub(super) struct Chunks {
    /// Without a body.
    pub(super) head: Answer,
    pub(super) pieces: Vec<Vec<u8>>,
    /// Before each of them.
    pub(super) pause: Duration,
    pub(super) end: StreamEnd,
}

/// How a body ends.
#[cfg(feature = "streams")]
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum StreamEnd {
    Complete,
    /// The connection is closed before the body is complete.
    Cut,
    /// Nothing more comes, until the client gives up.
    Stall,
}

/// An HTTP response.
#[derive(Clone)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Reply {
    /// A response with this JSON as its body. [`Server::examples`](super::Server::examples) has the documented ones, each of
    /// which converts into a reply.
    pub fn json(status: u16, body: impl Into<String>) -> Self {
        let json = ("content-type".to_owned(), "application/json".to_owned());
        let body = body.into().into_bytes();
        Self::playing(Play::Answer(Answer { status, headers: vec![json], body }))
    }

    /// A response with a body that is not JSON, of this content type.
    pub fn content(status: u16, content_type: impl Into<String>, body: impl Into<Vec<u8>>) -> Self {
        let headers = vec![("content-type".to_owned(), content_type.into())];
        Self::playing(Play::Answer(Answer { status, headers, body: body.into() }))
    }

    /// A response whose body is sent piece by piece, such as a stream of events or lines.
    #[cfg(feature = "streams")]
    pub fn chunks<B: Into<Vec<u8>>>(
        status: u16,
        content_type: impl Into<String>,
        chunks: impl IntoIterator<Item = B>,
    ) -> Self {
        let headers = vec![("content-type".to_owned(), content_type.into())];
        Self::playing(Play::Chunks(Chunks {
            head: Answer { status, headers, body: Vec::new() },
            pieces: chunks.into_iter().map(Into::into).collect(),
            pause: Duration::ZERO,
            end: StreamEnd::Complete,
        }))
    }

    /// A stream of server-sent events with this data, each a chunk. An end that the operation declares is an event, too.
    #[cfg(feature = "streams")]
    pub fn events<'a>(data: impl IntoIterator<Item = &'a str>) -> Self {
        let framing = Framing::Events { end: None };
        let chunks = data.into_iter().map(|data| chunk(framing, data));
        Self::chunks(200, "text/event-stream", chunks)
    }

    /// A stream of these lines, each a chunk.
    #[cfg(feature = "streams")]
    pub fn lines<'a>(lines: impl IntoIterator<Item = &'a str>) -> Self {
        let chunks = lines.into_iter().map(|line| chunk(Framing::Lines, line));
        Self::chunks(200, "application/x-ndjson", chunks)
    }

    /// Waits before each chunk of a stream; without effect on anything else.
    #[cfg(feature = "streams")]
    pub fn pause(mut self, pause: Duration) -> Self {
        if let Play::Chunks(chunks) = &mut self.play {
            chunks.pause = pause;
        }
        self
    }

    /// Sends nothing behind the last chunk of a stream, and keeps the connection open; without effect on anything else.
    #[cfg(feature = "streams")]
    pub fn stalled(mut self) -> Self {
        if let Play::Chunks(chunks) = &mut self.play {
            chunks.end = StreamEnd::Stall;
        }
        self
    }

    /// A response without a body.
    pub fn status(status: u16) -> Self {
        Self::playing(Play::Answer(Answer { status, headers: Vec::new(), body: Vec::new() }))
    }

    /// An error response of the API, with the status and message of this error code.
    #[doc(hidden)]
    pub fn refusal(service: &Service, number: i64) -> Self {
        let status = u16::try_from(number).unwrap_or(400);
        Self::of_entry(service, &number.into(), service.error(number), status)
    }

    /// An error response of the API, with the status and message of this error code, which is a text.
    #[doc(hidden)]
    pub fn refusal_by_text(service: &Service, text: &str) -> Self {
        Self::of_entry(service, &text.into(), service.error_of_text(text), 400)
    }

    fn of_entry(
        service: &Service,
        code: &serde_json::Value,
        known: Option<&ErrorEntry>,
        code_as_status: u16,
    ) -> Self {
        let layout = service.error_bodies.first();
        let message = known.map_or(Some("unknown error"), ErrorEntry::message);
        let message = message.or(known.map(|entry| entry.meaning));
        let body = error_body(layout, Some(code), message);
        let status = match layout.map(|layout| layout.code) {
            Some(CodeLocation::Status) => code_as_status,
            _ => known.and_then(ErrorEntry::status).unwrap_or(400),
        };
        let reply = Self::json(status, body.to_string());
        if layout.is_some_and(|layout| layout.is_problem) { reply.into_problem() } else { reply }
    }

    /// Gives an answer the `Content-Type` of RFC 9457.
    fn into_problem(mut self) -> Self {
        if let Play::Answer(answer) = &mut self.play {
            answer.headers =
                vec![("content-type".to_owned(), "application/problem+json".to_owned())];
        }
        self
    }

    /// Sends bytes that need not be HTTP, and closes the connection. A [`ScriptedTransport`](super::ScriptedTransport) fails
    /// as if they were not HTTP.
    pub fn bytes(bytes: impl Into<Vec<u8>>) -> Self {
        Self::playing(Play::Bytes(bytes.into()))
    }

    /// Resets the connection without a response.
    pub fn reset() -> Self {
        Self::playing(Play::Reset)
    }

    /// Sends nothing and keeps the connection open.
    pub fn hang() -> Self {
        Self::playing(Play::Hang)
    }

    /// Changes the status of a response. An error body with the status of a success is an error only in an API that
    /// declares so, by `error_body.in_success`.
    pub fn with_status(mut self, status: u16) -> Self {
        if let Some(answer) = self.head_mut() {
            answer.status = status;
        }
        self
    }

    /// Adds a header to a response; without effect on a fault.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        if let Some(answer) = self.head_mut() {
            answer.headers.push((name.into(), value.into()));
        }
        self
    }

    /// Closes the connection in the middle of the body, after announcing its full length; of a stream, behind its last chunk.
    pub fn truncated(mut self) -> Self {
        self.play = match self.play {
            Play::Answer(answer) => Play::Truncated(answer),
            #[cfg(feature = "streams")]
            Play::Chunks(chunks) => Play::Chunks(Chunks { end: StreamEnd::Cut, ..chunks }),
            play => play,
        };
        self
    }

    /// Waits before replying.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// The status of the response; a fault has none.
    pub(super) fn status_of_response(&self) -> Option<u16> {
        match &self.play {
            Play::Answer(answer) => Some(answer.status),
            #[cfg(feature = "streams")]
            Play::Chunks(chunks) if chunks.end == StreamEnd::Complete => Some(chunks.head.status),
            _ => None,
        }
    }

    fn head_mut(&mut self) -> Option<&mut Answer> {
        match &mut self.play {
            Play::Answer(answer) | Play::Truncated(answer) => Some(answer),
            #[cfg(feature = "streams")]
            Play::Chunks(chunks) => Some(&mut chunks.head),
            Play::Bytes(_) | Play::Reset | Play::Hang => None,
        }
    }

    fn playing(play: Play) -> Self {
        Self { delay: Duration::ZERO, play }
    }
}

/// An error body in a layout of the API.
pub(super) fn error_body(
    layout: Option<&ErrorBody>,
    code: Option<&serde_json::Value>,
    message: Option<&str>,
) -> serde_json::Value {
    let mut body = serde_json::Value::Null;
    let path = match layout.map(|layout| layout.code) {
        None => Some(&["code"][..]),
        Some(CodeLocation::Number(path) | CodeLocation::Text(path)) => Some(path),
        Some(CodeLocation::Status) => None,
    };
    if let (Some(path), Some(code)) = (path, code) {
        put(&mut body, path, code.clone());
    }
    let path = layout.and_then(|keys| keys.message.or(keys.description));
    if let Some(message) = message {
        put(&mut body, path.unwrap_or(&["message"]), message.into());
    }
    body
}

/// Puts a value at the end of a path, and makes what leads there.
fn put(body: &mut serde_json::Value, path: &[&str], value: serde_json::Value) {
    let Some((step, rest)) = path.split_first() else {
        *body = value;
        return;
    };
    if body.is_null() {
        let is_list = step.bytes().all(|byte| byte.is_ascii_digit());
        *body = if is_list { Vec::<()>::new().into() } else { serde_json::Map::new().into() };
    }
    match (body, step.parse::<usize>()) {
        (serde_json::Value::Array(items), Ok(index)) => {
            if items.len() <= index {
                items.resize(index + 1, serde_json::Value::Null);
            }
            put(&mut items[index], rest, value);
        }
        (serde_json::Value::Object(entries), _) => {
            put(entries.entry(*step).or_insert(serde_json::Value::Null), rest, value);
        }
        // Two paths that contradict each other; the first one stands.
        _ => {}
    }
}

/// The response of an example, for a body that is JSON.
impl From<&Example> for Reply {
    fn from(example: &Example) -> Self {
        if example.body.is_empty() {
            Self::status(example.status)
        } else {
            Self::json(example.status, example.body)
        }
    }
}

/// Omits the body, which may contain anything.
impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (play, status) = match &self.play {
            Play::Answer(answer) => ("answer", Some(answer.status)),
            Play::Truncated(answer) => ("truncated answer", Some(answer.status)),
            #[cfg(feature = "streams")]
            Play::Chunks(chunks) => ("chunks", Some(chunks.head.status)),
            Play::Bytes(_) => ("bytes", None),
            Play::Reset => ("reset", None),
            Play::Hang => ("hang", None),
        };
        f.debug_struct("Reply")
            .field("play", &play)
            .field("status", &status)
            .field("delay", &self.delay)
            .finish_non_exhaustive()
    }
}

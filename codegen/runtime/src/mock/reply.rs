//! A scripted reply of a mock.

use std::fmt;
use std::time::Duration;

use super::Example;
use crate::request::Service;

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
    /// These bytes, then the connection is closed.
    Bytes(Vec<u8>),
    /// The connection is reset.
    Reset,
    /// Nothing, until the client gives up.
    Hang,
}

/// An HTTP response.
#[derive(Clone)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Reply {
    /// A response with this JSON as its body.
    pub fn json(status: u16, body: impl Into<String>) -> Self {
        let json = ("content-type".to_owned(), "application/json".to_owned());
        let body = body.into().into_bytes();
        Self::playing(Play::Answer(Answer { status, headers: vec![json], body }))
    }

    /// A response without a body.
    pub fn status(status: u16) -> Self {
        Self::playing(Play::Answer(Answer { status, headers: Vec::new(), body: Vec::new() }))
    }

    /// An error response of the API, with the status and message of this error code.
    pub fn refusal(service: &Service, number: i64) -> Self {
        let known = service.error(number);
        let message = known.map_or("unknown error", |entry| entry.message);
        let keys = service.error_body;
        let code = keys.map_or("code", |keys| keys.code);
        let mut body = serde_json::Map::new();
        body.insert(code.to_owned(), number.into());
        body.insert(message_key(service).to_owned(), message.into());
        let body = serde_json::Value::Object(body).to_string();
        Self::json(known.map_or(400, |entry| entry.status), body)
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
        if let Play::Answer(answer) | Play::Truncated(answer) = &mut self.play {
            answer.status = status;
        }
        self
    }

    /// Adds a header to a response; without effect on a fault.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        if let Play::Answer(answer) | Play::Truncated(answer) = &mut self.play {
            answer.headers.push((name.into(), value.into()));
        }
        self
    }

    /// Closes the connection in the middle of the body, after announcing its full length.
    pub fn truncated(mut self) -> Self {
        if let Play::Answer(answer) = self.play {
            self.play = Play::Truncated(answer);
        }
        self
    }

    /// Waits before replying.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    fn playing(play: Play) -> Self {
        Self { delay: Duration::ZERO, play }
    }
}

/// The key of the message in an error body.
pub(super) fn message_key(service: &Service) -> &'static str {
    let keys = service.error_body;
    keys.and_then(|keys| keys.message.or(keys.description)).unwrap_or("message")
}

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

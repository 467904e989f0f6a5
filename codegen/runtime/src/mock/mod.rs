//! Mock servers and transports, for tests and development without an account.
//!
//! A [`Server`] mocks the whole API on loopback, from a table that is emitted with the client. A [`Wire`] serves scripted
//! bytes, for fault injection. A [`ScriptedTransport`] responds without a socket, and a [`RecordingTransport`] keeps the
//! requests that pass through it. A [`Recorder`] saves calls in a file, and a [`Replay`] returns their responses without
//! network. [`outcome`] makes a response or an error without a call. A [`Request`] contains all values that were sent, and
//! its `Debug` output none of them.

mod byte_server;
mod check;
mod connections;
mod form;
#[cfg(feature = "limits")]
mod limits;
mod multipart;
mod outcome;
mod pages;
mod payload;
mod place;
#[cfg(feature = "streams")]
mod recorded_stream;
mod recorder;
mod recording;
mod redact;
mod replay;
mod reply;
mod request;
mod script;
mod serve;
mod server;
mod shape;
#[cfg(feature = "streams")]
mod stream;
#[cfg(feature = "oauth")]
mod tokens;
mod transport;
#[cfg(feature = "webhooks")]
mod webhook;
mod wire;

pub use self::byte_server::Wire;
pub use self::multipart::Part;
pub use self::outcome::outcome;
pub use self::pages::{PageBy, Pages};
pub use self::place::Place;
pub use self::recorder::{Recorder, RecorderTransport};
pub use self::replay::{Replay, ReplayTransport};
pub use self::reply::Reply;
pub use self::request::{Received, Request};
pub use self::script::{Script, Signal};
pub use self::serve::serve;
pub use self::server::Server;
pub use self::shape::{Field, Kind, Need, Shape, Variant, When, Word};
#[cfg(feature = "streams")]
pub use self::stream::Stream;
pub use self::transport::{RecordingTransport, ScriptedTransport};
#[cfg(feature = "webhooks")]
pub use self::webhook::SignedWebhook;
pub use crate::encode::FormLists;
#[cfg(feature = "limits")]
pub use crate::limit::Limit;
pub use crate::request::CredentialChoice;

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::decode::{BodyKind, read, read_text};
use crate::encode::to_redacted_json;
use crate::request::{Credential, Endpoint, Operation, Service};

/// The table from which a [`Server`] mocks an API.
#[derive(Debug)]
pub struct Api {
    /// What all operations share.
    pub service: &'static Service,
    /// The operations.
    pub routes: &'static [Route],
}

/// One operation of an API.
#[derive(Debug)]
pub struct Route {
    /// Its id, method and path.
    pub endpoint: &'static Endpoint,
    /// The id of the server that it is sent to; empty if that is the default one.
    pub server: &'static str,
    /// Its inputs, except for credentials and a body that is a single value.
    pub inputs: &'static [Input],
    /// Its credentials.
    pub credentials: &'static [&'static Credential],
    /// Alternatives of credentials.
    pub choice: Option<&'static CredentialChoice>,
    /// Those of its credentials whose access tokens a client requests.
    #[cfg(feature = "oauth")]
    pub oauth: &'static [&'static crate::request::OAuth],
    /// The type of the body, where that is a single value.
    pub body: Option<Shape>,
    /// How the body is written.
    pub encoding: Encoding,
    /// The status of a success, the lowest that is declared.
    pub success: u16,
    /// The statuses of successes whose body is text or bytes, each with its content type.
    pub contents: &'static [(u16, &'static str)],
    /// The JSON of a success, for operations without a documented one; empty where it has no body.
    pub least: &'static str,
    /// Removes secrets, personal data and undeclared fields from the body of a success with a status; none where it cannot be decoded,
    /// and where it is bytes.
    pub redacted: fn(u16, &[u8]) -> Option<String>,
    /// How it returns a list in pages.
    pub pages: Option<Pages>,
    /// How its response is divided into items, where it is a stream.
    #[cfg(feature = "streams")]
    pub stream: Option<Stream>,
    /// The documented responses.
    pub examples: &'static [Example],
}

/// What the paths of a server other than the default one begin with, in front of its id.
const SERVER_PREFIX: &str = "/~";

impl Api {
    /// The server that a path leads to, and the path of the operation. Below the base URL of the default server, each other
    /// server has its operations below `~` and its id.
    fn server<'p>(&self, path: &'p str) -> (&'static str, &'p str) {
        let below = |id: &'static str| {
            let path = path.strip_prefix(SERVER_PREFIX)?.strip_prefix(id)?;
            (!id.is_empty() && path.starts_with('/')).then_some((id, path))
        };
        self.routes.iter().find_map(|route| below(route.server)).unwrap_or(("", path))
    }

    /// The operation with this id.
    fn route(&self, id: &str) -> Option<&'static Route> {
        self.routes.iter().find(|route| route.endpoint.id == id)
    }
}

impl Route {
    /// An operation without inputs and documented responses.
    #[must_use]
    pub const fn of<O: Operation>(success: u16) -> Self {
        Self {
            endpoint: O::ENDPOINT,
            server: "",
            inputs: &[],
            credentials: &[],
            choice: None,
            #[cfg(feature = "oauth")]
            oauth: &[],
            body: None,
            encoding: Encoding::Json,
            success,
            contents: &[],
            least: "",
            redacted: redacted::<O>,
            pages: None,
            #[cfg(feature = "streams")]
            stream: None,
            examples: &[],
        }
    }

    /// Names the server that requests are sent to, if it is not the default one.
    #[must_use]
    pub const fn server(mut self, id: &'static str) -> Self {
        self.server = id;
        self
    }

    /// Declares successes whose body is text or bytes.
    #[must_use]
    pub const fn contents(mut self, contents: &'static [(u16, &'static str)]) -> Self {
        self.contents = contents;
        self
    }

    /// The content type of a success with this status whose body is text or bytes.
    fn content(&self, status: u16) -> Option<&'static str> {
        self.contents.iter().find(|(of, _)| *of == status).map(|(_, content_type)| *content_type)
    }

    /// A response with the body of an example, or another one that is written in the same way.
    fn reply(&self, status: u16, body: &str) -> Reply {
        #[cfg(feature = "streams")]
        if let (Some(stream), Some(content_type)) = (&self.stream, self.content(status)) {
            return stream.reply(status, content_type, body);
        }
        match self.content(status) {
            Some(content_type) => Reply::content(status, content_type, body),
            None if body.is_empty() => Reply::status(status),
            None => Reply::json(status, body),
        }
    }

    /// Adds inputs.
    #[must_use]
    pub const fn inputs(mut self, inputs: &'static [Input]) -> Self {
        self.inputs = inputs;
        self
    }

    /// Adds credentials.
    #[must_use]
    pub const fn credentials(mut self, credentials: &'static [&'static Credential]) -> Self {
        self.credentials = credentials;
        self
    }

    /// Adds alternatives of credentials.
    #[must_use]
    pub const fn first_of(mut self, choice: &'static CredentialChoice) -> Self {
        self.choice = Some(choice);
        self
    }

    /// Declares that access tokens of these credentials are requested at a token endpoint.
    #[cfg(feature = "oauth")]
    #[must_use]
    pub const fn oauth(mut self, oauth: &'static [&'static crate::request::OAuth]) -> Self {
        self.oauth = oauth;
        self
    }

    /// Declares a body that is a single value.
    #[must_use]
    pub const fn body(mut self, shape: Shape) -> Self {
        self.body = Some(shape);
        self
    }

    /// Makes the body a form.
    #[must_use]
    pub const fn form(mut self, lists: FormLists) -> Self {
        self.encoding = Encoding::Form(lists);
        self
    }

    /// Makes the body a multipart one.
    #[must_use]
    pub const fn multipart(mut self) -> Self {
        self.encoding = Encoding::Multipart;
        self
    }

    /// Makes the body text or bytes of one of these content types; without one, of any.
    #[must_use]
    pub const fn plain(mut self, content_types: &'static [&'static str]) -> Self {
        self.encoding = Encoding::Plain(content_types);
        self
    }

    /// Adds the JSON of a success, for an operation without a documented one.
    #[must_use]
    pub const fn least(mut self, least: &'static str) -> Self {
        self.least = least;
        self
    }

    /// Makes the documented successes the pages of a list.
    #[must_use]
    pub const fn pages(mut self, pages: Pages) -> Self {
        self.pages = Some(pages);
        self
    }

    /// Makes the response a stream.
    #[cfg(feature = "streams")]
    #[must_use]
    pub const fn stream<O: crate::client::streams::StreamedOperation>(mut self) -> Self {
        self.stream = Some(Stream::of::<O>());
        self
    }

    /// Adds documented responses.
    #[must_use]
    pub const fn examples(mut self, examples: &'static [Example]) -> Self {
        self.examples = examples;
        self
    }
}

/// How the body of a request is written.
#[derive(Clone, Copy, Debug)]
pub enum Encoding {
    /// As JSON.
    Json,
    /// As a form, with lists in this style.
    Form(FormLists),
    /// As a multipart body.
    Multipart,
    /// As it is: text or bytes of one of these content types.
    Plain(&'static [&'static str]),
}

/// An input of an operation.
#[derive(Clone, Copy, Debug)]
pub struct Input {
    /// Its location.
    pub place: Place,
    /// Its wire name and declared type.
    pub field: Field,
}

/// A documented response.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// Its summary.
    pub summary: &'static str,
    /// Its status.
    pub status: u16,
    /// Its body: JSON, or the text of a success whose body is text or bytes. Empty where it has none.
    pub body: &'static str,
}

fn redacted<O: Operation>(status: u16, body: &[u8]) -> Option<String> {
    let mut value = O::Output::default();
    match O::body_slot(&mut value, status).0 {
        BodyKind::Nothing | BodyKind::Unchanged | BodyKind::Bytes(_) => return None,
        BodyKind::Json(slot) if slot.is_nothing() => return None,
        BodyKind::Json(slot) => drop(read(body, slot, None).ok()?),
        BodyKind::Text(place) => drop(read_text(body, place)),
    }
    Some(to_redacted_json(&value))
}

/// Locks a mutex. A thread that panicked while it held the lock left no inconsistent state.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

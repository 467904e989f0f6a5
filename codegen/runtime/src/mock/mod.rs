//! Services that exist only on this machine: for tests, and for programs without an account.
//!
//! A [`Server`] listens on a socket and plays the whole API from a table that is emitted with the client. A [`Wire`]
//! listens on a socket, too, and does with each connection what its [`Script`] says, byte for byte. A
//! [`ScriptedTransport`] answers without any socket, and a [`RecordingTransport`] keeps what passes through it.
//! What they were sent is a [`Request`], which shows its values to those who ask, and never in its `Debug`.

mod byte_server;
mod check;
mod connections;
mod program;
mod reply;
mod request;
mod script;
mod server;
mod shape;
mod transport;
mod wire;

pub use self::byte_server::Wire;
pub use self::program::serve;
pub use self::reply::Reply;
pub use self::request::{Received, Request};
pub use self::script::{Script, Signal};
pub use self::server::Server;
pub use self::shape::{Shape, reads};
pub use self::transport::{RecordingTransport, ScriptedTransport};

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::request::{Credential, Endpoint, Operation, Service};

/// What a [`Server`] knows of an API.
#[derive(Debug)]
pub struct Api {
    /// What holds for all operations.
    pub service: &'static Service,
    /// The operations.
    pub routes: &'static [Route],
}

/// One operation of an API.
#[derive(Debug)]
pub struct Route {
    /// Its method and path.
    pub endpoint: &'static Endpoint,
    /// What it takes besides credentials and a body that is one value.
    pub inputs: &'static [Input],
    /// What it wants as proof of identity.
    pub credentials: &'static [&'static Credential],
    /// The body, where it is one value.
    pub body: Option<Shape>,
    /// The status of a success.
    pub success: u16,
    /// The JSON of a success, for operations without a documented one; empty where it has no body.
    pub least: &'static str,
    /// The documented answers.
    pub examples: &'static [Example],
}

impl Route {
    /// An operation that takes nothing, and has no documented answers.
    #[must_use]
    pub const fn of<O: Operation>(success: u16) -> Self {
        Self {
            endpoint: O::ENDPOINT,
            inputs: &[],
            credentials: &[],
            body: None,
            success,
            least: "",
            examples: &[],
        }
    }

    /// Adds what it takes.
    #[must_use]
    pub const fn inputs(mut self, inputs: &'static [Input]) -> Self {
        self.inputs = inputs;
        self
    }

    /// Adds what it wants as proof of identity.
    #[must_use]
    pub const fn credentials(mut self, credentials: &'static [&'static Credential]) -> Self {
        self.credentials = credentials;
        self
    }

    /// Makes the body one value.
    #[must_use]
    pub const fn body(mut self, shape: Shape) -> Self {
        self.body = Some(shape);
        self
    }

    /// Adds the JSON of a success, for an operation without a documented one.
    #[must_use]
    pub const fn least(mut self, least: &'static str) -> Self {
        self.least = least;
        self
    }

    /// Adds the documented answers.
    #[must_use]
    pub const fn examples(mut self, examples: &'static [Example]) -> Self {
        self.examples = examples;
        self
    }
}

/// A value that an operation takes.
#[derive(Clone, Copy, Debug)]
pub struct Input {
    /// Its name on the wire.
    pub name: &'static str,
    /// Where it goes.
    pub place: Place,
    /// What it may be.
    pub shape: Shape,
    /// Whether it may be left out.
    pub need: Need,
}

impl Input {
    /// One that must be there, and not be null.
    #[must_use]
    pub const fn required(place: Place, name: &'static str, shape: Shape) -> Self {
        Self { name, place, shape, need: Need::Required }
    }

    /// One that must be there, but may be null.
    #[must_use]
    pub const fn nullable(place: Place, name: &'static str, shape: Shape) -> Self {
        Self { name, place, shape, need: Need::RequiredNullable }
    }

    /// One that may be left out.
    #[must_use]
    pub const fn optional(place: Place, name: &'static str, shape: Shape) -> Self {
        Self { name, place, shape, need: Need::Optional }
    }
}

/// Where an input goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Into the path.
    Path,
    /// Into the query; a list as one parameter for each item.
    Query,
    /// Into the query; a list as one parameter, its items with commas between.
    QueryComma,
    /// Into a header.
    Header,
    /// Into the JSON object that is the body.
    Body,
}

/// Whether an input may be left out or null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Neither.
    Required,
    /// It may be null.
    RequiredNullable,
    /// It may be left out; null stands for that.
    Optional,
}

/// A documented answer.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// What it shows.
    pub summary: &'static str,
    /// Its status.
    pub status: u16,
    /// Its JSON; empty where it has none.
    pub body: &'static str,
}

/// What is behind a lock. A thread that panicked while it held the lock left nothing half-done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

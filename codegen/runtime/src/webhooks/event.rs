//! What a webhook reports.

use std::fmt;

use super::Scheme;
use crate::decode::Slot;
use crate::value::Json;

/// The events of one API: an enum that is emitted with the client.
pub trait Event: Sized {
    /// How the API signs its webhooks.
    const SCHEME: &'static Scheme;

    /// The event of this name, still empty, if it is known.
    fn choose(name: &str) -> Option<Self>;

    /// Where the payload goes.
    fn chosen(&mut self) -> Slot<'_>;

    /// An event that has no name in this version of the crate.
    fn unknown(event: UnknownEvent) -> Self;

    /// The name on the wire.
    fn wire_name(&self) -> &str;

    /// The payload as JSON; of an unknown event the body as a whole.
    fn payload(&self) -> String;
}

/// An event that this version of the crate has no name for, as raw JSON.
///
/// `Debug` shows neither its name nor its content.
#[derive(Clone, PartialEq, Eq)]
pub struct UnknownEvent {
    name: String,
    body: Json,
}

impl UnknownEvent {
    /// Makes an event of its name and of the body of its webhook, for tests.
    #[must_use]
    pub fn new(name: impl Into<String>, body: Json) -> Self {
        Self { name: name.into(), body }
    }

    /// The name on the wire.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The body as a whole.
    #[must_use]
    pub fn body(&self) -> &Json {
        &self.body
    }
}

/// Nothing, under no name.
impl Default for UnknownEvent {
    fn default() -> Self {
        Self::new("", Json::default())
    }
}

impl fmt::Debug for UnknownEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownEvent").finish_non_exhaustive()
    }
}

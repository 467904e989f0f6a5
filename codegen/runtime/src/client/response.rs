//! A success.

use std::fmt;
use std::ops::Deref;
use std::time::Duration;

use http::{HeaderMap, StatusCode};

use crate::decode::DecodeError;
use crate::exchange::Accepted;
use crate::request::Service;

/// What a call brought: the value, and the answer that it was read from.
///
/// It can be used like the value. `Debug` shows nothing that the server sent but the names of headers; to look
/// at the value, format `&*response`, where secret and personal texts are masked.
#[derive(Clone)]
pub struct Response<T> {
    value: T,
    accepted: Accepted,
    service: &'static Service,
}

impl<T> Response<T> {
    /// The value alone.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.accepted.answer.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.accepted.answer.headers
    }

    /// The body as the server sent it. It may hold secrets.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.accepted.answer.body
    }

    /// How many requests were sent: 1, and 1 more for each retry.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.accepted.attempts
    }

    /// The duration of the call until the response was complete, including failed attempts and backoff.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.accepted.elapsed
    }

    /// The id that the server gave the request, to quote to the API's support.
    ///
    /// None where the API declares no response header for it, or the response has none. The text comes from the server.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.accepted.answer.request_id(self.service)
    }

    /// What could not be read of the body, and where; nothing as a rule.
    ///
    /// A call that had its effect does not fail because some part of the answer is odd that the value can do without.
    /// Such a field is absent, and its raw value is among the unknown fields of its object, as well as in
    /// [`body`](Self::body). A text is taken with `U+FFFD` for what could not be decoded in it. At most the first
    /// hundred problems are kept. A call that shall fail instead says so by
    /// [`CallOptions::decoding`](crate::CallOptions::decoding).
    #[must_use]
    pub fn problems(&self) -> &[DecodeError] {
        &self.accepted.problems
    }

    pub(crate) fn new(value: T, accepted: Accepted, service: &'static Service) -> Self {
        Self { value, accepted, service }
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.accepted.answer.fmt_as("Response", f)
    }
}

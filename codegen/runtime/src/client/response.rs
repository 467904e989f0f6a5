//! A successful response.

use std::fmt;
use std::ops::Deref;
use std::time::Duration;

use http::{HeaderMap, StatusCode};

use crate::decode::DecodeError;
#[cfg(feature = "pages")]
use crate::error::{Delivery, Error, Failure, Problem};
use crate::exchange::Accepted;
#[cfg(feature = "pages")]
use crate::request::Endpoint;
use crate::request::Service;

/// A successful response: the decoded value with status, headers and raw body.
///
/// Dereferences to the value. `Debug` shows status, names of headers and size of the body, and nothing else that the server sent; to see the value, format `&*response`, which redacts secrets and masks personal data.
#[derive(Clone)]
pub struct Response<T> {
    value: T,
    accepted: Accepted,
    service: &'static Service,
}

impl<T> Response<T> {
    /// Returns the value alone.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.value
    }

    /// Returns the HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.accepted.response.status
    }

    /// Returns the headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.accepted.response.headers
    }

    /// Returns the raw body. It may contain secrets.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.accepted.response.body
    }

    /// Returns the number of attempts: 1 plus the number of retries.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.accepted.attempts
    }

    /// Returns the duration of the call until the response was complete, including failed attempts and backoff.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.accepted.elapsed
    }

    /// Returns the id that the server gave the request, to quote to the API's support.
    ///
    /// None where the API declares no response header for it, or the response has none. The text comes from the server.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.accepted.response.request_id(self.service)
    }

    /// Returns the parts of the body that could not be decoded. Usually empty.
    ///
    /// A call that took effect does not fail because of an optional field that cannot be decoded. Such a field is absent, and its raw value is among the unknown fields of its object, as well as in
    /// [`body`](Self::body). Invalid characters of a text are replaced by `U+FFFD`. At most 100 problems are kept. To fail instead, set [`CallOptions::decoding`](crate::CallOptions::decoding).
    #[must_use]
    pub fn problems(&self) -> &[DecodeError] {
        &self.accepted.problems
    }

    /// The error of a page whose list could not be decoded.
    #[cfg(feature = "pages")]
    pub(super) fn into_decode_error<C>(
        self,
        endpoint: &'static Endpoint,
        list: &[&str],
    ) -> Error<C> {
        let Accepted { response, mut problems, attempts, elapsed } = self.accepted;
        let first = list.first().copied().unwrap_or_default();
        let at = problems.iter().position(|problem| problem.path().starts_with(first));
        Error::new(Box::new(Failure {
            service: self.service,
            endpoint: Some(endpoint),
            problem: Problem::Decode(problems.swap_remove(at.unwrap_or_default())),
            delivery: Delivery::Answered,
            attempts,
            elapsed,
            is_retryable: false,
            response: Some(response),
            page: 0,
            item: 0,
        }))
    }

    #[cfg(feature = "pages")]
    pub(super) fn value_mut(&mut self) -> &mut T {
        &mut self.value
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
        self.accepted.response.fmt_as("Response", f)
    }
}

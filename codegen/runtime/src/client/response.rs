//! A success.

use std::fmt;
use std::ops::Deref;

use http::{HeaderMap, StatusCode};

use crate::decode::DecodeError;
use crate::error::Answer;

/// What a call brought: the value, and the answer that it was read from.
///
/// It can be used like the value. `Debug` shows nothing that the server sent but the names of headers; to look
/// at the value, format `&*response`, where secret and personal texts are masked.
#[derive(Clone)]
pub struct Response<T> {
    value: T,
    answer: Answer,
    problems: Vec<DecodeError>,
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
        self.answer.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.answer.headers
    }

    /// The body as the server sent it. It may hold secrets.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.answer.body
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
        &self.problems
    }

    pub(crate) fn new(value: T, answer: Answer, problems: Vec<DecodeError>) -> Self {
        Self { value, answer, problems }
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
        self.answer.fmt_as("Response", f)
    }
}

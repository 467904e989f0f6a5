//! A success.

use std::fmt;
use std::ops::Deref;

use http::{HeaderMap, StatusCode};

use crate::error::Answer;

/// What a call brought: the value, and the answer that it was read from.
///
/// It can be used like the value. `Debug` shows nothing that the server sent but the names of headers; to look
/// at the value, format `&*response`, where secret and personal texts are masked.
#[derive(Clone)]
pub struct Response<T> {
    value: T,
    answer: Answer,
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

    pub(crate) fn new(value: T, answer: Answer) -> Self {
        Self { value, answer }
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

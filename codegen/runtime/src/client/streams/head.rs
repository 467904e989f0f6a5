//! The head of a stream.

use std::fmt;
use std::time::Duration;

use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use http::{HeaderMap, StatusCode};

use super::file_name::file_name;
use crate::exchange::StreamInfo;

/// The head of a stream: what a [`Response`](crate::Response) has besides its value and its body.
#[derive(Clone, Copy)]
pub struct StreamHead<'a>(pub(super) &'a StreamInfo);

impl<'a> StreamHead<'a> {
    /// Returns the HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.0.head.status
    }

    /// Returns the headers.
    #[must_use]
    pub fn headers(&self) -> &'a HeaderMap {
        &self.0.head.headers
    }

    /// Returns the content type, such as `image/png`, as the server sent it.
    #[must_use]
    pub fn content_type(&self) -> Option<&'a str> {
        self.headers().get(CONTENT_TYPE)?.to_str().ok()
    }

    /// Returns the number of bytes that the server announces, if it does.
    #[must_use]
    pub fn content_length(&self) -> Option<u64> {
        self.0.announced
    }

    /// Returns the file name that the server suggests, if it does: a single name and never a path. A file of that name may exist.
    #[must_use]
    pub fn file_name(&self) -> Option<String> {
        file_name(self.headers().get(CONTENT_DISPOSITION)?.as_bytes())
    }

    /// Returns the number of attempts until the stream began: 1 plus the number of retries.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Returns the duration of the call until the stream began, including failed attempts and backoff.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed
    }

    /// Returns the id that the server gave the request, to quote to the API's support.
    ///
    /// None where the API declares no response header for it, or the response has none. The text comes from the server.
    #[must_use]
    pub fn request_id(&self) -> Option<&'a str> {
        self.0.request_id()
    }
}

/// Shows nothing that may be secret.
impl fmt::Debug for StreamHead<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.head.fmt_as("StreamHead", f)
    }
}

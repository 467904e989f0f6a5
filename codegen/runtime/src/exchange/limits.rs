//! The limits of one call.

use std::time::Duration;

use super::RetryPolicy;
#[cfg(feature = "streams")]
use super::stream::Streaming;

/// Timeouts, size limit, retries and decoding of a call.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) attempt: Duration,
    pub(crate) total: Duration,
    pub(crate) body: usize,
    pub(crate) retry: RetryPolicy,
    pub(crate) decoding: Decoding,
    /// What the response is, where it is a stream.
    #[cfg(feature = "streams")]
    pub(crate) stream: Option<Streaming>,
}

/// How a successful response is handled if an optional part cannot be decoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Decoding {
    /// The part is left absent, and is among the [`problems`](crate::Response::problems) of the response.
    #[default]
    Lenient,
    /// The call fails with [`ErrorKind::Decode`](crate::ErrorKind::Decode).
    Strict,
}

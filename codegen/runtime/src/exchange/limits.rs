//! The limits of one call.

use std::time::Duration;

use super::RetryPolicy;

/// How long a call may take, how much it may bring, and how often it is made.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) attempt: Duration,
    pub(crate) total: Duration,
    pub(crate) body: usize,
    pub(crate) retry: RetryPolicy,
    pub(crate) decoding: Decoding,
}

/// What becomes of a success of which some part cannot be read, although the value could do without that part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Decoding {
    /// The part is left absent, and is among the [`problems`](crate::Response::problems) of the response.
    #[default]
    Lenient,
    /// The call fails with [`ErrorKind::Decode`](crate::ErrorKind::Decode).
    Strict,
}

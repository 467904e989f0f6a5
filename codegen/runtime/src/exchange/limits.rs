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
}

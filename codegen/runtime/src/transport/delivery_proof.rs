//! The proof that a cancelled request was not sent.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A flag that travels with a request, by which a transport proves that nothing was sent, even if the caller is gone.
#[derive(Clone, Default)]
pub(crate) struct DeliveryProof(Arc<AtomicBool>);

impl DeliveryProof {
    /// Whether the transport has proved it. Most cannot.
    pub(crate) fn is_not_sent(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }

    /// Marks the request as not sent, now and in the future.
    #[cfg(feature = "built-in")]
    pub(super) fn mark_not_sent(&self) {
        self.0.store(true, Ordering::Release);
    }
}

//! Whether a request that was given up had left.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Travels with a request, so that a transport can say that nothing of it left although nobody waits any longer.
#[derive(Clone, Default)]
pub(crate) struct Departure(Arc<AtomicBool>);

impl Departure {
    /// Whether the transport has said so. Most cannot.
    pub(crate) fn is_ruled_out(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }

    /// Says that nothing left, and that nothing will.
    #[cfg(feature = "built-in")]
    pub(super) fn rule_out(&self) {
        self.0.store(true, Ordering::Release);
    }
}

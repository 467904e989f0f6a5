//! Detects connections that the server closed while idle.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Shorter idle periods are not checked: a connection that ends right after a response may as well end while the next request is sent, which cannot be detected.
const MIN_IDLE: Duration = Duration::from_micros(100);

/// The idle period between two calls.
///
/// A program may run its runtime only while it makes calls. In between, a connection that the server closes goes unnoticed; the next request would be written to it, and its delivery would be unknown.
pub(super) struct IdleCheck {
    start: Instant,
    /// The time of the last response, in microseconds from the start; 0 before the first.
    last: AtomicU64,
}

impl IdleCheck {
    pub(super) fn new() -> Self {
        Self { start: Instant::now(), last: AtomicU64::new(0) }
    }

    /// Lets the runtime process pending events if the client was idle long enough.
    pub(super) async fn before_request(&self) {
        let last = self.last.load(Ordering::Relaxed);
        if last > 0 && self.now().saturating_sub(last) >= micros(MIN_IDLE) {
            tokio::task::yield_now().await;
        }
    }

    /// Marks the beginning of an idle period.
    pub(super) fn mark_idle(&self) {
        self.last.store(self.now().max(1), Ordering::Relaxed);
    }

    fn now(&self) -> u64 {
        micros(self.start.elapsed())
    }
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

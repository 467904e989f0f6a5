//! Hearing what happened to connections while nobody called.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// A rest that is shorter is not looked into: a connection that ends right behind an answer may just as well end while
/// the next request is on its way, where nothing can tell.
const SHORT: Duration = Duration::from_micros(100);

/// The rest that a client has between two calls.
///
/// A program may run its runtime for calls alone, one by one. In between, nobody learns that the server has closed a
/// connection, and the next request would be written to it: the outcome would be that nobody knows whether it arrived.
pub(super) struct Rest {
    start: Instant,
    /// When the last call got its answer, in microseconds from the start; 0 before the first.
    last: AtomicU64,
}

impl Rest {
    pub(super) fn new() -> Self {
        Self { start: Instant::now(), last: AtomicU64::new(0) }
    }

    /// Lets the runtime learn what the operating system knows, if that may be news.
    pub(super) async fn end(&self) {
        let last = self.last.load(Ordering::Relaxed);
        if last > 0 && self.now().saturating_sub(last) >= micros(SHORT) {
            tokio::task::yield_now().await;
        }
    }

    /// Notes that there was an answer.
    pub(super) fn begin(&self) {
        self.last.store(self.now().max(1), Ordering::Relaxed);
    }

    fn now(&self) -> u64 {
        micros(self.start.elapsed())
    }
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

//! Clock and jitter of a client.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::time::{Duration, Instant, SystemTime};

use crate::transport::BoxFuture;

/// Clock and jitter, by which a client decides about retries.
///
/// Each method defaults to the system's: a test that replaces [`sleep`](Self::sleep) never waits, and one that replaces [`jitter`](Self::jitter) knows the backoff. Timeouts of attempts are measured by tokio, not by this clock.
pub trait Clock: Send + Sync + 'static {
    /// Returns the monotonic time.
    fn now(&self) -> Instant {
        Instant::now()
    }

    /// Returns the wall-clock time, for dates in `Retry-After`.
    fn date(&self) -> SystemTime {
        SystemTime::now()
    }

    /// Waits for the backoff.
    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(time))
    }

    /// Returns a uniformly random duration up to `longest`.
    fn jitter(&self, longest: Duration) -> Duration {
        // The keys of a hash map are the randomness that the standard library has.
        let random = RandomState::new().hash_one(()) >> 32;
        let fraction = f64::from(u32::try_from(random).unwrap_or(u32::MAX)) / f64::from(u32::MAX);
        longest.mul_f64(fraction)
    }
}

/// The default clock.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Clock, SystemClock};

    #[test]
    fn jitter_uses_the_whole_range() {
        let longest = Duration::from_millis(100);
        let times: Vec<_> = (0..1000).map(|_| SystemClock.jitter(longest)).collect();
        assert!(times.iter().all(|time| *time <= longest));
        assert!(times.iter().any(|time| *time < longest / 10));
        assert!(times.iter().any(|time| *time > longest * 9 / 10));
        assert_eq!(SystemClock.jitter(Duration::ZERO), Duration::ZERO);
    }
}

//! Time and chance, as a client sees them.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::time::{Duration, Instant, SystemTime};

use crate::transport::BoxFuture;

/// Time and chance, as a client sees them when it decides about another attempt.
///
/// Every method is that of the system unless it is replaced: a test that replaces [`sleep`](Self::sleep) never waits,
/// one that replaces [`jitter`](Self::jitter) knows how long it would have. How long an attempt may take is not asked
/// here: that is measured by tokio.
pub trait Environment: Send + Sync + 'static {
    /// A time that only grows.
    fn now(&self) -> Instant {
        Instant::now()
    }

    /// The time of the calendar, to which a server may tell a client to wait.
    fn date(&self) -> SystemTime {
        SystemTime::now()
    }

    /// Waits before the next attempt.
    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(time))
    }

    /// Any time from none to `longest`, each as likely as the others.
    fn jitter(&self, longest: Duration) -> Duration {
        // The keys of a hash map are the randomness that the standard library has.
        let random = RandomState::new().hash_one(()) >> 32;
        let fraction = f64::from(u32::try_from(random).unwrap_or(u32::MAX)) / f64::from(u32::MAX);
        longest.mul_f64(fraction)
    }
}

/// The environment of a client that was not given another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct System;

impl Environment for System {}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Environment, System};

    #[test]
    fn jitter_uses_the_whole_range() {
        let longest = Duration::from_millis(100);
        let times: Vec<_> = (0..1000).map(|_| System.jitter(longest)).collect();
        assert!(times.iter().all(|time| *time <= longest));
        assert!(times.iter().any(|time| *time < longest / 10));
        assert!(times.iter().any(|time| *time > longest * 9 / 10));
        assert_eq!(System.jitter(Duration::ZERO), Duration::ZERO);
    }
}

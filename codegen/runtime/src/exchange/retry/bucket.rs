//! How often a client may repeat itself.

use std::sync::atomic::{AtomicU32, Ordering};

/// Tokens that retries cost and successes earn, so that a service that is down is not asked three times as often as one
/// that is well.
pub(in super::super) struct Bucket(AtomicU32);

/// Enough for a hundred retries in a row.
const CAPACITY: u32 = 500;
const COST: u32 = 5;

impl Bucket {
    /// Pays for a retry; false if the bucket is empty.
    pub(in super::super) fn take(&self) -> bool {
        let paid = |tokens: u32| tokens.checked_sub(COST);
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, paid).is_ok()
    }

    /// Puts one token back, for a success: every fifth call can be repeated in the long run.
    pub(in super::super) fn earn(&self) {
        // Nearly always it is full, and then stays a line of memory that all processors can share.
        if self.0.load(Ordering::Relaxed) < CAPACITY {
            let earned = |tokens: u32| (tokens < CAPACITY).then_some(tokens + 1);
            let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, earned);
        }
    }
}

impl Default for Bucket {
    fn default() -> Self {
        Self(AtomicU32::new(CAPACITY))
    }
}

#[cfg(test)]
mod tests {
    use super::Bucket;

    #[test]
    fn a_hundred_retries_then_one_for_five_successes() {
        let bucket = Bucket::default();
        bucket.earn();
        assert_eq!((0..200).filter(|_| bucket.take()).count(), 100);
        (0..9).for_each(|_| bucket.earn());
        assert!(bucket.take());
        assert!(!bucket.take());
        bucket.earn();
        assert!(bucket.take());
    }
}

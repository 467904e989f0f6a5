//! The retry budget of a client.

use std::sync::atomic::{AtomicU32, Ordering};

/// A retry budget: retries withdraw tokens, successes deposit them, so that a failing service does not get three times the load.
pub(in super::super) struct RetryBudget(AtomicU32);

/// Enough for a hundred retries in a row.
const CAPACITY: u32 = 500;
const COST: u32 = 5;

impl RetryBudget {
    /// Withdraws the cost of a retry; false if the budget is exhausted.
    pub(in super::super) fn withdraw(&self) -> bool {
        let paid = |tokens: u32| tokens.checked_sub(COST);
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, paid).is_ok()
    }

    /// Deposits one token for a success: in the long run, every fifth call can be retried.
    pub(in super::super) fn deposit(&self) {
        // The budget is nearly always full: without a write, its cache line stays shared between processors.
        if self.0.load(Ordering::Relaxed) < CAPACITY {
            let earned = |tokens: u32| (tokens < CAPACITY).then_some(tokens + 1);
            let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, earned);
        }
    }
}

impl Default for RetryBudget {
    fn default() -> Self {
        Self(AtomicU32::new(CAPACITY))
    }
}

#[cfg(test)]
mod tests {
    use super::RetryBudget;

    #[test]
    fn a_hundred_retries_then_one_for_five_successes() {
        let budget = RetryBudget::default();
        budget.deposit();
        assert_eq!((0..200).filter(|_| budget.withdraw()).count(), 100);
        (0..9).for_each(|_| budget.deposit());
        assert!(budget.withdraw());
        assert!(!budget.withdraw());
        budget.deposit();
        assert!(budget.withdraw());
    }
}

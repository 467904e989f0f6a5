//! Random numbers, of the randomness that the standard library has.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::process;
use std::time::SystemTime;

/// 128 random bits.
pub(crate) fn bits() -> u128 {
    // The keys of a hash map are that randomness. A forked process begins with those of
    // its parent, but has another id, and a restored virtual machine has another time.
    let random = RandomState::new();
    let here = (process::id(), SystemTime::now());
    let [high, low] = [0_u8, 1].map(|half| u128::from(random.hash_one((half, here))));
    (high << 64) | low
}

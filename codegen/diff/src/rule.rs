//! What is known of one kind of change.

use crate::{Rust, Wire};

/// A kind of change: its levels, why they are so, and what to do about it.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Stable name in kebab case.
    pub id: &'static str,
    /// What it does on the wire.
    pub wire: Wire,
    /// What it does to programs that use the client.
    pub rust: Rust,
    /// Why the levels are what they are, one sentence.
    pub reason: &'static str,
    /// What users of the client, or those who publish the API, have to do.
    pub migration: &'static str,
    /// What the change is called in the other direction.
    pub mirror: Mirror,
}

/// What a change is called when it is undone.
#[derive(Debug, PartialEq, Eq)]
pub enum Mirror {
    /// A change by this rule.
    Rule(&'static str),
    /// A change by the same rule.
    Itself,
    /// No finding of its own, for this reason.
    Nothing(&'static str),
}

/// Declares rules: each a constant, and all of them as a list that cannot forget one.
macro_rules! rules {
    ($($name:ident = $id:literal: $wire:ident, $rust:ident;
        $reason:literal;
        $migration:literal;
        $mirror:expr;)*) => {
        $(
            pub(crate) static $name: $crate::Rule = $crate::Rule {
                id: $id,
                wire: $crate::Wire::$wire,
                rust: $crate::Rust::$rust,
                reason: $reason,
                migration: $migration,
                mirror: $mirror,
            };
        )*

        /// All rules of this file, in its order.
        pub(crate) static ALL: &[&$crate::Rule] = &[$(&$name),*];
    };
}

pub(crate) use rules;

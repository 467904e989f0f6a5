//! The rule for one kind of change.

use crate::{Rust, WireLevel};

/// A kind of change: its levels, why they are so, and what to do about it.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Stable name in kebab case.
    pub id: &'static str,
    /// What it is about.
    pub kind: Kind,
    /// What it does on the wire.
    pub wire: WireLevel,
    /// What it does to programs that use the client.
    pub rust: Rust,
    /// What shows the level in Rust.
    pub proof: Proof,
    /// Why the levels are what they are, one sentence.
    pub reason: &'static str,
    /// What users of the client, or those who publish the API, have to do.
    pub migration: &'static str,
    /// What the change is called in the other direction.
    pub mirror: Mirror,
}

/// What a rule is about. It decides the heading in a changelog, and what comes first in a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Something is new that programs can use.
    Added,
    /// Something is not what it was.
    Changed,
    /// Something is said of what should no longer be used.
    Deprecated,
    /// Something is gone that programs could use.
    Removed,
    /// Something that kept attackers or readers of logs out no longer does, or less well.
    Weakened,
    /// Something keeps attackers or readers of logs out better than before.
    Hardened,
    /// Neither the wire nor the client differs.
    Unseen,
    /// The head states a history or a removal date that cannot be right. It is no change.
    Mistake,
    /// There is a problem with the list of accepted findings. It is no change.
    Acceptance,
    /// The version of the head does not fit the changes. It is no change.
    Version,
}

impl Kind {
    /// Whether it is a difference between two models, and not a problem with the history, acceptances or the version.
    #[must_use]
    pub fn is_change(self) -> bool {
        !matches!(self, Self::Mistake | Self::Acceptance | Self::Version)
    }
}

/// What shows the level that a rule has in Rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// The compiler: a program no longer builds if the level is `major`, and else builds as before.
    Compiler,
    /// Only what happens when it runs: a program builds as before, and then sends or understands something else. No
    /// change is worse, since nothing tells the program's author.
    Behaviour,
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

/// Declares rules: each a constant, and all of them as a list that cannot forget one. The level in Rust may be `Silent`,
/// which is a `Major` that no compiler shows.
macro_rules! rules {
    ($($name:ident = $id:literal: $wire:ident, $rust:ident, $kind:ident;
        $reason:literal;
        $migration:literal;
        $mirror:expr;)*) => {
        $(
            pub(crate) static $name: $crate::Rule = $crate::Rule {
                id: $id,
                kind: $crate::Kind::$kind,
                wire: $crate::WireLevel::$wire,
                rust: $crate::rule::level!($rust).0,
                proof: $crate::rule::level!($rust).1,
                reason: $reason,
                migration: $migration,
                mirror: $mirror,
            };
        )*

        /// All rules of this file, in its order.
        pub(crate) static ALL: &[&$crate::Rule] = &[$(&$name),*];
    };
}

/// The level in Rust, and what shows it.
macro_rules! level {
    (Silent) => {
        ($crate::Rust::Major, $crate::Proof::Behaviour)
    };
    ($rust:ident) => {
        ($crate::Rust::$rust, $crate::Proof::Compiler)
    };
}

pub(crate) use {level, rules};

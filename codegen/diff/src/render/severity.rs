//! How loud a finding is for those who know three levels only.

use crate::level::Weight;
use crate::{Finding, Kind, Proof, Wire};

/// What a service shows with a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Severity {
    /// Calls fail or do something else, or the version does not permit the changes.
    Error,
    /// Programs no longer build, may meet what they did not expect, or an acceptance is odd.
    Warning,
    /// Nothing breaks.
    Notice,
}

impl Severity {
    /// That of a finding that is not accepted.
    pub(super) fn of(finding: &Finding) -> Self {
        // What builds and does something else is told by nothing but this.
        let is_silent = finding.rule.proof == Proof::Behaviour;
        match (finding.rule.kind, finding.wire, finding.weight()) {
            (Kind::Version, ..) | (_, Wire::Breaking, _) => Self::Error,
            _ if is_silent => Self::Error,
            (.., Weight::Fine) => Self::Notice,
            _ => Self::Warning,
        }
    }
}

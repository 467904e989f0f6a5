//! The level of a finding for services that know three levels.

use crate::level::Severity;
use crate::{Finding, Kind, Proof, WireLevel};

/// What a service shows with a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AnnotationLevel {
    /// Calls fail or do something else, or the version does not permit the changes.
    Error,
    /// Programs no longer build, may receive unexpected values, or there is a problem with an acceptance.
    Warning,
    /// Nothing breaks.
    Notice,
}

impl AnnotationLevel {
    /// That of a finding that is not accepted.
    pub(super) fn of(finding: &Finding) -> Self {
        // What builds and does something else is told by nothing but this.
        let is_silent = finding.rule.proof == Proof::Behaviour;
        match (finding.rule.kind, finding.wire, finding.severity()) {
            (Kind::Version, ..) | (_, WireLevel::Breaking, _) => Self::Error,
            _ if is_silent => Self::Error,
            (.., Severity::Fine) => Self::Notice,
            _ => Self::Warning,
        }
    }
}

//! Which changes make a comparison fail.

use clap::ValueEnum;
use restwright_diff::{Kind, Report, Rust, WireLevel};

/// What must not happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Policy {
    /// A change breaks calls of deployed programs
    WireBreaking,
    /// A change breaks such calls, or may surprise them
    WireDangerous,
    /// A change keeps programs from building
    RustMajor,
    /// A change adds to the client, or keeps programs from building
    RustMinor,
    /// The version of the client is lower than the changes require
    Version,
    /// Nothing; only report
    None,
}

impl Policy {
    /// Whether a report violates this. Accepted findings count for the version only.
    pub(crate) fn is_violated(self, report: &Report) -> bool {
        let open = report.findings.iter();
        let wire = open.clone().map(|finding| finding.wire).max().unwrap_or_default();
        let rust = open.map(|finding| finding.rust).max().unwrap_or_default();
        match self {
            Self::WireBreaking => wire >= WireLevel::Breaking,
            Self::WireDangerous => wire >= WireLevel::Dangerous,
            Self::RustMajor => rust >= Rust::Major,
            Self::RustMinor => rust >= Rust::Minor,
            Self::Version => report.findings.iter().any(|it| it.rule.kind == Kind::Version),
            Self::None => false,
        }
    }

    /// As it is typed.
    pub(crate) fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}

//! All that a reviewer has to know of a change, in one value.

use api_spec::api::Api;

use crate::accepted::{Accepted, split};
use crate::rules::report as rules;
use crate::{Finding, Findings, Place, Rust, Verdict, Versions, Wire, compare};

/// What changed, how much it matters, and which version has to come next.
#[derive(Clone, Debug)]
pub struct Report {
    /// What the API is called.
    pub title: String,
    /// Every difference that nobody has accepted, worst first, and what is odd about acceptances and the version.
    pub findings: Findings,
    /// Every difference that the head accepts, in the same order.
    pub accepted: Vec<Accepted>,
    /// The highest level on the wire, whether or not it is accepted.
    pub wire: Wire,
    /// The highest level in Rust, whether or not it is accepted.
    pub rust: Rust,
    /// The version of the client.
    pub versions: Versions,
}

impl Report {
    /// Compares two models, as of a day (`YYYY-MM-DD`); see [`compare`].
    ///
    /// What the head accepts is not among the open findings, but the version has to allow for it all the same.
    #[must_use]
    pub fn new(base: &Api, head: &Api, today: Option<&str>) -> Self {
        let findings = compare(base, head, today);
        let wire = findings.iter().map(|finding| finding.rule.wire).max().unwrap_or_default();
        let rust = findings.iter().map(|finding| finding.rust).max().unwrap_or_default();
        let versions = Versions::of(base, head, rust);
        let (mut findings, accepted) = split(findings, &head.accepted, today);
        if let Some(finding) = version(&versions) {
            findings.push(finding.in_head(head.service.version.span));
            findings.sort();
        }
        Self { title: head.service.title.clone(), findings, accepted, wire, rust, versions }
    }

    /// Every difference between the two models, first those that nobody has accepted.
    pub fn changes(&self) -> impl Iterator<Item = &Finding> {
        let open = self.findings.iter().filter(|finding| finding.rule.kind.is_change());
        open.chain(self.accepted.iter().map(|accepted| &accepted.finding))
    }
}

/// What is wrong with the version of the head.
fn version(versions: &Versions) -> Option<Finding> {
    let rule = match versions.verdict {
        Verdict::Enough => return None,
        Verdict::TooLow => &rules::VERSION_TOO_LOW,
        Verdict::Backwards => &rules::VERSION_BACKWARDS,
    };
    let finding = Finding::new(rule, Place::api()).before(&versions.base).after(&versions.head);
    Some(finding.suggest(format!("write `version: {}`", versions.required)))
}

//! The report of a comparison.

use restwright_spec::Span;
use restwright_spec::api::Api;

use crate::accepted::{Accepted, split};
use crate::rule::Kind;
use crate::rules::report as rules;
use crate::{
    Finding, Findings, Origin, Place, Rust, Verdict, Versions, WireLevel, chosen, compare,
    generator,
};

/// What changed, how much it matters, and which version has to come next.
#[derive(Clone, Debug)]
pub struct Report {
    /// What the API is called.
    pub title: String,
    /// Every difference that is not accepted, worst first, and problems with acceptances and the version.
    pub findings: Findings,
    /// Every difference that the head accepts, in the same order.
    pub accepted: Vec<Accepted>,
    /// The highest level on the wire, whether or not it is accepted.
    pub wire: WireLevel,
    /// The highest level in Rust, whether or not it is accepted.
    pub rust: Rust,
    /// The version of the client at the base; none if the API is new.
    pub base_version: Option<String>,
    /// The version of the head, and the one that the changes require.
    pub versions: Versions,
}

/// A description, and the client that was made of it.
#[derive(Clone, Copy, Debug)]
pub struct Snapshot<'a> {
    /// What the description says.
    pub api: &'a Api,
    /// The list of public items that is committed beside the client, where it is known.
    pub items: Option<&'a str>,
}

impl<'a> From<&'a Api> for Snapshot<'a> {
    fn from(api: &'a Api) -> Self {
        Self { api, items: None }
    }
}

impl Report {
    /// Compares two models, as of a day (`YYYY-MM-DD`); see [`compare`](crate::compare). Without a base, the API is new.
    ///
    /// What the head accepts is not among the open findings, but the version still has to allow for it.
    #[must_use]
    pub fn new(base: Option<Snapshot<'_>>, head: Snapshot<'_>, today: Option<&str>) -> Self {
        let findings = base.map(|base| differences(&base, &head, today)).unwrap_or_default();
        let findings = chosen::apply(findings, &head.api.levels);
        let (wire, rust) = highest(&findings);
        let (base, head) = (base.map(|base| base.api), head.api);
        let (findings, accepted) = split(findings, &head.accepted, today);
        let report = Self {
            title: head.service.title.clone(),
            findings,
            accepted,
            wire,
            rust,
            base_version: base.map(|base| base.service.version.value.clone()),
            versions: Versions::of(base, head, rust),
        };
        report.with_version_finding(head)
    }

    /// Derives the required version from all changes since a release, which need not be the base. Without a model, the release
    /// was before the API. Without changes no version is required, but the report shows which one the changes since the release require.
    #[must_use]
    pub fn since(
        mut self,
        name: &str,
        release: Option<Snapshot<'_>>,
        head: Snapshot<'_>,
        today: Option<&str>,
    ) -> Self {
        let findings = release.map(|release| differences(&release, &head, today));
        let rust = highest(&findings.unwrap_or_default()).1;
        self.versions = Versions::of(release.map(|release| release.api), head.api, rust);
        self.versions.release = Some(name.to_owned());
        if self.changes().next().is_none() { self } else { self.with_version_finding(head.api) }
    }

    /// Compares no versions, where a side has none of a client.
    #[must_use]
    pub fn without_versions(mut self) -> Self {
        self.versions.verdict = Verdict::Unknown;
        let others = self.findings.into_iter().filter(|finding| finding.rule.kind != Kind::Version);
        self.findings = others.collect();
        self
    }

    /// Adds findings that no model shows.
    pub fn add(&mut self, findings: impl IntoIterator<Item = Finding>) {
        findings.into_iter().for_each(|finding| self.findings.push(finding));
        self.findings.sort();
        let all = self.findings.iter();
        let all = all.chain(self.accepted.iter().map(|accepted| &accepted.finding));
        for finding in all {
            self.wire = self.wire.max(finding.wire);
            self.rust = self.rust.max(finding.rust);
        }
    }

    /// Moves the places of all findings, where a side was written in another form than the one that was read.
    pub fn move_places(&mut self, base: impl Fn(Span) -> Span, head: impl Fn(Span) -> Span) {
        let accepted = self.accepted.iter_mut().map(|accepted| &mut accepted.finding);
        for finding in self.findings.iter_mut().chain(accepted) {
            finding.origin = finding.origin.map(|origin| match origin {
                Origin::Base(span) => Origin::Base(base(span)),
                Origin::Head(span) => Origin::Head(head(span)),
            });
        }
    }

    fn with_version_finding(mut self, head: &Api) -> Self {
        let others = self.findings.into_iter().filter(|finding| finding.rule.kind != Kind::Version);
        let version = version(&self.versions).map(|it| it.in_head(head.service.version.span));
        self.findings = others.chain(version).collect();
        self
    }

    /// Whether there was no description before.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.base_version.is_none()
    }

    /// Every difference between the two models, first those that are not accepted.
    pub fn changes(&self) -> impl Iterator<Item = &Finding> {
        let accepted = self.accepted.iter().map(|accepted| &accepted.finding);
        self.findings.iter().chain(accepted).filter(|finding| finding.rule.kind.is_change())
    }
}

/// What the descriptions change, and what the generator does.
fn differences(base: &Snapshot<'_>, head: &Snapshot<'_>, today: Option<&str>) -> Findings {
    let described = compare(base.api, head.api, today).into_iter();
    described.chain(generator::compare(base, head)).collect()
}

/// The highest level on the wire, and in Rust.
fn highest(findings: &Findings) -> (WireLevel, Rust) {
    let wire = findings.iter().map(|finding| finding.wire).max().unwrap_or_default();
    let rust = findings.iter().map(|finding| finding.rust).max().unwrap_or_default();
    (wire, rust)
}

/// What is wrong with the version of the head.
fn version(versions: &Versions) -> Option<Finding> {
    let rule = match versions.verdict {
        Verdict::Enough | Verdict::First | Verdict::Unknown => return None,
        Verdict::TooLow => &rules::VERSION_TOO_LOW,
        Verdict::Backwards => &rules::VERSION_BACKWARDS,
    };
    let mut finding = Finding::new(rule, Place::api()).after(&versions.head);
    finding.before.clone_from(&versions.base);
    Some(finding.suggest(format!("write `version: {}`", versions.required)))
}

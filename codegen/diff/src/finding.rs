//! One difference, and the list of all.

use std::ops::Deref;

use restwright_spec::Span;

use crate::level::Weight;
use crate::{Kind, Place, Proof, Reach, Rule, Rust, Wire};

/// One change: its kind, its place, and what stood there before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind of change it is.
    pub rule: &'static Rule,
    /// Where it is.
    pub place: Place,
    /// What the description said before, as a short phrase; none if there was nothing.
    pub before: Option<String>,
    /// What it says now; none if there is nothing.
    pub after: Option<String>,
    /// What a program could write before, one item a line.
    pub rust_before: Vec<String>,
    /// What it can write now.
    pub rust_after: Vec<String>,
    /// The level on the wire: that of the rule, or the one that the project has chosen for it.
    pub wire: Wire,
    /// Why the project has chosen the level on the wire, in its words.
    pub chosen: Option<String>,
    /// The level in Rust: that of the rule, a higher one that the comparison of symbols has shown, or none where nothing
    /// that is emitted shows the change.
    pub rust: Rust,
    /// Operations that it reaches, with the way the changed value travels there.
    pub reaches: Vec<Reach>,
    /// Where it is written.
    pub origin: Option<Origin>,
    /// What the author may have meant, such as a `renamed_from` that is missing.
    pub suggestion: Option<String>,
}

/// The side whose text shows a change, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Only the base has it.
    Base(Span),
    /// The head has it.
    Head(Span),
}

impl Finding {
    /// A change at a place.
    #[must_use]
    pub fn new(rule: &'static Rule, place: Place) -> Self {
        Self {
            rule,
            place,
            before: None,
            after: None,
            rust_before: Vec::new(),
            rust_after: Vec::new(),
            wire: rule.wire,
            chosen: None,
            rust: rule.rust,
            reaches: Vec::new(),
            origin: None,
            suggestion: None,
        }
    }

    /// What was there.
    #[must_use]
    pub fn before(mut self, before: impl Into<String>) -> Self {
        self.before = Some(before.into());
        self
    }

    /// What is there now.
    #[must_use]
    pub fn after(mut self, after: impl Into<String>) -> Self {
        self.after = Some(after.into());
        self
    }

    /// It is written in the base.
    #[must_use]
    pub fn in_base(mut self, span: Span) -> Self {
        self.origin = Some(Origin::Base(span));
        self
    }

    /// It is written in the head.
    #[must_use]
    pub fn in_head(mut self, span: Span) -> Self {
        self.origin = Some(Origin::Head(span));
        self
    }

    /// It reaches these operations.
    #[must_use]
    pub fn reaching(mut self, reaches: Vec<Reach>) -> Self {
        self.reaches = reaches;
        self
    }

    /// How much it matters to a reviewer.
    pub(crate) fn weight(&self) -> Weight {
        let weight = Weight::of(self.wire, self.rust);
        // What is odd about the version or about an acceptance changes nothing, but somebody has to look at it.
        if self.rule.kind.is_change() { weight } else { weight.max(Weight::Risky) }
    }

    /// How far up it stands in a report.
    fn rank(&self) -> Rank {
        match (self.rule.proof, self.rule.kind, self.weight()) {
            (Proof::Behaviour, ..) => Rank::Silent,
            (_, Kind::Weakened, Weight::Risky | Weight::Severe) => Rank::Security,
            (.., weight) => Rank::Weight(weight),
        }
    }

    /// What the author may have meant.
    #[must_use]
    pub fn suggest(mut self, suggestion: impl Into<String>) -> Self {
        self.suggestion = Some(suggestion.into());
        self
    }
}

/// The order of findings in a report, the last one first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// By how much it matters otherwise.
    Weight(Weight),
    /// It opens a door, which breaks nothing that a test would show.
    Security,
    /// Programs go on building and do something else, which nothing else tells their authors.
    Silent,
}

/// Findings as they come.
#[derive(Clone, Debug, Default)]
pub struct Findings(Vec<Finding>);

impl Findings {
    pub(crate) fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    /// Mends findings after they were made.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Finding> {
        self.0.iter_mut()
    }

    /// Worst first, then by place, rule and texts, so that the order of the rules' work cannot be told.
    pub(crate) fn sort(&mut self) {
        self.0.sort_by(|a, b| {
            let rank = |finding: &Finding| (finding.rank(), finding.wire, finding.rust);
            let key = |finding: &Finding| {
                let texts = (finding.before.clone(), finding.after.clone());
                (finding.place.clone(), finding.rule.id, texts)
            };
            rank(b).cmp(&rank(a)).then_with(|| key(a).cmp(&key(b)))
        });
    }
}

/// In whatever order they come, they end up in the one that reports have.
impl FromIterator<Finding> for Findings {
    fn from_iter<I: IntoIterator<Item = Finding>>(findings: I) -> Self {
        let mut findings = Self(findings.into_iter().collect());
        findings.sort();
        findings
    }
}

impl Deref for Findings {
    type Target = [Finding];

    fn deref(&self) -> &[Finding] {
        &self.0
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl IntoIterator for Findings {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

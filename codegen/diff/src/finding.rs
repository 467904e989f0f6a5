//! Findings: the differences between two models.

use std::cmp::Reverse;
use std::ops::Deref;

use restwright_spec::Span;

use crate::level::Severity;
use crate::{AffectedOperation, Kind, Place, Proof, Rule, Rust, WireLevel};

/// One change: its rule, its place, and the old and the new value.
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
    pub wire: WireLevel,
    /// Why the project has chosen the level on the wire, in its words.
    pub chosen: Option<String>,
    /// The level in Rust: that of the rule, a higher one that the comparison of symbols has shown, or none where nothing
    /// that is emitted shows the change.
    pub rust: Rust,
    /// The operations that it affects, with the direction of the changed value.
    pub affected: Vec<AffectedOperation>,
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
            affected: Vec::new(),
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

    /// Sets the operations that it affects.
    #[must_use]
    pub fn affecting(mut self, affected: Vec<AffectedOperation>) -> Self {
        self.affected = affected;
        self
    }

    /// How much it matters to a reviewer.
    pub(crate) fn severity(&self) -> Severity {
        let weight = Severity::of(self.wire, self.rust);
        // A problem with the version or an acceptance changes nothing, but needs a review.
        if self.rule.kind.is_change() { weight } else { weight.max(Severity::Risky) }
    }

    /// How far up it stands in a report.
    fn sort_key(&self) -> Rank {
        match (self.rule.proof, self.rule.kind, self.severity()) {
            (Proof::Behaviour, ..) => Rank::Silent,
            (_, Kind::Weakened, Severity::Risky | Severity::Severe) => Rank::Security,
            (.., weight) => Rank::Severity(weight),
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
    Severity(Severity),
    /// It weakens security, which no test of a program detects.
    Security,
    /// Programs still build and do something else, which nothing else reports.
    Silent,
}

/// A list of findings.
#[derive(Clone, Debug, Default)]
pub struct Findings(Vec<Finding>);

impl Findings {
    pub(crate) fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    /// Returns the findings for changes after the comparison.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Finding> {
        self.0.iter_mut()
    }

    /// Worst first, then by place, rule and texts, so that it does not depend on the order of the rules.
    pub(crate) fn sort(&mut self) {
        self.0.sort_by_cached_key(|finding| {
            let Finding { rule, place, before, after, wire, rust, .. } = finding;
            let place = natural_order(place.as_str());
            (
                Reverse((finding.sort_key(), *wire, *rust)),
                place,
                rule.id,
                before.clone(),
                after.clone(),
            )
        });
    }
}

/// What orders texts as people do, `a2` before `a10`.
pub(crate) fn natural_order(text: &str) -> Vec<(String, u64)> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let (word, from_digits) = rest.split_at(digits);
        let end = from_digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(from_digits.len());
        let (number, next) = from_digits.split_at(end);
        parts.push((word.to_owned(), number.parse().unwrap_or(u64::MAX)));
        rest = next;
    }
    parts
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

#[cfg(test)]
mod tests {
    use super::natural_order;

    #[test]
    fn numbers_in_texts_are_ordered_as_numbers() {
        let mut texts = ["a10", "a2", "a", "b1", "a2.z", "a2.b", "10", "9"];
        texts.sort_by_cached_key(|text| natural_order(text));
        assert_eq!(texts, ["9", "10", "a2", "a2.b", "a2.z", "a10", "a", "b1"]);
    }
}

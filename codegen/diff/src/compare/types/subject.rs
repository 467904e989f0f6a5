//! A type of both sides while it is compared: what every finding in it needs to know.

use std::collections::BTreeSet;

use restwright_spec::api::{Deprecation, Type, TypeDef, TypeKind};
use restwright_spec::{Span, Spanned};

use super::ways::{Verdict, Ways};
use crate::compare::Comparison;
use crate::compare::deprecation::{self, Mark};
use crate::compare::words::is_same_prose;
use crate::compare::{former, reserved};
use crate::finding::{Finding, Findings};
use crate::{Direction, Place, Rule};

/// A type that both sides have.
pub(super) struct Subject<'a, 'f> {
    pub(super) comparison: &'a Comparison<'a>,
    pub(super) place: Place,
    pub(super) ways: Ways,
    base: &'a TypeDef,
    head: &'a TypeDef,
    findings: &'f mut Findings,
}

impl<'a, 'f> Subject<'a, 'f> {
    pub(super) fn new(
        comparison: &'a Comparison<'a>,
        (base, head): (&'a TypeDef, &'a TypeDef),
        findings: &'f mut Findings,
    ) -> Self {
        let place = Place::named(&head.name);
        let ways = Ways::of(base.usage, head.usage);
        Self { comparison, place, ways, base, head, findings }
    }

    /// A finding at this place, which reaches all operations that hold the type.
    pub(super) fn push(
        &mut self,
        rule: &'static Rule,
        place: Place,
        say: impl FnOnce(Finding) -> Finding,
    ) {
        let reaches = self.comparison.reached(&self.base.name, &self.head.name);
        self.findings.push(say(Finding::new(rule, place).reaching(reaches)));
    }

    /// A finding by the rule for the way on which it does most harm.
    pub(super) fn judge(
        &mut self,
        verdict: Verdict,
        place: Place,
        say: impl FnOnce(Finding) -> Finding,
    ) {
        self.push(self.ways.judge(verdict), place, say);
    }

    /// Whether the documented call of any operation that sends the type is another one than before.
    pub(super) fn is_shown_otherwise(&self) -> bool {
        let reaches = self.comparison.reached(&self.base.name, &self.head.name);
        let mut sending = reaches.iter().filter(|reach| reach.direction == Direction::Request);
        sending.any(|reach| {
            let mut both = self.comparison.operations.both.iter();
            let operation = both.find(|(_, head, _)| head.name == reach.operation);
            operation.is_some_and(|(base, head, _)| self.comparison.shows_otherwise(base, head))
        })
    }

    /// Whether a value of the head is an object of a named type.
    pub(super) fn is_object(&self, ty: &Type) -> bool {
        let Type::Named(name) = ty else { return false };
        let types = &self.comparison.head.types;
        // Types are sorted by name.
        let found = types.binary_search_by(|def| def.name.as_str().cmp(name));
        found.is_ok_and(|at| matches!(types[at].kind, TypeKind::Object(_)))
    }

    /// A text for people that may have changed.
    pub(super) fn text(
        &mut self,
        rule: &'static Rule,
        place: &Place,
        (base, head): (&str, &str),
        span: Span,
    ) {
        if !is_same_prose(base, head) {
            self.push(rule, place.clone(), |finding| {
                finding.before(base).after(head).in_head(span)
            });
        }
    }

    /// What is said of an element that should no longer be used.
    pub(super) fn deprecation(
        &mut self,
        mark: Mark,
        (base, head): (Option<&Deprecation>, Option<&Deprecation>),
        (place, old, new): (&Place, Span, Span),
    ) {
        self.shared(|_, findings| {
            deprecation::compare(mark, base, head, (place, old, new), findings);
        });
    }

    /// A former name that works no longer, or again. `own` is the name in the base, `today` that in the head.
    pub(super) fn former(
        &mut self,
        (own, today): (&Spanned<String>, &Spanned<String>),
        (base, head): (Option<&Spanned<String>>, Option<&Spanned<String>>),
        place: &Place,
    ) {
        // Who takes a former name back loses no name.
        let base = base.filter(|old| old.value != today.value);
        self.shared(|_, findings| former::compare(&own.value, base, head, place, findings));
    }

    /// Ids of parts that must not come back, where `parts` are those of the base.
    pub(super) fn reserved(&mut self, parts: &BTreeSet<&str>) {
        let existed = |id: &String| parts.contains(id.as_str());
        let (base, head) = (&self.base.reserved, &self.head.reserved);
        self.shared(|place, findings| {
            let place = |id: &String| place.item("reserved", id);
            reserved::compare_lists(base, head, place, existed, findings);
        });
    }

    /// What is compared alike for all kinds of elements. What it finds reaches the operations that hold this type.
    fn shared(&mut self, compare: impl FnOnce(&Place, &mut Findings)) {
        let known = self.findings.len();
        compare(&self.place, self.findings);
        if self.findings.len() > known {
            let reaches = self.comparison.reached(&self.base.name, &self.head.name);
            for finding in self.findings.iter_mut().skip(known) {
                finding.reaches.clone_from(&reaches);
            }
        }
    }
}

//! A type of both sides while it is compared: what every finding in it needs to know.

use std::collections::BTreeSet;

use restwright_spec::api::{Deprecation, Type, TypeDef, TypeKind};
use restwright_spec::{Span, Spanned};

use super::directions::{Directions, RulesByDirection};
use crate::compare::Comparison;
use crate::compare::deprecation::{self, DeprecationVisibility};
use crate::compare::words::is_same_prose;
use crate::compare::{former, reserved};
use crate::finding::{Finding, Findings};
use crate::identity::{By, Identified, Pairs};
use crate::{Direction, Place, Rule};

/// A type that both sides have.
pub(super) struct TypeComparison<'a, 'f> {
    pub(super) comparison: &'a Comparison<'a>,
    pub(super) place: Place,
    pub(super) directions: Directions,
    base: &'a TypeDef,
    head: &'a TypeDef,
    findings: &'f mut Findings,
}

impl<'a, 'f> TypeComparison<'a, 'f> {
    pub(super) fn new(
        comparison: &'a Comparison<'a>,
        (base, head): (&'a TypeDef, &'a TypeDef),
        findings: &'f mut Findings,
    ) -> Self {
        let place = Place::named(&head.name);
        let directions = Directions::of(base.usage, head.usage);
        Self { comparison, place, directions, base, head, findings }
    }

    /// Adds a finding at this place, which affects all operations that use the type.
    pub(super) fn push(
        &mut self,
        rule: &'static Rule,
        place: Place,
        say: impl FnOnce(Finding) -> Finding,
    ) {
        let affected = self.comparison.reached(&self.base.name, &self.head.name);
        self.findings.push(say(Finding::new(rule, place).affecting(affected)));
    }

    /// Adds a finding by the rule for the direction with the higher level.
    pub(super) fn push_by_direction(
        &mut self,
        by_direction: RulesByDirection,
        place: Place,
        say: impl FnOnce(Finding) -> Finding,
    ) {
        self.push(self.directions.rule_for(by_direction), place, say);
    }

    /// Whether the documented call of any operation that sends the type is another one than before.
    pub(super) fn is_shown_otherwise(&self) -> bool {
        let affected = self.comparison.reached(&self.base.name, &self.head.name);
        let mut sending = affected.iter().filter(|reach| reach.direction == Direction::Request);
        sending.any(|reach| {
            let mut both = self.comparison.operations.both.iter();
            let operation = both.find(|(_, head, _)| head.name == reach.operation);
            operation.is_some_and(|(base, head, _)| self.comparison.shows_otherwise(base, head))
        })
    }

    /// Whether a value of the head is an object of a named type.
    pub(super) fn is_object(&self, ty: &Type) -> bool {
        let Type::Named(name) = ty else { return false };
        let found = self.comparison.head.named_type(name);
        found.is_some_and(|def| matches!(def.kind, TypeKind::Object(_)))
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
        visibility: DeprecationVisibility,
        (base, head): (Option<&Deprecation>, Option<&Deprecation>),
        (place, old, new): (&Place, Span, Span),
    ) {
        let today = self.comparison.today;
        self.shared(|_, findings| {
            deprecation::compare(today, visibility, base, head, (place, old, new), findings);
        });
    }

    /// Names of parts that come, go or change their meaning, and ids that change places.
    pub(super) fn names<T: Identified>(
        &mut self,
        pairs: &Pairs<'_, T>,
        kind: &str,
        has_alias: impl Fn(&T) -> bool,
    ) {
        self.shared(|place, findings| {
            let at = |rule, part: &T| Finding::new(rule, place.item(kind, part.id()));
            former::compare(pairs, has_alias, at, findings);
        });
    }

    /// A part with another id.
    pub(super) fn renamed(
        &mut self,
        rule: &'static Rule,
        by: By,
        (old, new): (&Spanned<String>, &Spanned<String>),
        place: &Place,
    ) {
        self.push(rule, place.clone(), |finding| {
            let finding = finding.before(old.as_str()).after(new.as_str()).in_head(new.span);
            match by {
                By::Key => finding.suggest(format!("add `renamed_from: {}`", **old)),
                By::Id | By::RenamedFrom | By::Content => finding,
            }
        });
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

    /// What is compared alike for all kinds of elements. Its findings affect the operations that use this type.
    fn shared(&mut self, compare: impl FnOnce(&Place, &mut Findings)) {
        let known = self.findings.len();
        compare(&self.place, self.findings);
        if self.findings.len() > known {
            let affected = self.comparison.reached(&self.base.name, &self.head.name);
            for finding in self.findings.iter_mut().skip(known) {
                finding.affected.clone_from(&affected);
            }
        }
    }
}

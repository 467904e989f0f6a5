//! Which finding accounts for the change of a symbol.

use std::collections::BTreeMap;

use super::Cause;
use super::change::Change;
use crate::compare::Comparison;
use crate::finding::{Finding, Findings};
use crate::rules::former;
use crate::{Place, Rust};

/// Findings by their places.
pub(super) struct FindingIndex<'a> {
    comparison: &'a Comparison<'a>,
    findings: &'a [Finding],
    by_place: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> FindingIndex<'a> {
    pub(super) fn new(comparison: &'a Comparison<'a>, findings: &'a Findings) -> Self {
        let mut by_place = BTreeMap::<_, Vec<_>>::new();
        for (at, finding) in findings.iter().enumerate() {
            by_place.entry(finding.place.as_str()).or_default().push(at);
        }
        Self { comparison, findings, by_place }
    }

    /// Looks for the cause where it is likely, then ever further away. What is said elsewhere accounts for a change only
    /// if its level does; what is said near is raised to the level of the change.
    pub(super) fn of(&self, change: &Change) -> Cause {
        let near = [self.ancestors(&change.place), self.descendants(&change.place)];
        let mut candidates = near.iter().flatten().copied();
        if let Some(cause) = self.with_level(&near.concat(), change.level) {
            return cause;
        }
        let types = self.mentioned(change);
        let names = self.reused_names(&change.place);
        let far = [self.global(change), types, self.used_in_calls(change), names];
        if let Some(cause) = self.with_level(&far.concat(), change.level) {
            return cause;
        }
        let inside = self.inside_of_mentioned(change);
        let used_in_calls = &far[2];
        let underrated =
            candidates.next().or_else(|| used_in_calls.iter().chain(&inside).next().copied());
        underrated.map_or(Cause::Unknown, Cause::Underrated)
    }

    fn with_level(&self, findings: &[usize], level: Rust) -> Option<Cause> {
        findings.iter().any(|at| self.findings[*at].rust >= level).then_some(Cause::Known)
    }

    fn at(&self, place: &str) -> Vec<usize> {
        self.by_place.get(place).cloned().unwrap_or_default()
    }

    /// At the place, and at all that it is a part of, the nearest first.
    fn ancestors(&self, place: &Place) -> Vec<usize> {
        let mut found = self.at(place.as_str());
        found.extend(place.ancestors().flat_map(|ancestor| self.at(ancestor)));
        // Inputs in a body become one value, or it becomes them.
        if let Some((operation, _)) = place.as_str().split_once(".inputs.") {
            found.extend(self.at(Place::written(operation).part("body").as_str()));
        }
        // Places of operations do not begin with those of their groups.
        if let Some((group, _)) = place.of_operation().and_then(|name| name.split_once('.')) {
            found.extend(self.at(Place::group(group).as_str()));
        }
        found
    }

    /// At the elements that have a name from this one, or that gave it theirs.
    fn reused_names(&self, place: &Place) -> Vec<usize> {
        let is_reused = |finding: &Finding| {
            let names = [&former::ALIAS_REUSED, &former::ID_REUSED];
            let siblings =
                finding.place.ancestors().next().filter(|_| names.contains(&finding.rule));
            let within = siblings.and_then(|siblings| place.as_str().strip_prefix(siblings));
            let id = within.and_then(|within| within.strip_prefix('.')?.split('.').next());
            let texts = finding.before.iter().chain(&finding.after);
            id.is_some_and(|id| texts.clone().any(|text| text.contains(&format!("{id}`"))))
        };
        let findings = self.findings.iter().enumerate();
        findings.filter(|(_, finding)| is_reused(finding)).map(|(at, _)| at).collect()
    }

    /// At the parts of a place, such as the inputs whose order makes a signature.
    fn descendants(&self, place: &Place) -> Vec<usize> {
        let from_here = self.by_place.range(place.as_str()..);
        let likely = from_here.take_while(|(other, _)| other.starts_with(place.as_str()));
        let findings = likely.flat_map(|(_, findings)| findings);
        let findings = findings.filter(|at| self.findings[**at].place.is_within(place));
        let mut found: Vec<_> = findings.copied().collect();
        // Nor do places of groups hold those of their operations.
        if let Some(group) = place.as_str().strip_prefix("groups.") {
            found.extend(self.descendants(&Place::written("operations").part(group)));
        }
        found
    }

    /// At the API or its credentials, for each operation that the finding names.
    fn global(&self, change: &Change) -> Vec<usize> {
        let place = &change.place;
        let Some(operation) = place.of_operation() else {
            // A client is made with the credentials that it holds.
            let is_api = *place == Place::api();
            return if is_api {
                self.descendants(&Place::written("credentials"))
            } else {
                Vec::new()
            };
        };
        let mut found = self.descendants(&Place::api());
        found.extend(self.descendants(&Place::written("credentials")));
        found.retain(|at| {
            self.findings[*at].affected.iter().any(|reach| reach.operation == operation)
        });
        found
    }

    /// At the types that the symbol is made of.
    fn mentioned(&self, change: &Change) -> Vec<usize> {
        types(change).flat_map(|name| self.at(Place::named(name).as_str())).collect()
    }

    /// Within the types that the symbol is made of.
    fn inside_of_mentioned(&self, change: &Change) -> Vec<usize> {
        types(change).flat_map(|name| self.descendants(&Place::named(name))).collect()
    }

    /// Types can be built once a request holds them: at the operations that such a type affected, and at other types
    /// that reach them.
    fn used_in_calls(&self, change: &Change) -> Vec<usize> {
        let travels = |name: &&str| self.newly_used_in_calls(name);
        let Some(name) = change.place.of_type().filter(travels) else { return Vec::new() };
        let affected = self.comparison.reached(name, name);
        let is_reached = |finding: &Finding| {
            let of_operation = finding.place.of_operation();
            let by_itself = of_operation
                .is_some_and(|operation| affected.iter().any(|reach| reach.operation == operation));
            let by_a_type = finding.place.of_type().is_some_and(|other| {
                other != name && finding.affected.iter().any(|reach| affected.contains(reach))
            });
            by_itself || by_a_type
        };
        let findings = self.findings.iter().enumerate();
        findings.filter(|(_, finding)| is_reached(finding)).map(|(at, _)| at).collect()
    }

    /// Whether a type is sent, or there at all, on one side only.
    fn newly_used_in_calls(&self, name: &str) -> bool {
        let both = &self.comparison.types.both;
        let pair = both.iter().find(|(_, head, _)| *head.name == name);
        pair.is_none_or(|(base, head, _)| base.usage.in_requests != head.usage.in_requests)
    }
}

/// The named types that a symbol mentions, on either side.
fn types(change: &Change) -> impl Iterator<Item = &str> {
    let lines = change.before.iter().chain(&change.after);
    // The path of a symbol is where it is, not what it is made of.
    let signatures = lines.filter_map(|line| line.split_once(": ").map(|(_, signature)| signature));
    let mentions = signatures.flat_map(|signature| signature.split("types::").skip(1));
    mentions.filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next())
}

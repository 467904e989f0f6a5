//! Compares the public symbols of both clients, so that no change for programs goes without a finding.
//!
//! Rules say what a change does to programs; the symbols show it. What the findings do not account for raises the level
//! of the finding that it follows from, and where there is none, is a finding by itself.

mod change;
mod finding_index;
mod renamed;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use self::change::{Change, changes};
use self::finding_index::FindingIndex;
use super::Comparison;
use crate::finding::{Finding, Findings, natural_order};
use crate::rules::UNCLASSIFIED_CHANGE;
use crate::{Place, Rust};

pub(super) fn compare(comparison: &Comparison<'_>, findings: &mut Findings) {
    let changes = changes(comparison);
    if changes.is_empty() {
        return;
    }
    raise(comparison, &changes, findings);
    show(&changes, findings);
}

/// Compares every change of a symbol with the findings.
fn raise(comparison: &Comparison<'_>, changes: &[Change], findings: &mut Findings) {
    let mut unexplained = BTreeMap::<&Place, Rust>::new();
    let mut raised = Vec::new();
    let index = FindingIndex::new(comparison, findings);
    for change in changes.iter().filter(|change| !change.is_part) {
        match index.of(change) {
            Cause::Known => {}
            Cause::Underrated(at) => raised.push((at, change.level)),
            Cause::Unknown => {
                let level = unexplained.entry(&change.place).or_default();
                *level = change.level.max(*level);
            }
        }
    }
    for (at, finding) in findings.iter_mut().enumerate() {
        let levels = raised.iter().filter(|(of, _)| *of == at).map(|(_, level)| *level);
        finding.rust = levels.max().unwrap_or_default().max(finding.rust);
    }
    for (place, level) in unexplained {
        let mut finding = Finding::new(&UNCLASSIFIED_CHANGE, place.clone());
        finding.rust = level;
        if let Some(name) = place.of_type() {
            finding.affected = comparison.reached(name, name);
        }
        findings.push(finding);
    }
}

/// What a change of a symbol follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cause {
    /// A finding whose level says so.
    Known,
    /// The finding at this position, whose level is too low.
    Underrated(usize),
    /// Nothing that was found.
    Unknown,
}

/// Tells of each finding what programs could write before, and what they can write now. A change of a symbol is told
/// where it is most at home: by the findings of the nearest place whose level allows for it.
fn show(changes: &[Change], findings: &mut Findings) {
    let mut by_place = BTreeMap::<String, Vec<(usize, Rust)>>::new();
    for (at, finding) in findings.iter().enumerate() {
        by_place.entry(finding.place.as_str().to_owned()).or_default().push((at, finding.rust));
    }
    let mut told = BTreeMap::<usize, Vec<&Change>>::new();
    for change in changes {
        let home = std::iter::once(change.place.as_str()).chain(change.place.ancestors());
        let mut at_home = home.filter_map(|place| by_place.get(place)).map(|findings| {
            let able = findings.iter().filter(|(_, level)| *level >= change.level);
            able.map(|(at, _)| *at).collect::<Vec<_>>()
        });
        for at in at_home.find(|able| !able.is_empty()).unwrap_or_default() {
            told.entry(at).or_default().push(change);
        }
    }
    for (at, finding) in findings.iter_mut().enumerate() {
        for change in told.remove(&at).unwrap_or_default() {
            finding.rust_before.extend(change.before.clone());
            finding.rust_after.extend(change.after.clone());
        }
        for lines in [&mut finding.rust_before, &mut finding.rust_after] {
            lines.sort_by_cached_key(|line| natural_order(line));
            lines.dedup();
        }
    }
}

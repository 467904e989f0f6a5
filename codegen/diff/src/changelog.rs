//! Changelogs: what users of a client are told of a change.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fmt::Write as _;

use crate::{Kind, Place, Report, Rust, WireLevel};

mod entry;
mod unreleased;

pub use unreleased::replace_unreleased;

/// A heading of a section, in the order in which they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Heading {
    Added,
    Changed,
    Deprecated,
    Removed,
    Fixed,
    Security,
}

impl Heading {
    const ALL: [Self; 6] =
        [Self::Added, Self::Changed, Self::Deprecated, Self::Removed, Self::Fixed, Self::Security];

    /// The heading of a line such as `### Added`.
    fn of_line(line: &str) -> Option<Self> {
        let title = line.strip_prefix("### ")?.trim();
        Self::ALL.into_iter().find(|heading| heading.to_string().eq_ignore_ascii_case(title))
    }

    /// Where a change belongs; none for what users of the client cannot see.
    fn of(kind: Kind) -> Option<Self> {
        match kind {
            Kind::Added => Some(Self::Added),
            Kind::Changed => Some(Self::Changed),
            Kind::Deprecated => Some(Self::Deprecated),
            Kind::Removed => Some(Self::Removed),
            Kind::Weakened | Kind::Hardened => Some(Self::Security),
            Kind::Unseen | Kind::Mistake | Kind::Acceptance | Kind::Version => None,
        }
    }
}

impl fmt::Display for Heading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// The body of a section of a changelog: a list for each kind of change, one line for each finding, worst first. Accepted
/// findings are told like all others, and changes of words alone in one line at the end.
#[must_use]
pub fn section(report: &Report) -> String {
    if report.is_new() {
        return format!("### {}\n\n- The first version of the client.\n", Heading::Added);
    }
    let mut findings: Vec<_> = report.changes().collect();
    findings.sort_by_key(|finding| std::cmp::Reverse((finding.wire, finding.rust)));
    let mut lists: BTreeMap<Heading, Vec<String>> = BTreeMap::new();
    let mut words = Vec::new();
    for finding in findings {
        let Some(heading) = Heading::of(finding.rule.kind) else {
            continue;
        };
        if finding.wire == WireLevel::None && finding.rust <= Rust::Patch {
            words.push(&finding.place);
        } else {
            lists.entry(heading).or_default().push(entry::entry(finding));
        }
    }
    if !words.is_empty() {
        lists.entry(Heading::Changed).or_default().push(only_words(&words));
    }
    let mut text = String::new();
    for (heading, entries) in lists {
        let gap = if text.is_empty() { "" } else { "\n" };
        let _ = write!(text, "{gap}### {heading}\n\n");
        for entry in entries {
            let _ = writeln!(text, "- {entry}");
        }
    }
    text
}

fn only_words(places: &[&Place]) -> String {
    let elements: BTreeSet<_> = places.iter().map(|place| entry::element(place)).collect();
    let elements: Vec<_> = elements.into_iter().collect();
    format!("Documentation, examples and other words: {}.", elements.join(", "))
}

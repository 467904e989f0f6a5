//! Phrases that several formats of a report share.

use std::collections::BTreeMap;

use crate::{Direction, Finding, Kind, Report, Rule, Rust, Verdict, Versions, WireLevel};

/// No name or phrase needs more on one line.
pub(super) const MAX_CHARACTERS: usize = 300;

/// Whether a finding is about the version, which every format shows at its beginning.
pub(crate) fn is_of_version(finding: &Finding) -> bool {
    finding.rule.kind == Kind::Version
}

/// Whether a finding is a problem with an acceptance.
pub(crate) fn is_of_acceptance(finding: &Finding) -> bool {
    finding.rule.kind == Kind::Acceptance
}

/// The verdict in one line, without a full stop.
pub(crate) fn verdict(report: &Report) -> String {
    let count = report.changes().count();
    if report.is_new() {
        return "a new API, whose clients are still to come".to_owned();
    }
    if count == 0 {
        return "no change".to_owned();
    }
    let accepted = match report.accepted.len() {
        0 => String::new(),
        all if all == count => ", accepted".to_owned(),
        some => format!(", {some} of them accepted"),
    };
    format!("{} ({}{accepted})", levels(report.wire, report.rust), counted(count, "change"))
}

/// How many changes have which level, if there are several.
pub(crate) fn counts(report: &Report) -> Option<String> {
    let (mut wire, mut rust) = (BTreeMap::new(), BTreeMap::new());
    for finding in report.changes() {
        *wire.entry(finding.wire).or_insert(0_usize) += 1;
        *rust.entry(finding.rust).or_insert(0_usize) += 1;
    }
    if report.changes().count() < 2 {
        return None;
    }
    let wire: Vec<_> =
        wire.iter().rev().map(|(level, count)| format!("{count} {}", level.as_str())).collect();
    let rust: Vec<_> =
        rust.iter().rev().map(|(level, count)| format!("{count} {}", level.as_str())).collect();
    Some(format!("on the wire {}; in Rust {}", wire.join(", "), rust.join(", ")))
}

/// Both levels in words.
pub(crate) fn levels(wire: WireLevel, rust: Rust) -> String {
    match (wire, rust) {
        (WireLevel::None, Rust::None) => "nothing on the wire, nothing in Rust".to_owned(),
        (WireLevel::None, _) => format!("nothing on the wire, {} in Rust", rust.as_str()),
        (_, Rust::None) => format!("{} on the wire, nothing in Rust", wire.as_str()),
        _ => format!("{} on the wire, {} in Rust", wire.as_str(), rust.as_str()),
    }
}

/// What the version is, and whether it may stay so.
pub(crate) fn version(report: &Report) -> String {
    let Versions { base, head, required, release, verdict } = &report.versions;
    let base = base.as_deref().unwrap_or_default();
    let step = if base == head { head.clone() } else { format!("{base} → {head}") };
    let since = release.as_ref().map(|release| format!(" since {}", line(release)));
    let since = since.unwrap_or_default();
    match verdict {
        Verdict::Enough if base == head => format!("version {head} is sufficient"),
        Verdict::Enough => format!("version {step} is sufficient"),
        Verdict::TooLow if report.changes().next().is_none() => {
            format!(
                "nothing changes here, but the changes{since} require version {required}: it is {step}"
            )
        }
        Verdict::TooLow if base == head => {
            format!("version {head} is too low: the changes{since} require {required}")
        }
        Verdict::TooLow => {
            format!("version {step} is too low: the changes{since} require {required}")
        }
        Verdict::Backwards => format!("version {step} goes backwards"),
        Verdict::First => format!("version {head} is the first one"),
        Verdict::Unknown if report.rust == Rust::None => "no new version is required".to_owned(),
        Verdict::Unknown => format!("the changes require a {} version", report.rust.as_str()),
    }
}

/// That the project has chosen the level on the wire, and why.
pub(crate) fn chosen(finding: &Finding, show: impl Fn(&str) -> String) -> Option<String> {
    let reason = show(finding.chosen.as_ref()?);
    let own = finding.rule.wire.as_str();
    Some(format!(
        "this project has chosen the level on the wire, which is `{own}` elsewhere: {reason}"
    ))
}

/// What kind of change it is, in words.
pub(crate) fn kind(finding: &Finding) -> String {
    of_rule(finding.rule)
}

/// What a rule is about, in words.
pub(crate) fn of_rule(rule: &Rule) -> String {
    let words = rule.id.split('-').map(|word| match word {
        "param" => "parameter",
        "doc" => "documentation",
        word => word,
    });
    words.collect::<Vec<_>>().join(" ")
}

/// What stood there and what stands there now, in one phrase, with texts as `show` shows them.
pub(crate) fn change(finding: &Finding, show: impl Fn(&str) -> String) -> Option<String> {
    match (&finding.before, &finding.after) {
        (Some(before), Some(after)) if before == after => Some(format!("in {}", show(after))),
        (Some(before), Some(after)) => Some(format!("{} → {}", show(before), show(after))),
        (Some(before), None) => Some(format!("was {}", show(before))),
        // A problem with an acceptance is a sentence already.
        (None, Some(after)) if is_of_acceptance(finding) => Some(show(after)),
        (None, Some(after)) => Some(format!("now {}", show(after))),
        (None, None) => None,
    }
}

/// The operations that a finding affects, each with the directions of the value.
pub(crate) fn affected(finding: &Finding) -> Vec<String> {
    let mut operations: Vec<(&str, Vec<&str>)> = Vec::new();
    for affected in &finding.affected {
        let direction = match affected.direction {
            Direction::Request => "request",
            Direction::Response => "response",
        };
        match operations.last_mut() {
            Some((operation, directions)) if *operation == affected.operation => {
                directions.push(direction);
            }
            _ => operations.push((&affected.operation, vec![direction])),
        }
    }
    let phrase = |(operation, directions): (&str, Vec<&str>)| {
        format!("{operation} ({})", directions.join(", "))
    };
    operations.into_iter().map(phrase).collect()
}

/// A text on one line, cut if it is very long. Whatever turns the direction of what stands around it is left out.
pub(crate) fn line(text: &str) -> String {
    let mut characters = text.chars().map(|c| if is_invisible(c) { ' ' } else { c });
    let mut line: String = characters.by_ref().take(MAX_CHARACTERS).collect();
    if characters.next().is_some() {
        line.push('…');
    }
    line
}

/// Characters that break a line, speak to a terminal, or turn the direction of a text.
fn is_invisible(c: char) -> bool {
    let turns =
        matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') || turns
}

/// A number and what it counts.
pub(crate) fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// A sentence out of a phrase, but for its full stop.
pub(crate) fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    characters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// The segments of a phrase: what stands between two backticks is quoted, all else is not. A phrase with a backtick that
/// has no other is one plain segment.
pub(crate) fn segments(text: &str) -> Vec<Segment<'_>> {
    if text.matches('`').count() % 2 == 1 {
        return vec![Segment::Plain(text)];
    }
    let segments = text.split('`').enumerate();
    let segments = segments.map(|(at, segment)| match at % 2 {
        0 => Segment::Plain(segment),
        _ => Segment::Quoted(segment),
    });
    segments.filter(|segment| *segment != Segment::Plain("")).collect()
}

/// A part of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Segment<'a> {
    /// Words.
    Plain(&'a str),
    /// A name, or something else of the description.
    Quoted(&'a str),
}

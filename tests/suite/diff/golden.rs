//! Every rule has a pair of descriptions between which it is the one that applies.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use restwright_diff::{Direction, Finding, Origin, Reach, Rust, Wire};
use restwright_spec::Location;

use super::pair::{self, Pair};
use crate::snapshot;

/// The rule for what no rule explains, which no description alone can make apply, and those for the generator and
/// for what is odd about a whole comparison, which are not found between two descriptions: package `restwright-diff` tests these itself.
const WITHOUT_A_PAIR: [&str; 9] = [
    "acceptance-expired",
    "acceptance-stale",
    "acceptance-unknown-rule",
    "generator-item-added",
    "generator-item-changed",
    "level-unknown-rule",
    "unclassified-change",
    "version-backwards",
    "version-too-low",
];

#[test]
fn golden() {
    let mut text = String::new();
    let mut failed = Vec::new();
    for pair in pair::all() {
        // One run shows all that fails.
        match catch_unwind(AssertUnwindSafe(|| check(pair))) {
            Ok(lines) => text.push_str(&lines),
            Err(_) => failed.push(pair.rule.as_str()),
        }
    }
    assert!(failed.is_empty(), "{} failed: {}", failed.len(), failed.join(", "));
    snapshot::check("", "diff", &text);
}

#[test]
fn every_rule_has_a_golden_pair() {
    let rules: BTreeMap<_, _> =
        restwright_diff::rules().into_iter().map(|rule| (rule.id, rule)).collect();
    assert!(rules.len() >= 150, "there are {} rules only", rules.len());
    let pairs = pair::all();
    let missing: Vec<_> = rules
        .keys()
        .filter(|id| !WITHOUT_A_PAIR.contains(id) && !pairs.iter().any(|pair| pair.rule == **id))
        .collect();
    assert!(missing.is_empty(), "rules without a pair: {missing:?}");
    for pair in pairs {
        let name = &pair.rule;
        let rule = rules.get(name.as_str());
        let rule = rule.unwrap_or_else(|| panic!("`{name}` is a pair for no rule"));
        let has_program = pair.code.source("client").is_some();
        assert!(has_program || rule.rust == Rust::None, "`{name}` has no program to try it with");
        let is_run = pair.code.called().is_some() || pair.not_run.is_some();
        assert!(
            is_run || rule.wire == Wire::None,
            "`{name}` has no call to try it with, and does not say why"
        );
    }
}

/// Compares a pair, and returns what was found, one line each.
fn check(pair: &Pair) -> String {
    let findings = pair::compare(&pair.base, &pair.head);
    let lines: String = findings.iter().map(|finding| line(pair, finding)).collect();
    let expected: BTreeSet<_> = pair.also.iter().chain([&pair.rule]).map(String::as_str).collect();
    let found: Vec<_> = findings.iter().map(|finding| finding.rule.id).collect();
    let distinct: BTreeSet<_> = found.iter().copied().collect();
    assert_eq!(distinct, expected, "`{}`: {lines}", pair.rule);
    assert_eq!(found.len(), expected.len(), "`{}` is found twice: {lines}", pair.rule);
    for finding in &findings {
        assert_eq!(finding.rust, finding.rule.rust, "symbols raised the level: {lines}");
    }
    lines
}

fn line(pair: &Pair, finding: &Finding) -> String {
    let Finding { rule, place, before, after, reaches, suggestion, .. } = finding;
    let side = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    let reaches: Vec<_> = reaches.iter().map(reach).collect();
    let reaches =
        if reaches.is_empty() { String::new() } else { format!("; {}", reaches.join(" ")) };
    let suggestion = suggestion.as_ref().map(|text| format!("; hint: {text}")).unwrap_or_default();
    format!(
        "{}: {}, {}; {place}: {} → {}{reaches}{suggestion}{}\n",
        rule.id,
        rule.wire.as_str(),
        rule.rust.as_str(),
        side(before),
        side(after),
        origin(pair, finding)
    )
}

/// Where annotations land: file, line and column, and what begins there.
fn origin(pair: &Pair, finding: &Finding) -> String {
    let (sources, span) = match finding.origin {
        None => return String::new(),
        Some(Origin::Base(span)) => (&pair.before, span),
        Some(Origin::Head(span)) => (&pair.now, span),
    };
    let Location { path, line, column } = sources.location(span);
    let text = sources.slice(span).lines().next().unwrap_or_default();
    let path = path.strip_prefix(&format!("{}/", pair.rule)).unwrap_or_default();
    format!("; at {path}:{line}:{column} `{text}`")
}

fn reach(reach: &Reach) -> String {
    let way = match reach.direction {
        Direction::Request => "request",
        Direction::Response => "response",
    };
    format!("{}({way})", reach.operation)
}

//! Every rule has a pair of descriptions between which it is the one that applies.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use restwright_diff::{AffectedOperation, Direction, Finding, Origin, Rust, WireLevel};
use restwright_spec::Location;

use super::pair::{self, Pair};
use crate::snapshot;

/// The rule for what no rule explains, which no description alone can make apply, and those for the generator and
/// for problems with acceptances and the version, which are not found between two descriptions: package `restwright-diff` tests these itself.
/// Constraints belong to `OpenAPI` documents: package `restwright` tests them.
const WITHOUT_A_PAIR: [&str; 10] = [
    "acceptance-expired",
    "acceptance-stale",
    "acceptance-unknown-rule",
    "generator-item-added",
    "generator-item-changed",
    "level-unknown-rule",
    "level-without-effect",
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
            Err(_) => failed.push(pair.name.as_str()),
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
        .filter(|id| !WITHOUT_A_PAIR.contains(id) && !pairs.iter().any(|pair| pair.id() == **id))
        .collect();
    assert!(missing.is_empty(), "rules without a pair: {missing:?}");
    for pair in pairs {
        let (name, rule) = (&pair.name, pair.rule());
        let has_program = pair.code.source("client").is_some();
        assert!(has_program || rule.rust == Rust::None, "`{name}` has no program to try it with");
        let is_run = pair.code.called().is_some() || pair.not_run.is_some();
        assert!(
            is_run || rule.wire == WireLevel::None,
            "`{name}` has no call to try it with, and does not say why"
        );
    }
}

/// Compares a pair, and returns the findings, one line each.
fn check(pair: &Pair) -> String {
    let findings = pair::compare(&pair.base, &pair.head);
    let lines: String = findings.iter().map(|finding| line(pair, finding)).collect();
    let expected: BTreeSet<_> = pair.also.iter().map(String::as_str).chain([pair.id()]).collect();
    let found: Vec<_> = findings.iter().map(|finding| finding.rule.id).collect();
    let distinct: BTreeSet<_> = found.iter().copied().collect();
    assert_eq!(distinct, expected, "`{}`: {lines}", pair.name);
    assert_eq!(found.len(), expected.len(), "`{}` is found twice: {lines}", pair.name);
    for finding in &findings {
        assert_eq!(finding.rust, finding.rule.rust, "symbols raised the level: {lines}");
    }
    lines
}

fn line(pair: &Pair, finding: &Finding) -> String {
    let Finding { rule, place, before, after, wire, affected, suggestion, .. } = finding;
    let side = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    let affected: Vec<_> = affected.iter().map(reach).collect();
    let affected =
        if affected.is_empty() { String::new() } else { format!("; {}", affected.join(" ")) };
    let suggestion = suggestion.as_ref().map(|text| format!("; hint: {text}")).unwrap_or_default();
    format!(
        "{}: {}, {}; {place}: {} → {}{affected}{suggestion}{}\n",
        rule.id,
        wire.as_str(),
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
    let path = path.strip_prefix(&format!("{}/", pair.name)).unwrap_or_default();
    format!("; at {path}:{line}:{column} `{text}`")
}

fn reach(reach: &AffectedOperation) -> String {
    let way = match reach.direction {
        Direction::Request => "request",
        Direction::Response => "response",
    };
    format!("{}({way})", reach.operation)
}

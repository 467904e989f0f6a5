//! A report as SARIF, which services for static analysis read.

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::annotation_level::AnnotationLevel;
use super::lines::{Lines, Shown};
use super::message::{message, title};
use super::{Sides, phrases};
use crate::accepted::Accepted;
use crate::{Finding, Report, Rule};

/// What a path keeps in a URI.
const PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Renders a report as one run of SARIF 2.1.0, with a line break at the end. Accepted findings are suppressed results.
///
/// Paths are relative to the top of the repository.
#[must_use]
pub fn sarif(report: &Report, sides: &Sides<'_>) -> String {
    let lines = Lines::of(*sides);
    let accepted = report.accepted.iter().map(|accepted| &accepted.finding);
    let all = report.findings.iter().chain(accepted);
    let rules: BTreeMap<_, _> = all.map(|finding| (finding.rule.id, finding.rule)).collect();
    let index: BTreeMap<_, _> = rules.keys().zip(0_usize..).map(|(id, at)| (*id, at)).collect();
    let open = report.findings.iter().map(|finding| result(finding, &index, &lines));
    let accepted = report.accepted.iter().map(|accepted| {
        let mut result = result(&accepted.finding, &index, &lines);
        result["suppressions"] = json!([suppression(accepted)]);
        result
    });
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "api-diff",
                "rules": rules.values().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": open.chain(accepted).collect::<Vec<_>>(),
            "properties": {
                "title": report.title,
                "verdict": phrases::verdict(report),
                "version": phrases::version(report),
                "notes": sides.notes,
            },
        }],
    });
    format!("{document:#}\n")
}

fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "shortDescription": { "text": phrases::capitalized(&phrases::of_rule(rule)) },
        "fullDescription": { "text": format!("{}.", phrases::capitalized(rule.reason)) },
        "help": { "text": format!("{}.", phrases::capitalized(rule.migration)) },
        "properties": { "wire": rule.wire.as_str(), "rust": rule.rust.as_str() },
    })
}

fn result(finding: &Finding, index: &BTreeMap<&str, usize>, lines: &Lines<'_>) -> Value {
    let mut location = json!({
        "logicalLocations": [{ "fullyQualifiedName": finding.place.as_str() }],
    });
    if let Some(Shown { path, at }) = lines.shown(finding) {
        let uri = utf8_percent_encode(&path, PATH).to_string();
        let mut physical = json!({ "artifactLocation": { "uri": uri, "uriBaseId": "%SRCROOT%" } });
        if let Some((line, column)) = at {
            physical["region"] = json!({ "startLine": line, "startColumn": column });
        }
        location["physicalLocation"] = physical;
    }
    json!({
        "ruleId": finding.rule.id,
        "ruleIndex": index.get(finding.rule.id),
        "level": match AnnotationLevel::of(finding) {
            AnnotationLevel::Error => "error",
            AnnotationLevel::Warning => "warning",
            AnnotationLevel::Notice => "note",
        },
        "message": { "text": format!("{}\n{}", phrases::capitalized(&title(finding)), message(finding)) },
        "locations": [location],
        // The same change has the same one in every push, wherever its lines move.
        "partialFingerprints": {
            "ruleAndPlace/v1": format!("{} {}", finding.rule.id, finding.place),
        },
        "properties": { "wire": finding.wire.as_str(), "rust": finding.rust.as_str() },
    })
}

fn suppression(Accepted { reason, expires, .. }: &Accepted) -> Value {
    json!({
        "kind": "external",
        "status": "accepted",
        "justification": format!("{reason} (until {expires})"),
    })
}

//! A report for programs.

use serde_json::{Value, json};

use super::{Sides, TextSide};
use crate::accepted::Accepted;
use crate::{Direction, Finding, Report, Verdict};

/// Renders a report as one JSON document, with a line break at the end.
///
/// Its form is that of `codegen/diff/report.schema.json`. Keys are never left out; what is not there is null or an empty
/// list. Lines and columns count from 1, columns in characters.
#[must_use]
pub fn json(report: &Report, sides: &Sides<'_>) -> String {
    let versions = &report.versions;
    let document = json!({
        "title": report.title,
        "wire": report.wire.as_str(),
        "rust": report.rust.as_str(),
        "base": { "name": sides.base.name, "version": report.base_version },
        "head": { "name": sides.head.name, "version": versions.head },
        "version": {
            "base": versions.base,
            "release": versions.release,
            "required": versions.required,
            "verdict": match versions.verdict {
                Verdict::Enough => "enough",
                Verdict::TooLow => "too-low",
                Verdict::Backwards => "backwards",
                Verdict::First => "first",
                Verdict::Unknown => "unknown",
            },
        },
        "notes": sides.notes,
        "findings": findings(&report.findings, sides),
        "accepted": accepted(&report.accepted, sides),
    });
    format!("{document:#}\n")
}

fn findings(findings: &[Finding], sides: &Sides<'_>) -> Vec<Value> {
    findings.iter().map(|finding| element(finding, sides)).collect()
}

fn accepted(accepted: &[Accepted], sides: &Sides<'_>) -> Vec<Value> {
    let element = |Accepted { finding, reason, expires }: &Accepted| json!({ "finding": element(finding, sides), "reason": reason, "expires": expires });
    accepted.iter().map(element).collect()
}

fn element(finding: &Finding, sides: &Sides<'_>) -> Value {
    let affected = finding.affected.iter().map(|reach| {
        json!({
            "operation": reach.operation,
            "direction": match reach.direction {
                Direction::Request => "request",
                Direction::Response => "response",
            },
        })
    });
    let location = sides.location(finding).map(|(location, written)| {
        json!({
            "side": if written == TextSide::Base { "base" } else { "head" },
            "path": location.path,
            "line": location.line,
            "column": location.column,
        })
    });
    json!({
        "rule": finding.rule.id,
        "wire": finding.wire.as_str(),
        "rust": finding.rust.as_str(),
        "chosen": finding.chosen,
        "place": finding.place.as_str(),
        "before": finding.before,
        "after": finding.after,
        "rust_before": finding.rust_before,
        "rust_after": finding.rust_after,
        "reaches": affected.collect::<Vec<_>>(),
        "location": location,
        "reason": finding.rule.reason,
        "migration": finding.rule.migration,
        "suggestion": finding.suggestion,
    })
}

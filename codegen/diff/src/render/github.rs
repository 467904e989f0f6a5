//! A report as workflow commands of GitHub Actions, which show it beside the changed lines.

use std::fmt::Write as _;

use api_spec::render::workflow::{data, property};

use super::{Sides, Written, words};
use crate::accepted::Accepted;
use crate::level::Weight;
use crate::{Finding, Report, Wire};

/// Rust items of each side that one annotation shows.
const MAX_ITEMS: usize = 3;

/// Renders one workflow command a line: errors for what breaks, warnings for what may, notices for the rest and for what
/// is accepted.
///
/// What was removed has no line in the pull request, so that only its file is named. The last line is the verdict.
#[must_use]
pub fn github(report: &Report, sides: &Sides<'_>) -> String {
    let mut page = String::new();
    for finding in &report.findings {
        let title = title(finding);
        line(&mut page, command(finding), finding, sides, (&title, &message(finding)));
    }
    for Accepted { finding, reason, expires } in &report.accepted {
        let title = format!("accepted until {expires}: {}", title(finding));
        let message = format!("{}\n{}", finding.place, words::line(reason));
        line(&mut page, "notice", finding, sides, (&title, &message));
    }
    for note in sides.notes {
        let _ = writeln!(page, "::notice title=note::{}", data(&words::line(note)));
    }
    let verdict = data(&format!("{}; {}", words::verdict(report), words::version(report)));
    let _ = writeln!(page, "::notice title={}::{verdict}", property(&words::line(&report.title)));
    page
}

fn line(
    page: &mut String,
    command: &str,
    finding: &Finding,
    sides: &Sides<'_>,
    (title, message): (&str, &str),
) {
    let place = place(finding, sides);
    let _ = writeln!(page, "::{command} {place}title={}::{}", property(title), data(message));
}

fn title(finding: &Finding) -> String {
    if !finding.rule.kind.is_change() {
        return words::kind(finding);
    }
    format!("{} ({})", words::kind(finding), words::levels(finding.rule.wire, finding.rust))
}

fn command(finding: &Finding) -> &'static str {
    if words::is_of_version(finding) {
        return "error";
    }
    match (finding.rule.wire, finding.weight()) {
        (Wire::Breaking, _) => "error",
        (_, Weight::Fine) => "notice",
        _ => "warning",
    }
}

fn place(finding: &Finding, sides: &Sides<'_>) -> String {
    match sides.location(finding) {
        Some((location, Written::Now)) => {
            let file = property(&location.path);
            format!("file={file},line={},col={},", location.line, location.column)
        }
        Some((location, Written::Before)) => format!("file={},", property(&location.path)),
        None => String::new(),
    }
}

fn message(finding: &Finding) -> String {
    let mut lines = vec![format!("{}: {}", finding.place, finding.rule.reason)];
    lines.extend(words::change(finding, words::line));
    for (sign, items) in [('-', &finding.rust_before), ('+', &finding.rust_after)] {
        lines.extend(
            items.iter().take(MAX_ITEMS).map(|item| format!("{sign} {}", words::line(item))),
        );
        if items.len() > MAX_ITEMS {
            lines.push(format!("{sign} {}", words::counted(items.len() - MAX_ITEMS, "more item")));
        }
    }
    lines.push(format!("help: {}", finding.rule.migration));
    lines.extend(
        finding.suggestion.iter().map(|suggestion| format!("help: {}", words::line(suggestion))),
    );
    lines.join("\n")
}

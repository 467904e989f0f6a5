//! A report for a terminal.

use std::fmt::Write as _;

use restwright_spec::render::Color;

use super::phrases::line;
use super::{Sides, TextSide, phrases};
use crate::accepted::Accepted;
use crate::level::Severity;
use crate::{Finding, Kind, Report};

/// Items of Rust that one finding shows of each side.
const MAX_ITEMS: usize = 40;
/// Operations that one finding names.
const MAX_REACHES: usize = 8;

/// Renders a report for people at a terminal, worst findings first, accepted ones last.
#[must_use]
pub fn text(report: &Report, sides: &Sides<'_>, color: Color) -> String {
    let style = Style(color);
    let mut page = String::new();
    let severity = Severity::of(report.wire, report.rust);
    let verdict = style.severity(severity, &phrases::verdict(report));
    let _ = writeln!(page, "{}: {verdict}", line(&report.title));
    if let Some(counts) = phrases::counts(report) {
        let _ = writeln!(page, "  {counts}");
    }
    let version = phrases::version(report);
    let version = if report.versions.verdict.is_fine() {
        version
    } else {
        style.severity(Severity::Severe, &version)
    };
    let _ = writeln!(page, "  {version}");
    let _ = writeln!(page, "  {} → {}", line(sides.base.name), line(sides.head.name));
    for note in sides.notes {
        let _ = writeln!(page, "  note: {}", line(note));
    }
    for finding in &report.findings {
        if !phrases::is_of_version(finding) {
            page.push('\n');
            self::finding(finding, sides, style, &mut page);
        }
    }
    for Accepted { finding, reason, expires } in &report.accepted {
        let levels = phrases::levels(finding.wire, finding.rust);
        let heading = style.styled(BOLD, &format!("accepted  {}", finding.rule.id));
        let _ = writeln!(page, "\n{heading}  {}", line(finding.place.as_str()));
        location(finding, sides, &mut page);
        change(finding, &mut page);
        let _ = writeln!(page, "  {levels}; accepted until {}: {}", line(expires), line(reason));
    }
    escape_workflow_commands(&page)
}

/// Services that build take a line that begins in a certain way for a command to them, whoever has written it.
fn escape_workflow_commands(page: &str) -> String {
    let lines = page.split_inclusive('\n').map(|line| {
        let text = line.trim_start();
        let (start, text) = line.split_at(line.len() - text.len());
        let is_command = text.starts_with("::") || text.starts_with("##[");
        format!("{start}{}{text}", if is_command { "\\" } else { "" })
    });
    lines.collect()
}

fn finding(finding: &Finding, sides: &Sides<'_>, style: Style, page: &mut String) {
    let (wire, rust) = (finding.wire.as_str(), finding.rust.as_str());
    // What is no change has no levels.
    let (wire, rust) = match finding.rule.kind {
        Kind::Acceptance => ("acceptance", ""),
        Kind::Mistake => ("mistake", ""),
        _ => (wire, rust),
    };
    let levels = format!("{wire:<10}  {rust:<5}");
    let levels = style.severity(finding.severity(), &levels);
    let place = line(finding.place.as_str());
    let _ = writeln!(page, "{levels}  {}  {place}", style.styled(BOLD, finding.rule.id));
    location(finding, sides, page);
    let _ = writeln!(page, "  {}", finding.rule.reason);
    if let Some(chosen) = phrases::chosen(finding, line) {
        let _ = writeln!(page, "  {chosen}");
    }
    change(finding, page);
    for (sign, color, items) in
        [('-', RED, &finding.rust_before), ('+', GREEN, &finding.rust_after)]
    {
        for item in items.iter().take(MAX_ITEMS) {
            let _ = writeln!(page, "  {}", style.styled(color, &format!("{sign} {}", line(item))));
        }
        if items.len() > MAX_ITEMS {
            let more = phrases::counted(items.len() - MAX_ITEMS, "more item");
            let _ = writeln!(page, "  {sign} {more}");
        }
    }
    let affected = phrases::affected(finding);
    if !affected.is_empty() {
        let mut shown: Vec<_> =
            affected.iter().take(MAX_REACHES).map(|reach| line(reach)).collect();
        if affected.len() > MAX_REACHES {
            shown.push(phrases::counted(affected.len() - MAX_REACHES, "more operation"));
        }
        let _ = writeln!(page, "  affects {}", shown.join(", "));
    }
    let _ = writeln!(page, "  help: {}", finding.rule.migration);
    if let Some(suggestion) = &finding.suggestion {
        let _ = writeln!(page, "  help: {}", line(suggestion));
    }
}

fn location(finding: &Finding, sides: &Sides<'_>, page: &mut String) {
    if let Some((location, written)) = sides.location(finding) {
        let side = if written == TextSide::Base { " (before)" } else { "" };
        let path = line(&location.path);
        let _ = writeln!(page, "  --> {path}:{}:{}{side}", location.line, location.column);
    }
}

fn change(finding: &Finding, page: &mut String) {
    if let Some(change) = phrases::change(finding, line) {
        let _ = writeln!(page, "  {change}");
    }
}

const BOLD: &str = "1";
const RED: &str = "31";
const GREEN: &str = "32";

/// Colours, or none.
#[derive(Clone, Copy)]
struct Style(Color);

impl Style {
    fn severity(self, severity: Severity, text: &str) -> String {
        let code = match severity {
            Severity::Severe => "1;31",
            Severity::Risky => "1;33",
            Severity::Fine => "1;32",
        };
        self.styled(code, text)
    }

    fn styled(self, code: &str, text: &str) -> String {
        match self.0 {
            Color::Always => format!("\x1b[{code}m{text}\x1b[0m"),
            Color::Never => text.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::escape_workflow_commands;

    #[test]
    fn no_text_is_a_command() {
        for (page, expected) in [
            ("::error::x\n  ::warning::y\n", "\\::error::x\n  \\::warning::y\n"),
            ("##[error]x", "\\##[error]x"),
            ("a::b\n\n  - c\n", "a::b\n\n  - c\n"),
        ] {
            assert_eq!(escape_workflow_commands(page), expected);
        }
    }
}

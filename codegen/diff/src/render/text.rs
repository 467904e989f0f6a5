//! A report for a terminal.

use std::fmt::Write as _;

use restwright_spec::render::Color;

use super::words::line;
use super::{Sides, Written, words};
use crate::accepted::Accepted;
use crate::level::Weight;
use crate::{Finding, Report};

/// Items of Rust that one finding shows of each side.
const MAX_ITEMS: usize = 40;
/// Operations that one finding names.
const MAX_REACHES: usize = 8;

/// Renders a report for people at a terminal, worst findings first, accepted ones last.
#[must_use]
pub fn text(report: &Report, sides: &Sides<'_>, color: Color) -> String {
    let paint = Paint(color);
    let mut page = String::new();
    let weight = Weight::of(report.wire, report.rust);
    let verdict = paint.weight(weight, &words::verdict(report));
    let _ = writeln!(page, "{}: {verdict}", line(&report.title));
    if let Some(counts) = words::counts(report) {
        let _ = writeln!(page, "  {counts}");
    }
    let version = words::version(report);
    let version = if report.versions.verdict.is_fine() {
        version
    } else {
        paint.weight(Weight::Severe, &version)
    };
    let _ = writeln!(page, "  {version}");
    let _ = writeln!(page, "  {} → {}", line(sides.base.name), line(sides.head.name));
    for note in sides.notes {
        let _ = writeln!(page, "  note: {}", line(note));
    }
    for finding in &report.findings {
        if !words::is_of_version(finding) {
            page.push('\n');
            self::finding(finding, sides, paint, &mut page);
        }
    }
    for Accepted { finding, reason, expires } in &report.accepted {
        let levels = words::levels(finding.wire, finding.rust);
        let heading = paint.with(BOLD, &format!("accepted  {}", finding.rule.id));
        let _ = writeln!(page, "\n{heading}  {}", line(finding.place.as_str()));
        location(finding, sides, &mut page);
        change(finding, &mut page);
        let _ = writeln!(page, "  {levels}; accepted until {}: {}", line(expires), line(reason));
    }
    without_commands(&page)
}

/// Services that build take a line that begins in a certain way for a command to them, whoever has written it.
fn without_commands(page: &str) -> String {
    let lines = page.split_inclusive('\n').map(|line| {
        let text = line.trim_start();
        let (start, text) = line.split_at(line.len() - text.len());
        let is_command = text.starts_with("::") || text.starts_with("##[");
        format!("{start}{}{text}", if is_command { "\\" } else { "" })
    });
    lines.collect()
}

fn finding(finding: &Finding, sides: &Sides<'_>, paint: Paint, page: &mut String) {
    let (wire, rust) = (finding.wire.as_str(), finding.rust.as_str());
    // An acceptance has no levels.
    let is_of_acceptance = words::is_of_acceptance(finding);
    let (wire, rust) = if is_of_acceptance { ("acceptance", "") } else { (wire, rust) };
    let levels = format!("{wire:<10}  {rust:<5}");
    let levels = paint.weight(finding.weight(), &levels);
    let place = line(finding.place.as_str());
    let _ = writeln!(page, "{levels}  {}  {place}", paint.with(BOLD, finding.rule.id));
    location(finding, sides, page);
    let _ = writeln!(page, "  {}", finding.rule.reason);
    if let Some(chosen) = words::chosen(finding, line) {
        let _ = writeln!(page, "  {chosen}");
    }
    change(finding, page);
    for (sign, color, items) in
        [('-', RED, &finding.rust_before), ('+', GREEN, &finding.rust_after)]
    {
        for item in items.iter().take(MAX_ITEMS) {
            let _ = writeln!(page, "  {}", paint.with(color, &format!("{sign} {}", line(item))));
        }
        if items.len() > MAX_ITEMS {
            let more = words::counted(items.len() - MAX_ITEMS, "more item");
            let _ = writeln!(page, "  {sign} {more}");
        }
    }
    let reaches = words::reaches(finding);
    if !reaches.is_empty() {
        let mut shown: Vec<_> = reaches.iter().take(MAX_REACHES).map(|reach| line(reach)).collect();
        if reaches.len() > MAX_REACHES {
            shown.push(words::counted(reaches.len() - MAX_REACHES, "more operation"));
        }
        let _ = writeln!(page, "  reaches {}", shown.join(", "));
    }
    let _ = writeln!(page, "  help: {}", finding.rule.migration);
    if let Some(suggestion) = &finding.suggestion {
        let _ = writeln!(page, "  help: {}", line(suggestion));
    }
}

fn location(finding: &Finding, sides: &Sides<'_>, page: &mut String) {
    if let Some((location, written)) = sides.location(finding) {
        let side = if written == Written::Before { " (before)" } else { "" };
        let path = line(&location.path);
        let _ = writeln!(page, "  --> {path}:{}:{}{side}", location.line, location.column);
    }
}

fn change(finding: &Finding, page: &mut String) {
    if let Some(change) = words::change(finding, line) {
        let _ = writeln!(page, "  {change}");
    }
}

const BOLD: &str = "1";
const RED: &str = "31";
const GREEN: &str = "32";

/// Colours, or none.
#[derive(Clone, Copy)]
struct Paint(Color);

impl Paint {
    fn weight(self, weight: Weight, text: &str) -> String {
        let code = match weight {
            Weight::Severe => "1;31",
            Weight::Risky => "1;33",
            Weight::Fine => "1;32",
        };
        self.with(code, text)
    }

    fn with(self, code: &str, text: &str) -> String {
        match self.0 {
            Color::Always => format!("\x1b[{code}m{text}\x1b[0m"),
            Color::Never => text.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::without_commands;

    #[test]
    fn no_text_is_a_command() {
        for (page, expected) in [
            ("::error::x\n  ::warning::y\n", "\\::error::x\n  \\::warning::y\n"),
            ("##[error]x", "\\##[error]x"),
            ("a::b\n\n  - c\n", "a::b\n\n  - c\n"),
        ] {
            assert_eq!(without_commands(page), expected);
        }
    }
}

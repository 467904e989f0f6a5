//! A report as one comment of a pull request.

mod inline;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ptr;

pub(crate) use inline::{code, phrase};

use super::group::{self, ReportSection};
use super::{Sides, TextSide, phrases};
use crate::accepted::Accepted;
use crate::level::Severity;
use crate::{Finding, Report};

/// A comment of GitHub holds 65,536 characters; the rest is for what the poster puts around it.
const MAX_CHARACTERS: usize = 65_000;
/// Enough for the lines that count what was cut.
const RESERVE: usize = 500;
/// Enough for the text around the entries of a section.
const AROUND: usize = 150;
/// Items of Rust and operations that one entry shows.
const MAX_ITEMS: usize = 20;

/// Renders a report as Markdown: the verdict first, then findings by operation, then what belongs to no operation.
///
/// It is always short enough for a comment: what does not fit is counted, not shown, and the worst comes first. No
/// text of a description becomes Markdown, HTML or a mention.
#[must_use]
pub fn markdown(report: &Report, sides: &Sides<'_>) -> String {
    let mut page = head(report, sides);
    let mut budget = CharacterBudget { left: MAX_CHARACTERS - RESERVE - page.chars().count() };
    let groups = group::group_by_section(&report.findings);
    let entries: Vec<_> = groups.into_iter().map(|group| entries(group, sides)).collect();
    let all: usize = entries.iter().map(|(_, entries)| entries.len()).sum();
    let shown = budget.choose(&entries, &report.findings);
    for (group, entries) in &entries {
        section(group, entries, &shown, &mut page);
    }
    let accepted: Vec<_> = report.accepted.iter().map(|one| self::accepted(one, sides)).collect();
    let fitting = accepted.iter().take_while(|entry| budget.take(entry)).count();
    if fitting > 0 {
        let count = phrases::counted(accepted.len(), "accepted change");
        page.truncate(page.trim_end().len());
        let _ = writeln!(page, "\n\n<details><summary>{count}</summary>\n");
        page.extend(accepted[..fitting].iter().map(String::as_str));
        page.push_str("\n</details>\n");
    }
    omitted(all - shown.len(), accepted.len() - fitting, &mut page);
    page
}

fn head(report: &Report, sides: &Sides<'_>) -> String {
    let icon = icon(Severity::of(report.wire, report.rust));
    let mut page = String::new();
    let _ = writeln!(page, "## {icon} {}: {}\n", code(&report.title), phrases::verdict(report));
    if let Some(counts) = phrases::counts(report) {
        let _ = writeln!(page, "{}.\n", phrases::capitalized(&counts));
    }
    let severity = if report.versions.verdict.is_fine() { "" } else { "**" };
    let version = phrases::capitalized(&phrases::version(report));
    let (base, head) = (code(sides.base.name), code(sides.head.name));
    let _ = writeln!(page, "{severity}{version}.{severity} Compared: {base} → {head}.");
    for note in sides.notes {
        let _ = writeln!(page, "\nNote: {}.", phrase(note));
    }
    page
}

/// A finding with its text.
type Entry<'a> = (&'a Finding, String);

fn entries<'a>(
    (section, findings): (ReportSection, Vec<&'a Finding>),
    sides: &Sides<'_>,
) -> (ReportSection, Vec<Entry<'a>>) {
    let entries = findings.into_iter().map(|finding| (finding, entry(&section, finding, sides)));
    let entries = entries.collect();
    (section, entries)
}

/// A section: what breaks or may break is open, and everything else is collapsed.
fn section(
    section: &ReportSection,
    entries: &[Entry<'_>],
    shown: &BTreeSet<*const Finding>,
    page: &mut String,
) {
    let shown = entries.iter().filter(|(finding, _)| shown.contains(&ptr::from_ref(*finding)));
    let (fine, open): (Vec<_>, Vec<_>) =
        shown.partition(|(finding, _)| finding.severity() == Severity::Fine);
    if fine.is_empty() && open.is_empty() {
        return;
    }
    page.truncate(page.trim_end().len());
    let _ = writeln!(page, "\n\n### {}\n", section.title(code));
    page.extend(open.iter().map(|(_, text)| text.as_str()));
    if !fine.is_empty() {
        let count = phrases::counted(fine.len(), "change");
        let breaks = if fine.len() == 1 { "breaks" } else { "break" };
        let icon = icon(Severity::Fine);
        let _ =
            writeln!(page, "<details><summary>{icon} {count} that {breaks} nothing</summary>\n");
        page.extend(fine.iter().map(|(_, text)| text.as_str()));
        page.push_str("</details>\n");
    }
}

fn entry(section: &ReportSection, finding: &Finding, sides: &Sides<'_>) -> String {
    let rule = finding.rule;
    let mut entry = format!("#### {} {}", icon(finding.severity()), phrases::kind(finding));
    if let Some(rest) = section.qualifier(&finding.place) {
        let _ = write!(entry, ": {}", code(rest));
    }
    entry.push_str("\n\n");
    // What is no change has no levels.
    if rule.kind.is_change() {
        let levels = phrases::capitalized(&phrases::levels(finding.wire, finding.rust));
        let _ = write!(entry, "**{levels}.** ");
    }
    let _ = writeln!(entry, "{}.\n", phrases::capitalized(rule.reason));
    if let Some(chosen) = phrases::chosen(finding, phrase) {
        let _ = writeln!(entry, "{}.\n", phrases::capitalized(&chosen));
    }
    if let Some(change) = phrases::change(finding, phrase) {
        let _ = writeln!(entry, "{}\n", phrases::capitalized(&change));
    }
    entry.push_str(&listing(finding));
    let _ = writeln!(entry, "**What to do:** {}.\n", rule.migration);
    if let Some(suggestion) = &finding.suggestion {
        let _ = writeln!(entry, "**Suggestion:** {}\n", phrase(suggestion));
    }
    details(finding, sides, &mut entry);
    entry
}

/// Where it is, in the words that an acceptance needs, and what it affects.
fn details(finding: &Finding, sides: &Sides<'_>, entry: &mut String) {
    let (rule, place) = (code(finding.rule.id), code(finding.place.as_str()));
    let _ = write!(entry, "<details><summary>Where</summary>\n\n{rule} at {place}");
    if let Some((location, written)) = sides.location(finding) {
        let side = if written == TextSide::Base { ", before the change" } else { "" };
        let at = format!("{}:{}", location.path, location.line);
        let _ = write!(entry, ", written in {}{side}", code(&at));
    }
    entry.push_str(".\n");
    let affected = phrases::affected(finding);
    if !affected.is_empty() {
        let mut shown: Vec<_> = affected.iter().take(MAX_ITEMS).map(|reach| code(reach)).collect();
        if affected.len() > MAX_ITEMS {
            shown.push(phrases::counted(affected.len() - MAX_ITEMS, "more operation"));
        }
        let _ = writeln!(entry, "\nAffects {}.", shown.join(", "));
    }
    entry.push_str("\n</details>\n\n");
}

/// What programs could write and what they can write.
fn listing(finding: &Finding) -> String {
    let before = finding.rust_before.iter().map(|line| ('-', line.as_str()));
    let after = finding.rust_after.iter().map(|line| ('+', line.as_str()));
    let lines: Vec<_> = before.chain(after).collect();
    if lines.is_empty() {
        return String::new();
    }
    let mut listing = inline::diff(lines.iter().copied().take(MAX_ITEMS));
    if lines.len() > MAX_ITEMS {
        let more = phrases::counted(lines.len() - MAX_ITEMS, "more line");
        let _ = writeln!(listing, "and {more}\n");
    }
    listing
}

fn accepted(accepted: &Accepted, sides: &Sides<'_>) -> String {
    let Accepted { finding, reason, expires } = accepted;
    let levels = phrases::levels(finding.wire, finding.rust);
    let kind = phrases::capitalized(&phrases::kind(finding));
    let change = phrases::change(finding, phrase).map(|change| format!(", {change}"));
    let mut entry = format!(
        "- {kind}: {}{} ({levels}). Accepted until {}: {}\n",
        code(finding.place.as_str()),
        change.unwrap_or_default(),
        code(expires),
        code(reason),
    );
    if let Some((location, _)) = sides.location(finding) {
        let _ = writeln!(entry, "  at {}", code(&format!("{}:{}", location.path, location.line)));
    }
    entry
}

/// Counts what did not fit.
fn omitted(changes: usize, accepted: usize, page: &mut String) {
    let counts = [(changes, "more change"), (accepted, "more accepted change")];
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    let counts: Vec<_> = counts.map(|(count, what)| phrases::counted(*count, what)).collect();
    if !counts.is_empty() {
        let _ = writeln!(
            page,
            "\n**{} not shown**, because the size of a comment is limited; none is more severe than those above. The command `diff` \
             shows all.",
            counts.join(" and "),
        );
    }
}

/// The characters that are left in a comment.
struct CharacterBudget {
    left: usize,
}

impl CharacterBudget {
    /// Which findings fit, the worst first. Once one does not fit, no lesser one is shown in its stead.
    fn choose(
        &mut self,
        groups: &[(ReportSection, Vec<Entry<'_>>)],
        findings: &[Finding],
    ) -> BTreeSet<*const Finding> {
        let entries = groups.iter().enumerate().flat_map(|(at, (section, entries))| {
            entries
                .iter()
                .map(move |(finding, text)| (ptr::from_ref(*finding), (at, section, text)))
        });
        let entries: std::collections::BTreeMap<_, _> = entries.collect();
        let (mut shown, mut begun) = (BTreeSet::new(), BTreeSet::new());
        for finding in findings.iter().map(ptr::from_ref) {
            let Some((group, section, text)) = entries.get(&finding) else { continue };
            let is_first = begun.insert(*group);
            let title = if is_first { section.title(code) } else { String::new() };
            if is_first && !self.take_characters(title.chars().count() + AROUND) {
                break;
            }
            if !self.take(text) {
                break;
            }
            shown.insert(finding);
        }
        shown
    }

    fn take(&mut self, text: &str) -> bool {
        self.take_characters(text.chars().count())
    }

    fn take_characters(&mut self, count: usize) -> bool {
        let left = self.left.checked_sub(count);
        self.left = left.unwrap_or_default();
        left.is_some()
    }
}

fn icon(severity: Severity) -> &'static str {
    match severity {
        Severity::Severe => "🛑",
        Severity::Risky => "⚠️",
        Severity::Fine => "✅",
    }
}

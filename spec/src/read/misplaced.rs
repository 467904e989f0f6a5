//! A key at the column of other keys than those it belongs to: valid YAML, and several errors with one cause.

use std::collections::BTreeSet;

use crate::decode::{Decode, Decoder};
use crate::diagnostic::{Diagnostic, Report};
use crate::source::{File, Source, Sources};
use crate::{Span, document, foreign, rule, yaml};

/// What a key at the wrong column breaks.
const BROKEN: [&str; 7] = [
    rule::BAD_ID,
    rule::BAD_TYPE_NAME,
    rule::CONFLICTING_KEYS,
    rule::DUPLICATE_KEY,
    rule::MISSING_KEY,
    rule::UNKNOWN_KEY,
    rule::WRONG_TYPE,
];

/// Columns by which a line is moved: one level of lists and maps, or two.
const MOVES: [isize; 4] = [2, -2, 4, -4];

/// How many lines are moved. More problems than these do not come of one line.
const MAX_LINES: usize = 6;

/// Up to which size a file is read again and again.
const MAX_BYTES: usize = 256 << 10;

/// Puts one problem in place of those that are gone, and no other comes, once a line is moved. Says whether it did.
pub(super) fn explain(source: u32, file: &File, report: Report) -> (Report, bool) {
    if !report.has_errors() || file.text().len() > MAX_BYTES {
        return (report, false);
    }
    let found = report.finish();
    let is_broken = |problem: &&Diagnostic| BROKEN.contains(&problem.rule);
    let lines: BTreeSet<_> = found
        .iter()
        .filter(is_broken)
        .filter_map(|problem| Some(file.line_at(problem.span()?.start as usize)))
        .take(MAX_LINES)
        .collect();
    let mut best: Option<(Diagnostic, Vec<Diagnostic>)> = None;
    for (line, step) in lines.iter().flat_map(|line| MOVES.map(|step| (*line, step))) {
        let Some((moved, text)) = moved(source, file, line, step) else { continue };
        let Some(rest) = remaining(&found, &text) else { continue };
        if best.as_ref().is_none_or(|(_, fewest)| rest.len() < fewest.len()) {
            best = Some((moved, rest));
        }
    }
    let mut report = Report::default();
    let (moved, found) = best.map_or((None, found), |(moved, rest)| (Some(moved), rest));
    let is_misplaced = moved.is_some();
    found.into_iter().chain(moved).for_each(|problem| report.push(problem));
    (report, is_misplaced)
}

/// The problem that a line is moved by so many columns, and the text as it should be.
fn moved(source: u32, file: &File, line: usize, step: isize) -> Option<(Diagnostic, String)> {
    let range = file.line(line);
    let content = file.text()[range.clone()].trim_start_matches(' ');
    let column = range.len() - content.len();
    let meant = column.checked_add_signed(step)?;
    let key = content.split(':').next().filter(|key| key.len() < content.len())?;
    let is_word = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if !is_word || foreign::key_word(key).is_some() {
        return None;
    }
    let start = range.start + column;
    let (before, behind) = (&file.text()[..range.start], &file.text()[start..]);
    let text = format!("{before}{:meant$}{behind}", "");
    let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let place = |start, end| Span::new(source, byte(start), byte(end));
    let message = format!("`{key}` is not in line with what is around it");
    let diagnostic = Diagnostic::error(rule::MISPLACED_KEY, message)
        .label(place(start, start + key.len()), format!("indented by {column} spaces"))
        .help(format!("indent it by {meant} spaces"))
        .fix(
            place(start - column.saturating_sub(meant), start),
            " ".repeat(meant.saturating_sub(column)),
        );
    Some((diagnostic, text))
}

/// The problems that are left of those found, if there are fewer and no new ones.
fn remaining(found: &[Diagnostic], text: &str) -> Option<Vec<Diagnostic>> {
    let path = String::new();
    let sources = Sources::new(vec![Source { path, text: text.as_bytes().to_vec() }]);
    let file = sources.get(0)?;
    let mut report = Report::default();
    let node = yaml::parse(0, file, &mut report)?;
    let at = node.span;
    document::File::decode(node, at, &mut Decoder { text: file.text(), report: &mut report });
    let left = report.finish();
    let mut rest = found.to_vec();
    let mut kept = Vec::new();
    for problem in &left {
        let same = |other: &Diagnostic| {
            (other.rule, other.message.as_str()) == (problem.rule, problem.message.as_str())
        };
        kept.push(rest.remove(rest.iter().position(same)?));
    }
    (!rest.is_empty() && rest.iter().all(|gone| BROKEN.contains(&gone.rule))).then_some(kept)
}

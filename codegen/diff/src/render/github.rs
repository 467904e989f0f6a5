//! A report as annotations of GitHub Actions, which show it beside the changed lines.

use restwright_spec::render::workflow::{Annotations, Kind, file};

use super::annotation_level::AnnotationLevel;
use super::lines::{Lines, Shown};
use super::message::{message, title};
use super::{Sides, phrases};
use crate::accepted::Accepted;
use crate::{Finding, Report};

/// Renders one workflow command a line: errors for what breaks, warnings for what may, notices for the rest and for what
/// is accepted. What is of one kind and on one line is one annotation.
///
/// Only as many are rendered as GitHub shows; the last line is the verdict, and counts the others.
#[must_use]
pub fn github(report: &Report, sides: &Sides<'_>) -> String {
    let (lines, mut notes) = (Lines::of(*sides), Notes::default());
    // What fails the run is not to be pushed out by what is beside it.
    let (version, others): (Vec<_>, Vec<_>) =
        report.findings.iter().partition(|finding| phrases::is_of_version(finding));
    for finding in version.into_iter().chain(others) {
        let kind = match AnnotationLevel::of(finding) {
            AnnotationLevel::Error => Kind::Error,
            AnnotationLevel::Warning => Kind::Warning,
            AnnotationLevel::Notice => Kind::Notice,
        };
        notes.add(kind, place(finding, &lines), title(finding), message(finding));
    }
    for Accepted { finding, reason, expires } in &report.accepted {
        let title = format!("accepted until {expires}: {}", title(finding));
        let message = format!("{}\n{}", finding.place, phrases::line(reason));
        notes.add(Kind::Notice, place(finding, &lines), title, message);
    }
    let mut annotations = Annotations::default();
    for Note { kind, place, title, messages } in notes.0 {
        let more = messages.len() - 1;
        let title = if more > 0 { format!("{title}, and {more} more") } else { title };
        annotations.push(kind, &place, &title, &messages.join("\n\n"));
    }
    let mut summary = vec![phrases::verdict(report), phrases::version(report)];
    summary.extend(sides.notes.iter().map(|note| phrases::line(note)));
    annotations.finish(&phrases::line(&report.title), &summary.join("; "))
}

/// What is to be annotated, in the order of its first findings.
#[derive(Default)]
struct Notes(Vec<Note>);

struct Note {
    kind: Kind,
    place: String,
    title: String,
    messages: Vec<String>,
}

impl Notes {
    fn add(&mut self, kind: Kind, place: String, title: String, message: String) {
        let is_same = |note: &&mut Note| note.kind == kind && note.place == place;
        match self.0.iter_mut().find(is_same) {
            Some(note) => note.messages.push(format!("{title}\n{message}")),
            None => self.0.push(Note { kind, place, title, messages: vec![message] }),
        }
    }
}

fn place(finding: &Finding, lines: &Lines<'_>) -> String {
    let Some(Shown { path, at }) = lines.shown(finding) else { return String::new() };
    let at = at.map(|(line, column)| format!("line={line},col={column},")).unwrap_or_default();
    file(&path) + &at
}

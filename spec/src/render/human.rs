//! Diagnostics with their lines of source, in the manner of rustc.

use std::fmt::Write;

use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level, Patch, Renderer, Snippet, normalize_untrusted_str,
};

use crate::source::File;
use crate::{Diagnostic, Fix, Label, Severity, Sources, Span};

/// Whether to colour the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Color {
    /// Plain text.
    #[default]
    Never,
    /// With the escape codes of a terminal.
    Always,
}

/// Renders diagnostics for people, a blank line between two, and a line that counts them at the end.
#[must_use]
pub fn human(sources: &Sources, diagnostics: &[Diagnostic], color: Color) -> String {
    let renderer = match color {
        Color::Never => Renderer::plain(),
        Color::Always => Renderer::styled(),
    };
    let mut output = String::new();
    for diagnostic in diagnostics.iter().take(MAX_SHOWN) {
        output.push_str(&renderer.render(&groups(sources, diagnostic)));
        output.push_str("\n\n");
    }
    output.push_str(&count(diagnostics));
    if diagnostics.len() > MAX_SHOWN {
        let _ = write!(output, ", the first {MAX_SHOWN} of them shown");
    }
    output.push('\n');
    output
}

/// Nobody reads more at once.
const MAX_SHOWN: usize = 200;

fn groups<'a>(sources: &'a Sources, diagnostic: &'a Diagnostic) -> Vec<Group<'a>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(normalize_untrusted_str(&diagnostic.message));
    let mut problem = Group::with_title(title.id(diagnostic.rule));
    for (file, labels) in by_file(sources, diagnostic) {
        problem = problem.element(snippet(file, diagnostic, &labels));
    }
    let mut help = diagnostic.help.iter().map(|help| normalize_untrusted_str(help));
    let Some(fix) = &diagnostic.fix else {
        let help = help.map(|help| Level::HELP.message(help));
        return vec![problem.elements(help)];
    };
    // The first hint is what the fix does; the others stay with the problem.
    let title = help.next().unwrap_or_else(|| "write it so".to_owned());
    let problem = problem.elements(help.map(|help| Level::HELP.message(help)));
    let mut groups = vec![problem];
    if let Some(file) = sources.get(fix.span.source) {
        let title = Level::HELP.secondary_title(title);
        groups.push(Group::with_title(title).element(patch(file, fix)));
    }
    groups
}

/// Labels by the file that they point into, the file of the first label first.
fn by_file<'a>(
    sources: &'a Sources,
    diagnostic: &'a Diagnostic,
) -> Vec<(&'a File, Vec<&'a Label>)> {
    let mut groups: Vec<(u32, &File, Vec<&Label>)> = Vec::new();
    for label in &diagnostic.labels {
        let Some(file) = sources.get(label.span.source) else {
            continue;
        };
        match groups.iter_mut().find(|group| group.0 == label.span.source) {
            Some(group) => group.2.push(label),
            None => groups.push((label.span.source, file, vec![label])),
        }
    }
    groups.into_iter().map(|(_, file, labels)| (file, labels)).collect()
}

fn snippet<'a>(
    file: &'a File,
    diagnostic: &Diagnostic,
    labels: &[&'a Label],
) -> Snippet<'a, Annotation<'a>> {
    let spans: Vec<Span> = labels.iter().map(|label| first_line(file, label.span)).collect();
    let window = Window::around(file, &spans);
    let mut snippet = Snippet::source(window.text).line_start(window.line).path(file.path());
    for (span, label) in spans.into_iter().zip(labels) {
        let kind = if diagnostic.labels.first() == Some(*label) {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        let mut annotation = kind.span(window.relative(span));
        if !label.text.is_empty() {
            annotation = annotation.label(normalize_untrusted_str(&label.text));
        }
        snippet = snippet.annotation(annotation);
    }
    snippet
}

fn patch<'a>(file: &'a File, fix: &'a Fix) -> Snippet<'a, Patch<'a>> {
    let window = Window::around(file, &[fix.span]);
    Snippet::source(window.text)
        .line_start(window.line)
        .path(file.path())
        .patch(Patch::new(window.relative(fix.span), fix.replacement.as_str()))
}

/// The lines that a snippet needs. The renderer looks at every line that it is given, and a file may be long.
struct Window<'a> {
    text: &'a str,
    line: usize,
    offset: usize,
}

impl<'a> Window<'a> {
    fn around(file: &'a File, spans: &[Span]) -> Self {
        let start = spans.iter().map(|span| span.start).min().unwrap_or_default();
        let end = spans.iter().map(|span| span.end).max().unwrap_or_default();
        let line = file.line_at(start as usize);
        let offset = file.line(line).start;
        let end = file.line(file.line_at(end as usize)).end;
        Self { text: file.text().get(offset..end).unwrap_or_default(), line: line + 1, offset }
    }

    fn relative(&self, span: Span) -> std::ops::Range<usize> {
        let clamp = |byte: u32| (byte as usize).saturating_sub(self.offset).min(self.text.len());
        clamp(span.start)..clamp(span.end)
    }
}

/// The part of a span on its first line: a label under a whole block would hide what it is about.
fn first_line(file: &File, span: Span) -> Span {
    let line = file.line(file.line_at(span.start as usize));
    let end = u32::try_from(line.end).unwrap_or(span.end);
    Span { end: span.end.min(end).max(span.start), ..span }
}

fn count(diagnostics: &[Diagnostic]) -> String {
    let of = |severity| {
        let severities = diagnostics.iter().map(|diagnostic| diagnostic.severity);
        severities.filter(|other| *other == severity).count()
    };
    match (of(Severity::Error), of(Severity::Warning)) {
        (0, 0) => "no problems".to_owned(),
        (errors, 0) => number(errors, "error"),
        (0, warnings) => number(warnings, "warning"),
        (errors, warnings) => {
            format!("{}, {}", number(errors, "error"), number(warnings, "warning"))
        }
    }
}

fn number(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

//! Diagnostics for programs.

use serde_json::{Value, json};

use crate::{Diagnostic, Severity, Sources, Span};

/// Renders diagnostics as one JSON array, in the order given, with a line break at the end.
///
/// An element is an object with the keys `severity` (`error` or `warning`), `rule`, `message`, `places`, `help` (a list of
/// texts) and `fix` (null or a place with `replacement`). A place has `path`, `line`, `column`, `end_line`, `end_column`, all
/// counted from 1 with columns in characters and the end behind the last one; in `places` also `label`. The first place is the primary one.
#[must_use]
pub fn json(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    let elements = diagnostics.iter().map(|diagnostic| element(sources, diagnostic));
    let array = Value::Array(elements.collect());
    let mut output = format!("{array:#}");
    output.push('\n');
    output
}

fn element(sources: &Sources, diagnostic: &Diagnostic) -> Value {
    let places = diagnostic.labels.iter();
    let places = places.map(|label| place(sources, label.span, "label", &label.text));
    let fix = diagnostic.fix.as_ref();
    let fix = fix.map(|fix| place(sources, fix.span, "replacement", &fix.replacement));
    json!({
        "severity": match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        "rule": diagnostic.rule,
        "message": diagnostic.message,
        "places": places.collect::<Vec<_>>(),
        "help": diagnostic.help,
        "fix": fix,
    })
}

fn place(sources: &Sources, span: Span, key: &str, text: &str) -> Value {
    let start = sources.location(span);
    let end = sources.end_location(span);
    json!({
        "path": start.path,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        key: text,
    })
}

//! Diagnostics as workflow commands of GitHub Actions, which show them beside the changed lines.

use std::fmt::Write;

use super::workflow::{Annotations, Kind, file};
use crate::{Diagnostic, Severity, Sources};

/// Renders one workflow command a line and counts those that GitHub would not show.
#[must_use]
pub fn github(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    let mut annotations = Annotations::default();
    for diagnostic in diagnostics {
        let kind = match diagnostic.severity {
            Severity::Error => Kind::Error,
            Severity::Warning => Kind::Warning,
        };
        annotations.push(kind, &place(sources, diagnostic), diagnostic.rule, &message(diagnostic));
    }
    annotations.finish("validate", "")
}

fn place(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let Some(span) = diagnostic.span() else {
        return String::new();
    };
    let start = sources.location(span);
    let end = sources.end_location(span);
    let mut place = file(&start.path);
    let _ = write!(place, "line={},col={},", start.line, start.column);
    // A column of the end is refused where the end stands on another line.
    if start.line == end.line && start.column < end.column {
        let _ = write!(place, "endColumn={},", end.column - 1);
    }
    place
}

fn message(diagnostic: &Diagnostic) -> String {
    let label = diagnostic.labels.first().map(|label| label.text.as_str());
    let label = label.filter(|text| !text.is_empty());
    let mut lines = vec![diagnostic.message.clone()];
    lines.extend(label.map(ToOwned::to_owned));
    lines.extend(diagnostic.help.iter().map(|help| format!("help: {help}")));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Source, Span};

    #[test]
    fn no_text_breaks_out_of_its_command() {
        let sources =
            Sources::new(vec![Source { path: "a,b:c%.yaml".to_owned(), text: b"x: y\n".to_vec() }]);
        let diagnostic = Diagnostic::error("unknown-key", "100%\n::error::no")
            .label(Span::new(0, 3, 4), "")
            .help("mend it\r");
        assert_eq!(
            github(&sources, &[diagnostic]),
            "::error file=a%2Cb%3Ac%25.yaml,line=1,col=4,endColumn=4,title=unknown-key::\
             100%25%0A::error::no%0Ahelp: mend it%0D\n"
        );
    }
}

//! Texts use the terms of the field: no paraphrase of `tests/fixtures/wording.tsv` stands anywhere.

use std::fs;
use std::path::PathBuf;

use crate::description::{files, relative, workspace};

/// Where people read: code, descriptions and documents.
const READ: [&str; 11] = [
    ".ci",
    ".github",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "README.md",
    "SECURITY.md",
    "codegen",
    "generated-client",
    "spec",
    "xtask",
];

/// Beside the suite, which quotes all texts, only the table itself holds what it forbids.
const SUITE: [&str; 5] = ["bookshop-client", "built-with", "fixtures", "src", "suite"];

const TABLE: &str = "tests/fixtures/wording.tsv";

#[test]
fn of_all_texts() {
    let table = fs::read_to_string(workspace().join(TABLE)).expect("the table is UTF-8");
    let rows: Vec<_> = table.lines().filter(|line| !line.starts_with('#')).map(row).collect();
    let mut found = Vec::new();
    for path in texts() {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let path = relative(&path, &workspace());
        let text = on_one_line(without_glossary(&path, &text));
        let rows = rows.iter().filter(|(paraphrase, _)| text.contains(paraphrase));
        found.extend(rows.map(|(paraphrase, term)| format!("{path}: `{paraphrase}`: {term}")));
    }
    assert!(found.is_empty(), "{} paraphrases of {TABLE}:\n{}", found.len(), found.join("\n"));
}

#[test]
fn across_lines_of_comments() {
    let text =
        "    /// Nothing is sent\n    /// Twice.\n    help(\"a  text \\\n        of two\");\n";
    let text = on_one_line(text);
    for paraphrase in ["nothing is sent twice.", "a text of two"] {
        assert!(text.contains(paraphrase), "{text}");
    }
}

/// The glossary says what not to write.
fn without_glossary<'t>(path: &str, text: &'t str) -> &'t str {
    let glossary = text.find("\n## Glossary").filter(|_| path == "CONTRIBUTING.md");
    glossary.map_or(text, |start| &text[..start])
}

fn row(line: &str) -> (&str, &str) {
    let row = line.split_once('\t').unwrap_or_else(|| panic!("no tab: {line}"));
    assert_eq!(row.0, row.0.to_lowercase(), "texts are compared in lower case");
    row
}

fn texts() -> Vec<PathBuf> {
    let below_tests = SUITE.map(|folder| format!("tests/{folder}"));
    let places = READ.iter().copied().chain(below_tests.iter().map(String::as_str));
    let places = places.map(|place| workspace().join(place));
    let below = |place: PathBuf| if place.is_dir() { files(&place) } else { vec![place] };
    let texts: Vec<_> =
        places.flat_map(below).filter(|path| *path != workspace().join(TABLE)).collect();
    assert!(texts.len() > 500, "only {} files are searched", texts.len());
    texts
}

/// A text in lower case without the signs that begin a line of a comment, so that a phrase is found across lines.
fn on_one_line(text: &str) -> String {
    let words = |line: &str| {
        let line = line.trim_start().trim_start_matches(['/', '!', '#', '>']);
        line.trim_end_matches('\\').split_whitespace().collect::<Vec<_>>().join(" ")
    };
    text.to_lowercase().lines().map(words).collect::<Vec<_>>().join(" ")
}

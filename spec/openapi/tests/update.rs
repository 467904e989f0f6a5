//! Imports into a description that people have edited: each row edits a description and the document behind it.

mod support;
mod update {
    pub(crate) mod edits;
    pub(crate) mod rows;
}

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

use proptest::collection::vec;
use proptest::prelude::*;
use restwright_openapi::{Document, Happened, Options, Refused, Update, import, update as merge};
use restwright_spec::{Severity, Source, Sources};
use similar::TextDiff;
use support::problems;
use update::edits::{Edit, Row};
use update::rows::ROWS;

/// The document of the last import.
const CLINIC: &str = include_str!("updates/_clinic.yaml");

type Files = BTreeMap<String, String>;

#[test]
fn of_edits_on_both_sides() {
    let failed = ROWS.iter().filter(|row| catch_unwind(AssertUnwindSafe(|| check(row))).is_err());
    let failed: Vec<_> = failed.map(|row| row.name).collect();
    assert!(failed.is_empty(), "{} failed: {}", failed.len(), failed.join(", "));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever people and vendors do: no panic, no change without one upstream, and a description that is right stays so.
    #[test]
    fn of_edits_that_nobody_thought_of(
        edits in vec((any::<usize>(), any::<usize>(), 0_usize..8), 0..6),
        upstream in vec((any::<usize>(), any::<usize>(), 0_usize..8), 0..6),
    ) {
        let mut files = imported(CLINIC);
        for (file, line, kind) in edits {
            let file = file % files.len();
            let text = files.values_mut().nth(file).expect("a file");
            *text = mutated(text, line, kind);
        }
        let mut document = CLINIC.to_owned();
        for (_, line, kind) in upstream {
            document = mutated(&document, line, kind);
        }
        let (_, found) = problems(sources_of(&files));
        if found.iter().any(|problem| problem.severity == Severity::Error) {
            prop_assert!(matches!(updated(CLINIC, &document, &files), Err(Refused::Description(..))));
            return Ok(());
        }
        assert_quiet(&updated(CLINIC, CLINIC, &files), "the same document");
        if let Ok(update) = updated(CLINIC, &document, &files) {
            let after = after(&files, &update);
            let (_, found) = problems(sources_of(&after));
            prop_assert!(found.iter().all(|problem| problem.severity != Severity::Error), "{found:#?}");
            assert_quiet(&updated(&document, &document, &after), "the same document after the update");
        }
    }
}

/// A text in which something has happened to a line.
fn mutated(text: &str, line: usize, kind: usize) -> String {
    let mut lines: Vec<String> = text.lines().map(ToOwned::to_owned).collect();
    if lines.len() < 2 {
        return text.to_owned();
    }
    let at = line % (lines.len() - 1);
    let indent: String = lines[at].chars().take_while(|character| *character == ' ').collect();
    match kind {
        0 => drop(lines.remove(at)),
        1 => lines.swap(at, at + 1),
        2 => lines.insert(at, format!("{indent}# A comment.")),
        3 => lines[at].push_str(" # Behind."),
        4 => lines[at] = lines[at].replace("pet", "animal").replace("Pet", "Animal"),
        5 => lines[at] = lines[at].replace('.', " and more."),
        6 => lines.insert(at, String::new()),
        _ => {
            let copy = lines[at].replacen(": ", "2: ", 1);
            lines.insert(at + 1, copy);
        }
    }
    lines.join("\n") + "\n"
}

fn check(row: &Row) {
    let mut files = imported(CLINIC);
    for edit in row.edits {
        apply(edit, &mut files);
    }
    let document = row.upstream.iter().fold(CLINIC.to_owned(), |text, (old, new)| {
        assert_eq!(text.matches(old).count(), 1, "{old:?} in the document");
        text.replace(old, new)
    });
    assert_quiet(&updated(CLINIC, CLINIC, &files), "the same document");
    let mut text = String::new();
    match updated(CLINIC, &document, &files) {
        Ok(update) => {
            let after = after(&files, &update);
            show(&mut text, &files, &after);
            let (_, found) = problems(sources_of(&after));
            for warning in found.iter().filter(|one| one.rule != "inferred-value") {
                writeln!(text, "warning: {}", warning.message).expect("a text");
            }
            show_notes(&mut text, &update);
            assert_quiet(
                &updated(&document, &document, &after),
                "the same document after the update",
            );
            // Ids of the description stay, whatever upstream calls the same thing now.
            if row.edits.is_empty() && !row.name.starts_with("new name") {
                let expected = imported(&document);
                assert!(after == expected, "not the import: {after:#?}\n{expected:#?}");
            }
        }
        Err(Refused::Description(_, problems) | Refused::Result(_, problems)) => {
            for problem in problems {
                writeln!(text, "refused: {}", problem.message).expect("a text");
            }
        }
        Err(Refused::Base(problems) | Refused::Document(problems)) => panic!("{problems:#?}"),
    }
    let name = row.name.replace(' ', "-");
    insta::with_settings!({
        snapshot_path => "snapshots/updates",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!(name, text) });
}

fn show(text: &mut String, before: &Files, after: &Files) {
    let empty = String::new();
    let paths: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    for path in paths {
        let (old, new) = (before.get(path).unwrap_or(&empty), after.get(path).unwrap_or(&empty));
        if old != new {
            let diff = TextDiff::from_lines(old.as_str(), new.as_str());
            let diff = diff.unified_diff().context_radius(1).header(path, path).to_string();
            text.push_str(&diff.replace('\r', "␍"));
        }
    }
}

fn show_notes(text: &mut String, update: &Update) {
    for note in &update.notes {
        let place = note.location.as_ref().filter(|_| note.happened == Happened::Conflict);
        let place = place.map_or_else(String::new, |at| format!(" ({}:{})", at.path, at.line));
        writeln!(text, "{}: {}{place}: {}", note.happened, note.place, note.detail)
            .expect("a text");
    }
}

fn assert_quiet(update: &Result<Update, Refused>, when: &str) {
    let update = match update {
        Ok(update) => update,
        Err(
            Refused::Base(problems)
            | Refused::Document(problems)
            | Refused::Description(_, problems)
            | Refused::Result(_, problems),
        ) => panic!("refused: {when}: {problems:#?}"),
    };
    assert!(
        update.changed.is_empty() && update.removed.is_empty(),
        "{when}: {:#?}",
        update.changed
    );
    assert_eq!(update.notes, [], "{when}");
}

fn apply(edit: &Edit, files: &mut Files) {
    match *edit {
        Edit::Replace(path, old, new) => {
            let text = files.get_mut(path).unwrap_or_else(|| panic!("no file {path}"));
            assert_eq!(text.matches(old).count(), 1, "{old:?} in {path}:\n{text}");
            *text = text.replace(old, new);
        }
        Edit::Write(path, text) => drop(files.insert(path.to_owned(), text.to_owned())),
        Edit::Move(from, to) => {
            let text = files.remove(from).unwrap_or_else(|| panic!("no file {from}"));
            files.insert(to.to_owned(), text);
        }
        Edit::Crlf(path) => {
            let text = files.get_mut(path).unwrap_or_else(|| panic!("no file {path}"));
            *text = text.replace('\n', "\r\n");
        }
    }
}

fn sources(text: &str) -> Sources {
    Sources::new(vec![Source { path: "clinic.yaml".to_owned(), text: text.into() }])
}

fn sources_of(files: &Files) -> Vec<Source> {
    let files = files.iter();
    files.map(|(path, text)| Source { path: path.clone(), text: text.as_str().into() }).collect()
}

fn options() -> Options<'static> {
    Options {
        entry: "clinic.yaml",
        name: None,
        include: &[],
        exclude: &[],
        constraints: false,
        check: &problems,
    }
}

fn text_of(file: &Source) -> String {
    String::from_utf8(file.text.clone()).expect("text")
}

fn imported(document: &str) -> Files {
    let files = import(&sources(document), &options()).files.into_iter();
    files.map(|file| (file.path.clone(), text_of(&file))).collect()
}

/// The description behind an update.
fn after(files: &Files, update: &Update) -> Files {
    let mut files = files.clone();
    files.retain(|path, _| !update.removed.contains(path));
    files.extend(update.changed.iter().map(|file| (file.path.clone(), text_of(file))));
    files
}

fn updated(base: &str, document: &str, files: &Files) -> Result<Update, Refused> {
    let (base, document, options) = (sources(base), sources(document), options());
    let base = Document { sources: &base, options: &options };
    merge(&base, &Document { sources: &document, options: &options }, &sources_of(files))
}

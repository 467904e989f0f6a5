//! Each feature of OpenAPI in a small document of its own, with the description and the losses that it becomes.

mod support;

use std::fmt::Write as _;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use restwright_openapi::{Import, Options, import};
use restwright_spec::{Severity, Source, Sources};
use support::problems;

/// What a document can say.
#[test]
fn of_features() {
    check_folder("features");
}

/// What no document should say: diagnostics, and never a panic.
#[test]
fn of_hostile_documents() {
    check_folder("hostile");
}

/// Documents that are too large to be written down.
#[test]
fn of_extreme_documents() {
    let head = r#"{"openapi": "3.1.0", "info": {"title": "Deep", "version": "1"}, "#;
    let body = |schema: &str| {
        format!(
            r#"{head}"servers": [{{"url": "https://deep.example"}}], "paths": {{"/deep": {{"get": {{"responses": {{"200":
            {{"description": "Fine.", "content": {{"application/json": {{"schema": {schema}}}}}}}}}}}}}}}}}"#
        )
    };
    let nested = |depth: usize, before: &str, after: &str| {
        body(&format!("{}{{\"type\": \"string\"}}{}", before.repeat(depth), after.repeat(depth)))
    };
    let names: Vec<_> = (0..5_000).map(|number| format!("\"name {number}\"")).collect();
    for (name, text) in [
        ("lists", nested(60, r#"{"type": "array", "items": "#, "}")),
        ("objects", nested(40, r#"{"type": "object", "properties": {"inner": "#, "}}")),
        ("alternatives", nested(20, r#"{"oneOf": ["#, r#", {"type": "integer"}]}"#)),
        ("an enum", body(&format!(r#"{{"enum": [{}]}}"#, names.join(", ")))),
    ] {
        let imported = imported(&[Source { path: name.to_owned(), text: text.into_bytes() }]);
        assert!(!imported.files.is_empty(), "{name}: {:#?}", imported.diagnostics);
    }
    // Beyond what the reader takes, there is one error and no description.
    let text = nested(5_000, r#"{"type": "array", "items": "#, "}").into_bytes();
    let imported = imported(&[Source { path: "bottomless".to_owned(), text }]);
    assert!(imported.files.is_empty());
    assert!(!imported.diagnostics.is_empty());
}

fn check_folder(folder: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let mut names: Vec<_> = fs::read_dir(&path)
        .expect("the documents")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .filter(|name| !name.starts_with('_'))
        .collect();
    names.sort();
    assert!(names.len() > 3, "no documents in {folder}");
    names.retain(|name| catch_unwind(AssertUnwindSafe(|| check(&path, folder, name))).is_err());
    assert!(names.is_empty(), "{} failed: {}", names.len(), names.join(", "));
}

fn check(path: &Path, group: &str, name: &str) {
    let mut sources = vec![source(path, name)];
    let beside: Vec<_> = restwright_openapi::files_beside(&sources[0]).into_iter().collect();
    for file in beside.iter().filter(|file| path.join(file).exists()) {
        sources.push(source(path, file));
    }
    let imported = imported(&sources);
    let text = shown(&Sources::new(sources), &imported);
    let name = name.split('.').next().unwrap_or(name);
    insta::with_settings!({
        snapshot_path => path.join("../snapshots").join(group),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!(name, text) });
}

fn source(folder: &Path, name: &str) -> Source {
    Source { path: name.to_owned(), text: fs::read(folder.join(name)).expect("a document") }
}

/// Imports the first document, and checks what holds for any import.
fn imported(sources: &[Source]) -> Import {
    let options = Options {
        entry: &sources[0].path,
        name: None,
        include: &[],
        exclude: &[],
        constraints: false,
        check: &problems,
    };
    let sources = Sources::new(sources.to_vec());
    let imported = import(&sources, &options);
    let again = import(&sources, &options);
    assert!(imported.files == again.files, "two imports differ");
    if imported.files.is_empty() {
        assert!(!imported.diagnostics.is_empty(), "nothing was imported in silence");
        return imported;
    }
    let (_, found) = problems(imported.files.clone());
    let errors: Vec<_> = found.iter().filter(|one| one.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "the description is wrong: {errors:#?}");
    imported
}

/// The description, without what is the same for all of them, and the losses.
fn shown(sources: &Sources, imported: &Import) -> String {
    let mut text = String::new();
    for file in &imported.files {
        let contents = String::from_utf8_lossy(&file.text);
        writeln!(text, "--- {}\n{}", file.path, contents.trim_end()).expect("a text");
    }
    writeln!(text, "--- losses").expect("a text");
    for loss in &imported.diagnostics {
        let place = loss.span().map(|span| sources.location(span));
        let place = place.map_or_else(String::new, |at| format!("{}:{}: ", at.path, at.line));
        writeln!(text, "{place}{}: {}", loss.rule, loss.message).expect("a text");
    }
    let summary = &imported.summary;
    writeln!(
        text,
        "operations: {} whole, {} with a loss, {} left out; types: {} whole, {} with a loss",
        summary.whole_operations,
        summary.lossy_operations,
        summary.left_out,
        summary.whole_types,
        summary.lossy_types
    )
    .expect("a text");
    text
}

//! Every mistake in a description has a message that leads to a fix.

use std::path::Path;

use restwright_spec::{Diagnostic, MAX_FILE_BYTES, Source, Sources, render};

use crate::description::{fixtures, folders, sources};
use crate::snapshot;

/// Mistakes of the language, each with a folder named after it.
#[test]
fn of_the_language() {
    check_folders("diagnostics");
}

/// Names that the language allows and Rust does not.
#[test]
fn of_names() {
    check_folders("names");
}

/// What no editor would keep in a file, or no repository.
#[test]
fn of_bytes() {
    let check_file = |name, text| {
        let path = "api.yaml".to_owned();
        check("diagnostics", name, &Sources::new(vec![Source { path, text }]));
    };
    check_file("broken-utf8", b"api:\n  name: caf\xE9 # \xFF\n".to_vec());
    check_file("nul", b"api:\n  name: a\0b\n".to_vec());
    check_file("file-too-long", vec![b'#'; MAX_FILE_BYTES + 1]);
    check("diagnostics", "no-files", &Sources::default());
}

/// One description with several mistakes says enough about the formats for programs.
#[test]
fn formats() {
    let sources = Sources::new(sources(&fixtures("several-mistakes")));
    let diagnostics = problems(&sources);
    check("formats", "human", &sources);
    snapshot::check("formats", "json", &render::json(&sources, &diagnostics));
    snapshot::check("formats", "github", &render::github(&sources, &diagnostics));
}

fn check_folders(parent: &str) {
    let mistakes = folders(&fixtures(parent)).into_iter().map(|(name, _)| name);
    snapshot::each(mistakes.collect(), |name| {
        let folder = fixtures(&Path::new(parent).join(name).to_string_lossy());
        check(parent, name, &Sources::new(sources(&folder)));
    });
}

fn check(group: &str, name: &str, sources: &Sources) {
    let problems = problems(sources);
    assert!(!problems.is_empty(), "nothing is wrong with {name}");
    snapshot::check(group, name, &render::human(sources, &problems, render::Color::Never));
}

/// All problems of a description: of reading it, or else of naming things in Rust.
fn problems(sources: &Sources) -> Vec<Diagnostic> {
    let reading = restwright_spec::read(sources);
    let clashes = reading.api.and_then(|api| restwright_codegen::generate(&api).err());
    reading.diagnostics.into_iter().chain(clashes.into_iter().flatten()).collect()
}

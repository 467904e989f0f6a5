//! Exports: an import of each gives the same model, and loses nothing.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use restwright_openapi::{Form, Options, export, import};
use restwright_spec::{Api, Source, Sources};
use similar::TextDiff;
use support::problems;

/// Every feature of the language, one at a time.
#[test]
fn of_features() {
    let folder = root().join("tests/fixtures/features");
    let mut names: Vec<_> = fs::read_dir(&folder)
        .expect("the descriptions")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    names.sort();
    assert!(names.len() > 40, "no descriptions in {}", folder.display());
    let failed: Vec<_> = names.iter().filter_map(|folder| round(folder).err()).collect();
    assert!(failed.is_empty(), "{} of {} failed:\n{}", failed.len(), names.len(), failed.join("\n"));
}

/// The first API, and the one that uses everything.
#[test]
fn of_whole_apis() {
    for folder in ["spec/loginradius", "tests/fixtures/bookshop"] {
        round(&root().join(folder)).unwrap_or_else(|problem| panic!("{problem}"));
    }
}

/// Exports a description in both forms, imports the documents, and compares the models.
fn round(folder: &Path) -> Result<(), String> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut sources = files(folder);
    // A feature without an `api.yaml` shares that of the smallest.
    if !folder.join("api.yaml").exists() {
        let path = root().join("tests/fixtures/features/smallest/api.yaml");
        let text = fs::read(&path).expect("the shared file");
        sources.push(Source { path: "api.yaml".to_owned(), text });
    }
    let api = read(sources).map_err(|problems| format!("--- {name}\n{problems}"))?;
    for (form, file) in [(Form::Yaml, "openapi.yaml"), (Form::Json, "openapi.json")] {
        let text = export(&api, form);
        assert_eq!(text, export(&api, form), "two exports of {name} differ");
        if let Ok(folder) = std::env::var("EXPORTS") {
            fs::write(Path::new(&folder).join(format!("{name}.{file}")), &text).expect("written");
        }
        let told = |problem: &str| format!("--- {name} as {file}\n{problem}");
        let again = imported(file, text).map_err(|problem| told(&problem))?;
        if again != api {
            let (left, right) = (format!("{api:#?}"), format!("{again:#?}"));
            let diff = TextDiff::from_lines(&without_places(&left), &without_places(&right))
                .unified_diff()
                .context_radius(4)
                .to_string();
            return Err(told(&diff));
        }
    }
    Ok(())
}

/// The model that a document becomes. Nothing is lost or inferred on the way.
fn imported(file: &str, text: String) -> Result<Api, String> {
    let options = Options {
        entry: file,
        name: None,
        include: &[],
        exclude: &[],
        constraints: false,
        check: &problems,
    };
    let sources = Sources::new(vec![Source { path: file.to_owned(), text: text.into_bytes() }]);
    let imported = import(&sources, &options);
    let losses = imported.diagnostics.iter();
    let losses: Vec<_> = losses.map(|loss| format!("{}: {}", loss.rule, loss.message)).collect();
    if !losses.is_empty() {
        return Err(losses.join("\n"));
    }
    read(imported.files)
}

fn read(files: Vec<Source>) -> Result<Api, String> {
    let sources = Sources::new(files);
    let reading = restwright_spec::read(&sources);
    if !reading.inferred.is_empty() {
        return Err(format!("inferred: {:?}", reading.inferred));
    }
    let problems = reading.diagnostics.iter();
    let problems: Vec<_> = problems.map(|one| format!("{}: {}", one.rule, one.message)).collect();
    reading.api.ok_or_else(|| problems.join("\n"))
}

/// Lines of a model that say what it is, and not where.
fn without_places(text: &str) -> String {
    let is_place = |line: &&str| {
        let line = line.trim_start();
        !["span: Span", "source: ", "start: ", "end: "].iter().any(|start| line.starts_with(start))
    };
    text.lines().filter(is_place).map(|line| format!("{line}\n")).collect()
}

fn files(folder: &Path) -> Vec<Source> {
    let mut open = vec![folder.to_path_buf()];
    let mut files = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if is_hidden {
                continue;
            }
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|end| end == "yaml") {
                let text = fs::read(&path).expect("a file");
                files.push(Source { path: path.to_string_lossy().into_owned(), text });
            }
        }
    }
    files.sort_by(|left, right| left.path.cmp(&right.path));
    files
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

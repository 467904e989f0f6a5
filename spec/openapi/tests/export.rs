//! Exports: each is a valid document, and an import of it gives the same model and loses nothing.

#[path = "export/examples.rs"]
mod examples;
#[path = "export/keys.rs"]
mod keys;
mod support;
#[path = "export/valid.rs"]
mod valid;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use restwright_openapi::{Form, Import, Options, export, files_beside, import};
use restwright_spec::{Api, Inferred, Source, Sources};
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
    let failed: Vec<_> = names
        .iter()
        .filter_map(|folder| round(&name_of(folder), description(folder)).err())
        .collect();
    assert!(
        failed.is_empty(),
        "{} of {} failed:\n{}",
        failed.len(),
        names.len(),
        failed.join("\n")
    );
}

/// The first API, the one that uses everything, and others in the style of well-known ones.
#[test]
fn of_whole_apis() {
    for folder in [
        "spec/loginradius",
        "tests/fixtures/bookshop",
        "tests/fixtures/codehost",
        "tests/fixtures/parley",
        "tests/fixtures/paydesk",
    ] {
        round(&name_of(Path::new(folder)), description(&root().join(folder)))
            .unwrap_or_else(|problem| panic!("{problem}"));
    }
}

/// What other documents become, whatever is lost on the way there.
#[test]
fn of_imported_documents() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/features");
    let mut sources = BTreeMap::new();
    for entry in fs::read_dir(&folder).expect("the documents") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let text = fs::read(&path).expect("a document");
        sources.insert(name.clone(), Source { path: name, text });
    }
    let mut failed = Vec::new();
    for (name, source) in sources.iter().filter(|(name, _)| !name.starts_with('_')) {
        let beside = files_beside(source);
        let beside = beside.iter().filter_map(|path| sources.get(path));
        let all = [source].into_iter().chain(beside).cloned().collect();
        let files = imported(name, all).files;
        failed.extend(round(name, files).err());
    }
    assert!(failed.is_empty(), "{} failed:\n{}", failed.len(), failed.join("\n"));
}

/// The files of a description. A feature without an `api.yaml` shares that of the smallest.
fn description(folder: &Path) -> Vec<Source> {
    let mut sources = files(folder);
    if !folder.join("api.yaml").exists() {
        let path = root().join("tests/fixtures/features/smallest/api.yaml");
        let text = fs::read(&path).expect("the shared file");
        sources.push(Source { path: "api.yaml".to_owned(), text });
    }
    sources
}

/// The example of the page about the extension.
#[test]
fn of_the_documented_example() {
    let file = "example.yaml";
    let source = Source { path: file.to_owned(), text: keys::example().into_bytes() };
    let imported = imported(file, vec![source]);
    assert!(imported.diagnostics.is_empty(), "{:#?}", imported.diagnostics);
    let (_, inferred) = read(imported.files.clone()).unwrap_or_else(|problem| panic!("{problem}"));
    assert!(inferred.is_empty(), "{inferred:#?}");
    round("example", imported.files).unwrap_or_else(|problem| panic!("{problem}"));
}

/// Content types that stand for something else by themselves, and secrets, of which no example may be shown.
#[test]
fn of_content_types() {
    let text = include_str!("export/kinds.yaml");
    let sources = vec![Source { path: "api.yaml".to_owned(), text: text.as_bytes().to_vec() }];
    let (api, inferred) = read(sources.clone()).unwrap_or_else(|problem| panic!("{problem}"));
    let document: serde_json::Value =
        serde_json::from_str(&export(&api, &inferred, Form::Json)).expect("an export is JSON");
    let pin = &document["components"]["schemas"]["Thing"]["properties"]["pin"];
    assert_eq!(pin.get("example"), None);
    assert_eq!(pin["x-restwright"]["example"], "open");
    assert_eq!(document["components"]["parameters"]["pin"].get("example"), None);
    round("kinds", sources).unwrap_or_else(|problem| panic!("{problem}"));
}

/// Documents that are not valid, so that the check of those that are means something.
#[test]
fn of_invalid_documents() {
    let valid = include_str!("export/valid.json");
    assert_eq!(valid::problems(valid), [""; 0]);
    let another = r#""/pets": { "get": { "operationId": "find", "responses": {} } }, "/pets/{id}""#;
    for (from, to, says) in [
        ("3.1.1", "3.2.0", "/openapi: "),
        (r#""title": "Pets", "#, "", "/info: "),
        (r#""string""#, r#""text""#, "/paths/~1pets~1{id}/get/parameters/0/schema: "),
        ("schemas/Pet", "schemas/Dog", "leads to nothing"),
        (r#""type": "object""#, r#""type": 1"#, "/components/schemas/Pet: "),
        (r#""example": {}"#, r#""example": 1"#, "content/application~1json: 1 is not of type"),
        ("/pets/{id}", "/pets/{name}", "get /pets/{name} has other path parameters"),
        (r#""/pets/{id}""#, another, "two operations are called"),
    ] {
        assert!(valid.contains(from), "{from}");
        let document = valid.replacen(from, to, 1);
        let problems = valid::problems(&document);
        assert!(problems.iter().any(|one| one.contains(says)), "{says}: {problems:#?}");
    }
}

/// Exports a description in both forms, imports the documents, and compares the models.
fn round(name: &str, sources: Vec<Source>) -> Result<(), String> {
    let (api, inferred) = read(sources).map_err(|problems| format!("--- {name}\n{problems}"))?;
    for (form, file) in [(Form::Yaml, "openapi.yaml"), (Form::Json, "openapi.json")] {
        let text = export(&api, &inferred, form);
        assert_eq!(text, export(&api, &inferred, form), "two exports of {name} differ");
        let told = |problem: &str| format!("--- {name} as {file}\n{problem}");
        let mut problems = Vec::new();
        if form == Form::Json {
            problems.extend(valid::problems(&text));
            problems.extend(keys::undocumented(&text));
        }
        if !problems.is_empty() {
            return Err(told(&problems.join("\n")));
        }
        let source = Source { path: file.to_owned(), text: text.into_bytes() };
        let imported = imported(file, vec![source]);
        let losses = imported.diagnostics.iter();
        let losses = losses.map(|loss| format!("{}: {}\n", loss.rule, loss.message));
        let losses: String = losses.collect();
        if !losses.is_empty() {
            return Err(told(&losses));
        }
        let (again, inferred_again) = read(imported.files).map_err(|problem| told(&problem))?;
        if again != api {
            let (left, right) = (format!("{api:#?}"), format!("{again:#?}"));
            let diff = TextDiff::from_lines(without_places(&left), without_places(&right))
                .unified_diff()
                .context_radius(4)
                .to_string();
            return Err(told(&diff));
        }
        if elements(&inferred_again) != elements(&inferred) {
            return Err(told(&format!("inferred: {inferred_again:#?}\ninstead of {inferred:#?}")));
        }
    }
    Ok(())
}

/// Imports a document among others.
fn imported(entry: &str, sources: Vec<Source>) -> Import {
    let options = Options {
        entry,
        name: None,
        include: &[],
        exclude: &[],
        constraints: false,
        check: &problems,
    };
    import(&Sources::new(sources), &options)
}

/// The model of a description, and what is inferred in it.
fn read(files: Vec<Source>) -> Result<(Api, Vec<Inferred>), String> {
    let reading = restwright_spec::read(&Sources::new(files));
    let problems = reading.diagnostics.iter();
    let problems: Vec<_> = problems.map(|one| format!("{}: {}", one.rule, one.message)).collect();
    Ok((reading.api.ok_or_else(|| problems.join("\n"))?, reading.inferred))
}

/// What is inferred, wherever it stands.
fn elements(inferred: &[Inferred]) -> BTreeSet<(&str, &str)> {
    inferred.iter().map(|one| (one.element.as_str(), one.key)).collect()
}

/// Lines of a model that say what it is, and not where.
fn without_places(text: &str) -> String {
    let is_place = |line: &&str| {
        let line = line.trim_start();
        !["span: Span", "source: ", "start: ", "end: "].iter().any(|start| line.starts_with(start))
    };
    text.split_inclusive('\n').filter(is_place).collect()
}

fn files(folder: &Path) -> Vec<Source> {
    let mut open = vec![folder.to_path_buf()];
    let mut files = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let is_hidden =
                path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
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

fn name_of(folder: &Path) -> String {
    folder.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

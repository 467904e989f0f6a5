//! The same models twice: as the generator emits them, and as somebody would write them with derive macros.

use std::fmt::Write as _;

use restwright_codegen::File;
use restwright_spec::{Source, Sources};

/// How many there are, each with one field of every kind in [`FIELDS`].
pub(crate) const MODELS: usize = 60;

/// The name of a field, its type in the description, and in Rust.
const FIELDS: [(&str, &str, &str); 8] = [
    ("uid", "string, required: true", "String"),
    ("name", "string", "Option<String>"),
    ("age", "integer", "Option<i64>"),
    ("score", "number", "Option<f64>"),
    ("is_active", "boolean", "Option<bool>"),
    ("created", "timestamp", "Option<String>"),
    ("tags", "list<string>", "Option<Vec<String>>"),
    ("parts", "list<NEXT>", "Option<Vec<NEXT>>"),
];

/// The files that the generator emits for types, below the folder of the sources.
pub(crate) fn emitted() -> Vec<File> {
    let source = Source { path: "api.yaml".to_owned(), text: description().into_bytes() };
    let reading = restwright_spec::read(&Sources::new(vec![source]));
    let api = reading.api.unwrap_or_else(|| panic!("no model: {:#?}", reading.diagnostics));
    let files = restwright_codegen::generate(&api).expect("no name clashes");
    let types = format!("{}/types/", restwright_codegen::GENERATED);
    files
        .into_iter()
        .filter_map(|file| {
            let path = file.path.strip_prefix(&types)?.to_owned();
            Some(File { path: format!("types/{path}"), contents: file.contents })
        })
        .chain([library()])
        .collect()
}

/// One file for each model too, so that nothing but the models differs.
pub(crate) fn derived() -> Vec<File> {
    let mut index = "//! Models.\n\n".to_owned();
    let mut files = vec![library()];
    for model in 0..MODELS {
        let (name, next) = (format!("Model{model}"), next(model));
        let mut text = format!(
            "//! A model.\n\nuse serde::{{Deserialize, Serialize}};\n\nuse super::*;\n\n/// One of many.\n\
             #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]\npub struct {name} {{\n"
        );
        for (field, _, rust) in FIELDS {
            let rust = rust.replace("NEXT", &next);
            let _ = writeln!(text, "    /// What it says.\n    pub {field}: {rust},");
        }
        text.push_str("}\n");
        let _ = writeln!(index, "mod model{model};\npub use model{model}::{name};");
        files.push(File { path: format!("types/model{model}.rs"), contents: text });
    }
    files.push(File { path: "types/mod.rs".to_owned(), contents: index });
    files
}

fn library() -> File {
    let contents = "//! Many models.\n\npub mod types;\n".to_owned();
    File { path: "lib.rs".to_owned(), contents }
}

fn next(model: usize) -> String {
    format!("Model{}", (model + 1) % MODELS)
}

/// An API with the models and one call that brings the first.
fn description() -> String {
    let mut text = "\
api: { name: many, title: Many models, description: Many., version: 0.1.0 }
servers:
  main: { url: https://api.example.com, description: The only one. }
groups: { all: Everything. }
group: all
operations:
  find:
    summary: Find one
    method: GET
    path: /models
    response: { 200: Model0 }
    effect: safe
types:
"
    .to_owned();
    for model in 0..MODELS {
        let _ = writeln!(text, "  Model{model}:\n    description: One of many.\n    fields:");
        for (field, described, _) in FIELDS {
            let described = described.replace("NEXT", &next(model));
            let _ = writeln!(
                text,
                "      {field}: {{ type: {described}, description: What it says. }}"
            );
        }
    }
    text
}

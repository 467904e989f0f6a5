//! What the documents show is a description that validates. Their Rust code is run by rustdoc.

use std::fs;

use restwright_spec::api::Type;
use restwright_spec::{Reading, Source, Sources, render};

use crate::description::workspace;

/// A block that says what the API is called begins a description, to which all blocks up to the next such one belong.
#[test]
fn every_block_of_the_language_validates() {
    let blocks = blocks("spec/README.md");
    assert!(blocks.len() > 5, "only {} blocks", blocks.len());
    let begins = |block: &Source| block.text.starts_with(b"api:");
    for description in blocks.chunk_by(|_, next| !begins(next)) {
        check(description);
    }
}

/// The reference and the templates name every type that a parameter or a field can have.
#[test]
fn all_types_are_listed() {
    let read = |file: &str| fs::read_to_string(workspace().join(file)).expect("a text");
    let reference = read("spec/README.md");
    let (_, parameters) = reference.split_once("\n## `parameters`\n").expect("a section");
    let row = parameters.lines().find(|line| line.starts_with("| `type` |")).expect("a row");
    let comment = |file: &str, start: &str| {
        let text = read(file);
        let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("{file}: no `{start}`"));
        let more = rest.lines().skip(1).take_while(|line| line.trim_start().starts_with('#'));
        rest.lines().take(1).chain(more).collect::<String>()
    };
    let fields = comment("xtask/templates/api/types/note.yaml", "A `type` is ");
    let shared = comment("xtask/templates/api/parameters.yaml", "in: path\n");
    // A file is a field of a multipart body, and nothing else.
    for (name, ty) in Type::PLAIN.into_iter().filter(|(_, ty)| *ty != Type::File) {
        let is_listed =
            |text: &str| text.split(|c: char| !c.is_alphanumeric()).any(|it| it == name);
        assert!(is_listed(&fields), "`{name}`: {fields}");
        let is_of_parameters = ty != Type::Json;
        assert!(!is_of_parameters || is_listed(row), "`{name}`: {row}");
        assert!(!is_of_parameters || is_listed(&shared), "`{name}`: {shared}");
    }
}

/// Nothing about these blocks is worth even a warning.
fn check(blocks: &[Source]) {
    let sources = Sources::new(blocks.to_vec());
    let Reading { diagnostics, .. } = restwright_spec::read(&sources);
    let shown = render::human(&sources, &diagnostics, render::Color::Never);
    assert!(diagnostics.is_empty(), "{shown}");
}

/// Blocks of YAML, each called after the line where it begins.
fn blocks(page: &str) -> Vec<Source> {
    let text = fs::read_to_string(workspace().join(page)).expect("the page is there");
    let mut blocks = Vec::new();
    let mut open: Option<Source> = None;
    for (number, line) in (1..).zip(text.lines()) {
        match (&mut open, line) {
            (None, "```yaml") => {
                let path = format!("{page}:{number:04}.yaml");
                open = Some(Source { path, text: Vec::new() });
            }
            (Some(_), "```") => blocks.extend(open.take()),
            (Some(block), line) => {
                block.text.extend(line.bytes());
                block.text.push(b'\n');
            }
            (None, _) => {}
        }
    }
    assert_eq!(open, None, "a block is not closed");
    blocks
}

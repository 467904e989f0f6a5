//! What the documents show is a description that validates. Their Rust code is run by rustdoc.

use std::fs;

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

//! The size of a site grows with its description, and with nothing else.

use std::fmt::Write as _;

use restwright_docs::{File, site};
use restwright_spec::Source;

use crate::description::model;

/// The site of an API with so many operations, ten in each group, and as many types and errors.
pub(super) fn large(operations: usize) -> Vec<File> {
    let mut files =
        vec![Source { path: "api.yaml".to_owned(), text: head(operations).into_bytes() }];
    for group in 0..operations / 10 {
        let mut text = format!("group: group_{group}\noperations:\n");
        for at in 0..10 {
            let number = group * 10 + at + 1;
            let _ = write!(
                text,
                "  find_{at}:\n    summary: Find thing {number} by its colour\n    method: GET\n    path: /things_{number}/{{id}}\n    \
                 arguments: [id]\n    parameters:\n      id: {{ in: path, type: string, description: Its id. }}\n      \
                 colour: {{ in: query, type: string, description: Its colour. }}\n    \
                 response: {{ 200: Thing{number} }}\n    errors: [{number}]\n    effect: safe\n"
            );
        }
        text.push_str("types:\n");
        for number in group * 10 + 1..=group * 10 + 10 {
            let _ = write!(
                text,
                "  Thing{number}:\n    description: Thing number {number}.\n    fields:\n      name: {{ type: string, required: true, description: Its name. }}\n"
            );
        }
        files.push(Source { path: format!("group_{group}.yaml"), text: text.into_bytes() });
    }
    site(&model(files), None)
}

fn head(operations: usize) -> String {
    let mut text = "api: { name: large, title: Large, description: A large API., version: 1.0.0, default_server: main }\n\
                    servers: { main: { url: https://large.example, description: Where it is. } }\n\
                    error_body: { code: code }\ngroups:\n".to_owned();
    for group in 0..operations / 10 {
        let _ = writeln!(text, "  group_{group}: Group number {group}.");
    }
    text.push_str("errors:\n");
    for number in 1..=operations {
        let _ = writeln!(
            text,
            "  error_{number}: {{ code: {number}, meaning: thing {number} is gone }}"
        );
    }
    text
}

#[test]
fn a_site_grows_with_its_description() {
    let [small, large] = [700, 1_400].map(|count| {
        let files = large(count);
        (files.len(), files.iter().map(|file| file.contents.len()).sum::<usize>())
    });
    assert!(large.0 <= small.0 * 2, "{small:?} {large:?} files");
    assert!(large.1 <= small.1 * 21 / 10, "{small:?} {large:?} bytes");
}

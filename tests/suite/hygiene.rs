//! What emitted code must not hold, and names that the generator must not know.

use std::collections::BTreeSet;
use std::fs;

use restwright_codegen::File;
use restwright_spec::api::Api;

use crate::description::{api, bookshop, files, loginradius, relative, workspace};

/// Hand-written code that works for any API.
const GENERIC: [&str; 6] = [
    "spec/src",
    "codegen/docs/src",
    "codegen/src",
    "codegen/runtime/src",
    "xtask/src",
    "xtask/templates",
];

#[test]
fn of_emitted_code() {
    let table = [
        ("#![", "attributes of a whole file"),
        ("Serialize", "models are tables, and nothing is derived"),
        ("Deserialize", "models are tables, and nothing is derived"),
        (".unwrap(", "a panic in the middle of a call"),
        (".expect(", "a panic in the middle of a call"),
        ("panic!", "a panic in the middle of a call"),
        ("todo!", "something unfinished"),
        ("unsafe", "nothing here needs it"),
        ("clippy::all", "a lint is allowed by its name"),
        ("clippy::pedantic", "a lint is allowed by its name"),
        ("allow(warnings", "a lint is allowed by its name"),
        ("allow(unused", "nothing is emitted that is not used"),
        ("allow(dead_code", "nothing is emitted that is not used"),
        ("\t", "the formatter writes spaces"),
        (" \n", "the formatter leaves nothing at the end of a line"),
        ("\r", "a line ends in one way"),
        ("\n\n\n", "one blank line is enough"),
    ];
    for File { path, contents } in emitted() {
        let code: String = contents.lines().filter(|line| !is_comment(line)).map(line_of).collect();
        // The root allows a few lints by name, for all files below it.
        let is_root = path == format!("{}/mod.rs", restwright_codegen::GENERATED);
        let code = if is_root { code.replacen("#![allow(", "", 1) } else { code };
        for (pattern, why) in table {
            assert!(!code.contains(pattern), "{path} holds {pattern:?}: {why}");
        }
        assert!(
            contents.starts_with(restwright_codegen::HEADER)
                || contents.starts_with("<!-- @generated"),
            "{path} does not say who wrote it"
        );
        assert!(
            contents.ends_with('\n') && !contents.ends_with("\n\n"),
            "{path} does not end in one line"
        );
    }
}

/// An `allow` stands directly on what it is for, which is no module.
#[test]
fn of_allowed_lints() {
    let mut allowed = 0;
    for File { path, contents } in emitted() {
        let mut lines = contents.lines().peekable();
        while let Some(line) = lines.next() {
            if line.trim_start().starts_with("#[allow(") {
                allowed += 1;
                let is_attribute = |line: &&str| line.trim_start().starts_with(['#', ')']);
                let item = lines.find(|line| !is_attribute(line)).unwrap_or_default();
                assert!(!item.contains("mod "), "{path} allows something for a module: {item}");
            }
        }
    }
    assert!(allowed > 0, "the bookshop has things that need it");
}

/// What the first API has and standards have, too: an error code of RFC 6749.
const OF_STANDARDS: [&str; 1] = ["invalid_request"];

/// The generator knows no API: nothing that the first one is called stands in its code.
#[test]
fn of_generic_code() {
    let names = names(&api(&loginradius()));
    assert!(names.len() > 30, "{names:?}");
    let mut found = Vec::new();
    for folder in GENERIC {
        for path in files(&workspace().join(folder)) {
            let path_for_people = relative(&path, &workspace());
            let text = fs::read_to_string(&path).expect("code is UTF-8");
            let words: BTreeSet<_> = words(&text).collect();
            let known = names.iter().filter(|name| words.contains(name.as_str()));
            let known = known.filter(|name| !OF_STANDARDS.contains(&name.as_str()));
            found.extend(known.map(|name| format!("{path_for_people}: {name}")));
            if text.to_lowercase().contains("loginradius") {
                found.push(format!("{path_for_people}: the name of the service"));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// Messages and emitted texts name no command of this workspace: whoever reads them may have installed the program.
#[test]
fn of_names_of_the_program() {
    let folders =
        GENERIC.into_iter().filter(|folder| *folder != "xtask/src").chain(["spec/openapi/src"]);
    let files = folders.flat_map(|folder| files(&workspace().join(folder)));
    for path in files {
        let text = fs::read_to_string(&path).expect("code is UTF-8");
        let found = text.lines().find(|line| !is_comment(line) && line.contains("xtask"));
        assert_eq!(found, None, "{}", path.display());
    }
}

/// Names of operations, types and wire names that are more than one word, and so are no words of any API.
fn names(api: &Api) -> BTreeSet<String> {
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    let inputs = operations.clone().flat_map(|operation| &operation.inputs);
    let ids = api.groups.iter().map(|group| &group.id);
    let ids = ids.chain(operations.map(|operation| &operation.id));
    let ids =
        ids.chain(inputs.map(|input| &input.id)).chain(api.errors.iter().map(|error| &error.id));
    let ids = ids.filter(|id| id.contains('_')).map(|id| id.value.clone());
    let is_several = |name: &&str| name.chars().filter(|c| c.is_uppercase()).count() > 1;
    let types = api.types.iter().map(|def| def.name.as_str()).filter(is_several);
    ids.chain(types.map(ToOwned::to_owned)).collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
}

fn emitted() -> Vec<File> {
    let apis = [loginradius(), bookshop()].map(|folder| api(&folder));
    let files =
        apis.iter().map(|api| restwright_codegen::generate(api).expect("no name is rejected"));
    files.flatten().collect()
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

fn line_of(line: &str) -> String {
    format!("{line}\n")
}

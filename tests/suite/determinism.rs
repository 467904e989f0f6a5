//! What is emitted depends on what a description says, and not on how it is arranged, but for the order of the inputs of
//! an operation and of the fields of a type; and what is added changes nothing else.

use std::collections::BTreeMap;
use std::path::Path;

use restwright_spec::Source;
use restwright_spec::api::Api;

use crate::arrangement::{Layout, arrange};
use crate::description::{api, bookshop, loginradius, model, sources};

#[test]
fn of_two_runs() {
    for folder in [loginradius(), bookshop()] {
        assert_eq!(emitted(&api(&folder)), emitted(&api(&folder)));
    }
}

#[test]
fn of_order() {
    check(Layout::Same);
}

#[test]
fn of_many_files() {
    check(Layout::Split);
}

#[test]
fn of_few_files() {
    check(Layout::Merged);
}

#[test]
fn of_additions() {
    let table = [
        (
            "an operation",
            "group: phone\noperations:\n  zap:\n    summary: Zap\n    method: GET\n    path: /zap\n    \
             response: { 200: none }\n    effect: safe\n",
            &[
                "changed front/operations.md",
                "changed mock.rs",
                "changed operations/phone/mod.rs",
                "new operations/phone/zap.rs",
                "changed public.txt",
            ][..],
        ),
        (
            "an operation that comes first",
            "group: phone\noperations:\n  aaa:\n    summary: Zap\n    method: GET\n    path: /zap\n    \
             response: { 200: none }\n    errors: [1015]\n    effect: safe\n",
            &[
                "changed front/operations.md",
                "changed mock.rs",
                "new operations/phone/aaa.rs",
                "changed operations/phone/mod.rs",
                "changed public.txt",
            ],
        ),
        (
            "a group",
            "groups: { aaa: Added. }\ngroup: aaa\noperations:\n  zap:\n    summary: Zap\n    method: GET\n    \
             path: /zap\n    response: { 200: Session }\n    effect: safe\n",
            &[
                "changed blocking.rs",
                "changed client.rs",
                "changed front/operations.md",
                "changed groups.rs",
                "changed mock.rs",
                "new operations/aaa/mod.rs",
                "new operations/aaa/zap.rs",
                "changed operations/mod.rs",
                "changed public.txt",
            ],
        ),
        (
            "a type",
            "types: { Aaa: { description: Added., fields: {} } }\n",
            &["changed public.txt", "new types/aaa.rs", "changed types/mod.rs"],
        ),
        (
            "an error code",
            "errors: { aaa: { code: 2, status: 400, message: No, meaning: no } }\n",
            &[
                "changed error_code.rs",
                "changed error_entries.rs",
                "changed guide/errors.rs",
                "changed public.txt",
            ],
        ),
        (
            "a category",
            "error_categories: { aaa: it is added }\n",
            &["changed error_code.rs", "changed public.txt"],
        ),
        (
            "a shared parameter",
            "parameters: { aaa: { in: query, type: string, description: Added. } }\n",
            &[],
        ),
    ];
    let before = emitted(&api(&loginradius()));
    for (what, text, expected) in table {
        let mut sources = sources(&loginradius());
        sources.push(Source { path: "added.yaml".to_owned(), text: text.as_bytes().to_vec() });
        let after = emitted(&model(sources));
        assert_eq!(changes(&before, &after), expected, "{what} is added");
    }
}

/// The one order that is kept: that of the inputs of an operation, and of the fields of a type.
#[test]
fn of_inputs_and_fields() {
    let parameters = [
        "zulu: { in: query, type: string, description: Z. }",
        "alfa: { in: query, type: string, description: A. }",
    ];
    let fields =
        ["yankee: { type: string, description: Y. }", "bravo: { type: string, description: B. }"];
    let emitted = |[first, second]: [&str; 2], [third, fourth]: [&str; 2]| {
        let mut sources = sources(&loginradius());
        let text = format!(
            "group: phone\noperations:\n  zap:\n    summary: Zap\n    method: POST\n    path: /zap\n    \
             parameters:\n      {first}\n      {second}\n    body:\n      {third}\n      {fourth}\n      \
             thing: {{ type: Added, description: T. }}\n    response: {{ 200: none }}\n    effect: safe\n\
             types:\n  Added:\n    description: Added.\n    fields:\n      {third}\n      {fourth}\n"
        );
        sources.push(Source { path: "added.yaml".to_owned(), text: text.into_bytes() });
        let mut files = emitted(&model(sources));
        ["operations/phone/zap.rs", "types/added.rs"].map(|path| files.remove(path).expect(path))
    };
    let [z, a] = parameters;
    let [y, b] = fields;
    let [call, ty] = emitted([z, a], [y, b]);
    let inputs = ["zulu", "alfa", "yankee", "bravo", "thing"];
    for (what, text, names) in [("call", call, &inputs[..]), ("type", ty, &inputs[2..4])] {
        // As fields, setters and on the wire, always in the same order.
        for form in [" NAME: ", "pub fn NAME(", "\"NAME\", &self.NAME"] {
            let places = names.iter().map(|name| text.find(&form.replace("NAME", name)));
            let places: Vec<_> =
                places.map(|at| at.unwrap_or_else(|| panic!("{form} in {text}"))).collect();
            assert!(places.is_sorted(), "{form:?} of the {what}: {places:?}");
        }
    }
    assert_ne!(emitted([z, a], [y, b])[0], emitted([a, z], [y, b])[0]);
    assert_ne!(emitted([z, a], [y, b])[1], emitted([z, a], [b, y])[1]);
}

fn check(layout: Layout) {
    for folder in [loginradius(), bookshop()] {
        let (sources, expected) = (sources(&folder), emitted(&api(&folder)));
        for seed in 1..=4 {
            let arranged = arrange(&sources, layout, seed);
            check_arrangement(&folder, &sources, &arranged);
            let found = emitted(&model(arranged));
            assert_eq!(
                changes(&expected, &found),
                Vec::<String>::new(),
                "{} with seed {seed}",
                folder.display()
            );
        }
    }
}

/// That an arrangement is another one, and neither adds nor loses anything, so that this test tests something.
fn check_arrangement(folder: &Path, before: &[Source], after: &[Source]) {
    let lines = |sources: &[Source]| {
        let text = sources.iter().flat_map(|source| source.text.clone()).collect();
        let text = String::from_utf8(text).expect("a description is UTF-8");
        let is_entry = |line: &&str| line.starts_with("    ");
        text.lines().filter(is_entry).map(ToOwned::to_owned).collect::<Vec<_>>()
    };
    // Within a line, parts change their places, too.
    let letters = |line: &String| {
        let mut letters: Vec<_> = line.chars().filter(|c| !c.is_whitespace()).collect();
        letters.sort_unstable();
        letters
    };
    let (mut before, mut after) = (lines(before), lines(after));
    assert_ne!(before, after, "nothing is rearranged in {}", folder.display());
    before.sort_by_cached_key(letters);
    after.sort_by_cached_key(letters);
    let (before, after) =
        [before, after].map(|lines| lines.iter().map(letters).collect::<Vec<_>>()).into();
    assert_eq!(before, after, "something is lost from {}", folder.display());
}

/// Everything that depends on a description, by path.
fn emitted(api: &Api) -> BTreeMap<String, String> {
    let files = restwright_codegen::generate(api).expect("no name is rejected").into_iter();
    let prefix = format!("{}/", restwright_codegen::GENERATED);
    files
        .map(|file| {
            (file.path.strip_prefix(&prefix).unwrap_or(&file.path).to_owned(), file.contents)
        })
        .collect()
}

/// What differs, in the order of the paths.
fn changes(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<String> {
    let mut paths: Vec<_> = before.keys().chain(after.keys()).collect();
    paths.sort();
    paths.dedup();
    let change = |path: &&String| match (before.get(*path), after.get(*path)) {
        (None, _) => Some(format!("new {path}")),
        (_, None) => Some(format!("gone {path}")),
        (one, other) => (one != other).then(|| format!("changed {path}")),
    };
    paths.iter().filter_map(change).collect()
}

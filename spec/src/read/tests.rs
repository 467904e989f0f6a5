//! Fixtures, mutations and sizes: what a reader must stand.

/// What editors see of mistakes.
mod editor;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use crate::api::WireLevel;
use crate::render::{self, Color};
use crate::{Diagnostic, MAX_FILE_BYTES, RULES, Reading, Source, Sources, read};

/// A description that uses most of the language.
const VALID: &str = include_str!("valid.yaml");

fn source(path: &str, text: impl Into<Vec<u8>>) -> Source {
    Source { path: path.to_owned(), text: text.into() }
}

fn read_one(text: impl Into<Vec<u8>>) -> Reading {
    read(&Sources::new(vec![source("api.yaml", text)]))
}

fn rules(diagnostics: &[Diagnostic]) -> Vec<&'static str> {
    diagnostics.iter().map(|diagnostic| diagnostic.rule).collect()
}

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/diagnostics");
    let entries = std::fs::read_dir(folder).expect("the folder of fixtures");
    let paths = entries.map(|entry| entry.expect("a fixture").path());
    let mut folders: Vec<_> = paths.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn load(folder: &Path) -> Sources {
    let entries = std::fs::read_dir(folder).expect("a fixture");
    let paths = entries.map(|entry| entry.expect("a file").path());
    let files = paths.filter(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    let sources = files.map(|path| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        source(&name, std::fs::read(&path).expect("a readable file"))
    });
    Sources::new(sources.collect())
}

/// The rule that a fixture is there for, as its file `rule` says.
fn rule_of(folder: &Path) -> String {
    let rule = std::fs::read_to_string(folder.join("rule")).expect("a file `rule`");
    rule.trim().to_owned()
}

#[test]
fn each_fixture_breaks_its_rule_and_no_other() {
    let mut wrong = String::new();
    for folder in fixtures() {
        let sources = load(&folder);
        let reading = read(&sources);
        let rule = rule_of(&folder);
        if rules(&reading.diagnostics) != [rule.as_str()] {
            let shown = render::human(&sources, &reading.diagnostics, Color::Never);
            let _ = writeln!(wrong, "{}: expected {rule} alone\n{shown}", folder.display());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn each_rule_has_a_fixture() {
    // These need bytes that an editor would not keep, a file of four megabytes or no file at all.
    let generated = ["broken-utf8", "file-too-long", "no-files", "nul"];
    let folders = fixtures();
    let mut covered: BTreeSet<String> = folders.iter().map(|folder| rule_of(folder)).collect();
    covered.extend(generated.map(ToOwned::to_owned));
    let known: BTreeSet<String> = RULES.iter().map(|rule| (*rule).to_owned()).collect();
    assert_eq!(covered, known);
    assert!(RULES.is_sorted());
}

#[test]
fn bytes_that_are_no_text_are_refused_at_their_place() {
    let cases: [(&str, &[u8], usize, usize); 4] = [
        ("broken-utf8", b"api:\n  na\xffme: x\n", 2, 5),
        ("broken-utf8", b"# \xc3\xa9\xc3", 1, 4),
        ("nul", b"api:\n\0\n", 2, 1),
        ("nul", b"a\0p\0i\0", 1, 2),
    ];
    for (rule, text, line, column) in cases {
        let sources = Sources::new(vec![source("api.yaml", text)]);
        let reading = read(&sources);
        assert_eq!(rules(&reading.diagnostics), [rule], "{text:?}");
        let span = reading.diagnostics[0].span().expect("a place");
        let location = sources.location(span);
        assert_eq!((location.line, location.column), (line, column), "{text:?}");
    }
}

#[test]
fn a_file_at_the_size_limit_is_read_and_a_longer_one_refused() {
    let mut text = VALID.as_bytes().to_vec();
    while text.len() < MAX_FILE_BYTES {
        let length = (MAX_FILE_BYTES - text.len()).min(80);
        text.extend(std::iter::repeat_n(b'#', length - 1));
        text.push(b'\n');
    }
    assert_eq!(rules(&read_one(text.clone()).diagnostics), Vec::<&str>::new());
    text.push(b'\n');
    assert_eq!(rules(&read_one(text).diagnostics), ["file-too-long"]);
}

#[test]
fn no_files_are_no_description() {
    let sources = Sources::default();
    let reading = read(&sources);
    assert_eq!(rules(&reading.diagnostics), ["no-files"]);
    let shown = render::human(&sources, &reading.diagnostics, Color::Never);
    assert!(shown.ends_with("1 error\n"), "{shown}");
}

#[test]
fn marks_and_line_breaks_of_editors_change_nothing() {
    let plain = read_one(VALID);
    assert_eq!(rules(&plain.diagnostics), Vec::<&str>::new());
    assert!(plain.api.is_some());
    let marked = read_one(format!("\u{FEFF}{VALID}"));
    let windows = read_one(VALID.replace('\n', "\r\n"));
    assert_eq!(marked.api, plain.api);
    assert_eq!(windows.api, plain.api);
}

#[test]
fn the_order_and_the_files_of_top_level_keys_change_nothing() {
    let whole = read_one(VALID).api;
    let mut blocks: Vec<String> = vec![String::new()];
    for line in VALID.lines() {
        let is_new = blocks.last().is_some_and(|block| block.ends_with("\n\n"));
        if is_new && !line.starts_with(' ') {
            blocks.push(String::new());
        }
        let block = blocks.last_mut().expect("a block");
        let _ = writeln!(block, "{line}");
    }
    assert!(blocks.len() > 8);
    let files = blocks.iter().enumerate().map(|(index, block)| {
        // Names from the end of the alphabet backwards turn the order round.
        let name = format!("{}.yaml", char::from(b'z' - u8::try_from(index).expect("few blocks")));
        source(&name, block.as_str())
    });
    let reading = read(&Sources::new(files.collect()));
    assert_eq!(rules(&reading.diagnostics), Vec::<&str>::new());
    assert_eq!(reading.api, whole);
}

#[test]
fn no_change_of_a_byte_makes_it_panic() {
    let bytes = VALID.as_bytes();
    let replacements = [b' ', b'\n', b':', b'{', b']', b'\'', b'#', b'-', b'0', b'Z', b'<', 0x80];
    for (index, at) in (0..bytes.len()).step_by(13).enumerate() {
        let mut replaced = bytes.to_vec();
        replaced[at] = replacements[index % replacements.len()];
        check(&replaced);
        let mut removed = bytes.to_vec();
        removed.remove(at);
        check(&removed);
    }
    for at in (0..bytes.len()).step_by(97) {
        check(&bytes[..at]);
        check(&bytes[at..]);
        let mut doubled = bytes[..at].to_vec();
        let line = bytes[at..].iter().position(|byte| *byte == b'\n').unwrap_or(0);
        doubled.extend(&bytes[at..at + line]);
        doubled.extend(&bytes[at..]);
        check(&doubled);
    }
}

/// Reads and shows in every form, and holds what is promised of every reading.
fn check(text: &[u8]) {
    let sources = Sources::new(vec![source("api.yaml", text)]);
    let reading = read(&sources);
    let errors =
        reading.diagnostics.iter().any(|diagnostic| diagnostic.severity == crate::Severity::Error);
    assert_eq!(reading.api.is_none(), errors, "{}", String::from_utf8_lossy(text));
    for shown in [
        render::human(&sources, &reading.diagnostics, Color::Never),
        render::json(&sources, &reading.diagnostics),
        render::github(&sources, &reading.diagnostics),
    ] {
        assert!(!shown.contains('\0'));
    }
}

#[test]
fn ten_thousand_operations_are_read_in_seconds() {
    let mut text = VALID.to_owned();
    for index in 0..10_000 {
        let _ = write!(
            text,
            "  get_pet_{index}:\n    summary: Get a pet\n    method: GET\n    path: /v{index}/pets/{{pet_id}}\n    \
             arguments: [pet_id]\n    parameters: {{ pet_id: {{ use: pet_id }}, page: {{ use: page }} }}\n    \
             credentials: [key]\n    response: {{ 200: Pet }}\n    errors: [1]\n    effect: safe\n"
        );
    }
    let start = std::time::Instant::now();
    let reading = read_one(text);
    assert_eq!(rules(&reading.diagnostics), Vec::<&str>::new());
    // A quadratic step would take many minutes, and a busy machine does not.
    assert!(start.elapsed().as_secs() < 120, "{:?}", start.elapsed());
}

#[test]
fn former_names_reservations_and_acceptances_are_in_the_model_in_order() {
    let api = read_one(VALID).api.expect("a description without a mistake");
    let reserved = &api.reserved;
    let codes: Vec<_> = reserved.codes.iter().map(|code| code.to_string()).collect();
    assert_eq!(codes, ["3", "9"]);
    let operations: Vec<_> =
        reserved.operations.iter().map(|name| name.value.to_string()).collect();
    assert_eq!(operations, ["cages.add_pet", "pets.sell_pet"]);
    let places: Vec<_> = api.accepted.iter().map(|entry| entry.place.as_str()).collect();
    assert_eq!(places, ["errors.full", "errors.lost"]);
    let levels: Vec<_> = api.levels.iter().map(|level| (level.rule.as_str(), level.wire)).collect();
    let expected = [("code-added", WireLevel::Compatible), ("code-removed", WireLevel::Dangerous)];
    assert_eq!(levels, expected);
    let kind = api.types.iter().find(|def| *def.name == "Kind").expect("a type");
    let members: Vec<_> = kind.reserved.iter().map(|id| id.as_str()).collect();
    assert_eq!(members, ["bear", "wolf"]);
    let mut operations = api.groups.iter().flat_map(|group| &group.operations);
    let former = operations.find(|operation| *operation.id == "replace_pets");
    assert_eq!(
        former
            .and_then(|operation| Some(operation.renamed_from.as_ref()?.value.to_string()))
            .as_deref(),
        Some("pets.swap_pets")
    );
    let server = api.servers.iter().find(|server| server.renamed_from.is_some());
    assert_eq!(server.map(|server| server.id.as_str()), Some("production"));
}

//! The floors of this crate, lowest first: a module imports only what is on floors below its own.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules of each floor. Values and their JSON describe each other, and so share one; every other floor is one
/// module.
const FLOORS: &[&[&str]] = &[
    &[
        "base64", "buffer", "decode", "encode", "input", "limit", "percent", "random", "serde",
        "source", "upload", "value",
    ],
    &["webhooks"],
    &["request"],
    &["error"],
    &["transport"],
    &["exchange"],
    &["client"],
    &["mock"],
];

#[test]
fn a_floor_knows_only_the_floors_below_it() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut modules = BTreeSet::new();
    let mut problems = Vec::new();
    for file in sources(&src) {
        let module = module_of(&src, &file);
        if module == "lib" {
            continue;
        }
        let own = floor(&module).unwrap_or_else(|| panic!("`{module}` is on no floor"));
        for imported in imports(&fs::read_to_string(&file).unwrap()) {
            match floor(&imported) {
                Some(other) if other < own || (other == own && own == 0) || imported == module => {}
                Some(_) => problems.push(format!("{} imports `{imported}`", file.display())),
                None => {
                    problems.push(format!("{} imports `{imported}` of no floor", file.display()));
                }
            }
        }
        modules.insert(module);
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    let drawn: BTreeSet<_> = FLOORS.iter().copied().flatten().map(|&it| it.to_owned()).collect();
    assert_eq!(modules, drawn, "the floors name other modules than there are");
}

#[test]
fn what_counts_as_an_import() {
    let source = "
        use crate::one::Two;
        pub(crate) use crate::{three::Four, five::{Six, seven}};
        // crate::eight
        /// [`Nine`](crate::nine::Nine)
        fn ten() { crate::eleven::twelve() } // crate::thirteen
        macro_rules! it { () => { $crate::fourteen::it() } }
        macro_rules! call { () => { $crate::Fifteen::new() } }
        macro_rules! spans { () => { $crate::__sixteen::span!() } }
    ";
    let found: Vec<_> = imports(source).into_iter().collect();
    assert_eq!(found, ["eleven", "five", "fourteen", "one", "three"]);
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// The first part of a file's path.
fn module_of(src: &Path, file: &Path) -> String {
    let inside = file.strip_prefix(src).unwrap().with_extension("");
    inside.iter().next().unwrap().to_string_lossy().into_owned()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let nested = entries.map(|path| if path.is_dir() { sources(&path) } else { vec![path] });
    nested.flatten().filter(|path| path.extension().is_some_and(|it| it == "rs")).collect()
}

/// The modules of the crate that a source names, wherever it does; comments are no imports. Nor are types and hidden
/// re-exports (`__name`) that a macro names by the root of the crate, for those who call it.
fn imports(source: &str) -> BTreeSet<String> {
    let lines = source.lines().map(|line| line.split("//").next().unwrap_or_default());
    let code: String = lines.flat_map(|line| [line, "\n"]).collect();
    let paths = code.split("crate::").skip(1);
    let heads = paths.flat_map(|path| match path.strip_prefix('{') {
        Some(group) => heads_of_group(group),
        None => vec![path.to_owned()],
    });
    let heads = heads.map(|head| {
        head.chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect::<String>()
    });
    let heads =
        heads.filter(|head| !head.starts_with(char::is_uppercase) && !head.starts_with("__"));
    // An exported macro is in the root, wherever it is defined.
    heads.map(|head| if head == "spans" { "request".to_owned() } else { head }).collect()
}

/// The paths between braces: `three::Four, five::{Six, seven}` up to the brace that closes them.
fn heads_of_group(group: &str) -> Vec<String> {
    let (mut depth, mut heads) = (0_usize, vec![String::new()]);
    for character in group.chars() {
        match character {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(String::new()),
            _ if depth == 0 && !character.is_whitespace() => {
                heads.last_mut().unwrap().push(character);
            }
            _ => {}
        }
    }
    heads.retain(|head| !head.is_empty());
    heads
}

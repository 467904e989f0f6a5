//! A version is required exactly where the emitted client differs.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use restwright_codegen::{Earlier, MadeOf, Nothing, Rendered, Runtime};
use restwright_diff::{Findings, Rust};
use restwright_spec::Source;
use restwright_spec::api::Api;

use super::pair;
use crate::description::{api, bookshop, loginradius, model, sources};

#[test]
fn a_level_in_rust_is_a_difference_of_emitted_files() {
    let mut wrong = Vec::new();
    for pair in pair::all() {
        let findings = pair::compare(&pair.base, &pair.head);
        // What is new or gone differs in its public items, which are compared with every change.
        if findings.iter().any(|finding| finding.rust > Rust::Patch) {
            continue;
        }
        if let Err(why) = check(&pair.base, &pair.head, &findings) {
            wrong.push(format!("{}: {why}", pair.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is taken from an earlier run is what would be rendered.
#[test]
fn an_earlier_run_changes_no_file() {
    let package = Runtime::Package(String::new());
    let (mut files, mut taken) = (0, 0);
    for pair in pair::all() {
        let earlier = Run::of(restwright_codegen::render(&pair.base, &package, &Nothing));
        let fresh = restwright_codegen::render(&pair.head, &package, &Nothing);
        let again = restwright_codegen::render(&pair.head, &package, &earlier);
        for (fresh, again) in fresh.iter().zip(&again) {
            assert_eq!(fresh, again, "{}: {}", pair.name, fresh.file.path);
        }
        assert_eq!(fresh.len(), again.len(), "{}", pair.name);
        files += fresh.len();
        taken += earlier.taken.into_inner();
    }
    assert!(taken * 2 > files, "of {files} files, {taken} are taken");
}

/// The files of a run, and how many were taken from it.
struct Run {
    files: BTreeMap<String, Rendered>,
    taken: AtomicUsize,
}

impl Run {
    fn of(files: Vec<Rendered>) -> Self {
        let files = files.into_iter().map(|file| (file.file.path.clone(), file)).collect();
        Self { files, taken: AtomicUsize::new(0) }
    }
}

impl Earlier for Run {
    fn made_of(&self, path: &str) -> Option<MadeOf> {
        self.files.get(path)?.made_of
    }

    fn text(&self, path: &str) -> Option<String> {
        self.taken.fetch_add(1, Ordering::Relaxed);
        Some(self.files.get(path)?.file.contents.clone())
    }
}

#[test]
fn spaces_between_words_are_a_change_where_they_are_emitted() {
    for folder in [loginradius(), bookshop()] {
        let base = api(&folder);
        for key in ["title", "description", "summary", "meaning", "hint", "documented_in"] {
            let spaced = sources(&folder).into_iter().map(|source| spaced(source, key));
            let head = model(spaced.collect());
            let outcome = check(&base, &head, &pair::compare(&base, &head));
            assert_eq!(outcome, Ok(()), "{}: {key}", folder.display());
        }
    }
}

fn check(base: &Api, head: &Api, findings: &Findings) -> Result<(), String> {
    let asked = findings.iter().map(|finding| finding.rust).max().unwrap_or_default();
    let differs = restwright_codegen::generate(base) != restwright_codegen::generate(head);
    if differs == (asked > Rust::None) {
        return Ok(());
    }
    let first = findings.first().map(|finding| format!("{} {}", finding.rule.id, finding.place));
    Err(format!("files differ: {differs}, level: {asked:?}, found: {first:?}"))
}

/// The same text with every space doubled in the values of a key.
fn spaced(source: Source, key: &str) -> Source {
    let text = String::from_utf8(source.text).expect("descriptions are UTF-8");
    let start = format!("{key}: ");
    let mut parts = text.split(&start);
    let mut spaced = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(['\n', ',', '}']).unwrap_or(part.len());
        spaced.push_str(&start);
        spaced.push_str(&part[..end].trim_end().replace(' ', "  "));
        spaced.push_str(&part[part[..end].trim_end().len()..]);
    }
    Source { path: source.path, text: spaced.into_bytes() }
}

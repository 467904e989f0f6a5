//! What is committed is what the generator would write now.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use restwright_codegen::GENERATED;

use crate::description::{api, bookshop, files, loginradius, relative, workspace};

#[test]
fn the_client_is_fresh() {
    check(&loginradius(), "generated-client", "cargo xtask generate");
}

#[test]
fn the_client_of_the_tests_is_fresh() {
    check(
        &bookshop(),
        "tests/bookshop-client",
        "cargo xtask generate --spec tests/fixtures/bookshop --out tests/bookshop-client",
    );
}

#[test]
fn the_schema_for_editors_is_fresh() {
    let committed =
        fs::read_to_string(workspace().join("spec/api.schema.json")).unwrap_or_default();
    assert!(
        committed == restwright_spec::schema(),
        "spec/api.schema.json is out of date\nrun `cargo xtask schema`"
    );
}

fn check(description: &Path, client: &str, command: &str) {
    let folder = workspace().join(client);
    let files = restwright_codegen::generate(&api(description)).expect("no name is rejected");
    let wanted = files.into_iter().map(|file| (file.path, file.contents.into_bytes())).collect();
    let committed = committed(&folder);
    let stale = stale(&wanted, &committed);
    assert!(stale.is_empty(), "{client} is out of date:\n{stale}run `{command}`");
}

fn committed(client: &Path) -> BTreeMap<String, Vec<u8>> {
    let read = |path: std::path::PathBuf| {
        let contents = fs::read(&path).expect("a file of the client is readable");
        (relative(&path, client), contents)
    };
    files(&client.join(GENERATED)).into_iter().map(read).collect()
}

/// A line for each file that is not as it should be.
fn stale(wanted: &BTreeMap<String, Vec<u8>>, committed: &BTreeMap<String, Vec<u8>>) -> String {
    let paths: BTreeSet<_> = wanted.keys().chain(committed.keys()).collect();
    let verdict = |path: &String| match (wanted.get(path), committed.get(path)) {
        (Some(_), None) => Some("missing"),
        (None, Some(_)) => Some("orphaned"),
        (new, old) if new != old => Some("changed"),
        _ => None,
    };
    let lines =
        paths.into_iter().filter_map(|path| Some(format!("  {:<9}{path}\n", verdict(path)?)));
    lines.collect()
}

//! The manifests and files of the published packages.

use std::fs;

use crate::description::workspace;

/// The folders of the published packages.
const PUBLISHED: [&str; 8] = [
    "codegen",
    "codegen/diff",
    "codegen/docs",
    "codegen/runtime",
    "generated-client",
    "spec",
    "spec/openapi",
    "xtask",
];

/// Cargo packs nothing outside of the folder of a package.
#[test]
fn licences_are_in_every_package() {
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        let text = fs::read_to_string(workspace().join(licence)).expect("a licence");
        for folder in PUBLISHED {
            let path = workspace().join(folder).join(licence);
            let copy = fs::read_to_string(&path).unwrap_or_default();
            assert!(copy == text, "{} differs from {licence}", path.display());
        }
    }
}

/// The runtime names versions itself, for clients that hold its sources; they are those of the workspace.
#[test]
fn the_runtime_asks_for_the_versions_of_the_workspace() {
    let read = |file: &str| fs::read_to_string(workspace().join(file)).expect("a manifest");
    let (root, runtime) = (read("Cargo.toml"), read("codegen/runtime/Cargo.toml"));
    let (_, table) = runtime.split_once("\n[dependencies]\n").expect("dependencies");
    let table = table.split("\n[").next().unwrap_or_default();
    let mut compared = 0;
    for line in table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (name, version) = version(line).unwrap_or_else(|| panic!("no version: {line}"));
        let same = root.lines().filter_map(self::version).find(|(other, _)| *other == name);
        if let Some((_, other)) = same {
            assert_eq!(version, other, "{name}");
            compared += 1;
        }
    }
    assert!(compared > 15, "{compared}");
}

/// Name and version of a dependency.
fn version(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(" = ")?;
    let value = value.split_once("version = ").map_or(value, |(_, version)| version);
    Some((name, value.strip_prefix('"')?.split('"').next()?))
}

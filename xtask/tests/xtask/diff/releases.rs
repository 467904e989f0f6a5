//! The version and the changelog follow the last release.

use restwright::Exit;

use super::{API, NOTES, commit, committed, git, replace};
use crate::workspace::Workspace;

#[test]
fn the_version_follows_the_last_release() {
    let workspace = committed();
    git(&workspace, "tag v0.1.0");
    git(&workspace, "tag nightly");
    replace(&workspace, NOTES, "POST", "PUT");
    replace(&workspace, API, "version: 0.1.0", "version: 0.1.1");
    commit(&workspace);
    git(&workspace, "tag nightly-2");
    git(&workspace, "switch --quiet --create change");
    // Main has raised the version already.
    replace(&workspace, NOTES, "PUT", "PATCH");
    let out = workspace.succeed("diff --fail-on version");
    assert!(out.contains("PUT → PATCH") && !out.contains("POST"), "{out}");
    assert!(out.contains("version 0.1.0 → 0.1.1 is sufficient"), "{out}");
    for (arguments, exit, says) in [
        ("--base main --release last-tag", Exit::Fine, "0.1.0 → 0.1.1 is sufficient"),
        ("--base main --release v*", Exit::Fine, "0.1.0 → 0.1.1 is sufficient"),
        ("--base main --release v0.1.0", Exit::Fine, "0.1.0 → 0.1.1 is sufficient"),
        ("--release nightly-2", Exit::Findings, "the changes since nightly-2 require 0.1.2"),
        ("--base main", Exit::Findings, "the changes require 0.1.2"),
        ("--release w*", Exit::Findings, "no tag like `w*` comes before the head"),
    ] {
        let ran = workspace.run(&format!("diff --fail-on version {arguments}"));
        assert_eq!(ran.exit, exit, "{arguments}: {ran:#?}");
        assert!(ran.out.contains(says), "{arguments}: {}", ran.out);
    }
    // What changes nothing need not raise what others should have raised.
    replace(&workspace, NOTES, "PATCH", "PUT");
    replace(&workspace, API, "version: 0.1.1", "version: 0.1.0");
    commit(&workspace);
    git(&workspace, "branch --quiet --force main change");
    workspace.succeed("diff --fail-on version --base main");
    let out = workspace.succeed("diff --fail-on version");
    let required =
        "nothing changes here, but the changes since v0.1.0 require version 0.1.1: it is 0.1.0";
    assert!(out.contains(required), "{out}");
}

#[test]
fn a_changelog_tells_of_everything_since_the_last_tag_once() {
    const CHANGELOG: &str = "generated-client/CHANGELOG.md";
    let workspace = Workspace::generated();
    git(&workspace, "init --quiet --initial-branch main");
    commit(&workspace);
    git(&workspace, "tag v0.1.0");
    assert!(workspace.succeed("changelog").ends_with("up to date\n"));
    replace(&workspace, NOTES, "POST", "PUT");
    commit(&workspace);
    replace(&workspace, API, "https://sandbox.example.com", "https://trial.example.com");
    let ran = workspace.run("changelog --check");
    assert_eq!(ran.exit, Exit::Findings, "{ran:#?}");
    assert!(!workspace.path(CHANGELOG).exists(), "a check wrote the file");
    workspace.succeed("changelog");
    let once = workspace.read(CHANGELOG);
    assert!(once.contains("POST") && once.contains("trial.example.com"), "{once}");
    assert!(workspace.succeed("changelog").ends_with("up to date\n"));
    assert_eq!(workspace.read(CHANGELOG), once);
    workspace.succeed("new api cats other/cats");
    let ran = workspace.run("changelog --spec other/cats");
    assert_eq!(ran.exit, Exit::Usage, "the changelog of another client: {ran:#?}");
    replace(&workspace, CHANGELOG, "## Unreleased", "## 0.1.1");
    let ran = workspace.run("changelog");
    assert_eq!(ran.exit, Exit::Failed, "{ran:#?}");
    assert!(ran.err.contains("no section `## Unreleased`"), "{}", ran.err);
}

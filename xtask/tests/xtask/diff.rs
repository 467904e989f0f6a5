//! What `diff` compares, how it ends, and that it leaves everything alone.

use std::path::Path;
use std::process::Command;

use xtask::Exit;

use crate::workspace::{Ran, Workspace};

const API: &str = "spec/pets/api.yaml";
const NOTES: &str = "spec/pets/operations/notes.yaml";

#[test]
fn without_a_change_there_is_nothing_to_tell() {
    let workspace = committed();
    let out = workspace.succeed("diff");
    assert!(out.starts_with("Pets API: no change\n"), "{out}");
    assert!(out.contains("the merge base with main → spec/pets"), "{out}");
}

#[test]
fn the_work_tree_is_compared_with_where_it_left_the_main_branch() {
    let workspace = committed();
    git(&workspace, "switch --quiet --create change");
    replace(&workspace, NOTES, "POST", "PUT");
    commit(&workspace);
    git(&workspace, "switch --quiet main");
    replace(&workspace, API, "https://api.example.com", "https://elsewhere.example.com");
    commit(&workspace);
    git(&workspace, "switch --quiet change");
    let out = workspace.succeed("diff");
    assert!(out.contains("operation-method-changed"), "{out}");
    assert!(
        !out.contains("elsewhere"),
        "what the main branch did is no change of this branch: {out}"
    );
}

#[test]
fn sides_are_folders_or_whatever_git_knows() {
    let workspace = committed();
    git(&workspace, "tag before");
    replace(&workspace, NOTES, "POST", "PUT");
    commit(&workspace);
    workspace.write("copy/api.yaml", "");
    workspace.remove("copy/api.yaml");
    for (path, contents) in workspace.files("spec/pets") {
        let inside = path.strip_prefix(workspace.path("spec/pets")).expect("a path inside");
        let text = String::from_utf8(contents).expect("a description is text");
        workspace.write(&format!("copy/{}", inside.display()), &text.replace("PUT", "PATCH"));
    }
    for (arguments, change) in [
        ("--base before", Some("POST → PUT")),
        ("--base before --head main", Some("POST → PUT")),
        ("--base main --head before", Some("PUT → POST")),
        ("--base before --head copy", Some("POST → PATCH")),
        ("--base copy --head spec/pets", Some("PATCH → PUT")),
        ("--base copy --head copy", None),
        ("--base HEAD~1 --head before", None),
    ] {
        let out = workspace.succeed(&format!("diff {arguments}"));
        match change {
            Some(change) => assert!(out.contains(change), "{arguments}: {out}"),
            None => assert!(out.contains("no change"), "{arguments}: {out}"),
        }
    }
}

#[test]
fn a_ref_is_read_without_touching_the_work_tree() {
    let workspace = committed();
    git(&workspace, "tag before");
    replace(&workspace, NOTES, "POST", "PUT");
    let before = workspace.files("");
    workspace.succeed("diff --base before");
    workspace.succeed("diff --base before --head before");
    assert_eq!(workspace.files(""), before);
}

#[test]
fn policies_decide_how_it_ends() {
    let workspace = committed();
    replace(&workspace, NOTES, "POST", "PUT");
    for (policy, exit) in [
        ("", Exit::Fine),
        (" --fail-on none", Exit::Fine),
        (" --fail-on wire-breaking", Exit::Findings),
        (" --fail-on wire-dangerous", Exit::Findings),
        (" --fail-on rust-major", Exit::Fine),
        (" --fail-on rust-minor", Exit::Fine),
        (" --fail-on rust-major,version", Exit::Findings),
        (" --fail-on all", Exit::Usage),
    ] {
        let ran = workspace.run(&format!("diff{policy}"));
        assert_eq!(ran.exit, exit, "{policy}: {ran:#?}");
    }
    let ran = workspace.run("diff --fail-on rust-major,version");
    assert_eq!(ran.err, "the change is not permitted: version\n");
    replace(&workspace, API, "version: 0.1.0", "version: 0.1.1");
    workspace.succeed("diff --fail-on version");
}

#[test]
fn what_cannot_be_compared_is_never_called_breaking() {
    let workspace = committed();
    git(&workspace, "tag before");
    replace(&workspace, NOTES, "method: POST", "method: POOST");
    let Ran { exit, out, err } = workspace.run("diff --fail-on wire-breaking");
    assert_eq!((exit, out.as_str()), (Exit::Failed, ""), "{err}");
    assert!(
        err.contains("POOST") && err.contains("could not compare: the description at"),
        "{err}"
    );
    commit(&workspace);
    let Ran { exit, err, .. } = workspace.run("diff --base main --head before");
    assert_eq!(exit, Exit::Failed, "{err}");
    for (arguments, exit, says) in [
        ("--base nothing-like-it", Exit::Usage, "neither a folder nor anything that git knows"),
        ("--base=--output=x", Exit::Usage, "neither a folder nor anything that git knows"),
        ("--spec spec --base before", Exit::Failed, "could not compare"),
        ("--format text --format json", Exit::Usage, "only one form can be printed"),
        ("--format yaml", Exit::Usage, "text, markdown, json, github and html"),
        ("--format html=", Exit::Usage, "the name of the file is missing"),
        (
            "--base before --head before --format html=no/such/folder.html",
            Exit::Failed,
            "cannot write",
        ),
    ] {
        let ran = workspace.run(&format!("diff {arguments}"));
        assert_eq!(ran.exit, exit, "{arguments}: {ran:#?}");
        assert!(ran.err.contains(says), "{arguments}: {}", ran.err);
    }
}

#[cfg(unix)]
#[test]
fn links_are_followed_as_far_as_a_commit_goes() {
    let workspace = committed();
    let path = |path: &str| workspace.root.join(path);
    std::fs::rename(path(NOTES), path("notes.yaml")).expect("the file can be moved");
    let link = |to: &str, at: &str| {
        std::os::unix::fs::symlink(to, path(at)).expect("a link can be made");
    };
    let folder = Path::new(NOTES).parent().expect("it lies in a folder");
    let up = "../".repeat(folder.components().count());
    link(&format!("{up}notes.yaml"), NOTES);
    assert!(workspace.succeed("diff").contains("no change"), "a file behind a link");
    commit(&workspace);
    assert!(workspace.succeed("diff --base HEAD~1 --head HEAD").contains("no change"));
    std::fs::remove_file(path(NOTES)).expect("the link can be removed");
    std::fs::create_dir(path("moved")).expect("a folder can be made");
    std::fs::rename(path("notes.yaml"), path("moved/notes.yaml")).expect("it can be moved");
    link("../../moved", "spec/pets/linked");
    commit(&workspace);
    assert!(workspace.succeed("diff --base HEAD~1").contains("no change"), "a folder");
    assert!(workspace.succeed("diff --base HEAD --head HEAD").contains("no change"));
    link("/nowhere.yaml", "spec/pets/lost.yaml");
    commit(&workspace);
    let ran = workspace.run("diff --base HEAD");
    assert_eq!(ran.exit, Exit::Failed);
    assert!(ran.err.contains("a link to what the commit does not hold"), "{}", ran.err);
}

#[test]
fn outside_of_a_repository_two_folders_can_be_compared() {
    let workspace = Workspace::described();
    assert!(workspace.succeed("diff --base spec/pets --head spec/pets").contains("no change"));
    let ran = workspace.run("diff");
    assert_eq!(ran.exit, Exit::Failed);
    assert!(ran.err.contains("belongs to no git repository"), "{}", ran.err);
}

#[test]
fn several_forms_come_out_of_one_run() {
    let workspace = committed();
    replace(&workspace, NOTES, "POST", "PUT");
    let forms = "--format github --format markdown=a.md --format json=a.json --format html=a.html --format text=a.txt";
    let out = workspace.succeed(&format!("diff {forms}"));
    assert!(out.starts_with("::error file=spec/pets/operations/notes.yaml,line="), "{out}");
    assert!(workspace.read("a.md").starts_with("## "), "{}", workspace.read("a.md"));
    assert!(workspace.read("a.json").starts_with("{\n"));
    assert!(workspace.read("a.html").starts_with("<!doctype html>\n"));
    assert!(workspace.read("a.txt").starts_with("Pets API: breaking on the wire, patch in Rust"));
    let files = workspace.files("");
    workspace.succeed(&format!("diff {forms}"));
    assert_eq!(workspace.files(""), files, "the same input gave other bytes");
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
    replace(&workspace, CHANGELOG, "## Unreleased", "## 0.1.1");
    let ran = workspace.run("changelog");
    assert_eq!(ran.exit, Exit::Failed, "{ran:#?}");
    assert!(ran.err.contains("no section `## Unreleased`"), "{}", ran.err);
}

fn replace(workspace: &Workspace, path: &str, old: &str, new: &str) {
    let text = workspace.read(path);
    assert!(text.contains(old), "{path} holds no `{old}`");
    workspace.write(path, &text.replace(old, new));
}

/// A workspace in a repository of git, with everything committed.
fn committed() -> Workspace {
    let workspace = Workspace::described();
    git(&workspace, "init --quiet --initial-branch main");
    commit(&workspace);
    workspace
}

fn commit(workspace: &Workspace) {
    git(workspace, "add --all");
    git(workspace, "commit --quiet --no-gpg-sign --message change");
}

fn git(workspace: &Workspace, command: &str) {
    let output = Command::new("git")
        .current_dir(&workspace.root)
        .args(["-c", "user.name=test", "-c", "user.email=test@example.com"])
        .args(["-c", "core.autocrlf=false"])
        .args(command.split(' '))
        .output()
        .expect("git can be run");
    assert!(output.status.success(), "git {command}: {output:?}");
}

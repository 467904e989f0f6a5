//! How a comparison is shown, and how it ends.

use restwright::Exit;

use super::{API, NOTES, commit, committed, git, git_in, replace};
use crate::workspace::Workspace;

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
    assert_eq!(ran.err, "policy violated: version\n");
    replace(&workspace, API, "version: 0.1.0", "version: 0.1.1");
    workspace.succeed("diff --fail-on version");
}

#[test]
fn a_project_chooses_levels_on_the_wire() {
    let workspace = committed();
    replace(&workspace, NOTES, "POST", "PUT");
    let level = |wire: &str| {
        let text = format!(
            "levels:\n  - {{ rule: operation-method-changed, wire: {wire}, reason: Both are served. }}\n"
        );
        workspace.write("spec/pets/accepted.yaml", &text);
        workspace.run("diff --fail-on wire-breaking")
    };
    assert_eq!(level("breaking").exit, Exit::Findings);
    let ran = level("dangerous");
    assert_eq!(ran.exit, Exit::Fine, "{ran:#?}");
    assert!(ran.out.contains("which is `breaking` elsewhere: Both are served."), "{}", ran.out);
    let ran = level("warning");
    assert_eq!(ran.exit, Exit::Failed);
    assert!(ran.err.contains("`warning` is not a level on the wire"), "{}", ran.err);
}

#[test]
fn several_forms_come_out_of_one_run() {
    let workspace = committed();
    replace(&workspace, NOTES, "POST", "PUT");
    let forms = "--format github --format markdown=a.md --format json=a.json --format html=a.html --format text=a.txt";
    let out = workspace.succeed(&format!("diff {forms}"));
    assert!(out.contains("::error file=spec/pets/operations/notes.yaml,line="), "{out}");
    assert!(workspace.read("a.md").starts_with("## "), "{}", workspace.read("a.md"));
    assert!(workspace.read("a.json").starts_with("{\n"));
    assert!(workspace.read("a.html").starts_with("<!doctype html>\n"));
    assert!(workspace.read("a.txt").starts_with("Pets API: breaking on the wire, patch in Rust"));
    let files = workspace.files("");
    workspace.succeed(&format!("diff {forms}"));
    assert_eq!(workspace.files(""), files, "the same input gave other bytes");
}

/// What the generator emitted once is in the list that is committed beside the client.
#[test]
fn a_change_of_the_generator_is_a_change_of_the_client() {
    const LIST: &str = "generated-client/src/generated/public.txt";
    let workspace = Workspace::generated();
    git(&workspace, "init --quiet --initial-branch main");
    let list = workspace.read(LIST);
    let line = list.lines().find(|line| line.starts_with("notes().")).expect("an operation");
    let path = line.split(':').next().expect("a path").to_owned();
    replace(&workspace, LIST, &format!("{line}\n"), &format!("{path}: fn(&self)\n"));
    commit(&workspace);
    workspace.write(LIST, &list);
    // The description says nothing new, and says something new: it makes no difference to what the generator did.
    for (old, new) in [("POST", "POST"), ("POST", "PUT")] {
        replace(&workspace, NOTES, old, new);
        let ran = workspace.run("diff --fail-on rust-major");
        assert_eq!(ran.exit, Exit::Findings, "{ran:#?}");
        assert!(ran.out.contains("generator-item-changed"), "{}", ran.out);
        assert!(ran.out.contains(&format!("- {path}: fn(&self)\n")), "{}", ran.out);
        assert!(ran.out.contains("the changes require 0.2.0"), "{}", ran.out);
    }
    commit(&workspace);
    let out = workspace.succeed("diff --base HEAD~1 --head HEAD");
    assert!(out.contains("generator-item-changed"), "{out}");
    workspace.remove(LIST);
    commit(&workspace);
    workspace.succeed("generate");
    let out = workspace.succeed("diff");
    assert!(out.contains("no change") && out.contains("note: the base has no list"), "{out}");
    assert!(workspace.run("check").exit == Exit::Fine, "the list is one of the emitted files");
}

/// Services know files by their paths from the top, wherever the workspace is and wherever the command runs.
#[test]
fn services_get_paths_from_the_top_of_the_repository() {
    let workspace = Workspace::described();
    let home = workspace.root.parent().expect("it has a home").to_path_buf();
    let git = |command: &str| git_in(&home, command);
    git("init --quiet --initial-branch main");
    git("add --all");
    git("commit --quiet --no-gpg-sign --message change");
    replace(&workspace, NOTES, "POST", "PUT");
    let path = "workspace/spec/pets/operations/notes.yaml";
    for folder in [".", "spec", "codegen/runtime"] {
        let run = |command: &str| workspace.run_in(folder, command);
        let ran = run(
            "diff --format github --format sarif=a.json --format junit=a.xml --format text=a.txt",
        );
        // The line that changes, and not the one of the operation.
        assert!(ran.out.contains(&format!("\n::error file={path},line=11,col=5,")), "{ran:#?}");
        let verdict = ran.out.lines().last().unwrap_or_default();
        assert!(verdict.starts_with("::notice title=Pets API::breaking on the wire"), "{verdict}");
        let read = |name: &str| workspace.read(&format!("{folder}/{name}"));
        assert!(read("a.json").contains(&format!("\"uri\": \"{path}\"")), "{folder}");
        assert!(read("a.xml").contains("classname=\"operation-method-changed\""), "{folder}");
        assert!(!read("a.txt").contains("workspace/spec"), "people see paths from where they are");
    }
    replace(&workspace, NOTES, "PUT", "POOST");
    let ran = workspace.run_in("spec", "validate --format github");
    assert!(ran.out.starts_with(&format!("::error file={path},line=")), "{ran:#?}");
}

//! What `diff` compares, how it ends, and that it leaves everything alone.

use std::path::Path;
use std::process::Command;

use restwright::Exit;

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
fn what_the_base_has_got_since_is_not_reported_as_removed() {
    let workspace = committed();
    git(&workspace, "switch --quiet --create change");
    replace(&workspace, NOTES, "POST", "PUT");
    commit(&workspace);
    git(&workspace, "tag change-1");
    git(&workspace, "switch --quiet main");
    replace(&workspace, API, "https://api.example.com", "https://elsewhere.example.com");
    commit(&workspace);
    git(&workspace, "switch --quiet change");
    let behind = "`main` is no ancestor of `HEAD`, so that their merge base is compared";
    let undone = "what only `main` has is reported as removed";
    for (arguments, notes, shows_main) in [
        ("--base main", Some(behind), false),
        ("--base main --head change-1", Some("`main` is no ancestor of `change-1`, so"), false),
        ("--base main --exact", Some(undone), true),
        ("--base main~1", None, false),
        ("--base main~1 --exact", None, false),
        ("--base main --head main~1", Some(undone), true),
    ] {
        let out = workspace.succeed(&format!("diff {arguments}"));
        assert_eq!(out.contains("elsewhere"), shows_main, "{arguments}: {out}");
        match notes {
            Some(note) => {
                assert!(out.contains("  note: ") && out.contains(note), "{arguments}: {out}");
            }
            None => assert!(!out.contains("note:"), "{arguments}: {out}"),
        }
    }
    git(&workspace, "switch --quiet --orphan elsewhere");
    git(&workspace, "checkout --quiet change -- .");
    commit(&workspace);
    let ran = workspace.run("diff --base main");
    assert_eq!(ran.exit, Exit::Failed, "{ran:#?}");
    assert!(ran.err.contains("no commit in common") && ran.err.contains("--exact"), "{}", ran.err);
    workspace.succeed("diff --base main --exact");
}

#[test]
fn an_api_that_is_not_committed_is_new() {
    let workspace = Workspace::described();
    git(&workspace, "init --quiet --initial-branch main");
    let says = "Pets API: a new API";
    assert!(workspace.succeed("diff").starts_with(says), "no commit");
    workspace.write("README.md", "");
    git(&workspace, "add README.md");
    git(&workspace, "commit --quiet --no-gpg-sign --message first");
    git(&workspace, "tag v0.0.1");
    let forms =
        "--format markdown=a.md --format json=a.json --format html=a.html --format github=a.txt";
    let out =
        workspace.succeed(&format!("diff --fail-on wire-dangerous,rust-minor,version {forms}"));
    assert!(out.is_empty(), "{out}");
    assert!(workspace.read("a.json").contains("\"verdict\": \"first\""));
    assert!(workspace.succeed("diff").contains("version 0.1.0 is the first one"));
    let ran = workspace.run("changelog");
    assert_eq!(ran.exit, Exit::Failed);
    assert!(ran.err.contains("there is no client in `generated-client`"), "{}", ran.err);
    workspace.succeed("generate");
    workspace.succeed("changelog");
    let changelog = workspace.read("generated-client/CHANGELOG.md");
    assert!(changelog.contains("- The first version of the client."), "{changelog}");
    commit(&workspace);
    assert!(workspace.succeed("diff").contains("no change"));
    assert!(workspace.succeed("diff --base v0.0.1").starts_with(says));
    // What is gone is not new.
    let ran = workspace.run("diff --base main --head v0.0.1");
    assert_eq!(ran.exit, Exit::Failed);
    assert!(ran.err.contains("v0.0.1 has no description in `spec/pets`"), "{}", ran.err);
}

#[test]
fn a_renamed_folder_is_named_as_git_does() {
    let workspace = committed();
    let path = |path: &str| workspace.root.join(path);
    std::fs::rename(path("spec/pets"), path("spec/animals")).expect("a folder can be renamed");
    replace(&workspace, "spec/animals/operations/notes.yaml", "POST", "PUT");
    let out = workspace.succeed("diff");
    assert!(out.starts_with("Pets API: a new API"), "{out}");
    assert!(
        out.contains("if `spec/pets` was renamed to `spec/animals`, compare with `--base "),
        "{out}"
    );
    let hint = out.split("`--base ").nth(1).and_then(|rest| rest.split('`').next());
    let hint = hint.expect("a hint").to_owned();
    for base in [hint.as_str(), "main:spec/pets", "main:./spec/pets/"] {
        let out = workspace.succeed(&format!("diff --base {base}"));
        assert!(out.contains("POST → PUT"), "{base}: {out}");
    }
    for (base, exit, says) in [
        ("main:spec/cats", Exit::Failed, "main has no description in `spec/cats`"),
        ("main:../pets", Exit::Usage, "lies outside of the repository"),
        ("mian:spec/pets", Exit::Usage, "`mian:spec/pets` is neither a folder"),
    ] {
        let ran = workspace.run(&format!("diff --base {base}"));
        assert_eq!(ran.exit, exit, "{base}: {ran:#?}");
        assert!(ran.err.contains(says), "{base}: {}", ran.err);
    }
}

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
    assert!(out.contains("version 0.1.0 → 0.1.1 is enough"), "{out}");
    for (arguments, exit, says) in [
        ("--base main --release last-tag", Exit::Fine, "0.1.0 → 0.1.1 is enough"),
        ("--base main --release v*", Exit::Fine, "0.1.0 → 0.1.1 is enough"),
        ("--base main --release v0.1.0", Exit::Fine, "0.1.0 → 0.1.1 is enough"),
        ("--release nightly-2", Exit::Findings, "the changes since nightly-2 ask for 0.1.2"),
        ("--base main", Exit::Findings, "the changes ask for 0.1.2"),
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
    workspace.succeed("diff --fail-on version");
}

#[test]
fn git_is_asked_for_what_helps() {
    let workspace = committed();
    git(&workspace, "remote add origin https://git.example.com/pets.git");
    for (name, advice) in [
        ("origin/main", "fetch it: `git fetch origin main:refs/remotes/origin/main`"),
        ("origin/team/x", "`git fetch origin team/x:refs/remotes/origin/team/x`"),
        (
            "feature",
            "`git fetch --tags origin` brings tags and branches; a branch of it is called `origin/feature`",
        ),
        ("mian", "did you mean `main`?"),
    ] {
        let ran = workspace.run(&format!("diff --base {name}"));
        assert_eq!(ran.exit, Exit::Usage, "{ran:#?}");
        assert!(ran.err.contains(advice), "{name}: {}", ran.err);
    }
    for side in ["base", "head", "release"] {
        let ran = workspace.run(&format!("diff --{side}="));
        assert_eq!(ran.exit, Exit::Usage, "{ran:#?}");
        assert!(ran.err.contains("it names nothing"), "{side}: {}", ran.err);
    }
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
        ("--format yaml", Exit::Usage, "text, markdown, json, github, html, sarif and junit"),
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
        assert!(ran.out.contains("the changes ask for 0.2.0"), "{}", ran.out);
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
    git_in(&workspace.root, command);
}

fn git_in(folder: &Path, command: &str) {
    let output = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=test", "-c", "user.email=test@example.com"])
        .args(["-c", "core.autocrlf=false"])
        .args(command.split(' '))
        .output()
        .expect("git can be run");
    assert!(output.status.success(), "git {command}: {output:?}");
}

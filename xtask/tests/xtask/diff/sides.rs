//! Which two sides are compared.

use std::path::Path;

use restwright::Exit;

use super::{API, NOTES, commit, committed, git, replace};
use crate::workspace::Workspace;

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

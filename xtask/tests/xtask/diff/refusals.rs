//! What cannot be compared, and what helps.

use restwright::Exit;

use super::{NOTES, commit, committed, git, replace};
use crate::workspace::{Ran, Workspace};

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
fn what_cannot_be_compared_is_never_called_breaking() {
    let workspace = committed();
    git(&workspace, "tag before");
    replace(&workspace, NOTES, "method: POST", "method: POOST");
    let Ran { exit, out, err } = workspace.run("diff --fail-on wire-breaking");
    assert_eq!((exit, out.as_str()), (Exit::Failed, ""), "{err}");
    assert!(err.contains("POOST") && err.contains("cannot compare: the description at"), "{err}");
    commit(&workspace);
    let Ran { exit, err, .. } = workspace.run("diff --base main --head before");
    assert_eq!(exit, Exit::Failed, "{err}");
    for (arguments, exit, says) in [
        ("--base nothing-like-it", Exit::Usage, "neither a folder nor a git revision"),
        ("--base=--output=x", Exit::Usage, "neither a folder nor a git revision"),
        ("--spec spec --base before", Exit::Failed, "cannot compare"),
        ("--format text --format markdown", Exit::Usage, "only one form can be printed"),
        (
            "--format json=report --format text=./report",
            Exit::Usage,
            "two formats would be written to `report`",
        ),
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

#[test]
fn outside_of_a_repository_two_folders_can_be_compared() {
    let workspace = Workspace::described();
    assert!(workspace.succeed("diff --base spec/pets --head spec/pets").contains("no change"));
    let ran = workspace.run("diff");
    assert_eq!(ran.exit, Exit::Failed);
    assert!(
        ran.err.contains("belongs to no git repository\n  help: compare two folders instead"),
        "{}",
        ran.err
    );
    // One that git refuses, such as one of another owner: git's own words tell why.
    workspace.write(".git", "rubbish\n");
    let ran = workspace.run("diff");
    assert_eq!(ran.exit, Exit::Failed);
    assert!(ran.err.contains("git cannot use the repository of"), "{}", ran.err);
    assert!(ran.err.contains("fatal: invalid gitfile format"), "{}", ran.err);
}

//! What `diff` compares, how it ends, and that it leaves everything alone.

mod documents;
mod refusals;
mod releases;
mod reports;
mod sides;

use std::path::Path;
use std::process::Command;

use crate::workspace::Workspace;

const API: &str = "spec/pets/api.yaml";
const NOTES: &str = "spec/pets/operations/notes.yaml";

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

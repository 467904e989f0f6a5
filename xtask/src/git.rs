//! What git knows, asked from the command line program. Nothing here touches a work tree.

mod history;
mod tree;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, ensure};

use crate::paths;

pub(crate) use history::VERSION_TAGS;

/// A repository, by its top folder.
#[derive(Debug)]
pub(crate) struct Repository {
    root: PathBuf,
}

/// A commit, and the name that led to it.
#[derive(Clone, Debug)]
pub(crate) struct Commit {
    /// As people know it.
    pub(crate) name: String,
    pub(crate) hash: String,
}

/// A file of a commit.
#[derive(Debug)]
pub(crate) struct Entry {
    /// Path from the top folder, with `/`.
    pub(crate) path: String,
    object: String,
    /// Size in bytes.
    pub(crate) size: usize,
}

impl Repository {
    /// The repository that a folder belongs to, or belonged to: it may be gone from the work tree.
    pub(crate) fn around(folder: &Path) -> anyhow::Result<Self> {
        let folder = folder.ancestors().find(|folder| folder.is_dir()).unwrap_or(folder);
        let output =
            git(folder, &["rev-parse", "--show-toplevel"]).output().with_context(no_git)?;
        ensure!(output.status.success(), no_repository(folder, &output.stderr));
        let top = String::from_utf8_lossy(&output.stdout);
        Ok(Self { root: paths::resolve(Path::new(top.trim_end_matches(['\r', '\n']))) })
    }

    /// Top folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A resolved path from the top folder on, with `/`; the path itself where it lies elsewhere.
    pub(crate) fn path_from_top(&self, path: &Path) -> String {
        paths::to_slash(path.strip_prefix(&self.root).unwrap_or(path))
    }

    /// The files that are not committed as they are.
    pub(crate) fn changed_files(&self) -> anyhow::Result<Vec<String>> {
        let output = ask(&self.root, &["status", "--porcelain"])?.context(BROKEN)?;
        Ok(output.lines().map(|line| line.get(3..).unwrap_or(line).to_owned()).collect())
    }

    /// What stands in files, in their order.
    pub(crate) fn read(&self, entries: &[Entry]) -> anyhow::Result<Vec<Vec<u8>>> {
        let names: Vec<_> = entries.iter().map(|entry| entry.object.as_str()).collect();
        let output = self.answer(&["cat-file", "--batch"], names.join("\n") + "\n")?;
        contents(&output, entries.len()).context(BROKEN)
    }

    /// Runs git, and hands it a text.
    fn answer(&self, arguments: &[&str], text: String) -> anyhow::Result<Vec<u8>> {
        let mut child = git(&self.root, arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(no_git)?;
        let mut input = child.stdin.take().context("git takes no input")?;
        // Git answers while it is still asked: both pipes would fill up if one waited for the other.
        let asking = std::thread::spawn(move || input.write_all(text.as_bytes()));
        let output = child.wait_with_output().with_context(no_git)?.stdout;
        asking.join().is_ok_and(|sent| sent.is_ok()).then_some(()).context(BROKEN)?;
        Ok(output)
    }
}

/// What needs no git.
const FOLDERS: &str = "compare two folders instead: `--base DIR --head DIR`";

/// What a repository says whose objects are damaged or missing.
const BROKEN: &str = "git cannot read the commit\n  help: look for damage with `git fsck`, or fetch what is missing with `git fetch`";

fn no_git() -> String {
    format!("cannot run `git`\n  help: install git and put it on the `PATH`, or {FOLDERS}")
}

/// Why git finds no repository around a folder. There may be one that it does not trust, and git says what to do.
fn no_repository(folder: &Path, complaint: &[u8]) -> String {
    let folder = folder.display();
    let complaint = String::from_utf8_lossy(complaint);
    if complaint.contains("not a git repository (or any") {
        return format!("`{folder}` belongs to no git repository\n  help: {FOLDERS}");
    }
    format!(
        "git cannot use the repository of `{folder}`\n{complaint}  help: correct that, or {FOLDERS}"
    )
}

/// Cuts the answer to a batch: for each object a line that ends with its size, its bytes, and a line break.
fn contents(mut output: &[u8], count: usize) -> Option<Vec<Vec<u8>>> {
    let mut all = Vec::new();
    for _ in 0..count {
        let end = output.iter().position(|byte| *byte == b'\n')?;
        let header = std::str::from_utf8(&output[..end]).ok()?;
        let size: usize = header.rsplit(' ').next()?.parse().ok()?;
        let start = end + 1;
        all.push(output.get(start..start.checked_add(size)?)?.to_vec());
        output = output.get(start + size + 1..)?;
    }
    Some(all)
}

/// Runs git and returns what it prints, or nothing where it says no.
fn ask(folder: &Path, arguments: &[&str]) -> anyhow::Result<Option<String>> {
    let output = git(folder, arguments).output().with_context(no_git)?;
    if !output.status.success() {
        return Ok(None);
    }
    Ok(Some(String::from_utf8_lossy(&output.stdout).into_owned()))
}

fn git(folder: &Path, arguments: &[&str]) -> Command {
    let mut git = Command::new("git");
    // Its messages are read.
    git.env("LC_ALL", "C").arg("-C").arg(folder).args(arguments);
    git
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_cut_by_their_sizes() {
        let output = b"aa blob 4\nab\nc\nbb blob 0\n\n";
        assert_eq!(contents(output, 2), Some(vec![b"ab\nc".to_vec(), Vec::new()]));
        for broken in
            [&b"aa missing\n"[..], b"aa blob 9\nab\n", b"aa blob 18446744073709551615\n", b""]
        {
            assert_eq!(contents(broken, 1), None, "{broken:?}");
        }
    }
}

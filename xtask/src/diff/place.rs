//! Where a side of a comparison is: a folder, or a folder of a commit.

use std::cell::OnceCell;
use std::path::{Component, Path, PathBuf};

use anyhow::Context as _;

use crate::exit::Misuse;
use crate::git::{Commit, Repository};
use crate::paths;
use crate::terminal::Terminal;

/// Where a description is.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    /// In a folder, or in a document, as it is now.
    Folder(PathBuf),
    /// In a folder of a commit, or in a document.
    Commit(Commit, Folder),
}

impl Place {
    /// The commit that it is in, unless it is a folder.
    pub(crate) fn commit(&self) -> Option<&Commit> {
        match self {
            Self::Commit(commit, _) => Some(commit),
            Self::Folder(_) => None,
        }
    }
}

/// A folder of a commit.
#[derive(Clone, Debug)]
pub(crate) enum Folder {
    /// The one that the description has today.
    Same,
    /// Another one, by its path from the top of the repository.
    Other(String),
}

/// The description that a comparison is about, and its repository, for which git is asked once.
pub(crate) struct Subject {
    /// Folder of the description. It need not be there.
    pub(crate) spec: PathBuf,
    repository: OnceCell<Repository>,
}

impl Subject {
    pub(crate) fn new(spec: PathBuf) -> Self {
        Self { spec, repository: OnceCell::new() }
    }

    /// The repository around the description.
    pub(crate) fn repository(&self) -> anyhow::Result<&Repository> {
        if let Some(repository) = self.repository.get() {
            return Ok(repository);
        }
        let repository = Repository::around(&self.spec)?;
        Ok(self.repository.get_or_init(|| repository))
    }

    /// Path of the description from the top of the repository.
    pub(crate) fn inside(&self, terminal: &Terminal<'_>) -> anyhow::Result<String> {
        let inside = self.spec.strip_prefix(self.repository()?.root());
        Ok(paths::to_slash(inside.with_context(|| {
            format!(
                "`{}` lies outside of the repository\n  help: name the folder in the commit: `--base REF:DIR`",
                terminal.display(&self.spec)
            )
        })?))
    }

    /// What was typed: a folder or a document if there is one, or else a git revision, with or without a path.
    pub(crate) fn place(&self, word: &str, terminal: &Terminal<'_>) -> anyhow::Result<Place> {
        let folder = terminal.resolve(Path::new(word));
        if folder.exists() {
            return Ok(Place::Folder(folder));
        }
        let repository = self.repository()?;
        if let Some(commit) = repository.find(word)? {
            return Ok(Place::Commit(commit, Folder::Same));
        }
        // As git writes a path of a commit.
        if let Some((name, path)) = word.split_once(':')
            && !name.is_empty()
            && let Some(commit) = repository.find(name)?
        {
            let folder = top_path(repository.root(), &paths::resolve(&terminal.directory), path);
            let folder = folder.ok_or_else(|| {
                Misuse(format!(
                    "`{path}` in `{word}` lies outside of the repository\n  help: give the path from the top of the repository, such as `{name}:spec`"
                ))
            })?;
            return Ok(Place::Commit(commit, Folder::Other(folder)));
        }
        Err(repository.unknown(word)?.into())
    }
}

/// The path from the top of a repository. Like git, what begins with a dot is relative to the current directory.
fn top_path(root: &Path, directory: &Path, path: &str) -> Option<String> {
    let is_relative = matches!(
        Path::new(path).components().next(),
        Some(Component::CurDir | Component::ParentDir)
    );
    let start = if is_relative { directory.strip_prefix(root).ok()? } else { Path::new("") };
    let mut inside = PathBuf::new();
    for component in start.join(path).components() {
        match component {
            Component::CurDir => {}
            Component::Normal(name) => inside.push(name),
            Component::ParentDir if inside.pop() => {}
            _ => return None,
        }
    }
    Some(paths::to_slash(&inside))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_a_commit_are_read_as_git_reads_them() {
        for (path, expected) in [
            ("spec/pets", Some("spec/pets")),
            ("spec/pets/", Some("spec/pets")),
            ("", Some("")),
            (".", Some("tools/api")),
            ("./spec", Some("tools/api/spec")),
            ("../../spec", Some("spec")),
            ("../../../spec", None),
            ("a/../../b", None),
            ("/repo/spec", None),
        ] {
            let found = top_path(Path::new("/repo"), Path::new("/repo/tools/api"), path);
            assert_eq!(found.as_deref(), expected, "{path}");
        }
    }
}

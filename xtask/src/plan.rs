//! Compares what should stand on disk with what does; changes nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};
use restwright_codegen::{File, GENERATED};

use crate::disk::{ExistingFiles, Old, Origin};

/// The folder of a client to which files go that do not belong into the generator's folder.
const ASIDE: &str = "set-aside";

/// What has to happen on disk.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// The folder in which files are prepared, on the same file system as their places.
    pub(crate) staging: PathBuf,
    /// Where files go that must leave their place but are not the generator's to delete.
    pub(crate) aside: PathBuf,
    /// What is out of date, by path.
    pub(crate) changes: BTreeMap<PathBuf, Change>,
    /// How many files are up to date.
    pub(crate) unchanged: usize,
    /// Temporary files of a run that was cut off.
    pub(crate) leftovers: Vec<PathBuf>,
}

/// How a file is out of date.
#[derive(Debug)]
pub(crate) enum Change {
    /// It should be there.
    Missing { new: String },
    /// It is written where there is none, and belongs to people from then on.
    Once { new: String },
    /// It should hold something else.
    Changed { old: Old, new: String },
    /// It should not be there.
    Orphaned { old: Old },
}

impl Plan {
    /// Plans for the generator's folder in the client crate at `out`, which holds `existing` files and shall hold `files`
    /// and nothing else.
    pub(crate) fn for_client(
        out: &Path,
        existing: ExistingFiles,
        files: Vec<File>,
    ) -> anyhow::Result<Self> {
        let mut plan = Self { aside: out.join(ASIDE), ..Self::default() };
        for File { path, .. } in &files {
            ensure!(is_owned(path), "bug: the generator may not write `{}`", path.escape_debug());
        }
        plan.staging = out.join(GENERATED);
        plan.fill(existing, out, files);
        Ok(plan)
    }

    /// Plans for a folder that shall hold `files` and nothing else.
    pub(crate) fn for_folder(folder: &Path, files: Vec<File>) -> anyhow::Result<Self> {
        let mut plan = Self { staging: folder.to_path_buf(), ..Self::default() };
        plan.fill(ExistingFiles::below(folder)?, folder, files);
        Ok(plan)
    }

    /// Compares `files`, whose paths begin at `root`, with all that stands in a folder.
    fn fill(&mut self, mut found: ExistingFiles, root: &Path, files: Vec<File>) {
        self.leftovers = found.leftovers;
        for File { path, contents } in files {
            let path = root.join(path);
            let old = found.files.remove(&path);
            self.compare(path, old, contents);
        }
        for (path, old) in found.files {
            self.changes.insert(path, Change::Orphaned { old });
        }
    }

    /// Plans for one file.
    pub(crate) fn for_file(path: PathBuf, contents: String) -> anyhow::Result<Self> {
        let old = Old::read_own(&path)?;
        let staging = path.parent().context("a file stands in a folder")?.to_path_buf();
        let mut plan = Self { staging, ..Self::default() };
        plan.compare(path, old, contents);
        Ok(plan)
    }

    /// Adds a file of people in which the generator owns a part.
    pub(crate) fn edit(&mut self, path: PathBuf, contents: String) -> anyhow::Result<()> {
        let old = Old::read_own(&path)?;
        self.compare(path, old, contents);
        Ok(())
    }

    /// Adds a file of a new client, where there is none.
    pub(crate) fn scaffold(&mut self, path: PathBuf, contents: Change) {
        // A link that leads nowhere is there, too.
        if path.symlink_metadata().is_err() {
            self.changes.insert(path, contents);
        }
    }

    /// Whether the generator's folder is in use by something else.
    pub(crate) fn is_occupied(&self) -> bool {
        let mut origins = self.changes.values().filter_map(Change::origin).peekable();
        self.unchanged == 0
            && origins.peek().is_some()
            && origins.all(|origin| origin == Origin::Someone)
    }

    fn compare(&mut self, path: PathBuf, old: Option<Old>, new: String) {
        let change = match old {
            None => Change::Missing { new },
            Some(old) if old.holds(&new) => {
                self.unchanged += 1;
                return;
            }
            Some(old) => Change::Changed { old, new },
        };
        self.changes.insert(path, change);
    }
}

impl Change {
    /// Who wrote what is on disk, if anything is.
    pub(crate) fn origin(&self) -> Option<Origin> {
        match self {
            Self::Missing { .. } | Self::Once { .. } => None,
            Self::Changed { old, .. } | Self::Orphaned { old } => Some(old.origin),
        }
    }

    /// What shall stand there.
    pub(crate) fn new_contents(&self) -> Option<&str> {
        match self {
            Self::Missing { new } | Self::Once { new } | Self::Changed { new, .. } => Some(new),
            Self::Orphaned { .. } => None,
        }
    }
}

/// Whether the path of an emitted file stays inside the generator's folder.
fn is_owned(path: &str) -> bool {
    path.strip_prefix(GENERATED).and_then(|rest| rest.strip_prefix('/')).is_some_and(|rest| {
        rest.split('/')
            .all(|part| !part.is_empty() && !part.starts_with('.') && !part.contains('\\'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_inside_are_owned() {
        for (path, inside) in [
            ("src/generated/mod.rs", true),
            ("src/generated/notes/read.rs", true),
            ("src/lib.rs", false),
            ("src/generated", false),
            ("src/generated/", false),
            ("src/generated/../lib.rs", false),
            ("src/generated//etc/passwd", false),
            ("src/generated/..\\..\\lib.rs", false),
            ("/src/generated/mod.rs", false),
            ("src/generatedx/mod.rs", false),
        ] {
            assert_eq!(is_owned(path), inside, "{path}");
        }
    }
}

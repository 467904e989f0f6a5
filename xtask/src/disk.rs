//! What stands on disk already, and whose it is.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// The first line of every generated file starts with this.
const HEADERS: [&[u8]; 3] = [b"// @generated", b"<!-- @generated", b"/* @generated"];
/// Names of temporary files start with this.
pub(crate) const TEMPORARY: &str = ".restwright-";

/// What stands in the generator's folder.
#[derive(Debug, Default)]
pub(crate) struct ExistingFiles {
    /// Everything that is no folder.
    pub(crate) files: BTreeMap<PathBuf, Old>,
    /// Temporary files of a run that was cut off.
    pub(crate) leftovers: Vec<PathBuf>,
}

/// A file on disk.
#[derive(Debug)]
pub(crate) struct Old {
    /// What it holds.
    pub(crate) contents: Vec<u8>,
    /// Who wrote it.
    pub(crate) origin: Origin,
}

/// Who wrote a file that is on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// This program: it can write it again.
    Generator,
    /// Someone else: it must not get lost.
    Someone,
}

impl ExistingFiles {
    /// Looks at everything below a folder; finds nothing where there is no folder.
    pub(crate) fn below(folder: &Path) -> anyhow::Result<Self> {
        let mut found = Self::default();
        found.scan(folder)?;
        Ok(found)
    }

    fn scan(&mut self, folder: &Path) -> anyhow::Result<()> {
        let entries = match fs_err::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        for entry in entries {
            let entry = entry?;
            let path = entry.path();
            // Links are not followed: what they lead to lies outside.
            let kind = entry.file_type()?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with(TEMPORARY) {
                self.leftovers.push(path);
            } else if kind.is_dir() {
                self.scan(&path)?;
            } else if kind.is_file() && !is_desktop_leftover(&name) {
                let old = Old::by_header(fs_err::read(&path)?);
                self.files.insert(path, old);
            } else if !kind.is_file() {
                self.files.insert(path, Old { contents: Vec::new(), origin: Origin::Someone });
            }
        }
        Ok(())
    }
}

impl Old {
    /// Reads a file that belongs to this program wherever it came from, if there is one.
    pub(crate) fn read_own(path: &Path) -> anyhow::Result<Option<Self>> {
        match fs_err::read(path) {
            Ok(contents) => Ok(Some(Self { contents, origin: Origin::Generator })),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Whether it holds this text as far as git can tell, which may have written `\r\n` for each line end at checkout.
    pub(crate) fn holds(&self, text: &str) -> bool {
        str::from_utf8(&self.contents)
            .is_ok_and(|old| old == text || old.replace("\r\n", "\n") == text)
    }

    /// An empty file holds nothing that could get lost.
    fn by_header(contents: Vec<u8>) -> Self {
        let is_ours =
            contents.is_empty() || HEADERS.iter().any(|header| contents.starts_with(header));
        let origin = if is_ours { Origin::Generator } else { Origin::Someone };
        Self { contents, origin }
    }
}

/// Whether a file is left behind by a tool of the desktop, such as `.DS_Store` or `.mod.rs.swp`. These come and go, and
/// no compiler reads them.
fn is_desktop_leftover(name: &str) -> bool {
    name.starts_with('.') && Path::new(name).extension().is_none_or(|extension| extension != "rs")
}

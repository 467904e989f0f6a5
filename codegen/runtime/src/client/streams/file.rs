//! A file that is there when it is complete, and not before.

use std::collections::hash_map::RandomState;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::hash::BuildHasher;
use std::io::{self, Write};
use std::path::PathBuf;

/// How much is written at once.
pub(super) const PIECE: usize = 256 * 1024;

/// How many names are tried for a temporary file.
const NAMES: u32 = 8;

/// A temporary file beside the one that it is going to be. Dropping it removes it.
pub(super) struct PartialFile {
    path: PathBuf,
    temporary: PathBuf,
    /// `None` when it is closed.
    file: Option<File>,
    written: u64,
}

impl PartialFile {
    pub(super) fn create(path: PathBuf) -> io::Result<Self> {
        let Some(name) = path.file_name().filter(|_| !path.is_dir()) else {
            return Err(io::ErrorKind::IsADirectory.into());
        };
        let random = RandomState::new();
        let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
        for number in 0..NAMES {
            let mut hidden = OsString::from(".");
            hidden.push(name);
            hidden.push(format!(".{:016x}.part", random.hash_one(number)));
            let temporary = path.with_file_name(hidden);
            match OpenOptions::new().write(true).create_new(true).open(&temporary) {
                Ok(file) => {
                    let partial = Self { path, temporary, file: Some(file), written: 0 };
                    // The file that is replaced may be private.
                    if let Ok(replaced) = fs::metadata(&partial.path) {
                        fs::set_permissions(&partial.temporary, replaced.permissions())?;
                    }
                    return Ok(partial);
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
                Err(error) => return Err(error),
            }
        }
        Err(last)
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.written += bytes.len() as u64;
        self.file.as_mut().map_or(Ok(()), |file| file.write_all(bytes))
    }

    /// Gives the file its name, and returns its size.
    pub(super) fn finish(mut self) -> io::Result<u64> {
        if let Some(file) = &self.file {
            // Otherwise a power failure might leave the name without the contents.
            file.sync_all()?;
        }
        self.file = None;
        fs::rename(&self.temporary, &self.path)?;
        self.temporary.clear();
        Ok(self.written)
    }
}

impl Drop for PartialFile {
    fn drop(&mut self) {
        // Some systems remove no file that is open.
        self.file = None;
        if !self.temporary.as_os_str().is_empty() {
            // There is nobody to tell that it cannot be removed.
            let _ = fs::remove_file(&self.temporary);
        }
    }
}

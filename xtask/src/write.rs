//! Carries out a plan, so that a failure half way leaves whole files behind, old or new.

use std::fs::TryLockError;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use tempfile::{NamedTempFile, TempPath};

use crate::disk::{Origin, TEMPORARY};
use crate::interrupt::Deferred;
use crate::plan::{Change, Plan};

/// Keeps other runs of this program from writing, for as long as it lives.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: fs_err::File,
}

impl Lock {
    /// Waits until no other run writes into a workspace, or into a client that stands alone.
    pub(crate) fn acquire(root: &Path) -> anyhow::Result<Self> {
        let folder = root.join("target");
        let lock = || -> io::Result<fs_err::File> {
            fs_err::create_dir_all(&folder)?;
            fs_err::File::create(folder.join("restwright.lock"))
        };
        let file = lock().context(
            "cannot write there\n  help: allow it to the user of this process, or name another folder with `--out`",
        )?;
        match file.file().try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                file.file().lock().context("cannot wait for another run")?;
            }
            // Some file systems have no locks. Each file is still replaced atomically.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
            Err(TryLockError::Error(error)) => {
                return Err(error)
                    .with_context(|| format!("cannot lock `{}`", file.path().display()));
            }
        }
        Ok(Self { _file: file })
    }
}

/// A file that was moved out of the way: from where, to where.
pub(crate) type Moved = (PathBuf, PathBuf);

/// Carries out a plan: prepares all files, clears the way, then puts each file into its place.
pub(crate) fn apply(plan: &Plan) -> anyhow::Result<Vec<Moved>> {
    let mut moved = Vec::new();
    if plan.changes.is_empty() {
        return Ok(moved);
    }
    for leftover in &plan.leftovers {
        fs_err::remove_file(leftover)?;
    }
    // From here on a signal waits: for the end of preparations, which are then undone, or for that of the changes.
    let signals = Deferred::begin().context("cannot handle signals")?;
    // A full disk shows here, before anything has changed.
    let staged = prepare(plan, &signals)?;
    signals.check()?;
    for (path, change) in &plan.changes {
        match (change.origin(), change) {
            (Some(Origin::Someone), _) => moved.push((path.clone(), set_aside(path, plan)?)),
            (_, Change::Orphaned { .. }) => fs_err::remove_file(path)?,
            _ => continue,
        }
        remove_empty_folders(path, &plan.staging);
    }
    for (path, file) in staged {
        if let Some(folder) = path.parent() {
            fs_err::create_dir_all(folder)?;
        }
        file.persist(path).with_context(|| format!("cannot write `{}`", path.display()))?;
    }
    Ok(moved)
}

/// Puts a text or bytes into a file, whole or not at all.
pub(crate) fn replace(path: &Path, text: impl AsRef<[u8]>) -> anyhow::Result<()> {
    let folder = path.parent().context("a file stands in a folder")?;
    let written = || -> anyhow::Result<()> {
        let _signals = Deferred::begin()?;
        let mut file = temporary(folder)?;
        file.write_all(text.as_ref())?;
        file.persist(path)?;
        Ok(())
    };
    written().with_context(|| format!("cannot write `{}`", path.display()))
}

/// Writes all new contents to temporary files, and holds none of them open: systems allow a process few.
fn prepare<'a>(plan: &'a Plan, signals: &Deferred) -> anyhow::Result<Vec<(&'a Path, TempPath)>> {
    fs_err::create_dir_all(&plan.staging)?;
    let mut staged = Vec::new();
    for (path, change) in &plan.changes {
        let Some(contents) = change.new_contents() else {
            continue;
        };
        signals.check()?;
        let mut file = temporary(&plan.staging)
            .with_context(|| format!("cannot write into `{}`", plan.staging.display()))?;
        file.write_all(contents.as_bytes())
            .with_context(|| format!("cannot write `{}`", file.path().display()))?;
        staged.push((path.as_path(), file.into_temp_path()));
    }
    Ok(staged)
}

fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // Temporary files are private by default, but these become source files; the umask still applies.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// Moves a file of someone else to a free place outside of the generator's folder.
fn set_aside(path: &Path, plan: &Plan) -> anyhow::Result<PathBuf> {
    let inside = path.strip_prefix(&plan.staging)?;
    let mut place = plan.aside.join(inside);
    for number in 2.. {
        if place.symlink_metadata().is_err() {
            break;
        }
        place = plan.aside.join(inside);
        place.as_mut_os_string().push(format!(".{number}"));
    }
    if let Some(folder) = place.parent() {
        fs_err::create_dir_all(folder)?;
    }
    fs_err::rename(path, &place)?;
    Ok(place)
}

/// Removes the folders around a former file, up to `root`, as long as nothing is left in them.
fn remove_empty_folders(path: &Path, root: &Path) {
    let inside = |folder: &&Path| folder.starts_with(root) && *folder != root;
    for folder in path.ancestors().skip(1).take_while(inside) {
        if std::fs::remove_dir(folder).is_err() {
            break;
        }
    }
}

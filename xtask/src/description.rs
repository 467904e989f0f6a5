//! Finds the folder of a description and reads its files.

use std::collections::{BTreeSet, VecDeque};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use restwright_spec::{MAX_FILE_BYTES, Source};

use crate::exit::Misuse;
use crate::home::{Home, SPEC};
use crate::manifest::Manifest;
use crate::paths::{self, is_hidden};
use crate::terminal::Terminal;

/// The file that tells the folder of a description from any other.
pub(crate) const ENTRY: &str = "api.yaml";

/// The folder that was asked for, or else the one of the workspace.
pub(crate) fn folder(asked: Option<&Path>, terminal: &Terminal<'_>) -> anyhow::Result<PathBuf> {
    match asked {
        Some(folder) => {
            let folder = terminal.resolve(folder);
            check_folder(&folder, terminal)?;
            Ok(folder)
        }
        None => only_folder(terminal),
    }
}

/// Refuses what is not a folder: a description is all files below one.
fn check_folder(folder: &Path, terminal: &Terminal<'_>) -> anyhow::Result<()> {
    let shown = terminal.display(folder);
    if folder.is_file() {
        let parent = folder.parent().map(|parent| terminal.display(parent));
        bail!(
            "`{shown}` is a file\n  help: name the folder of the description: `--spec {}`",
            parent.filter(|parent| !parent.is_empty()).unwrap_or_else(|| ".".to_owned()),
        );
    }
    ensure!(
        folder.is_dir(),
        "there is no folder `{shown}`\n  help: name the folder of a description with `--spec`, or start one with `{} new api NAME DIR`",
        terminal.program,
    );
    Ok(())
}

/// The description of the client around the current folder. In the workspace: the only one, or of several the one that
/// its client records.
pub(crate) fn only_folder(terminal: &Terminal<'_>) -> anyhow::Result<PathBuf> {
    let (home, client) = match terminal.home()? {
        home @ Home::Workspace(_) => (home.root().join(SPEC), home.client()),
        Home::Client { spec, .. } => return Ok(spec),
    };
    let mut found = Vec::new();
    for entry in fs_err::read_dir(&home)? {
        let folder = entry?.path();
        if folder.join(ENTRY).is_file() {
            found.push(folder);
        }
    }
    found.sort();
    match found.as_slice() {
        [only] => Ok(only.clone()),
        [] => bail!(
            "no folder below `{}` holds an `{ENTRY}`\n  help: start a description with `{} new api NAME {}/NAME`",
            terminal.display(&home),
            terminal.program,
            terminal.display(&home),
        ),
        [first, ..] => {
            let recorded = recorded(&client)?;
            if let Some(recorded) = recorded.filter(|recorded| found.contains(recorded)) {
                return Ok(recorded);
            }
            let names: Vec<_> =
                found.iter().map(|folder| format!("`{}`", terminal.display(folder))).collect();
            Err(Misuse(format!(
                "the workspace has several descriptions: {}\n  help: say which, such as `--spec {}`",
                names.join(", "),
                terminal.display(first),
            ))
            .into())
        }
    }
}

/// The folder of the description that a client records, if it does.
pub(crate) fn recorded(client: &Path) -> anyhow::Result<Option<PathBuf>> {
    let manifest = Manifest::read(client)?;
    let spec = manifest.as_ref().and_then(Manifest::spec);
    Ok(spec.map(|spec| paths::resolve(&client.join(spec))))
}

/// Reads all files of a description, in the order of their paths.
pub(crate) fn read(folder: &Path, terminal: &Terminal<'_>) -> anyhow::Result<Vec<Source>> {
    check_folder(folder, terminal)?;
    let sources = read_as(folder, |file| terminal.display(file))?;
    ensure!(
        !sources.is_empty(),
        "`{}` holds no YAML files\n  help: start a description with `{} new api NAME DIR`",
        terminal.display(folder),
        terminal.program,
    );
    Ok(sources)
}

/// Reads all files below a folder that describe something, each under the path that a function gives it.
pub(crate) fn read_as(
    folder: &Path,
    shown: impl Fn(&Path) -> String,
) -> anyhow::Result<Vec<Source>> {
    let mut sources = Vec::new();
    for file in files(folder)? {
        let text = read_at_most(&file, MAX_FILE_BYTES + 1)?;
        sources.push(Source { path: shown(&file), text });
    }
    Ok(sources)
}

/// Paths of the files that describe something, sorted. A file or folder that links lead to twice counts once.
fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut seen = BTreeSet::new();
    let mut files = Vec::new();
    let mut folders = VecDeque::from([folder.to_path_buf()]);
    while let Some(folder) = folders.pop_front() {
        if !seen.insert(fs_err::canonicalize(&folder)?) {
            continue;
        }
        let mut entries = Vec::new();
        for entry in fs_err::read_dir(&folder)? {
            entries.push(entry?.path());
        }
        entries.sort();
        for path in entries {
            if is_hidden(&path) {
                continue;
            }
            if path.is_dir() {
                folders.push_back(path);
            } else if is_yaml(&path) && seen.insert(fs_err::canonicalize(&path)?) {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Whether a path, below the folder of a description, belongs to it.
pub(crate) fn is_part(path: &str) -> bool {
    let path = Path::new(path);
    is_yaml(path) && !path.ancestors().any(is_hidden)
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| {
        extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml")
    })
}

/// Reads no more of a file than the reader needs to see that it is too large.
fn read_at_most(path: &Path, limit: usize) -> anyhow::Result<Vec<u8>> {
    // Opening a pipe would wait for someone to write into it.
    ensure!(
        fs_err::metadata(path)?.is_file(),
        "`{}` is not a regular file\n  help: move it out of the description",
        path.display()
    );
    let unreadable =
        || format!("cannot read `{}`\n  help: check the permissions of the file", path.display());
    let mut text = Vec::new();
    std::fs::File::open(path)
        .with_context(unreadable)?
        .take(u64::try_from(limit).unwrap_or(u64::MAX))
        .read_to_end(&mut text)
        .with_context(unreadable)?;
    Ok(text)
}

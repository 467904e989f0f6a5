//! One side of a comparison: where its description is, and what it says.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};
use api_spec::{Api, MAX_FILE_BYTES, Source, Sources, render};

use crate::description;
use crate::git::{Commit, Repository};
use crate::paths;
use crate::terminal::Terminal;

/// Where a description is.
#[derive(Debug)]
pub(crate) enum Place {
    /// In a folder, as it is now.
    Folder(PathBuf),
    /// In a commit.
    Commit(Commit),
}

/// A description that was read and has no mistakes.
#[derive(Debug)]
pub(crate) struct Side {
    /// For people: a branch, a commit or a folder.
    pub(crate) name: String,
    pub(crate) sources: Sources,
    pub(crate) api: Api,
}

impl Place {
    /// What was typed: a folder if there is one, or else whatever git knows by the name.
    pub(crate) fn typed(word: &str, spec: &Path, terminal: &Terminal<'_>) -> anyhow::Result<Self> {
        let folder = terminal.resolve(Path::new(word));
        if folder.is_dir() {
            return Ok(Self::Folder(folder));
        }
        Ok(Self::Commit(Repository::around(spec)?.commit(word)?))
    }
}

impl Side {
    /// Reads and checks a description. One with mistakes is shown with all of them, and cannot be compared.
    pub(crate) fn load(
        place: &Place,
        spec: &Path,
        terminal: &mut Terminal<'_>,
    ) -> anyhow::Result<Self> {
        let (name, sources) = match place {
            Place::Folder(folder) => {
                (terminal.display(folder), description::read(folder, terminal)?)
            }
            Place::Commit(commit) => (commit.name.clone(), committed(commit, spec, terminal)?),
        };
        let sources = Sources::new(sources);
        let reading = api_spec::read(&sources);
        let mut diagnostics = reading.diagnostics;
        let api = reading.api.filter(|api| match api_codegen::check(api) {
            Ok(()) => true,
            Err(clashes) => {
                diagnostics.extend(clashes);
                false
            }
        });
        if let Some(api) = api {
            return Ok(Self { name, sources, api });
        }
        terminal.complain(&render::human(&sources, &diagnostics, terminal.color));
        Err(anyhow::anyhow!("could not compare: the description at {name} has mistakes"))
    }
}

/// Reads a description out of a commit.
fn committed(commit: &Commit, spec: &Path, terminal: &Terminal<'_>) -> anyhow::Result<Vec<Source>> {
    let repository = Repository::around(spec)?;
    let inside = spec
        .strip_prefix(repository.root())
        .with_context(|| format!("`{}` lies outside of the repository", terminal.display(spec)))?;
    let inside = paths::slashed(inside);
    let is_part = |path: &str| description::is_part(path.strip_prefix(&inside).unwrap_or(path));
    let entries = repository.files(commit, &inside, is_part)?;
    ensure!(
        !entries.is_empty(),
        "could not compare: {} has no description in `{}`",
        commit.name,
        inside,
    );
    if let Some(large) = entries.iter().find(|entry| entry.size > MAX_FILE_BYTES) {
        anyhow::bail!(
            "could not compare: `{}` of {} has {} bytes, and a file of a description has at most {MAX_FILE_BYTES}",
            large.path,
            commit.name,
            large.size,
        );
    }
    let texts = repository.read(&entries)?;
    let shown = |path: &str| terminal.display(&repository.root().join(path));
    Ok(entries
        .iter()
        .zip(texts)
        .map(|(entry, text)| Source { path: shown(&entry.path), text })
        .collect())
}

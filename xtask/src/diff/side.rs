//! One side of a comparison: what its description says.

use std::path::Path;

use anyhow::{anyhow, bail};
use restwright_codegen::listing;
use restwright_diff::Snapshot;
use restwright_spec::{Api, Inferred, MAX_FILE_BYTES, Source, Sources, Span};

use super::document::Document;
use super::place::{Folder, Place, Subject};
use crate::checked::Checked;
use crate::description;
use crate::git::Commit;
use crate::import;
use crate::terminal::Terminal;

/// A description that was read and has no mistakes.
#[derive(Debug)]
pub(crate) struct Side {
    /// For people: a branch, a commit or a folder.
    pub(crate) name: String,
    pub(crate) sources: Sources,
    /// The commit that it is in, unless it is a folder.
    pub(crate) commit: Option<Commit>,
    /// What it says; nothing where there is no description yet.
    pub(crate) api: Option<Api>,
    /// What no person has confirmed.
    pub(crate) inferred: Vec<Inferred>,
    /// Set if it is an `OpenAPI` document.
    pub(crate) document: Option<Document>,
    /// The list of public items that is committed beside its client, where there is one.
    pub(crate) items: Option<String>,
}

impl Side {
    /// A side at which there is no description.
    pub(crate) fn without_description(name: String) -> Self {
        Self {
            name,
            sources: Sources::default(),
            commit: None,
            api: None,
            inferred: Vec::new(),
            document: None,
            items: None,
        }
    }

    /// What is compared of it, if there is a description.
    pub(crate) fn snapshot(&self) -> Option<Snapshot<'_>> {
        let api = self.api.as_ref()?;
        Some(Snapshot { api, items: self.items.as_deref() })
    }

    /// Finds the places that a report shows.
    pub(crate) fn finder(&self) -> Box<dyn Fn(Span) -> Span + '_> {
        match &self.document {
            Some(document) => Box::new(document.finder()),
            None => Box::new(|span| span),
        }
    }

    /// As a report shows it.
    pub(crate) fn shown(&self) -> restwright_diff::Side<'_> {
        restwright_diff::Side { name: &self.name, sources: &self.sources }
    }

    /// Reads and checks a description or a document. One with mistakes is shown with all of them, and cannot be compared.
    pub(crate) fn load(
        place: &Place,
        client: Option<&Path>,
        subject: &Subject,
        terminal: &mut Terminal<'_>,
    ) -> anyhow::Result<Self> {
        if let Some((name, entry, sources)) = document(place, subject, terminal)? {
            let (document, api, inferred) = Document::import(&name, (&sources, &entry), terminal)?;
            let document = Some(document);
            let commit = place.commit().cloned();
            return Ok(Self {
                name,
                sources,
                commit,
                api: Some(api),
                inferred,
                document,
                items: None,
            });
        }
        let (name, sources) = match place {
            Place::Folder(folder) => {
                (terminal.display(folder), description::read(folder, terminal)?)
            }
            Place::Commit(commit, folder) => {
                let inside = match folder {
                    Folder::Same => subject.inside(terminal)?,
                    Folder::Other(folder) => folder.clone(),
                };
                let sources = committed(commit, &inside, subject, terminal)?;
                match folder {
                    Folder::Other(_) if sources.is_empty() => {
                        bail!(
                            "cannot compare: {} has no description in `{inside}`\n  help: name the folder that holds it: `--base REF:DIR`",
                            commit.name
                        )
                    }
                    Folder::Same => (commit.name.clone(), sources),
                    Folder::Other(_) => (format!("{}:{inside}", commit.name), sources),
                }
            }
        };
        let commit = place.commit().cloned();
        let items = client.map(|client| items(place, client, subject)).transpose()?.flatten();
        if sources.is_empty() {
            return Ok(Self { commit, ..Self::without_description(name) });
        }
        let checked = Checked::new(sources);
        if checked.api.is_none() {
            checked.complain(terminal);
            return Err(anyhow!("cannot compare: the description at {name} has mistakes"));
        }
        let Checked { sources, inferred, api, .. } = checked;
        Ok(Self { name, sources, commit, api, inferred, document: None, items })
    }
}

/// Reads an `OpenAPI` document and the files that it refers to, if a place is one: its name, its path and all files.
fn document(
    place: &Place,
    subject: &Subject,
    terminal: &Terminal<'_>,
) -> anyhow::Result<Option<(String, String, Sources)>> {
    match place {
        Place::Folder(file) if file.is_file() => {
            let (sources, entry) = import::read(file, terminal)?;
            Ok(Some((entry.clone(), entry, sources)))
        }
        Place::Folder(_) => Ok(None),
        Place::Commit(commit, folder) => {
            let repository = subject.repository()?;
            let (name, inside) = match folder {
                Folder::Same => (commit.name.clone(), subject.inside(terminal)?),
                Folder::Other(folder) => (format!("{}:{folder}", commit.name), folder.clone()),
            };
            if repository.bytes(commit, &inside)?.is_none() {
                return Ok(None);
            }
            let shown = |path: &str| terminal.display(&repository.root().join(path));
            let sources = import::collect(&inside, |path| repository.bytes(commit, path))?;
            let sources = sources.with_paths(shown);
            Ok(Some((name, shown(&inside), sources)))
        }
    }
}

/// Reads the list of public items of a client, as it is committed or as it is now.
fn items(place: &Place, client: &Path, subject: &Subject) -> anyhow::Result<Option<String>> {
    let path = client.join(listing::LISTING);
    match place {
        Place::Folder(folder) if *folder == subject.spec => {
            let text = path.is_file().then(|| fs_err::read_to_string(&path));
            Ok(text.transpose()?)
        }
        // Nobody knows the client of any other folder.
        Place::Folder(_) => Ok(None),
        Place::Commit(commit, _) => {
            let repository = subject.repository()?;
            repository.file(commit, &repository.path_from_top(&path))
        }
    }
}

/// Reads a description out of a commit, which may have none.
fn committed(
    commit: &Commit,
    inside: &str,
    subject: &Subject,
    terminal: &Terminal<'_>,
) -> anyhow::Result<Vec<Source>> {
    let repository = subject.repository()?;
    let is_part = |path: &str| {
        let path = path.strip_prefix(inside).unwrap_or(path);
        description::is_part(path.trim_start_matches('/'))
    };
    let entries = repository.files(commit, inside, is_part)?;
    if let Some(large) = entries.iter().find(|entry| entry.size > MAX_FILE_BYTES) {
        bail!(
            "cannot compare: `{}` of {} has {} bytes, and a file of a description has at most {MAX_FILE_BYTES}",
            large.path,
            commit.name,
            large.size,
        );
    }
    let texts = repository.read(&entries)?;
    let shown = |path: &str| terminal.display(&repository.root().join(Path::new(path)));
    let files = entries.iter().zip(texts);
    Ok(files.map(|(entry, text)| Source { path: shown(&entry.path), text }).collect())
}

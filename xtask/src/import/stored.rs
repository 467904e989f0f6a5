//! The document of the last import, which is kept beside the description: what a later import is compared with.

use std::collections::BTreeMap;
use std::io;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, bail};
use restwright_openapi::Options;
use restwright_spec::{Source, Sources};
use toml_edit::{Array, DocumentMut, value};

use crate::paths::{quoted, to_slash};
use crate::terminal::Terminal;

/// The folder below that of the description. Readers of descriptions skip what is hidden.
const FOLDER: &str = ".openapi";
/// The document and the files that it refers to stand in this folder below it.
const DOCUMENT: &str = "document";
/// What to import of the document.
const OPTIONS: &str = "import.toml";

/// A document with what to import of it.
pub(super) struct Stored {
    /// Path of the document among the sources.
    pub(super) entry: String,
    pub(super) name: Option<String>,
    pub(super) include: Vec<String>,
    pub(super) exclude: Vec<String>,
    /// The document and the files that it refers to, as they lie to each other.
    sources: Vec<Source>,
}

impl Stored {
    /// Takes a document that was read.
    pub(super) fn new(
        sources: &Sources,
        options: &Options<'_>,
        terminal: &Terminal<'_>,
    ) -> anyhow::Result<Self> {
        let whole = |path: &str| normal(&terminal.directory.join(path));
        let mut root = whole(options.entry);
        root.pop();
        for (_, file) in sources.iter() {
            while !whole(file.path()).starts_with(&root) {
                if !root.pop() {
                    bail!("`{}` is on another drive than the document", file.path());
                }
            }
        }
        let below = |path: &str| -> anyhow::Result<String> {
            Ok(to_slash(whole(path).strip_prefix(&root)?))
        };
        let mut stored = Vec::new();
        for (_, file) in sources.iter() {
            stored.push(Source { path: below(file.path())?, text: file.text().into() });
        }
        Ok(Self {
            entry: below(options.entry)?,
            name: options.name.map(ToOwned::to_owned),
            include: options.include.to_vec(),
            exclude: options.exclude.to_vec(),
            sources: stored,
        })
    }

    /// The files to write, with paths below the folder of the description.
    pub(super) fn files(&self) -> anyhow::Result<BTreeMap<PathBuf, String>> {
        let mut options = DocumentMut::new();
        options["document"] = value(&self.entry);
        if let Some(name) = &self.name {
            options["name"] = value(name);
        }
        for (key, list) in [("include", &self.include), ("exclude", &self.exclude)] {
            if !list.is_empty() {
                options[key] = value(list.iter().collect::<Array>());
            }
        }
        let folder = Path::new(FOLDER);
        let about = "# The document of the last import, which `import openapi --update` compares with. Commit it.\n";
        let mut files = BTreeMap::from([(folder.join(OPTIONS), format!("{about}{options}"))]);
        for source in &self.sources {
            let text = String::from_utf8(source.text.clone())?;
            files.insert(folder.join(DOCUMENT).join(&source.path), text);
        }
        Ok(files)
    }

    /// Reads what an import has left beside a description.
    pub(super) fn read(out: &Path, terminal: &Terminal<'_>) -> anyhow::Result<Self> {
        let folder = out.join(FOLDER);
        let text = match fs_err::read_to_string(folder.join(OPTIONS)) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => bail!(
                "`{}` has no document of a last import to compare with\n  help: import the document that the description was made from with `{} import openapi FILE --out NEW`, and move `NEW/{FOLDER}` to {}",
                terminal.display(out),
                terminal.program,
                quoted(&out.join(FOLDER)),
            ),
            Err(error) => return Err(error.into()),
        };
        let shown = terminal.display(&folder.join(OPTIONS));
        let options: DocumentMut =
            text.parse().with_context(|| format!("`{shown}` is not TOML"))?;
        let text_of =
            |key: &str| options.get(key).and_then(|value| value.as_str()).map(ToOwned::to_owned);
        let list_of = |key: &str| {
            let list = options.get(key).and_then(|value| value.as_array());
            let texts = list.into_iter().flatten().filter_map(|value| value.as_str());
            texts.map(ToOwned::to_owned).collect()
        };
        let entry =
            text_of("document").with_context(|| format!("`{shown}` names no `document`"))?;
        let root = folder.join(DOCUMENT);
        let mut sources = Vec::new();
        collect(&root, &root, &mut sources)?;
        if sources.iter().all(|source| source.path != entry) {
            bail!(
                "`{shown}` names the document `{entry}`, which is not in `{}`",
                terminal.display(&root)
            );
        }
        Ok(Self {
            entry,
            name: text_of("name"),
            include: list_of("include"),
            exclude: list_of("exclude"),
            sources,
        })
    }

    /// The document and the files that it refers to.
    pub(super) fn sources(&self) -> Sources {
        Sources::new(self.sources.clone())
    }

    /// Paths of all files, below the folder of the description.
    pub(super) fn paths(&self) -> impl Iterator<Item = PathBuf> {
        self.sources.iter().map(|source| Path::new(FOLDER).join(DOCUMENT).join(&source.path))
    }
}

/// Reads all files below a folder. Links are not followed.
fn collect(root: &Path, folder: &Path, sources: &mut Vec<Source>) -> anyhow::Result<()> {
    for entry in fs_err::read_dir(folder)? {
        let entry = entry?;
        let (path, kind) = (entry.path(), entry.file_type()?);
        if kind.is_dir() {
            collect(root, &path, sources)?;
        } else if kind.is_file() {
            let text = fs_err::read(&path)?;
            sources.push(Source { path: to_slash(path.strip_prefix(root)?), text });
        }
    }
    Ok(())
}

/// A path without `.` and `..`, as references in documents are followed.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(normal.pop()),
            part => normal.push(part),
        }
    }
    normal
}

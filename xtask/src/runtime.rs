//! Where a client takes its runtime from, as it is typed behind `--runtime` and recorded in the client's manifest.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use anyhow::{Context as _, ensure};
use restwright_codegen::{File, RUNTIME_PACKAGE, Runtime, Sources, toml_string};
use restwright_runtime::source;
use toml_edit::{DocumentMut, Item};

use crate::manifest::Manifest;
use crate::paths;
use crate::terminal::Terminal;

/// The version of the runtime that this generator emits code for: all packages of the project share it.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Where a client takes its runtime from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// The package registry.
    Registry,
    /// A git repository, with a commit, tag or branch if one is named.
    Git { url: String, revision: Option<String> },
    /// A folder, with `/`; relative ones start at the client.
    Path(String),
    /// The sources themselves, inside the client.
    Vendored,
}

impl FromStr for Source {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let source = match text.split_once('=') {
            None if text == "registry" => Self::Registry,
            None if text == "vendored" => Self::Vendored,
            Some(("git", url)) if !url.is_empty() => match url.split_once('#') {
                Some((url, revision)) => {
                    Self::Git { url: url.to_owned(), revision: Some(revision.to_owned()) }
                }
                None => Self::Git { url: url.to_owned(), revision: None },
            },
            Some(("path", folder)) if !folder.is_empty() => Self::Path(folder.to_owned()),
            _ => {
                return Err(
                    "use `registry`, `vendored`, `git=URL`, `git=URL#REVISION` or `path=DIR`"
                        .to_owned(),
                );
            }
        };
        if text.chars().any(char::is_control) {
            return Err("it holds a control character".to_owned());
        }
        Ok(source)
    }
}

impl fmt::Display for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Registry => formatter.write_str("registry"),
            Self::Git { url, revision: None } => write!(formatter, "git={url}"),
            Self::Git { url, revision: Some(revision) } => {
                write!(formatter, "git={url}#{revision}")
            }
            Self::Path(folder) => write!(formatter, "path={folder}"),
            Self::Vendored => formatter.write_str("vendored"),
        }
    }
}

impl Source {
    /// The folder of a runtime as a source for a client in another folder. Both are resolved.
    pub(crate) fn at(folder: &Path, client: &Path) -> Self {
        Self::Path(paths::to_slash(&paths::relative(client, folder)))
    }

    /// The source as typed, where a folder starts at the current one, for the client in another folder.
    pub(crate) fn in_client(&self, client: &Path, terminal: &Terminal<'_>) -> Self {
        match self {
            Self::Path(folder) => Self::at(&terminal.resolve(Path::new(folder)), client),
            _ => self.clone(),
        }
    }

    /// The runtime for the client in a folder.
    pub(crate) fn runtime(&self, client: &Path) -> anyhow::Result<Runtime> {
        let place = match self {
            Self::Vendored => return Ok(Runtime::Vendored(sources()?)),
            Self::Registry => String::new(),
            Self::Git { url, revision } => {
                let revision = revision.as_deref();
                let revision =
                    revision.map(|revision| format!(", rev = {}", toml_string(revision)));
                format!(", git = {}{}", toml_string(url), revision.unwrap_or_default())
            }
            Self::Path(folder) => {
                ensure!(
                    is_runtime(&client.join(folder))?,
                    "`{folder}` does not hold the package `{RUNTIME_PACKAGE}`\n  help: name its folder with `--runtime path=DIR`, or use `--runtime vendored`"
                );
                format!(", path = {}", toml_string(folder))
            }
        };
        // The version counts where the client is published, which takes the place away.
        Ok(Runtime::Package(format!(
            "{{ version = \"{VERSION}\"{place}, default-features = false }}"
        )))
    }
}

fn is_runtime(folder: &Path) -> anyhow::Result<bool> {
    let manifest = Manifest::read(&paths::resolve(folder))?;
    Ok(manifest.is_some_and(|manifest| manifest.name() == Some(RUNTIME_PACKAGE)))
}

/// The sources of the runtime, which this program holds.
fn sources() -> anyhow::Result<Sources> {
    let manifest: DocumentMut =
        source::MANIFEST.parse().context("bug: the manifest of the runtime is not valid")?;
    let mut sources = Sources::default();
    for (path, text) in source::files() {
        // A checkout may have other line ends.
        sources.files.push(File { path, contents: text.replace("\r\n", "\n") });
    }
    for (feature, enables) in table(&manifest, "features")? {
        let enables = enables.as_array().into_iter().flatten();
        let enables = enables.filter_map(|name| name.as_str().map(str::to_owned)).collect();
        sources.features.insert(feature.to_owned(), enables);
    }
    let own = sources.features.remove("source").unwrap_or_default();
    for (name, value) in table(&manifest, "dependencies")? {
        if !own.contains(&format!("dep:{name}")) {
            sources.dependencies.insert(name.to_owned(), dependency(value));
        }
    }
    Ok(sources)
}

fn table<'a>(
    manifest: &'a DocumentMut,
    name: &str,
) -> anyhow::Result<impl Iterator<Item = (&'a str, &'a Item)>> {
    let table = manifest.get(name).and_then(Item::as_table);
    Ok(table.with_context(|| format!("bug: the manifest of the runtime has no `[{name}]`"))?.iter())
}

/// A dependency as one line: a package in the registry has each as a table of its own.
fn dependency(value: &Item) -> String {
    let inline = match value.as_table() {
        Some(table) => table.clone().into_inline_table().to_string(),
        None => value.to_string(),
    };
    inline.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_recorded_as_they_are_typed() {
        for text in
            ["registry", "vendored", "git=https://a.example/b", "git=ssh://git@a/b#v1", "path=../r"]
        {
            assert_eq!(text.parse::<Source>().expect(text).to_string(), text);
        }
        for text in ["", "git", "git=", "path=", "crates.io", "vendored=", "path=a\nb"] {
            assert!(text.parse::<Source>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_vendored_runtime_names_the_versions_that_it_needs() {
        let sources = sources().expect("the sources of the runtime");
        for (name, value) in &sources.dependencies {
            assert!(!value.contains("workspace"), "`{name}` names no version of its own: {value}");
        }
        assert!(!sources.dependencies.contains_key("include_dir"));
        assert!(sources.files.iter().any(|file| file.path == "mock/mod.rs"));
    }
}

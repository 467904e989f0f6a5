//! `cargo xtask new api`: a description to start from.

use std::io;
use std::path::Path;

use anyhow::bail;
use restwright_spec::Source;

use crate::checked::Checked;
use crate::exit::Exit;
use crate::paths::quoted;
use crate::template::{self, fill};
use crate::terminal::Terminal;
use crate::{id, validate};

/// The files of the description: path and template.
const FILES: [(&str, &str); 5] = [
    ("api.yaml", include_str!("../templates/api/api.yaml")),
    ("errors.yaml", include_str!("../templates/api/errors.yaml")),
    ("operations/notes.yaml", include_str!("../templates/api/operations/notes.yaml")),
    ("parameters.yaml", include_str!("../templates/api/parameters.yaml")),
    ("types/note.yaml", include_str!("../templates/api/types/note.yaml")),
];

/// Writes the description of an API called `name` into `folder`.
pub(crate) fn run(name: &str, folder: &Path, terminal: &mut Terminal<'_>) -> anyhow::Result<Exit> {
    id::check_package(name)?;
    let typed = folder;
    let folder = terminal.resolve(folder);
    check_empty(&folder, terminal)?;
    let workspace = terminal.workspace()?;
    let mut sources = Vec::new();
    for (path, template) in FILES {
        let path = folder.join(path);
        let schema = template::schema_link(&path, &workspace)?;
        let text = fill(
            template,
            &[("__SCHEMA__", &schema), ("__NAME__", &id::yaml(name)), ("__TITLE__", &title(name))],
        );
        sources.push(Source { path: terminal.display(&path), text: text.into_bytes() });
    }
    // Some names follow the rules of the language and are still of no use, such as the names of Rust's own crates.
    let checked = Checked::new(sources.clone());
    checked.complain(terminal);
    let Some(api) = &checked.api else {
        terminal.complain(&format!("no file was written: choose another name than `{name}`"));
        return Ok(Exit::Findings);
    };
    for ((path, _), source) in FILES.iter().zip(&sources) {
        template::create(&folder.join(path), &source.text)?;
        terminal.say(&format!("wrote {}", source.path))?;
    }
    terminal.say(&validate::contents(api))?;
    terminal.say(&format!(
        "next: change it to what your API is, look for mistakes with `cargo xtask validate --spec {0}`, then write the client with `cargo xtask generate --spec {0} --out DIR`",
        quoted(typed),
    ))?;
    Ok(Exit::Fine)
}

/// Refuses a folder that holds anything.
fn check_empty(folder: &Path, terminal: &Terminal<'_>) -> anyhow::Result<()> {
    let mut entries = match fs_err::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    match entries.next() {
        None => Ok(()),
        Some(_) => {
            bail!("`{}` is not empty\n  help: name a new folder", terminal.display(folder))
        }
    }
}

/// `pet-shop` as a title: `Pet shop`.
fn title(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let (first, rest) = words.split_at(1);
    format!("{}{rest} API", first.to_ascii_uppercase())
}

//! The command `new api`: a description to start from.

use std::io;
use std::path::{Path, PathBuf};

use anyhow::bail;
use restwright_spec::Source;

use crate::checked::Checked;
use crate::exit::Exit;
use crate::generate::{self, Mode};
use crate::home::{Home, SPEC, schema_in};
use crate::paths::quoted;
use crate::target::{Place, Target};
use crate::template::{self, fill};
use crate::terminal::Terminal;
use crate::{description, id, runtime, validate};

/// The files of the description: path and template.
const FILES: [(&str, &str); 5] = [
    ("api.yaml", include_str!("../templates/api/api.yaml")),
    ("errors.yaml", include_str!("../templates/api/errors.yaml")),
    ("operations/notes.yaml", include_str!("../templates/api/operations/notes.yaml")),
    ("parameters.yaml", include_str!("../templates/api/parameters.yaml")),
    ("types/note.yaml", include_str!("../templates/api/types/note.yaml")),
];

/// Writes the description of an API called `name` into a folder; or, if none is named, a whole client.
pub(crate) fn run(
    name: &str,
    folder: Option<&Path>,
    runtime: Option<&runtime::Source>,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<Exit> {
    id::check_package(name)?;
    let client = Path::new(name);
    check_empty(&terminal.resolve(folder.unwrap_or(client)), terminal)?;
    if let Some(source) = runtime {
        // A wrong one must not leave a description without its client.
        let client = terminal.resolve(client);
        source.in_client(&client, terminal).runtime(&client)?;
    }
    let spec = folder.map_or_else(|| client.join(SPEC), Path::to_path_buf);
    let Some(contents) = write(name, &terminal.resolve(&spec), terminal)? else {
        return Ok(Exit::Findings);
    };
    if folder.is_none() {
        let place = Place { spec: Some(spec.clone()), out: Some(client.to_path_buf()) };
        let target = Target::choose(&place, terminal)?;
        let checked = Checked::new(description::read(&target.spec, terminal)?);
        let exit = generate::update(&target, &checked, runtime, Mode::Write, None, terminal)?;
        if exit != Exit::Fine {
            return Ok(exit);
        }
    }
    terminal.say(&contents)?;
    let program = terminal.program;
    let spec = quoted(&spec);
    terminal.say(&match folder {
        None => format!(
            "next: run `cd {name}`, describe your API in `{SPEC}`, check it with `{program} validate`, which lists texts that are still to be written, then run `{program} generate` and `cargo test --features mock`"
        ),
        Some(_) => format!(
            "next: describe your API in `{spec}`, check it with `{program} validate --spec {spec}`, which lists texts that are still to be written, then write the client with `{program} generate --spec {spec} --out DIR`"
        ),
    })?;
    Ok(Exit::Fine)
}

/// Writes the files of the description and tells what is in them.
fn write(name: &str, folder: &Path, terminal: &mut Terminal<'_>) -> anyhow::Result<Option<String>> {
    let schema = schema(folder, terminal);
    let mut sources = Vec::new();
    for (path, template) in FILES {
        let path = folder.join(path);
        let link = template::schema_link(&path, &schema)?;
        let text = fill(
            template,
            &[("__SCHEMA__", &link), ("__NAME__", &id::yaml(name)), ("__TITLE__", &title(name))],
        );
        sources.push(Source { path: terminal.display(&path), text: text.into_bytes() });
    }
    // Some valid names are unusable, such as the names of Rust's own crates.
    let checked = Checked::new(sources.clone());
    let Some(api) = &checked.api else {
        checked.complain(terminal);
        terminal.complain(&format!("no file was written: choose another name than `{name}`"));
        return Ok(None);
    };
    let mut written = Vec::new();
    for ((path, _), source) in FILES.iter().zip(&sources) {
        template::create(&folder.join(path), &source.text)?;
        written.push(source.path.clone());
        terminal.say(&format!("wrote {}", source.path))?;
    }
    if schema.starts_with(folder) {
        template::create(&schema, restwright_spec::schema().as_bytes())?;
        terminal.say(&format!("wrote {}", terminal.display(&schema)))?;
    }
    terminal.result("written", written.into());
    Ok(Some(validate::contents(api)))
}

/// The JSON Schema that editors use for a description: that of the workspace of this project, or one beside it.
pub(crate) fn schema(spec: &Path, terminal: &Terminal<'_>) -> PathBuf {
    match terminal.home() {
        Ok(home @ Home::Workspace(_)) => home.schema(),
        _ => schema_in(spec),
    }
}

/// Refuses a folder that holds anything.
pub(crate) fn check_empty(folder: &Path, terminal: &Terminal<'_>) -> anyhow::Result<()> {
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

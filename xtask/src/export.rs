//! The command `export`: a document of another language from a description.

use std::path::{Path, PathBuf};

use clap::{Subcommand, ValueEnum};
use restwright_openapi::Form;

use crate::checked::Checked;
use crate::exit::{Exit, Misuse};
use crate::paths::is_hidden;
use crate::terminal::Terminal;
use crate::{description, write};

/// What to export.
#[derive(Debug, Subcommand)]
pub(crate) enum To {
    /// Export an OpenAPI 3.1 document, which `import openapi` turns back into the same description
    Openapi(Arguments),
}

/// Arguments of `export openapi`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Folder of the description [default: that of the client around the current folder]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// Output format [default: `json` if the name of the file ends in `.json`, else `yaml`]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// File to write; an older one is replaced [default: print the document]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Output formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Yaml,
    Json,
}

/// Exports a description. One with an error is not exported.
pub(crate) fn run(to: &To, terminal: &mut Terminal<'_>) -> anyhow::Result<Exit> {
    let To::Openapi(arguments) = to;
    let folder = description::folder(arguments.spec.as_deref(), terminal)?;
    let out = arguments.out.as_ref().map(|out| terminal.resolve(out));
    if let Some(out) = &out {
        check_place(out, &folder, terminal)?;
    }
    let checked = Checked::new(description::read(&folder, terminal)?);
    checked.complain(terminal);
    let Some(api) = &checked.api else {
        terminal.complain("nothing was exported");
        return Ok(Exit::Findings);
    };
    let ends_in_json =
        out.as_ref().and_then(|out| out.extension()).is_some_and(|end| end == "json");
    let form = match arguments.format {
        Some(Format::Json) => Form::Json,
        None if ends_in_json => Form::Json,
        Some(Format::Yaml) | None => Form::Yaml,
    };
    let text = restwright_openapi::export(api, &checked.inferred, form);
    match out {
        Some(out) => {
            write::replace(&out, &text)?;
            terminal.say(&format!("wrote `{}`", terminal.display(&out)))?;
        }
        None => terminal.document(&text, form == Form::Json)?,
    }
    Ok(Exit::Fine)
}

/// Refuses a file that would be read as a part of the description, and a folder.
fn check_place(out: &Path, folder: &Path, terminal: &Terminal<'_>) -> anyhow::Result<()> {
    let shown = terminal.display(out);
    if out.is_dir() {
        return Err(
            Misuse(format!("`{shown}` is a folder\n  help: name a file with `--out`")).into()
        );
    }
    let is_yaml = out.extension().is_some_and(|end| end == "yaml" || end == "yml");
    let below = out.strip_prefix(folder).ok().filter(|_| is_yaml);
    if below.is_some_and(|below| !below.ancestors().any(is_hidden)) {
        let message = format!(
            "`{shown}` would be read as a part of the description\n  help: write it outside of `{}`",
            terminal.display(folder),
        );
        return Err(Misuse(message).into());
    }
    Ok(())
}

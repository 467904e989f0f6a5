//! The command `validate`: what is wrong with a description.

use std::path::Path;

use clap::ValueEnum;
use restwright_spec::{Api, render};

use crate::checked::Checked;
use crate::description;
use crate::exit::Exit;
use crate::git::Repository;
use crate::report::counted;
use crate::terminal::Terminal;

/// Output formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people: source lines and hints
    Human,
    /// For programs: one JSON document
    Json,
    /// For GitHub Actions: annotations of a pull request
    Github,
}

/// Checks a description and shows the findings.
pub(crate) fn run(
    spec: Option<&Path>,
    format: Format,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<Exit> {
    let folder = description::folder(spec, terminal)?;
    if format != Format::Human {
        terminal.progress.hide();
    }
    terminal.progress.stage("reading");
    let texts = description::read(&folder, terminal)?;
    terminal.progress.stage("checking");
    let checked = Checked::new(texts);
    match format {
        Format::Human | Format::Json => checked.complain(terminal),
        Format::Github => {
            let repository = Repository::around(&folder).ok();
            let from_top = |path: &str| match &repository {
                Some(repository) => repository.path_from_top(&terminal.resolve(Path::new(path))),
                None => path.to_owned(),
            };
            let sources = checked.sources.with_paths(from_top);
            terminal.show(&render::github(&sources, &checked.diagnostics))?;
        }
    }
    let Some(api) = &checked.api else {
        return Ok(Exit::Findings);
    };
    terminal.say(&format!("{}: {}", contents(api), rating(&checked)))?;
    let operations: usize = api.groups.iter().map(|group| group.operations.len()).sum();
    terminal.result("operations", operations.into());
    terminal.result("types", api.types.len().into());
    terminal.result("errors", api.errors.len().into());
    Ok(Exit::Fine)
}

/// How much an API describes.
pub(crate) fn contents(api: &Api) -> String {
    let operations: usize = api.groups.iter().map(|group| group.operations.len()).sum();
    let count = |count: usize, what: &str| match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    };
    [
        count(operations, "operation"),
        count(api.types.len(), "type"),
        count(api.errors.len(), "error"),
    ]
    .join(", ")
}

fn rating(checked: &Checked) -> String {
    match checked.diagnostics.len() {
        0 => "valid".to_owned(),
        // Where there is a model, there are no errors.
        warnings => format!("valid, with {}", counted(warnings, "warning", "warnings")),
    }
}

//! `cargo xtask diff`: what a change of a description means for those who use the API and its client.

mod output;
mod policy;
mod side;

use std::path::{Path, PathBuf};

use api_diff::{Report, Sides};
use api_spec::render::Color;
use clap::Args;

use crate::exit::Exit;
use crate::exit::Misuse;
use crate::git::{Commit, Repository};
use crate::terminal::Terminal;
use crate::{description, today, write};

use output::Output;
use policy::Policy;
pub(crate) use side::{Place, Side};

/// What `diff` compares, and how it shows what it found.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    sides: SideArguments,
    /// How to show it: text, markdown, json, github or html, each with `=FILE` to be written there; may be repeated
    #[arg(long, value_name = "FORM[=FILE]")]
    format: Vec<Output>,
    /// End with code 1 if this happens; several are separated by commas
    #[arg(long, value_name = "POLICY", value_enum, value_delimiter = ',', default_value = "none")]
    fail_on: Vec<Policy>,
}

/// The two sides of a comparison.
#[derive(Debug, Args)]
pub(crate) struct SideArguments {
    /// What it was: a folder, or whatever git knows by this name [default: where the head left the main branch; for a
    /// changelog the last tag, if there is one]
    #[arg(long, value_name = "REF|DIR")]
    base: Option<String>,
    /// What it is to become: a folder, or whatever git knows by this name [default: the work tree]
    #[arg(long, value_name = "REF|DIR")]
    head: Option<String>,
    /// Folder of the description [default: the one below `spec/` that holds an `api.yaml`]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
}

/// Compares two sides, shows what changed, and tells whether it hits a policy.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal<'_>) -> anyhow::Result<Exit> {
    let printed = arguments.format.iter().filter(|output| output.file.is_none()).count();
    if printed > 1 {
        return Err(Misuse(
            "only one form can be printed\n  help: name files for the others, such as `--format markdown=diff.md`".to_owned(),
        )
        .into());
    }
    let (base, head) = sides(&arguments.sides, Since::MergeBase, terminal)?;
    let report = Report::new(&base.api, &head.api, Some(&today::utc()));
    let sides = Sides {
        base: api_diff::Side { name: &base.name, sources: &base.sources },
        head: api_diff::Side { name: &head.name, sources: &head.sources },
    };
    show(arguments, &report, &sides, terminal)?;
    let hit: Vec<_> = arguments
        .fail_on
        .iter()
        .filter(|policy| policy.is_hit(&report))
        .map(|policy| policy.name())
        .collect();
    if hit.is_empty() {
        return Ok(Exit::Fine);
    }
    terminal.complain(&format!("the change is not permitted: {}", hit.join(", ")));
    Ok(Exit::Findings)
}

/// What a side is compared with unless told otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Since {
    /// The point where it left the main branch.
    MergeBase,
    /// The last tag before it, or else the same point.
    Release,
}

/// Both sides: what was typed, or else the work tree against what it grew from.
pub(crate) fn sides(
    arguments: &SideArguments,
    since: Since,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<(Side, Side)> {
    let spec = spec(arguments, terminal)?;
    let head =
        arguments.head.as_deref().map(|word| Place::typed(word, &spec, terminal)).transpose()?;
    let base = match &arguments.base {
        Some(word) => Place::typed(word, &spec, terminal)?,
        None => Place::Commit(origin(head.as_ref(), since, &Repository::around(&spec)?)?),
    };
    let head = head.unwrap_or_else(|| Place::Folder(spec.clone()));
    let base = Side::load(&base, &spec, terminal)?;
    let head = Side::load(&head, &spec, terminal)?;
    Ok((base, head))
}

/// The commit that a side grew from.
fn origin(side: Option<&Place>, since: Since, repository: &Repository) -> anyhow::Result<Commit> {
    let of = match side {
        Some(Place::Commit(commit)) => Some(commit),
        _ => None,
    };
    let release = match since {
        Since::Release => repository.last_tag(of)?,
        Since::MergeBase => None,
    };
    release.map_or_else(|| repository.merge_base(of), Ok)
}

/// The folder of the description, which need not be there if both sides are elsewhere.
fn spec(arguments: &SideArguments, terminal: &Terminal<'_>) -> anyhow::Result<PathBuf> {
    let is_folder = |word: &Option<String>| {
        word.as_ref().is_some_and(|word| terminal.resolve(Path::new(word)).is_dir())
    };
    if arguments.spec.is_none() && is_folder(&arguments.base) && is_folder(&arguments.head) {
        return Ok(terminal.resolve(Path::new(".")));
    }
    description::folder(arguments.spec.as_deref(), terminal)
}

/// Prints the report, and writes it where files were named.
fn show(
    arguments: &Arguments,
    report: &Report,
    sides: &Sides<'_>,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<()> {
    let usual = [Output { form: output::Form::Text, file: None }];
    let outputs = if arguments.format.is_empty() { &usual[..] } else { &arguments.format };
    for output in outputs {
        match &output.file {
            None => terminal.show(&output.form.render(report, sides, terminal.color))?,
            Some(file) => {
                let text = output.form.render(report, sides, Color::Never);
                write::replace(&terminal.resolve(file), &text)?;
            }
        }
    }
    Ok(())
}

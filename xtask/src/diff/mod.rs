//! The command `diff`: reports what a change of a description breaks.

mod document;
mod output;
mod place;
mod policy;
mod side;
mod sides;

use std::path::PathBuf;

use clap::Args;
use restwright_diff::Report;
use restwright_spec::render::Color;

use crate::exit::{Exit, Misuse};
use crate::target::{self, Target};
use crate::terminal::Terminal;
use crate::write;

use output::{Form, Output};
use policy::Policy;

pub(crate) use sides::{SideArguments, Sides, Since};

/// The arguments of `diff`.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    sides: SideArguments,
    /// The release whose version is compared: a git revision, `last-tag`, or a pattern for the last tag such as
    /// `pets-v*` [default: the base if named, else `last-tag`]
    #[arg(long, value_name = "REF|PATTERN", value_parser = sides::name)]
    release: Option<String>,
    /// Folder of the client crate, for changes of its public items that come from the generator [default: the one
    /// around the current folder]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Output format: text, markdown, json, github, html, sarif or junit, with `=FILE` to write to a file; may be repeated
    #[arg(long, value_name = "FORM[=FILE]")]
    format: Vec<Output>,
    /// Exit with code 1 on these findings, separated by commas
    #[arg(long, value_name = "POLICY", value_enum, value_delimiter = ',', default_value = "none")]
    fail_on: Vec<Policy>,
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
    for (at, output) in arguments.format.iter().enumerate() {
        let file = |output: &Output| output.file.as_ref().map(|file| terminal.resolve(file));
        let is_same = |other: &Output| other.file.is_some() && file(other) == file(output);
        if arguments.format[..at].iter().any(is_same) {
            let file = file(output).map(|file| terminal.display(&file)).unwrap_or_default();
            return Err(Misuse(format!(
                "two formats would be written to `{file}`\n  help: give each format a file of its own"
            ))
            .into());
        }
    }
    let release = arguments.release.as_deref();
    let place = target::Place { spec: arguments.sides.spec.clone(), out: arguments.out.clone() };
    // Two folders can be compared anywhere, and a client that nobody named may not be the one of the description.
    let client = match &arguments.out {
        Some(out) => Some(terminal.resolve(out)),
        None => Target::choose(&place, terminal).ok().map(|target| target.out),
    };
    let client = client.as_deref();
    let sides = Sides::read(&arguments.sides, Since::MergeBase, release, client, terminal)?;
    let report = sides.report();
    show(arguments, &report, &sides, terminal)?;
    let policies = arguments.fail_on.iter().filter(|policy| policy.is_violated(&report));
    let hit: Vec<_> = policies.map(|policy| policy.name()).collect();
    if hit.is_empty() {
        return Ok(Exit::Fine);
    }
    terminal.complain(&format!("policy violated: {}", hit.join(", ")));
    Ok(Exit::Findings)
}

/// Prints the report, and writes it where files were named.
fn show(
    arguments: &Arguments,
    report: &Report,
    sides: &Sides,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<()> {
    let usual = [Output { form: Form::Text, file: None }];
    let outputs = if arguments.format.is_empty() { &usual[..] } else { &arguments.format };
    let plain = sides.shown();
    let [base, head] = sides.sources_from_top(terminal);
    let from_top = restwright_diff::Sides {
        base: restwright_diff::Side { sources: &base, ..plain.base },
        head: restwright_diff::Side { sources: &head, ..plain.head },
        ..plain
    };
    for output in outputs {
        let shown = if output.form.is_for_services() { &from_top } else { &plain };
        match &output.file {
            None => {
                let text = output.form.render(report, shown, terminal.color);
                terminal.document(&text, output.form == Form::Json)?;
            }
            Some(file) => {
                let text = output.form.render(report, shown, Color::Never);
                write::replace(&terminal.resolve(file), &text)?;
            }
        }
    }
    Ok(())
}

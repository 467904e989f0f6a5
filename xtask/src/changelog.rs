//! The command `changelog`: what users of a client are told of a change of its description.

use std::path::PathBuf;

use anyhow::ensure;
use clap::Args;
use restwright_diff::changelog;

use crate::diff::{SideArguments, Sides, Since};
use crate::exit::Exit;
use crate::target::{Place, Target};
use crate::terminal::Terminal;
use crate::write;

/// The file in the folder of the client.
const FILE: &str = "CHANGELOG.md";

/// What a client without a changelog begins with.
const START: &str = "# Changelog\n\nIn the form of [Keep a Changelog](https://keepachangelog.com/en/1.1.0/).\n\n## Unreleased\n";

/// What `changelog` compares, and what it writes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    sides: SideArguments,
    /// Folder of the client crate [default: the one around the current folder]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write nothing; end with code 1 if the section is out of date
    #[arg(long)]
    check: bool,
}

/// Writes the section of what is not yet released, or tells whether it is out of date.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal<'_>) -> anyhow::Result<Exit> {
    let place = Place { spec: arguments.sides.spec.clone(), out: arguments.out.clone() };
    let out = Target::choose(&place, terminal)?.out;
    ensure!(
        out.is_dir(),
        "there is no client in `{}`\n  help: write it first, with `{} generate`",
        terminal.display(&out),
        terminal.program,
    );
    let sides = Sides::read(&arguments.sides, Since::Release, None, Some(&out), terminal)?;
    let report = sides.report();
    let path = out.join(FILE);
    let shown = terminal.display(&path);
    let old = if path.exists() { fs_err::read_to_string(&path)? } else { START.to_owned() };
    let new = changelog::replace_unreleased(&old, &changelog::section(&report))
        .map_err(|problem| anyhow::anyhow!("`{shown}`: {problem}"))?;
    terminal.result("file", shown.clone().into());
    terminal.result("is_up_to_date", (new == old).into());
    if new == old {
        terminal.say(&format!("{shown}: up to date"))?;
        return Ok(Exit::Fine);
    }
    if arguments.check {
        terminal.complain(&format!(
            "error: {shown}: out of date\n  help: run `{} changelog`",
            terminal.program
        ));
        return Ok(Exit::Findings);
    }
    write::replace(&path, &new)?;
    terminal.say(&format!("{shown}: wrote"))?;
    Ok(Exit::Fine)
}

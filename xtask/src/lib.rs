//! The command line of the workspace: reads a description, writes its client and tells what is out of date.
//!
//! A library, so that tests run commands without a process. All IO of the project is done here; the reader and
//! the generator see texts only.

mod changelog;
mod checked;
mod cli;
mod description;
mod diff;
mod disk;
mod generate;
mod git;
mod id;
mod mock;
mod new_api;
mod new_operation;
mod paths;
mod plan;
mod report;
mod schema;
mod target;
mod template;
mod terminal;
mod today;
mod validate;
mod write;

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use clap::Parser as _;

pub use api_spec::render::Color;
pub use paths::is_workspace;
pub use terminal::Terminal;

/// How a command ended; the number is the exit code of the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done, and nothing to complain about.
    Fine = 0,
    /// The description has errors, or files are out of date.
    Findings = 1,
    /// The command line makes no sense.
    Usage = 2,
    /// Something outside of the command's reach was in the way: a file, a folder, a right.
    Failed = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Runs the command that `arguments` name; the first is the name of the program.
pub fn main(arguments: impl IntoIterator<Item = OsString>, terminal: &mut Terminal<'_>) -> Exit {
    let command = match cli::Cli::try_parse_from(arguments) {
        Ok(cli) => cli.command,
        Err(answer) => return terminal.answer(&answer),
    };
    run(command, terminal).unwrap_or_else(|error| explain(&error, terminal))
}

fn run(command: cli::Command, terminal: &mut Terminal<'_>) -> anyhow::Result<Exit> {
    match command {
        cli::Command::Generate { place, mode } => generate::run(&place, mode.into(), terminal),
        cli::Command::Check { place } => generate::run(&place, generate::Mode::Check, terminal),
        cli::Command::Validate { spec, format } => validate::run(spec.as_deref(), format, terminal),
        cli::Command::Schema { check } => schema::run(check, terminal),
        cli::Command::Mock { port, out } => mock::run(port, out.as_deref(), terminal),
        cli::Command::Changelog(arguments) => changelog::run(&arguments, terminal),
        cli::Command::Diff(arguments) => diff::run(&arguments, terminal),
        cli::Command::New { what: cli::New::Api { name, folder } } => {
            new_api::run(&name, &folder, terminal)
        }
        cli::Command::New { what: cli::New::Operation { id, spec } } => {
            new_operation::run(&id, spec.as_deref(), terminal)
        }
    }
}

/// Tells why a command could not run.
fn explain(error: &anyhow::Error, terminal: &mut Terminal<'_>) -> Exit {
    // Whoever closed the pipe has read all that they wanted.
    let closed = |cause: &io::Error| cause.kind() == io::ErrorKind::BrokenPipe;
    if !error.downcast_ref::<io::Error>().is_some_and(closed) {
        terminal.complain(&format!("error: {error:#}"));
    }
    if error.is::<cli::Misuse>() { Exit::Usage } else { Exit::Failed }
}

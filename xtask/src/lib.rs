//! The command line: reads a description, writes its client and reports what is out of date.
//!
//! A library, so that tests run commands without a process. All IO of the project is done here; the reader and
//! the generator see texts only.

mod call;
mod changelog;
mod checked;
mod cli;
mod client;
mod corpus;
mod description;
mod diff;
mod disk;
mod docs;
mod examples;
mod exit;
mod export;
mod fix;
mod generate;
mod git;
mod home;
mod id;
mod import;
mod inferred;
mod interrupt;
mod manifest;
mod mock;
mod new_api;
mod new_operation;
mod paths;
mod plan;
mod progress;
mod record;
mod release;
mod report;
mod runtime;
mod schema;
mod serve;
mod target;
mod template;
mod terminal;
mod today;
mod validate;
mod watch;
mod write;

use std::ffi::OsString;
use std::io;

use clap::FromArgMatches as _;

pub use exit::Exit;
pub use paths::is_workspace;
pub use progress::Progress;
pub use record::Record;
pub use restwright_spec::render::Color;
pub use terminal::{People, Terminal};

/// Runs the command that `arguments` name; the first is the name of the program.
pub fn main(arguments: impl IntoIterator<Item = OsString>, terminal: &mut Terminal<'_>) -> Exit {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    if !cli::wants_json(&arguments) {
        return run(&arguments, terminal);
    }
    terminal.record = Some(Record::default());
    let exit = run(&arguments, terminal);
    let record = terminal.record.take().unwrap_or_default();
    let (document, notes) = record.finish(&cli::name(terminal.program, &arguments), exit);
    for note in notes {
        terminal.complain(&note);
    }
    match terminal.show(&document) {
        Ok(()) => exit,
        Err(_) => Exit::Failed,
    }
}

fn run(arguments: &[OsString], terminal: &mut Terminal<'_>) -> Exit {
    let parsed = cli::Cli::of(terminal.program).try_get_matches_from(arguments);
    match parsed.and_then(|matches| cli::Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli.run(terminal).unwrap_or_else(|error| explain(&error, terminal)),
        Err(answer) => terminal.answer(&answer),
    }
}

/// An error with its causes, which come before the help of its message.
fn with_causes(error: &anyhow::Error) -> String {
    let message = error.to_string();
    let (first, help) = message.split_once('\n').unwrap_or((&message, ""));
    let mut parts = vec![first.to_owned()];
    parts.extend(error.chain().skip(1).map(ToString::to_string));
    format!("{}\n{help}", parts.join(": ")).trim_end().to_owned()
}

/// Reports why a command failed.
fn explain(error: &anyhow::Error, terminal: &mut Terminal<'_>) -> Exit {
    // The reader closed the pipe on purpose.
    let closed = |cause: &io::Error| cause.kind() == io::ErrorKind::BrokenPipe;
    if !error.downcast_ref::<io::Error>().is_some_and(closed) {
        terminal.complain(&format!("error: {}", with_causes(error)));
    }
    if error.is::<exit::Misuse>() { Exit::Usage } else { Exit::Failed }
}

//! What can be typed behind `cargo xtask`, and which command it runs.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::exit::Exit;
use crate::generate::{Mode, ModeFlags};
use crate::target::Place;
use crate::terminal::Terminal;
use crate::{changelog, diff, generate, mock, new_api, new_operation, schema, validate};

/// Turns the YAML description of a REST API into a Rust client.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    after_help = "exit codes: 0 fine, 1 findings, 2 wrong usage, 3 could not run"
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write the client that a description describes
    Generate {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        mode: ModeFlags,
    },
    /// Tell which files are out of date (the same as `generate --check`)
    Check {
        #[command(flatten)]
        place: Place,
    },
    /// Look for mistakes in a description
    Validate {
        /// Folder of the description [default: the one below `spec/` that holds an `api.yaml`]
        #[arg(long, value_name = "DIR")]
        spec: Option<PathBuf>,
        /// How to show what was found
        #[arg(long, value_enum, default_value_t = validate::Format::Human)]
        format: validate::Format,
    },
    /// Write the JSON Schema of the description language for editors, `spec/api.schema.json`
    Schema {
        /// Write nothing; tell whether the file is out of date
        #[arg(long)]
        check: bool,
    },
    /// Serve the API on this machine, from the description in its client, until the command is ended
    Mock {
        /// Port of the loopback interface
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// Folder of the client crate [default: `generated-client`]
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Tell what a change of the description means: on the wire, in Rust, and for the version
    Diff(diff::Arguments),
    /// Write what changed since the last release into the changelog of the client
    Changelog(changelog::Arguments),
    /// Write a commented starting point
    New {
        #[command(subcommand)]
        what: New,
    },
}

#[derive(Debug, Subcommand)]
enum New {
    /// Start the description of an API
    Api {
        /// Package name of the client: lower case letters, digits, `-` and `_`
        name: String,
        /// Folder to write, new or empty
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Add an operation to a description, in a file of its own
    Operation {
        /// Ids of the group and of the operation, such as `notes.read`
        #[arg(value_name = "GROUP.ID")]
        id: String,
        /// Folder of the description [default: the one below `spec/` that holds an `api.yaml`]
        #[arg(long, value_name = "DIR")]
        spec: Option<PathBuf>,
    },
}

impl Cli {
    /// Runs the command that was typed.
    pub(crate) fn run(self, terminal: &mut Terminal<'_>) -> anyhow::Result<Exit> {
        match self.command {
            Command::Generate { place, mode } => generate::run(&place, mode.into(), terminal),
            Command::Check { place } => generate::run(&place, Mode::Check, terminal),
            Command::Validate { spec, format } => validate::run(spec.as_deref(), format, terminal),
            Command::Schema { check } => schema::run(check, terminal),
            Command::Mock { port, out } => mock::run(port, out.as_deref(), terminal),
            Command::Changelog(arguments) => changelog::run(&arguments, terminal),
            Command::Diff(arguments) => diff::run(&arguments, terminal),
            Command::New { what: New::Api { name, folder } } => {
                new_api::run(&name, &folder, terminal)
            }
            Command::New { what: New::Operation { id, spec } } => {
                new_operation::run(&id, spec.as_deref(), terminal)
            }
        }
    }
}

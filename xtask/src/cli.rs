//! What can be typed behind `cargo xtask`.

use std::fmt;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::diff::{Output, Policy};
use crate::generate::Mode;

/// Turns the YAML description of a REST API into a Rust client.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    after_help = "exit codes: 0 fine, 1 findings, 2 wrong usage, 3 could not run"
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
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
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
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
    Diff(DiffArgs),
    /// Write what changed since the last release into the changelog of the client
    Changelog(ChangelogArgs),
    /// Write a commented starting point
    New {
        #[command(subcommand)]
        what: New,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum New {
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

/// Where a description comes from and where its client goes.
#[derive(Debug, Args)]
pub(crate) struct Place {
    /// Folder of the description [default: the one below `spec/` that holds an `api.yaml`]
    #[arg(long, value_name = "DIR")]
    pub(crate) spec: Option<PathBuf>,
    /// Folder of the client crate [default: `generated-client`]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

/// The two sides of a comparison.
#[derive(Debug, Args)]
pub(crate) struct SideArgs {
    /// What it was: a folder, or whatever git knows by this name [default: where the head left the main branch; for a
    /// changelog the last tag, if there is one]
    #[arg(long, value_name = "REF|DIR")]
    pub(crate) base: Option<String>,
    /// What it is to become: a folder, or whatever git knows by this name [default: the work tree]
    #[arg(long, value_name = "REF|DIR")]
    pub(crate) head: Option<String>,
    /// Folder of the description [default: the one below `spec/` that holds an `api.yaml`]
    #[arg(long, value_name = "DIR")]
    pub(crate) spec: Option<PathBuf>,
}

/// What `diff` compares, and how it shows what it found.
#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    #[command(flatten)]
    pub(crate) sides: SideArgs,
    /// How to show it: text, markdown, json, github or html, each with `=FILE` to be written there; may be repeated
    #[arg(long, value_name = "FORM[=FILE]")]
    pub(crate) format: Vec<Output>,
    /// End with code 1 if this happens; several are separated by commas
    #[arg(long, value_name = "POLICY", value_enum, value_delimiter = ',', default_value = "none")]
    pub(crate) fail_on: Vec<Policy>,
}

/// What `changelog` compares, and what it writes.
#[derive(Debug, Args)]
pub(crate) struct ChangelogArgs {
    #[command(flatten)]
    pub(crate) sides: SideArgs,
    /// Folder of the client crate [default: `generated-client`]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Write nothing; end with code 1 if the section is out of date
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ModeFlags {
    /// Write nothing; show what is out of date and end with code 1 if anything is
    #[arg(long)]
    check: bool,
    /// Write nothing; show what would change
    #[arg(long, conflicts_with = "check")]
    dry_run: bool,
}

impl From<ModeFlags> for Mode {
    fn from(flags: ModeFlags) -> Self {
        match flags {
            ModeFlags { check: true, .. } => Self::Check,
            ModeFlags { dry_run: true, .. } => Self::DryRun,
            ModeFlags { .. } => Self::Write,
        }
    }
}

/// How `validate` shows what it found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people: source lines and hints
    Human,
    /// For programs: one JSON document
    Json,
    /// For GitHub Actions: annotations of a pull request
    Github,
}

/// A command line that clap lets pass, but that cannot be meant.
#[derive(Debug)]
pub(crate) struct Misuse(pub(crate) String);

impl fmt::Display for Misuse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Misuse {}

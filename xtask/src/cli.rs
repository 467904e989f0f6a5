//! The command line: commands, options and their help.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Arg, Command as Parts, CommandFactory as _, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use restwright_spec::render::Color;

use crate::exit::Exit;
use crate::generate::{Mode, ModeFlags};
use crate::runtime::Source;
use crate::target::Place;
use crate::terminal::Terminal;
use crate::{
    call, changelog, corpus, diff, docs, examples, export, fix, generate, import, inferred, mock,
    new_api, new_operation, release, schema, validate, watch,
};

/// Turns the YAML description of a REST API into a Rust client.
#[derive(Debug, Parser)]
#[command(
    version,
    after_help = "exit codes: 0 success, 1 findings, 2 usage error, 3 I/O or environment error"
)]
pub(crate) struct Cli {
    /// Print results and problems only
    #[arg(long, short, global = true)]
    quiet: bool,
    /// Colour diagnostics [default: on a terminal, unless `NO_COLOR` is set]
    #[arg(long, global = true, value_name = "WHEN", value_enum)]
    color: Option<When>,
    /// Print what each stage of the command took, the slowest first
    #[arg(long, global = true)]
    timings: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Generate or update a client
    Generate {
        #[command(flatten)]
        place: Place,
        /// Where the client takes its runtime from: `registry`, `git=URL`, `git=URL#REVISION`, `path=DIR`, or `vendored`
        /// for sources inside the client [default: as recorded in its `Cargo.toml`, else `vendored`]
        #[arg(long, value_name = "SOURCE")]
        runtime: Option<Source>,
        #[command(flatten)]
        mode: ModeFlags,
    },
    /// List files that are out of date (the same as `generate --check`)
    Check {
        #[command(flatten)]
        place: Place,
    },
    /// Validate a description
    Validate {
        /// Folder of the description [default: that of the client around the current folder]
        #[arg(long, value_name = "DIR")]
        spec: Option<PathBuf>,
        /// Output format
        #[arg(long, value_enum, default_value_t = validate::Format::Human)]
        format: validate::Format,
    },
    /// Apply the fixes that diagnostics offer, and show them as a patch
    Fix {
        /// Folder of the description [default: that of the client around the current folder]
        #[arg(long, value_name = "DIR")]
        spec: Option<PathBuf>,
        /// Write nothing; show the patch
        #[arg(long)]
        dry_run: bool,
    },
    /// Validate and generate after each save, until interrupted
    Watch {
        #[command(flatten)]
        place: Place,
    },
    /// Write the JSON Schema of the description language for editors, `spec/api.schema.json`
    Schema {
        /// Write `.schema.json` into this folder of a description: the same, and it completes the ids that the description
        /// declares
        #[arg(long, value_name = "DIR")]
        folder: Option<PathBuf>,
        /// Write nothing; exit with code 1 if the file is out of date
        #[arg(long)]
        check: bool,
    },
    /// Run a mock server of the API until interrupted
    Mock {
        /// Port on the loopback interface
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// Folder of the client crate [default: the one around the current folder]
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Call an operation: credentials come from the environment or a prompt, inputs from arguments
    Call(call::Arguments),
    /// Write the reference of the API as a site for browsers, which needs no server
    Docs(docs::Arguments),
    /// Compare two versions of the description and report breaking changes
    Diff(diff::Arguments),
    /// Update the changelog of the client from the changes since the last release
    Changelog(changelog::Arguments),
    /// Check whether a client can be released, and list what would go out
    Release(release::Arguments),
    /// Import, generate and compile each OpenAPI document of a folder, and write a table of the results
    Corpus(corpus::Arguments),
    /// List what an import has inferred and no person has confirmed
    Inferred {
        /// Folder of the description [default: that of the client around the current folder]
        #[arg(long, value_name = "DIR")]
        spec: Option<PathBuf>,
    },
    /// Turn a document of another language into a description
    Import {
        #[command(subcommand)]
        from: import::From,
    },
    /// Turn a description into a document of another language
    Export {
        #[command(subcommand)]
        to: export::To,
    },
    /// Print completions for a shell
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Create a commented template
    New {
        #[command(subcommand)]
        what: New,
    },
}

#[derive(Debug, Subcommand)]
enum New {
    /// Create a client, or the description of an API alone
    Api {
        /// Package name of the client: lower case letters, digits, `-` and `_`
        name: String,
        /// Folder for the description alone, new or empty [default: a whole client in the folder NAME, with the description
        /// in its folder `spec`]
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
        /// Where the client takes its runtime from: `registry`, `git=URL`, `git=URL#REVISION`, `path=DIR`, or `vendored`
        /// for sources inside the client [default: `vendored`]
        #[arg(long, value_name = "SOURCE", conflicts_with = "folder")]
        runtime: Option<Source>,
    },
    /// Add an operation to a description, in a new file
    Operation {
        /// Ids of the group and of the operation, such as `notes.read`
        #[arg(value_name = "GROUP.ID")]
        id: String,
        /// Folder of the description [default: that of the client around the current folder]
        #[arg(long, value_name = "DIR")]
        spec: Option<PathBuf>,
    },
}

/// When to colour.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum When {
    Always,
    Never,
}

impl Cli {
    /// The command line with its help, for a program that is called by this name.
    pub(crate) fn of(program: &'static str) -> Parts {
        let command = with_format(Self::command(), "");
        examples::add(command.name(program).bin_name(program), program)
    }

    /// Runs the command that was typed.
    pub(crate) fn run(self, terminal: &mut Terminal<'_>) -> anyhow::Result<Exit> {
        terminal.quiet = self.quiet;
        match self.color {
            Some(When::Always) => terminal.color = Color::Always,
            Some(When::Never) => terminal.color = Color::Never,
            None => {}
        }
        if self.quiet {
            terminal.progress.hide();
        }
        let exit = self.command.run(terminal);
        terminal.progress.end();
        if self.timings {
            terminal.complain(&terminal.progress.timings());
        }
        exit
    }
}

impl Command {
    fn run(self, terminal: &mut Terminal<'_>) -> anyhow::Result<Exit> {
        match self {
            Self::Generate { place, runtime, mode } => {
                generate::run(&place, runtime.as_ref(), mode.into(), terminal)
            }
            Self::Check { place } => generate::run(&place, None, Mode::Check, terminal),
            Self::Validate { spec, format } => validate::run(spec.as_deref(), format, terminal),
            Self::Fix { spec, dry_run } => fix::run(spec.as_deref(), dry_run, terminal),
            Self::Watch { place } => watch::run(&place, terminal),
            Self::Schema { folder, check } => schema::run(folder.as_deref(), check, terminal),
            Self::Mock { port, out } => mock::run(port, out.as_deref(), terminal),
            Self::Call(arguments) => call::run(&arguments, terminal),
            Self::Changelog(arguments) => changelog::run(&arguments, terminal),
            Self::Docs(arguments) => docs::run(&arguments, terminal),
            Self::Diff(arguments) => diff::run(&arguments, terminal),
            Self::Release(arguments) => release::run(&arguments, terminal),
            Self::Corpus(arguments) => corpus::run(&arguments, terminal),
            Self::Inferred { spec } => inferred::run(spec.as_deref(), terminal),
            Self::Import { from } => import::run(&from, terminal),
            Self::Export { to } => export::run(&to, terminal),
            Self::Completions { shell } => completions(shell, terminal),
            Self::New { what: New::Api { name, folder, runtime } } => {
                new_api::run(&name, folder.as_deref(), runtime.as_ref(), terminal)
            }
            Self::New { what: New::Operation { id, spec } } => {
                new_operation::run(&id, spec.as_deref(), terminal)
            }
        }
    }
}

/// Commands that run until they are interrupted, or print a script.
const WITHOUT_RESULT: [&str; 3] = ["completions", "mock", "watch"];

/// Adds the option by which a command prints one JSON document, unless it has such an option, or no result. Only whoever
/// prints has to know it: see [`wants_json`].
fn with_format(command: Parts, path: &str) -> Parts {
    if command.has_subcommands() {
        return command.mut_subcommands(|inner| {
            let path = format!("{path} {}", inner.get_name());
            with_format(inner, &path)
        });
    }
    let has_own = command.get_arguments().any(|argument| argument.get_id() == "format");
    if has_own || WITHOUT_RESULT.iter().any(|name| path.trim() == *name) {
        return command;
    }
    command.arg(format_argument())
}

/// The option `--format`.
pub(crate) fn format_argument() -> Arg {
    Arg::new("format")
        .long("format")
        .value_name("FORMAT")
        .value_parser(["human", "json"])
        .default_value("human")
        .help("Output format: for people, or one JSON document")
}

/// Whether one JSON document is wanted. Asked before the command line is read, which may fail.
pub(crate) fn wants_json(arguments: &[OsString]) -> bool {
    let words = arguments.iter().map(|word| word.to_string_lossy());
    let words: Vec<_> = words.take_while(|word| *word != "--").collect();
    let pairs = words.windows(2).any(|pair| pair[0] == "--format" && pair[1] == "json");
    pairs || words.iter().any(|word| *word == "--format=json")
}

/// The command that was typed, as far as it is one.
pub(crate) fn name(program: &'static str, arguments: &[OsString]) -> String {
    let mut command = Cli::of(program);
    let mut names = Vec::new();
    for word in arguments.iter().skip(1).map(|word| word.to_string_lossy()) {
        let Some(inner) = command.find_subcommand(&*word).cloned() else {
            if word.starts_with('-') && names.is_empty() {
                continue;
            }
            break;
        };
        names.push(word.into_owned());
        command = inner;
    }
    names.join(" ")
}

/// Prints the script by which a shell completes this command line.
fn completions(shell: Shell, terminal: &mut Terminal<'_>) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    // Shells complete programs, not what cargo calls by an alias.
    clap_complete::generate(shell, &mut Cli::of("restwright"), "restwright", &mut script);
    terminal.show(&String::from_utf8(script)?)?;
    Ok(Exit::Fine)
}

//! The command `corpus`: imports, generates and compiles each document of a folder, and writes one table.

use std::env;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use restwright_openapi::Summary;
use serde_json::json;
use wait4::Wait4 as _;

use crate::exit::Exit;
use crate::home::Home;
use crate::import;
use crate::interrupt::Deferred;
use crate::terminal::Terminal;

/// Arguments of `corpus`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Folder of OpenAPI documents
    directory: PathBuf,
    /// Folder for descriptions, clients and what they compile to [default: a temporary one]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Import and generate only
    #[arg(long)]
    no_check: bool,
}

/// What came of one document.
struct Row {
    name: String,
    summary: Summary,
    steps: Vec<Step>,
}

/// One command: how it ended and what it took.
struct Step {
    status: ExitStatus,
    wall: Duration,
    /// The most memory of the process or one that it started.
    bytes: u64,
    err: String,
}

impl Step {
    fn warnings(&self) -> usize {
        self.err.lines().filter(|line| line.contains(": warning")).count()
    }
}

/// Runs everything on each document.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal<'_>) -> anyhow::Result<Exit> {
    let documents = documents(&terminal.resolve(&arguments.directory))?;
    // A signal ends the command when the step is done, so that the temporary folder goes with it.
    let signals = Deferred::begin().context("cannot handle signals")?;
    let temporary = tempfile::tempdir()?;
    let out = arguments.out.as_ref().map(|out| terminal.resolve(out));
    let out = out.unwrap_or_else(|| temporary.path().to_owned());
    let mut rows = Vec::new();
    for (at, document) in documents.iter().enumerate() {
        let name = document.file_name().unwrap_or_default().to_string_lossy();
        terminal.progress.stage(format!("{name} ({} of {})", at + 1, documents.len()));
        rows.push(one(document, &out, arguments.no_check, &signals, terminal)?);
    }
    terminal.progress.end();
    let record = rows.iter().map(|row| {
        let steps = ["import", "generate", "check"].into_iter().zip(&row.steps).map(|(name, step)| {
            json!({ "step": name, "succeeded": step.status.success(), "seconds": step.wall.as_secs_f64(), "bytes": step.bytes })
        });
        json!({ "name": row.name, "steps": steps.collect::<Vec<_>>(), "losses": row.summary.rules })
    });
    terminal.result("documents", record.collect::<Vec<_>>().into());
    terminal.show(&table(&rows))?;
    let mut is_fine = !rows.is_empty();
    for row in &rows {
        for step in row.steps.iter().filter(|step| !step.status.success() || step.warnings() > 0) {
            terminal.complain(&format!("{}: {}\n{}", row.name, step.status, step.err));
            is_fine = false;
        }
    }
    Ok(if is_fine { Exit::Fine } else { Exit::Findings })
}

/// The documents of a folder, in the order of their names.
fn documents(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs_err::read_dir(folder)? {
        let path = entry?.path();
        let extension = path.extension().and_then(OsStr::to_str);
        if matches!(extension, Some("json" | "yaml" | "yml")) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Imports, generates and compiles one document, as far as that goes.
fn one(
    document: &Path,
    out: &Path,
    no_check: bool,
    signals: &Deferred,
    terminal: &Terminal<'_>,
) -> anyhow::Result<Row> {
    let name = document.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let spec = out.join(&name).join("spec");
    let client = out.join(&name).join("client");
    if spec.exists() {
        fs_err::remove_dir_all(&spec)?;
    }
    let program = || -> anyhow::Result<Command> {
        let mut program = Command::new(env::current_exe()?);
        program.current_dir(&terminal.directory);
        Ok(program)
    };
    let mut import = program()?;
    import.args(["import", "openapi"]).arg(document).arg("--out").arg(&spec);
    import.args(["--name", &format!("corpus-{}", package(&name))]);
    let mut row =
        Row { name, summary: Summary::default(), steps: vec![step(&mut import, signals)?] };
    if !row.steps[0].status.success() {
        return Ok(row);
    }
    row.summary = import::summary(document, terminal)?;
    let mut generate = program()?;
    row.steps.push(step(
        generate.arg("generate").arg("--spec").arg(&spec).arg("--out").arg(&client),
        signals,
    )?);
    if no_check || !row.steps[1].status.success() {
        return Ok(row);
    }
    // The versions that this workspace has tested, where there is one.
    if let Ok(Home::Workspace(root)) = terminal.home() {
        fs_err::copy(root.join("Cargo.lock"), client.join("Cargo.lock"))?;
    }
    let mut check = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    check.args(["check", "--quiet", "--lib", "--message-format", "short"]).current_dir(&client);
    row.steps.push(step(check.env("CARGO_TARGET_DIR", out.join("target")), signals)?);
    Ok(row)
}

/// The name of a document as a part of the name of a crate.
fn package(name: &str) -> String {
    let kept = |character: char| if character.is_ascii_alphanumeric() { character } else { '-' };
    name.chars().map(kept).collect::<String>().to_ascii_lowercase()
}

/// Runs a command and measures it. Fails if a signal has arrived in the meantime.
fn step(command: &mut Command, signals: &Deferred) -> anyhow::Result<Step> {
    let start = Instant::now();
    let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = child.spawn().context("cannot start a command")?;
    let mut err = String::new();
    if let Some(mut pipe) = child.stderr.take() {
        pipe.read_to_string(&mut err)?;
    }
    let used = child.wait4()?;
    ensure!(!signals.has_received(), "interrupted");
    let bytes = used.rusage.maxrss;
    Ok(Step { status: used.status, wall: start.elapsed(), bytes, err })
}

/// All rows as a table in Markdown.
fn table(rows: &[Row]) -> String {
    let mut table = String::from(
        "| document | operations | left out | types | losses | import | generate | check | warnings |\n\
         |---|---|---|---|---|---|---|---|---|\n",
    );
    for Row { name, summary, steps } in rows {
        let took = |at: usize| match steps.get(at) {
            Some(Step { status, wall, bytes, .. }) if status.success() => {
                format!("{:.2} s, {} MiB", wall.as_secs_f64(), bytes >> 20)
            }
            Some(_) => "failed".to_owned(),
            None => "-".to_owned(),
        };
        let operations = summary.whole_operations + summary.lossy_operations;
        let types = summary.whole_types + summary.lossy_types;
        let losses: usize = summary.rules.values().sum();
        let warnings = steps.get(2).map_or("-".to_owned(), |step| step.warnings().to_string());
        let _ = writeln!(
            table,
            "| {name} | {operations} | {} | {types} | {losses} | {} | {} | {} | {warnings} |",
            summary.left_out,
            took(0),
            took(1),
            took(2),
        );
    }
    table
}

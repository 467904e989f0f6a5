//! The command `import`: a description from a document of another language.

mod stored;
mod update;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Subcommand;
use restwright_openapi::{Options, Summary};
use restwright_spec::{Diagnostic, Severity, Source, Sources};
use serde_json::json;

use crate::checked::Checked;
use crate::disk::TEMPORARY;
use crate::exit::Exit;
use crate::interrupt::Deferred;
use crate::new_api::{check_empty, schema};
use crate::paths::quoted;
use crate::report::counted;
use crate::template::schema_link;
use crate::terminal::Terminal;
use crate::{id, paths};
use stored::Stored;

/// What to import.
#[derive(Debug, Subcommand)]
pub(crate) enum From {
    /// Import an OpenAPI 3.0, 3.1 or 3.2 or a Swagger 2.0 document, in JSON or YAML
    Openapi(Arguments),
}

/// Arguments of `import openapi`.
#[expect(clippy::struct_excessive_bools, reason = "each one is an option of the command line")]
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The document
    file: PathBuf,
    /// Folder of the description, new or empty unless it is updated
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Update the description from a newer document and keep what people edited since the last import; exit with code 1
    /// if people and the document say different things
    #[arg(long)]
    update: bool,
    /// Show what `--update` would change, and write nothing
    #[arg(long, requires = "update")]
    dry_run: bool,
    /// Name of the client's package [default: from the title of the document]
    #[arg(long, value_name = "CRATE")]
    name: Option<String>,
    /// Import only operations with this tag; can be repeated
    #[arg(long, value_name = "TAG")]
    include: Vec<String>,
    /// Import no operations whose paths begin with this; can be repeated
    #[arg(long, value_name = "PATH")]
    exclude: Vec<String>,
    /// Write nothing if anything cannot be carried over
    #[arg(long)]
    strict: bool,
    /// Show every loss with its place, not the first of each kind alone
    #[arg(long)]
    verbose: bool,
}

/// How many files a document may refer to.
const MAX_FILES: usize = 10_000;

/// Imports a document into a new folder.
pub(crate) fn run(from: &From, terminal: &mut Terminal<'_>) -> anyhow::Result<Exit> {
    let From::Openapi(arguments) = from;
    if let Some(name) = &arguments.name {
        id::check_package(name)?;
    }
    let out = terminal.resolve(&arguments.out);
    if arguments.update {
        return update::run(arguments, &out, terminal);
    }
    check_empty(&out, terminal)?;
    let entry = terminal.resolve(&arguments.file);
    terminal.progress.stage("reading");
    let (sources, shown) = read(&entry, terminal)?;
    let options = Options {
        entry: &shown,
        name: arguments.name.as_deref(),
        include: &arguments.include,
        exclude: &arguments.exclude,
        constraints: false,
        check: &check,
    };
    terminal.progress.stage("importing");
    let mut imported = restwright_openapi::import(&sources, &options);
    let is_refused = complain(&sources, &mut imported.diagnostics, arguments, terminal);
    if imported.files.is_empty() || is_refused {
        terminal.complain("no file was written");
        return Ok(Exit::Findings);
    }
    let stored = Stored::new(&sources, &options, terminal)?;
    terminal.progress.stage("writing");
    write(&imported.files, &stored, &out, terminal)?;
    tell(&imported.summary, imported.files.len(), &arguments.out, terminal)?;
    Ok(Exit::Fine)
}

/// How much of a document an import carries over.
pub(crate) fn summary(document: &Path, terminal: &Terminal<'_>) -> anyhow::Result<Summary> {
    let (sources, shown) = read(document, terminal)?;
    let options = Options {
        entry: &shown,
        name: None,
        include: &[],
        exclude: &[],
        constraints: false,
        check: &check,
    };
    Ok(restwright_openapi::import(&sources, &options).summary)
}

/// Finds what is wrong with a description.
pub(crate) fn check(files: Vec<Source>) -> (Sources, Vec<Diagnostic>) {
    let checked = Checked::new(files);
    (checked.sources, checked.diagnostics)
}

/// Reads a document and the files that it refers to. Gives the path of the document as well.
pub(crate) fn read(entry: &Path, terminal: &Terminal<'_>) -> anyhow::Result<(Sources, String)> {
    let shown = terminal.display(entry);
    let sources = collect(&shown, |path| match fs_err::read(terminal.resolve(Path::new(path))) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound && path != shown => Ok(None),
        Err(error) => Err(error).context("cannot read the document"),
    })?;
    Ok((sources, shown))
}

/// Collects a document and the files that it refers to, wherever they are.
pub(crate) fn collect(
    entry: &str,
    mut read: impl FnMut(&str) -> anyhow::Result<Option<Vec<u8>>>,
) -> anyhow::Result<Sources> {
    let mut sources = Vec::new();
    let mut known = BTreeSet::from([entry.to_owned()]);
    let mut open = vec![entry.to_owned()];
    while let Some(path) = open.pop() {
        // A reference that leads to nothing is a loss with a place, once the document is read.
        let Some(text) = read(&path)? else { continue };
        let source = Source { path, text };
        for beside in restwright_openapi::files_beside(&source) {
            if known.insert(beside.clone()) {
                open.push(beside);
            }
        }
        if known.len() > MAX_FILES {
            bail!("`{entry}` refers to more than {MAX_FILES} files");
        }
        sources.push(source);
    }
    Ok(Sources::new(sources))
}

/// Shows what is lost: of each kind the first, or all of them. Whether that is an error.
fn complain(
    sources: &Sources,
    losses: &mut [Diagnostic],
    arguments: &Arguments,
    terminal: &mut Terminal<'_>,
) -> bool {
    if arguments.strict {
        for loss in losses.iter_mut() {
            loss.severity = Severity::Error;
        }
    }
    let mut seen = BTreeSet::new();
    let mut is_first =
        |diagnostic: &&Diagnostic| seen.insert((diagnostic.rule, diagnostic.severity));
    let shown: Vec<_> =
        losses.iter().filter(|one| arguments.verbose || is_first(one)).cloned().collect();
    if shown.is_empty() {
        return false;
    }
    terminal.diagnose(sources, &shown);
    let hidden = losses.len() - shown.len();
    if hidden > 0 {
        let more = counted(hidden, "more of these kinds", "more of these kinds");
        terminal.complain(&format!("{more}: `--verbose` shows all"));
    }
    arguments.strict
}

/// Writes all files into a new folder beside its place, and then moves it there: nobody sees half of it.
fn write(
    files: &[Source],
    stored: &Stored,
    out: &Path,
    terminal: &Terminal<'_>,
) -> anyhow::Result<()> {
    let parent = out.parent().context("a folder has a parent")?;
    fs_err::create_dir_all(parent)?;
    let deferred = Deferred::begin()?;
    let temporary = tempfile::Builder::new().prefix(TEMPORARY).tempdir_in(parent)?;
    // A temporary folder is for its owner alone, which the description is not.
    let staged = temporary.path().join("description");
    let target = schema(out, terminal);
    let mut all = stored.files()?;
    for file in files {
        all.insert(PathBuf::from(&file.path), linked(file, out, terminal)?);
    }
    for (path, text) in all {
        let path = staged.join(path);
        if let Some(folder) = path.parent() {
            fs_err::create_dir_all(folder)?;
        }
        fs_err::write(path, text)?;
    }
    if target.starts_with(out) {
        fs_err::write(staged.join(paths::relative(out, &target)), restwright_spec::schema())?;
    }
    deferred.check()?;
    // The folder is empty if it is there.
    match fs_err::remove_dir(out) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    fs_err::rename(staged, out)?;
    Ok(())
}

/// The text of a new file, which leads editors to the schema.
fn linked(file: &Source, out: &Path, terminal: &Terminal<'_>) -> anyhow::Result<String> {
    let link = schema_link(&out.join(&file.path), &schema(out, terminal))?;
    let text = String::from_utf8_lossy(&file.text);
    Ok(format!("# yaml-language-server: $schema={link}\n{text}"))
}

fn tell(
    summary: &Summary,
    files: usize,
    out: &Path,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<()> {
    let folder = quoted(out);
    terminal.say(&format!("wrote {} to {folder}", counted(files, "file", "files")))?;
    tell_summary(summary, terminal)?;
    let program = terminal.program;
    terminal.say(&format!(
        "next: confirm what is `inferred`, check the description with `{program} validate --spec {folder}`, then write the client with `{program} generate --spec {folder} --out DIR`"
    ))?;
    Ok(())
}

/// Says how much of a document was carried over.
fn tell_summary(summary: &Summary, terminal: &mut Terminal<'_>) -> anyhow::Result<()> {
    terminal.result(
        "operations",
        json!({ "whole": summary.whole_operations, "lossy": summary.lossy_operations, "left_out": summary.left_out }),
    );
    terminal.result("types", json!({ "whole": summary.whole_types, "lossy": summary.lossy_types }));
    terminal.result("losses", json!(summary.rules));
    terminal.say(&format!(
        "operations: {} whole, {} with a loss, {} left out",
        summary.whole_operations, summary.lossy_operations, summary.left_out
    ))?;
    terminal.say(&format!(
        "types: {} whole, {} with a loss",
        summary.whole_types, summary.lossy_types
    ))?;
    for (rule, count) in &summary.rules {
        terminal.say(&format!("  {count:>5}  {rule}"))?;
    }
    if summary.by_design > 0 {
        terminal.say(&format!(
            "{} that no description has (divisors, links, XML)",
            counted(summary.by_design, "keyword", "keywords")
        ))?;
    }
    Ok(())
}

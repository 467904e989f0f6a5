//! The option `--update`: a newer document into a description that people have edited.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use restwright_openapi::{Document, Happened, Note, Options, Refused, Update};
use restwright_spec::{Diagnostic, Source, Sources};

use super::stored::Stored;
use super::{Arguments, check, complain, linked, read, tell_summary};
use crate::disk::Old;
use crate::exit::Exit;
use crate::paths::{quoted, to_slash};
use crate::plan::{Change, Plan};
use crate::report::{counted, written};
use crate::terminal::Terminal;
use crate::{description, write};

/// Updates the description in a folder.
pub(super) fn run(
    arguments: &Arguments,
    out: &Path,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<Exit> {
    let stored = Stored::read(out, terminal)?;
    let below = |file: &Path| to_slash(file.strip_prefix(out).unwrap_or(file));
    let files = description::read_as(out, below)?;
    let (sources, shown) = read(&terminal.resolve(&arguments.file), terminal)?;
    let old_sources = stored.sources();
    let old = Options {
        entry: &stored.entry,
        name: stored.name.as_deref(),
        include: &stored.include,
        exclude: &stored.exclude,
        constraints: false,
        check: &check,
    };
    let new = Options {
        entry: &shown,
        name: arguments.name.as_deref().or(old.name),
        include: if arguments.include.is_empty() { old.include } else { &arguments.include },
        exclude: if arguments.exclude.is_empty() { old.exclude } else { &arguments.exclude },
        constraints: false,
        check: &check,
    };
    terminal.progress.stage("merging");
    let base = Document { sources: &old_sources, options: &old };
    let document = Document { sources: &sources, options: &new };
    let mut update = match restwright_openapi::update(&base, &document, &files) {
        Ok(update) => update,
        Err(refused) => return Ok(refuse(&refused, &old_sources, &sources, out, terminal)),
    };
    if complain(&sources, &mut update.losses, arguments, terminal) {
        terminal.complain("no file was written");
        return Ok(Exit::Findings);
    }
    let plan =
        plan(&update, &files, &stored, &Stored::new(&sources, &new, terminal)?, out, terminal)?;
    tell_notes(&update.notes, out, terminal)?;
    if !arguments.dry_run {
        terminal.progress.stage("writing");
        write::apply(&plan)?;
        terminal.say(&written(&plan))?;
        tell_summary(&update.summary, terminal)?;
        tell_next(&arguments.out, terminal)?;
    }
    let has_conflict = update.notes.iter().any(|note| note.happened == Happened::Conflict);
    Ok(if has_conflict { Exit::Findings } else { Exit::Fine })
}

/// Says why nothing is updated, and what to do about it.
fn refuse(
    refused: &Refused,
    old: &Sources,
    new: &Sources,
    out: &Path,
    terminal: &mut Terminal<'_>,
) -> Exit {
    let (sources, problems, help): (Sources, &[Diagnostic], String) = match refused {
        Refused::Base(problems) => {
            let folder = out.join(".openapi/document");
            let folder = terminal.display(&folder);
            let path = |path: &str| format!("{folder}/{path}");
            (
                old.with_paths(path),
                problems,
                format!("`{folder}` holds the document of the last import: restore it"),
            )
        }
        Refused::Document(problems) => (new.clone(), problems, "mend the document".to_owned()),
        Refused::Description(sources, problems) => {
            (shown(sources, out, terminal), problems, "mend the description first".to_owned())
        }
        Refused::Result(sources, problems) => {
            let help = "these errors are in what the update would write: change what refers to what is gone upstream, then update again";
            (shown(sources, out, terminal), problems, help.to_owned())
        }
    };
    terminal.diagnose(&sources, problems);
    terminal.complain(&format!("no file was written\n  help: {help}"));
    Exit::Findings
}

fn shown(sources: &Sources, out: &Path, terminal: &Terminal<'_>) -> Sources {
    sources.with_paths(|path| terminal.display(&out.join(path)))
}

/// What to write: files of the description, and the document as the base of the next update.
fn plan(
    update: &Update,
    files: &[Source],
    old: &Stored,
    new: &Stored,
    out: &Path,
    terminal: &Terminal<'_>,
) -> anyhow::Result<Plan> {
    let mut wanted: BTreeMap<PathBuf, String> = new.files()?;
    let mut removed: BTreeSet<PathBuf> =
        old.paths().filter(|path| !wanted.contains_key(path)).collect();
    removed.extend(update.removed.iter().map(PathBuf::from));
    for file in &update.changed {
        let text = match files.iter().find(|old| old.path == file.path) {
            Some(_) => String::from_utf8(file.text.clone()).context("a description is UTF-8")?,
            None => linked(file, out, terminal)?,
        };
        wanted.insert(PathBuf::from(&file.path), text);
    }
    let mut plan = Plan { staging: out.to_path_buf(), ..Plan::default() };
    for (path, text) in wanted {
        plan.edit(out.join(path), text)?;
    }
    plan.unchanged += files.len() - update.changed.len().min(files.len());
    for path in removed {
        let path = out.join(path);
        if let Some(old) = Old::read_own(&path)? {
            plan.changes.insert(path, Change::Orphaned { old });
        }
    }
    Ok(plan)
}

/// Lists what happened, and counts it.
fn tell_notes(notes: &[Note], out: &Path, terminal: &mut Terminal<'_>) -> anyhow::Result<()> {
    for note in notes {
        let location = note.location.as_ref().filter(|_| note.happened == Happened::Conflict);
        let place = location.map(|at| {
            let path = terminal.display(&out.join(&at.path));
            format!("{path}:{}:{}: ", at.line, at.column)
        });
        let place = place.unwrap_or_default();
        let detail =
            if note.detail.is_empty() { String::new() } else { format!(": {}", note.detail) };
        terminal.show(&format!("{}: {place}{}{detail}", note.happened, note.place))?;
    }
    if notes.is_empty() {
        terminal.say("the document brings nothing new")?;
        return Ok(());
    }
    let count = |happened| notes.iter().filter(|note| note.happened == happened).count();
    let counts: Vec<_> = Happened::ALL
        .iter()
        .filter(|happened| count(**happened) > 0)
        .map(|happened| match happened {
            Happened::Conflict => counted(count(*happened), "conflict", "conflicts"),
            happened => format!("{} {happened}", count(*happened)),
        })
        .collect();
    terminal.say(&counts.join(", "))?;
    Ok(())
}

fn tell_next(out: &Path, terminal: &mut Terminal<'_>) -> anyhow::Result<()> {
    let (program, folder) = (terminal.program, quoted(out));
    terminal.say(&format!(
        "next: decide each conflict in its file, check the description with `{program} validate --spec {folder}`, then review the change with `{program} diff --spec {folder}`"
    ))?;
    Ok(())
}

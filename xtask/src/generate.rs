//! The command `generate` and `check`: updates the files of a client, or lists those that are out of date.

mod last;
mod record;

use std::path::{Path, PathBuf};

use clap::Args;
use restwright_codegen::{File, GENERATED, Nothing, Origin, Rendered, Runtime, Workspace, region};
use restwright_spec::Api;

use crate::checked::Checked;
use crate::disk::ExistingFiles;
use crate::exit::{Exit, Misuse};
use crate::home::Home;
use crate::manifest::Manifest;
use crate::plan::{Change, Plan};
use crate::runtime::Source;
use crate::target::{Place, Target};
use crate::terminal::Terminal;
use crate::write::{self, Lock};
use crate::{client, description, paths, report, schema};
pub(crate) use last::Last;
use record::{OnDisk, Record};

/// The file of a client in which the generator owns a region.
const MANIFEST: &str = "Cargo.toml";

/// What to do about files that are out of date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Write them.
    Write,
    /// Show them, and end with findings.
    Check,
    /// Show them.
    DryRun,
}

/// The mode as it is typed.
#[derive(Debug, Args)]
pub(crate) struct ModeFlags {
    /// Write nothing; show what is out of date and exit with code 1 if anything is
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

/// Renders a client and compares it with what is on disk.
pub(crate) fn run(
    place: &Place,
    asked: Option<&Source>,
    mode: Mode,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<Exit> {
    let target = Target::choose(place, terminal)?;
    terminal.progress.stage("reading");
    let texts = description::read(&target.spec, terminal)?;
    // What only reads, reads everything; a document for programs names every file.
    let is_brief = mode == Mode::Write && terminal.record.is_none();
    let last = is_brief.then(|| Last::of(&target, &texts, asked, terminal)).flatten();
    if let Some(last) = &last
        && let Some(exit) = last.repeat(&target, asked, terminal)?
    {
        return Ok(exit);
    }
    terminal.progress.stage("checking");
    let checked = Checked::new(texts);
    checked.complain(terminal);
    let last = last.as_ref().map(|last| (last, checked.said(terminal)));
    update(&target, &checked, asked, mode, last, terminal)
}

/// Renders the client of a description whose problems have been shown, with what is left of the last run.
pub(crate) fn update(
    target: &Target,
    checked: &Checked,
    asked: Option<&Source>,
    mode: Mode,
    last: Option<(&Last, String)>,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<Exit> {
    let Some(api) = &checked.api else {
        let spec = terminal.display(&target.spec);
        let nothing = match mode {
            Mode::Write => "no file was written",
            Mode::Check | Mode::DryRun => "no file was compared",
        };
        terminal.complain(&format!("{nothing}: fix `{spec}` first"));
        return Ok(Exit::Findings);
    };
    client::check(&target.out, &target.spec, &api.service.name, terminal)?;
    // Held until all is written.
    let _lock = match mode {
        Mode::Write => Some(Lock::acquire(&root(target, terminal))?),
        Mode::Check | Mode::DryRun => None,
    };
    let manifest = Manifest::read(&target.out)?;
    let source = source(asked, manifest.as_ref(), target, terminal)?;
    let runtime = source.runtime(&target.out)?;
    terminal.progress.stage("reading");
    let existing = ExistingFiles::below(&target.out.join(GENERATED))?;
    terminal.progress.stage("rendering");
    let rendered = render(api, &runtime, last.as_ref(), &target.out, &existing);
    let outputs = last.is_some().then(|| Record::new(&rendered));
    terminal.progress.stage("comparing");
    let files = rendered.into_iter().map(|rendered| rendered.file).collect();
    let mut plan = Plan::for_client(&target.out, existing, files)?;
    if plan.is_occupied() {
        terminal.complain(&in_use_error(&plan, terminal));
        return Ok(Exit::Findings);
    }
    if let Some(manifest) = manifest {
        client::compare(&manifest, (&api.service.name, &api.service.version), terminal);
        let recorded = asked.map(|_| source.to_string());
        let text = manifest.update(recorded.as_deref(), &region(api, &runtime)).map_err(
            |Misuse(problem)| Misuse(format!("`{}`: {problem}", terminal.display(&manifest.path))),
        )?;
        plan.edit(manifest.path, text)?;
    }
    let once = scaffold(&mut plan, target, api, (&source, &runtime), terminal);
    report::record("files", &plan, terminal);
    if mode == Mode::Write {
        schema::refresh(&target.spec, api)?;
    }
    let exit = match mode {
        Mode::Write => write(target, &plan, terminal)?,
        Mode::Check => compare(target, &plan, terminal)?,
        // Showing what would change succeeds, whatever it shows.
        Mode::DryRun => compare(target, &plan, terminal).map(|_| Exit::Fine)?,
    };
    if let (Some((last, said)), Some(outputs)) = (last, outputs) {
        last.keep(target, api, (outputs, once, said));
    }
    Ok(exit)
}

/// Renders all files, or takes them from disk where the last run wrote them and would write them again.
fn render(
    api: &Api,
    runtime: &Runtime,
    last: Option<&(&Last, String)>,
    out: &Path,
    existing: &ExistingFiles,
) -> Vec<Rendered> {
    let record = last.and_then(|(last, _)| last.record.as_ref());
    match record.map(|record| OnDisk::of(record, out, existing)) {
        Some(on_disk) => restwright_codegen::render(api, runtime, &on_disk),
        None => restwright_codegen::render(api, runtime, &Nothing),
    }
}

/// The folder whose `target` holds what is no source.
fn root(target: &Target, terminal: &Terminal<'_>) -> PathBuf {
    workspace(terminal).unwrap_or_else(|| target.out.clone())
}

/// Root of the workspace of this project, if the command runs there.
fn workspace(terminal: &Terminal<'_>) -> Option<PathBuf> {
    match terminal.home() {
        Ok(Home::Workspace(root)) => Some(root),
        _ => None,
    }
}

/// Where the client takes its runtime from: as typed, else as recorded, else the runtime of the workspace, else the sources themselves.
fn source(
    asked: Option<&Source>,
    manifest: Option<&Manifest>,
    target: &Target,
    terminal: &Terminal<'_>,
) -> anyhow::Result<Source> {
    if let Some(source) = asked {
        return Ok(source.in_client(&target.out, terminal));
    }
    if let Some(recorded) = manifest.and_then(Manifest::runtime) {
        return recorded.parse().map_err(|problem| {
            let manifest = terminal.display(&target.out.join(MANIFEST));
            Misuse(format!("`{manifest}` has the runtime `{recorded}`\n  help: {problem}")).into()
        });
    }
    Ok(match workspace(terminal) {
        Some(root) => Source::at(&paths::runtime(&root), &target.out),
        None => Source::Vendored,
    })
}

fn write(target: &Target, plan: &Plan, terminal: &mut Terminal<'_>) -> anyhow::Result<Exit> {
    terminal.progress.stage("writing");
    for (from, to) in write::apply(plan)? {
        let (from, to) = (terminal.display(&from), terminal.display(&to));
        terminal.say(&format!("moved `{from}`, which was not generated, to `{to}`"))?;
    }
    let out = terminal.display(&target.out);
    terminal.say(&format!("{out}: {}", report::written(plan)))?;
    let manifest = plan.changes.get(&target.out.join(MANIFEST));
    let is_new = matches!(manifest, Some(Change::Missing { .. }));
    if let Some(workspace) = workspace(terminal).filter(|_| is_new)
        && !is_member(&target.out, &workspace)?
    {
        terminal.say(&format!(
            "next: add \"{}\" to the members in `{}`, so that Cargo includes the crate",
            paths::to_slash(&paths::relative(&workspace, &target.out)),
            terminal.display(&workspace.join("Cargo.toml"))
        ))?;
    }
    Ok(Exit::Fine)
}

fn compare(target: &Target, plan: &Plan, terminal: &mut Terminal<'_>) -> anyhow::Result<Exit> {
    let (mend, mend_schema) = (target.command("generate"), schema::command(terminal));
    let mut plans = vec![(plan, mend.as_str())];
    // The schema belongs to the home, not to a description somewhere else.
    let schema = target.home.as_ref().map(schema::plan).transpose()?;
    plans.extend(schema.as_ref().map(|schema| (schema, mend_schema.as_str())));
    if let Some(schema) = &schema {
        report::record("schema", schema, terminal);
    }
    for (plan, _) in &plans {
        terminal.show(&report::diffs(plan, terminal))?;
    }
    report::verdict(&plans, terminal)
}

/// Adds the files that are written once, and returns the paths of all.
fn scaffold(
    plan: &mut Plan,
    target: &Target,
    api: &Api,
    (source, runtime): (&Source, &Runtime),
    terminal: &Terminal<'_>,
) -> Vec<String> {
    let is_inside = workspace(terminal).is_some_and(|root| target.out.starts_with(root));
    let origin = Origin {
        spec: &paths::to_slash(&paths::relative(&target.out, &target.spec)),
        source: &source.to_string(),
        runtime,
        workspace: if is_inside { Workspace::Member } else { Workspace::Own },
    };
    let mut once = Vec::new();
    for File { path, contents: new } in restwright_codegen::scaffold(api, &origin) {
        // A region of the manifest stays the generator's.
        let is_shared = path == MANIFEST;
        let change = if is_shared { Change::Missing { new } } else { Change::Once { new } };
        plan.scaffold(target.out.join(&path), change);
        once.push(path);
    }
    once
}

/// Whether cargo knows a crate: as a member that the manifest of the workspace names, or as one that stands alone.
fn is_member(out: &Path, workspace: &Path) -> anyhow::Result<bool> {
    if !out.starts_with(workspace) {
        return Ok(true);
    }
    let name = paths::to_slash(&paths::relative(workspace, out));
    let manifest = fs_err::read_to_string(workspace.join("Cargo.toml"))?;
    Ok(manifest.contains(&format!("\"{name}\"")))
}

fn in_use_error(plan: &Plan, terminal: &Terminal<'_>) -> String {
    let folder = terminal.display(&plan.staging);
    format!(
        "error: `{folder}` is in use: it contains files that this command did not generate\n  help: empty it, or choose another crate with `--out`"
    )
}

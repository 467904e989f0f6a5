//! `cargo xtask generate` and `check`: brings the files of a client up to date, or tells which are not.

use std::path::Path;

use clap::Args;
use restwright_codegen::{File, Workspace};
use restwright_spec::Api;

use crate::checked::Checked;
use crate::exit::Exit;
use crate::plan::Plan;
use crate::target::{Place, Target};
use crate::terminal::Terminal;
use crate::write::{self, Lock};
use crate::{client, description, paths, report, schema};

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

/// Renders a client and compares it with what is on disk.
pub(crate) fn run(place: &Place, mode: Mode, terminal: &mut Terminal<'_>) -> anyhow::Result<Exit> {
    let target = Target::choose(place, terminal)?;
    let checked = Checked::new(description::read(&target.spec, terminal)?);
    checked.complain(terminal);
    let Some((api, files)) = checked.render() else {
        let spec = terminal.display(&target.spec);
        terminal.complain(&format!("no file was written: mend `{spec}` first"));
        return Ok(Exit::Findings);
    };
    let workspace = terminal.workspace()?;
    // Held until all is written.
    let _lock = match mode {
        Mode::Write => Some(Lock::take(&workspace)?),
        Mode::Check | Mode::DryRun => None,
    };
    client::check(&target.out, &api.service.name, terminal)?;
    let plan = plan(&target, api, files, &workspace)?;
    if plan.is_taken() {
        terminal.complain(&taken(&plan, terminal));
        return Ok(Exit::Findings);
    }
    match mode {
        Mode::Write => write(&target, &plan, &workspace, terminal),
        Mode::Check => compare(&target, &plan, &workspace, terminal),
        // Showing what would change succeeds, whatever it shows.
        Mode::DryRun => compare(&target, &plan, &workspace, terminal).map(|_| Exit::Fine),
    }
}

fn write(
    target: &Target,
    plan: &Plan,
    workspace: &Path,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<Exit> {
    for (from, to) in write::apply(plan)? {
        let (from, to) = (terminal.display(&from), terminal.display(&to));
        terminal
            .say(&format!("set aside `{from}`, which this command did not write, as `{to}`"))?;
    }
    let out = terminal.display(&target.out);
    terminal.say(&format!("{out}: {}", report::written(plan)))?;
    let is_new = plan.changes.contains_key(&target.out.join("Cargo.toml"));
    if is_new && !is_member(&target.out, workspace)? {
        terminal.say(&format!(
            "next: add \"{}\" to the members in `{}`, so that cargo knows the crate",
            paths::slashed(&paths::relative(workspace, &target.out)),
            terminal.display(&workspace.join("Cargo.toml"))
        ))?;
    }
    Ok(Exit::Fine)
}

fn compare(
    target: &Target,
    plan: &Plan,
    workspace: &Path,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<Exit> {
    let mend = target.command("generate");
    let mut plans = vec![(plan, mend.as_str())];
    let schema = schema::plan(workspace)?;
    // The schema belongs to the workspace, not to a description somewhere else.
    if target.is_of_workspace {
        plans.push((&schema, schema::MEND));
    }
    for (plan, _) in &plans {
        terminal.show(&report::diffs(plan, terminal))?;
    }
    report::verdict(&plans, terminal)
}

/// What has to happen to the client: to the emitted files, and to the ones that are written once.
fn plan(target: &Target, api: &Api, files: Vec<File>, workspace: &Path) -> anyhow::Result<Plan> {
    let mut plan = Plan::for_client(&target.out, files)?;
    let runtime = paths::relative(&target.out, &paths::runtime(workspace));
    let runtime =
        format!("{{ path = \"{}\", default-features = false }}", toml(&paths::slashed(&runtime)));
    let membership =
        if target.out.starts_with(workspace) { Workspace::Member } else { Workspace::Own };
    for File { path, contents } in restwright_codegen::scaffold(api, &runtime, membership) {
        plan.scaffold(target.out.join(path), contents);
    }
    Ok(plan)
}

/// Whether cargo knows a crate: as a member that the manifest of the workspace names, or as one that stands alone.
fn is_member(out: &Path, workspace: &Path) -> anyhow::Result<bool> {
    if !out.starts_with(workspace) {
        return Ok(true);
    }
    let name = paths::slashed(&paths::relative(workspace, out));
    let manifest = fs_err::read_to_string(workspace.join("Cargo.toml"))?;
    Ok(manifest.contains(&format!("\"{name}\"")))
}

fn taken(plan: &Plan, terminal: &Terminal<'_>) -> String {
    let folder = terminal.display(&plan.staging);
    format!(
        "error: `{folder}` is in use: it holds files, and none of them was written by this command\n  help: empty it, or choose another crate with `--out`"
    )
}

/// Text inside the quotes of a TOML string.
fn toml(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

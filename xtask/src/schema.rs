//! `cargo xtask schema`: the JSON Schema that editors read.

use std::path::{Path, PathBuf};

use crate::exit::Exit;
use crate::plan::Plan;
use crate::report;
use crate::terminal::Terminal;
use crate::write;

/// The command that brings the schema up to date.
pub(crate) const MEND: &str = "cargo xtask schema";

/// Writes the schema, or only tells whether it is out of date.
pub(crate) fn run(check: bool, terminal: &mut Terminal<'_>) -> anyhow::Result<Exit> {
    let plan = plan(&terminal.workspace()?)?;
    if check {
        terminal.show(&report::diffs(&plan, terminal))?;
        return report::verdict(&[(&plan, MEND)], terminal);
    }
    write::apply(&plan)?;
    terminal.say(&report::written(&plan))?;
    Ok(Exit::Fine)
}

/// What has to be written so that the schema of a workspace is up to date.
pub(crate) fn plan(workspace: &Path) -> anyhow::Result<Plan> {
    Plan::for_file(path(workspace), restwright_spec::schema())
}

/// Where the schema of a workspace stands.
pub(crate) fn path(workspace: &Path) -> PathBuf {
    workspace.join("spec").join("api.schema.json")
}

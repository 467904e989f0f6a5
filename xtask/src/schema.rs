//! The command `schema`: the JSON Schema that editors read.

use std::path::{Path, PathBuf};

use restwright_spec::Api;

use crate::checked::Checked;
use crate::exit::Exit;
use crate::home::Home;
use crate::paths::quoted;
use crate::plan::Plan;
use crate::terminal::Terminal;
use crate::{description, report, write};

/// The schema of one description, in its folder. Hidden, since nobody reads or reviews it.
const OF_FOLDER: &str = ".schema.json";

/// Writes the schema, or only tells whether it is out of date.
pub(crate) fn run(
    folder: Option<&Path>,
    check: bool,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<Exit> {
    let (plan, command) = match folder {
        None => (plan(&terminal.home()?)?, command(terminal)),
        Some(folder) => {
            let command = format!("{} --folder {}", command(terminal), quoted(folder));
            let folder = description::folder(Some(folder), terminal)?;
            let checked = Checked::new(description::read(&folder, terminal)?);
            checked.complain(terminal);
            let Some(api) = &checked.api else {
                terminal.complain("no file was written: fix the description first");
                return Ok(Exit::Findings);
            };
            (plan_of_folder(&folder, api)?, command)
        }
    };
    report::record("files", &plan, terminal);
    if check {
        terminal.show(&report::diffs(&plan, terminal))?;
        return report::verdict(&[(&plan, &command)], terminal);
    }
    write::apply(&plan)?;
    terminal.say(&report::written(&plan))?;
    Ok(Exit::Fine)
}

/// What has to be written so that the schema with the ids of a description is up to date.
fn plan_of_folder(folder: &Path, api: &Api) -> anyhow::Result<Plan> {
    Plan::for_file(of_folder(folder), restwright_spec::schema_of(api))
}

pub(crate) fn of_folder(folder: &Path) -> PathBuf {
    folder.join(OF_FOLDER)
}

/// Updates the schema of a description that has one.
pub(crate) fn refresh(folder: &Path, api: &Api) -> anyhow::Result<()> {
    if of_folder(folder).is_file() {
        write::apply(&plan_of_folder(folder, api)?)?;
    }
    Ok(())
}

/// The command that updates the schema.
pub(crate) fn command(terminal: &Terminal<'_>) -> String {
    format!("{} schema", terminal.program)
}

/// What has to be written so that the schema is up to date.
pub(crate) fn plan(home: &Home) -> anyhow::Result<Plan> {
    Plan::for_file(home.schema(), restwright_spec::schema())
}

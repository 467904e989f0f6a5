//! The command `schema`: the JSON Schema that editors read.

use crate::exit::Exit;
use crate::home::Home;
use crate::plan::Plan;
use crate::report;
use crate::terminal::Terminal;
use crate::write;

/// Writes the schema, or only tells whether it is out of date.
pub(crate) fn run(check: bool, terminal: &mut Terminal<'_>) -> anyhow::Result<Exit> {
    let plan = plan(&terminal.home()?)?;
    if check {
        terminal.show(&report::diffs(&plan, terminal))?;
        return report::verdict(&[(&plan, &command(terminal))], terminal);
    }
    write::apply(&plan)?;
    terminal.say(&report::written(&plan))?;
    Ok(Exit::Fine)
}

/// The command that updates the schema.
pub(crate) fn command(terminal: &Terminal<'_>) -> String {
    format!("{} schema", terminal.program)
}

/// What has to be written so that the schema is up to date.
pub(crate) fn plan(home: &Home) -> anyhow::Result<Plan> {
    Plan::for_file(home.schema(), restwright_spec::schema())
}

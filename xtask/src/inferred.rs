//! The command `inferred`: lists what an import has inferred, for a person to confirm.

use std::path::Path;

use serde_json::json;

use crate::checked::Checked;
use crate::description;
use crate::exit::Exit;
use crate::report::counted;
use crate::terminal::Terminal;

/// Lists each inferred value with its place.
pub(crate) fn run(spec: Option<&Path>, terminal: &mut Terminal<'_>) -> anyhow::Result<Exit> {
    let folder = description::folder(spec, terminal)?;
    let checked = Checked::new(description::read(&folder, terminal)?);
    if checked.api.is_none() {
        checked.complain(terminal);
        return Ok(Exit::Findings);
    }
    let values = checked.inferred.iter().map(|one| {
        let at = checked.sources.location(one.span);
        json!({ "file": at.path, "line": at.line, "element": one.element, "key": one.key })
    });
    terminal.result("values", values.collect::<Vec<_>>().into());
    for one in &checked.inferred {
        let at = checked.sources.location(one.span);
        terminal.show(&format!("{}:{}: {}: {}", at.path, at.line, one.element, one.key))?;
    }
    let count = counted(checked.inferred.len(), "inferred value", "inferred values");
    terminal.say(&format!("{count}: to confirm one, take its key out of `inferred`"))?;
    Ok(Exit::Fine)
}

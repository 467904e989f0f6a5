//! The command `new operation`: one more operation of a description, in a file of its own.
//!
//! Files of people are never edited: the language merges files, so that a new one is enough.

use std::path::Path;

use restwright_spec::{Api, Given, Source};

use crate::checked::Checked;
use crate::exit::{Exit, Misuse};
use crate::paths::quoted;
use crate::template::{self, fill};
use crate::terminal::Terminal;
use crate::{description, id, new_api};

const TEMPLATE: &str = include_str!("../templates/operation.yaml");

/// Adds the operation that `id` names.
pub(crate) fn run(
    id: &str,
    spec: Option<&Path>,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<Exit> {
    let (group, operation) = id::split(id)?;
    let folder = description::folder(spec, terminal)?;
    let mut sources = description::read(&folder, terminal)?;
    let before = Checked::new(sources.clone());
    let Some(api) = &before.api else {
        before.complain(terminal);
        terminal.complain("no file was written: fix the description first");
        return Ok(Exit::Findings);
    };
    check_new(group, operation, api)?;

    let path = folder.join("operations").join(format!("{group}.{operation}.yaml"));
    let schema = template::schema_link(&path, &new_api::schema(&folder, terminal))?;
    let text = skeleton(group, operation, api, &schema);
    sources.push(Source { path: terminal.display(&path), text: text.clone().into_bytes() });
    let after = Checked::new(sources);
    if after.api.is_none() {
        after.complain(terminal);
        terminal.complain(&format!("no file was written: choose another id than `{id}`"));
        return Ok(Exit::Findings);
    }
    template::create(&path, text.as_bytes())?;
    let path = terminal.display(&path);
    terminal.result("written", vec![path.clone()].into());
    terminal.say(&format!("wrote {path}"))?;
    let option = spec.map(|spec| format!(" --spec {}", quoted(spec))).unwrap_or_default();
    // Only the description of the workspace has a client that is known without being named.
    let is_own = description::only_folder(terminal).is_ok_and(|own| own == folder);
    let out = if is_own { "" } else { " --out DIR" };
    terminal.say(&format!(
        "next: describe the operation in `{path}`, check it with `{0} validate{option}`, then run `{0} generate{option}{out}`",
        terminal.program
    ))?;
    Ok(Exit::Fine)
}

fn check_new(group: &str, operation: &str, api: &Api) -> anyhow::Result<()> {
    let mut operations =
        api.groups.iter().filter(|known| *known.id == group).flat_map(|group| &group.operations);
    if operations.any(|known| *known.id == operation) {
        return Err(Misuse(format!(
            "the operation `{group}.{operation}` exists already\n  help: choose another id"
        ))
        .into());
    }
    Ok(())
}

fn skeleton(group: &str, operation: &str, api: &Api, schema: &str) -> String {
    let declaration = if api.groups.iter().any(|known| *known.id == group) {
        String::new()
    } else {
        format!(
            "\n# What the operations of the group have in common.\ngroups:\n  {}: \"TODO: what the operations of `{group}` have in common\"\n",
            id::yaml(group)
        )
    };
    let credentials: Vec<_> = api
        .credentials
        .iter()
        .filter(|credential| credential.given == Given::Client)
        .map(|credential| id::yaml(&credential.id))
        .collect();
    fill(
        TEMPLATE,
        &[
            ("__SCHEMA__", schema),
            ("__DECLARATION__", &declaration),
            ("__CREDENTIALS__", &credentials.join(", ")),
            ("__GROUP_ID__", group),
            ("__OPERATION_ID__", operation),
            ("__GROUP__", &id::yaml(group)),
            ("__ID__", &id::yaml(operation)),
        ],
    )
}

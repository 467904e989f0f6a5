//! What people read about a plan.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde_json::json;
use similar::TextDiff;

use crate::disk::{Old, Origin};
use crate::exit::Exit;
use crate::plan::{Change, Plan};
use crate::terminal::Terminal;

/// One unified diff for each file that is out of date, from what is on disk to what should be. Where nothing is on disk
/// yet, there is nothing to compare.
pub(crate) fn diffs(plan: &Plan, terminal: &Terminal<'_>) -> String {
    let mut text = String::new();
    if plan.unchanged == 0 && plan.changes.values().all(|change| change.origin().is_none()) {
        return text;
    }
    for (path, change) in &plan.changes {
        let name = terminal.display(path);
        text += &match change {
            Change::Missing { new } | Change::Once { new } => diff("/dev/null", "", &name, new),
            Change::Changed { old, new } => diff(&name, &lossy(old), &name, new),
            // It keeps its contents, only elsewhere.
            Change::Orphaned { old } if old.origin == Origin::Someone => continue,
            Change::Orphaned { old } => diff(&name, &lossy(old), "/dev/null", ""),
        };
    }
    text
}

/// Lists the files that are out of date and the command that updates them.
pub(crate) fn verdict(
    plans: &[(&Plan, &str)],
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<Exit> {
    let mut exit = Exit::Fine;
    for (plan, update) in plans {
        if plan.changes.is_empty() {
            continue;
        }
        exit = Exit::Findings;
        terminal.show(&names(plan, terminal))?;
        let count = counted(plan.changes.len(), "file is", "files are");
        terminal.say(&format!("{count} out of date; update with `{update}`"))?;
    }
    if exit == Exit::Fine {
        let all = plans.iter().map(|(plan, _)| plan.unchanged).sum();
        terminal.say(&format!("{} up to date", counted(all, "file is", "files are")))?;
    }
    Ok(exit)
}

/// One line about a plan that was carried out.
pub(crate) fn written(plan: &Plan) -> String {
    let count = |is: fn(&Change) -> bool| plan.changes.values().filter(|change| is(change)).count();
    let aside = count(|change| change.origin() == Some(Origin::Someone));
    let once = count(|change| matches!(change, Change::Once { .. }));
    let mut line = format!(
        "wrote {}, removed {}, unchanged {}",
        count(|change| change.new_contents().is_some()) - once,
        count(
            |change| matches!(change, Change::Orphaned { old } if old.origin == Origin::Generator)
        ),
        plan.unchanged,
    );
    if plan.changes.is_empty() {
        line += ": already up to date";
    }
    if aside > 0 {
        let _ = write!(line, ", moved to set-aside {aside}");
    }
    if once > 0 {
        let files = counted(once, "file that is yours", "files that are yours");
        let _ = write!(line, "; created {files}");
    }
    line
}

/// Keeps the files of a plan for programs, if one reads: the path of each that is out of date, and how.
pub(crate) fn record(key: &str, plan: &Plan, terminal: &mut Terminal<'_>) {
    if terminal.record.is_none() {
        return;
    }
    let changes = plan.changes.iter().map(|(path, change)| {
        let kind = match change {
            Change::Missing { .. } | Change::Once { .. } => "missing",
            Change::Changed { .. } => "changed",
            Change::Orphaned { .. } => "orphaned",
        };
        json!({ "path": terminal.display(path), "kind": kind })
    });
    let files = json!({ "changes": changes.collect::<Vec<_>>(), "unchanged": plan.unchanged });
    terminal.result(key, files);
}

/// A number with the noun that goes with it.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn lossy(old: &Old) -> Cow<'_, str> {
    String::from_utf8_lossy(&old.contents)
}

fn diff(old_name: &str, old: &str, new_name: &str, new: &str) -> String {
    TextDiff::from_lines(old, new).unified_diff().header(old_name, new_name).to_string()
}

fn names(plan: &Plan, terminal: &Terminal<'_>) -> String {
    let mut text = String::new();
    for (path, change) in &plan.changes {
        let kind = match change {
            Change::Missing { .. } | Change::Once { .. } => "missing:  ",
            Change::Changed { .. } => "changed:  ",
            Change::Orphaned { .. } => "orphaned: ",
        };
        let note = match change.origin() {
            Some(Origin::Someone) => " (not generated: it will be moved to `set-aside`)",
            _ => "",
        };
        let _ = writeln!(text, "{kind} {}{note}", terminal.display(path));
    }
    text
}

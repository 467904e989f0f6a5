//! Compares the variables of servers.

use restwright_spec::api::{Server, ServerVariable};

use super::words::is_same_prose;
use crate::finding::{Finding, Findings};
use crate::rules::server_variables as rules;
use crate::{Place, Rule};

/// The URL of a server without the names of its variables, which never go over the wire.
pub(super) fn shape(server: &Server) -> String {
    let url = server.url.value.clone();
    server
        .variables
        .iter()
        .fold(url, |url, variable| url.replace(&format!("{{{}}}", *variable.id), "{}"))
}

pub(super) fn compare(base: &Server, head: &Server, findings: &mut Findings) {
    let place = Place::server(&head.id);
    let (old, new) = (&base.variables, &head.variables);
    if old.is_empty() && !new.is_empty() && !head.needs_values() {
        let finding = Finding::new(&rules::SERVER_VARIABLES_ADDED, place);
        findings.push(finding.after(names(new)).in_head(head.url.span));
        return;
    }
    if new.is_empty() && !old.is_empty() && !base.needs_values() {
        let finding = Finding::new(&rules::SERVER_VARIABLES_REMOVED, place);
        findings.push(finding.before(names(old)).in_head(head.url.span));
        return;
    }
    let is_by_position = shape(base) == shape(head);
    let position = |variable: &ServerVariable| new.iter().position(|it| it.id == variable.id);
    let of_head = |(at, variable): (usize, &ServerVariable)| {
        if is_by_position { Some(at) } else { position(variable) }
    };
    let paired: Vec<_> = old.iter().enumerate().map(of_head).collect();
    for (old, at) in old.iter().zip(&paired) {
        if let Some(at) = at {
            pair(&place, old, &new[*at], findings);
            continue;
        }
        let rule = match old.default {
            Some(_) => &rules::SERVER_VARIABLE_REMOVED_OPTIONAL,
            None => &rules::SERVER_VARIABLE_REMOVED_REQUIRED,
        };
        let finding = Finding::new(rule, place.item("variables", &old.id));
        findings.push(finding.before(quoted(&old.id)).in_base(old.id.span));
    }
    for (_, new) in new.iter().enumerate().filter(|(at, _)| !paired.contains(&Some(*at))) {
        let rule = match new.default {
            Some(_) => &rules::SERVER_VARIABLE_ADDED_OPTIONAL,
            None => &rules::SERVER_VARIABLE_ADDED_REQUIRED,
        };
        let finding = Finding::new(rule, place.item("variables", &new.id));
        findings.push(finding.after(quoted(&new.id)).in_head(new.id.span));
    }
}

fn pair(server: &Place, base: &ServerVariable, head: &ServerVariable, findings: &mut Findings) {
    // Every field is named, so that one that is new in the model has to be compared.
    let ServerVariable { id, place: _, description, default, values, example } = head;
    let place = server.item("variables", id);
    let at = |rule: &'static Rule| Finding::new(rule, place.clone()).in_head(id.span);
    if base.id != *id {
        let finding = at(&rules::SERVER_VARIABLE_RENAMED);
        findings.push(finding.before(quoted(&base.id)).after(quoted(id)));
    }
    match (&base.default, default) {
        (None, Some(new)) => {
            findings.push(at(&rules::SERVER_VARIABLE_DEFAULT_ADDED).after(quoted(new)));
        }
        (Some(old), None) => {
            findings.push(at(&rules::SERVER_VARIABLE_DEFAULT_REMOVED).before(quoted(old)));
        }
        (Some(old), Some(new)) if old != new => {
            let finding = at(&rules::SERVER_VARIABLE_DEFAULT_CHANGED);
            findings.push(finding.before(quoted(old)).after(quoted(new)));
        }
        _ => {}
    }
    self::values(&base.values, values, &at, findings);
    if !is_same_prose(&base.description, description) || base.example != *example {
        let finding = at(&rules::SERVER_VARIABLE_DOC_CHANGED);
        findings.push(finding.before(&base.description).after(description));
    }
}

/// Values that callers can choose. Without a list, they can choose any.
fn values(
    old: &[String],
    new: &[String],
    at: &dyn Fn(&'static Rule) -> Finding,
    findings: &mut Findings,
) {
    let missing = |from: &[String], among: &[String]| {
        let missing = from.iter().filter(|value| !among.contains(value));
        missing.map(|value| quoted(value)).collect::<Vec<_>>().join(", ")
    };
    let (gone, come) = match (old.is_empty(), new.is_empty()) {
        (true, true) => return,
        (true, false) => ("any value".to_owned(), String::new()),
        (false, true) => (String::new(), "any value".to_owned()),
        (false, false) => (missing(old, new), missing(new, old)),
    };
    if !gone.is_empty() {
        findings.push(at(&rules::SERVER_VARIABLE_VALUE_REMOVED).before(gone));
    }
    if !come.is_empty() {
        findings.push(at(&rules::SERVER_VARIABLE_VALUE_ADDED).after(come));
    }
}

fn names(variables: &[ServerVariable]) -> String {
    variables.iter().map(|variable| quoted(&variable.id)).collect::<Vec<_>>().join(", ")
}

fn quoted(text: &str) -> String {
    format!("`{text}`")
}

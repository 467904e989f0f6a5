//! Compares what is said of the API as a whole.

use api_spec::api::{Group, Service};

use super::Comparison;
use crate::finding::{Finding, Findings};
use crate::rules::service as rules;
use crate::{Place, Rule};

pub(super) fn compare(comparison: &Comparison<'_>, findings: &mut Findings) {
    // The version is what a comparison is for, and the default server is compared with the servers.
    let Service {
        name,
        title,
        description,
        version: _,
        documentation,
        arguments,
        default_server: _,
    } = &comparison.head.service;
    let base = &comparison.base.service;
    let mut text = |rule: &'static Rule, old: Option<&String>, new: Option<&String>| {
        if old != new {
            let mut finding = Finding::new(rule, Place::api()).in_head(name.span);
            finding.before = old.cloned();
            finding.after = new.cloned();
            findings.push(finding);
        }
    };
    text(&rules::SERVICE_RENAMED, Some(&base.name.value), Some(&name.value));
    text(&rules::SERVICE_TITLE_CHANGED, Some(&base.title), Some(title));
    text(&rules::SERVICE_DESCRIPTION_CHANGED, Some(&base.description), Some(description));
    text(
        &rules::SERVICE_DOCUMENTATION_CHANGED,
        base.documentation.as_ref(),
        documentation.as_ref(),
    );
    // Arguments that came or went are credentials that did, or that are given in another way.
    let (old, new) = common_arguments(comparison);
    if old != new {
        let span = arguments.first().map_or(name.span, |argument| argument.span);
        let finding = Finding::new(&rules::CLIENT_ARGUMENTS_REORDERED, Place::api());
        findings.push(finding.before(list(&old)).after(list(&new)).in_head(span));
    }
}

/// The arguments that both sides have, in the order of each, by their present ids.
fn common_arguments<'a>(comparison: &Comparison<'a>) -> (Vec<&'a str>, Vec<&'a str>) {
    let arguments = |service: &'a Service| service.arguments.iter().map(|id| id.as_str());
    let renamed = |id| comparison.credential(id).map(|credential| credential.id.as_str());
    let old: Vec<_> = arguments(&comparison.base.service).filter_map(renamed).collect();
    let new: Vec<_> = arguments(&comparison.head.service).collect();
    let is_common = |id: &&str| old.contains(id) && new.contains(id);
    let common = |ids: &[&'a str]| ids.iter().copied().filter(is_common).collect();
    (common(&old), common(&new))
}

fn list(ids: &[&str]) -> String {
    ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ")
}

/// Compares groups. One that comes or goes together with operations is told by these.
pub(super) fn groups(comparison: &Comparison<'_>, findings: &mut Findings) {
    let (old, new) = (&comparison.base.groups, &comparison.head.groups);
    for group in new {
        let Group { id, description, operations } = group;
        let place = Place::group(id);
        match old.iter().find(|base| base.id == *id) {
            Some(base) if base.description != *description => {
                let finding = Finding::new(&rules::GROUP_DOC_CHANGED, place);
                let finding = finding.before(&base.description).after(description);
                findings.push(finding.in_head(id.span));
            }
            None if operations.is_empty() => {
                let finding = Finding::new(&rules::GROUP_ADDED, place).after(description);
                findings.push(finding.in_head(id.span));
            }
            _ => {}
        }
    }
    let is_gone = |id: &str| new.iter().all(|group| *group.id != id);
    for group in old.iter().filter(|group| group.operations.is_empty() && is_gone(&group.id)) {
        let finding = Finding::new(&rules::GROUP_REMOVED, Place::group(&group.id));
        findings.push(finding.before(&group.description).in_base(group.id.span));
    }
}

//! Compares the API itself and its groups.

use std::collections::BTreeSet;

use restwright_spec::api::{Api, Code, Group, Need, Operation, Privacy, Server, Service, Type};
use restwright_spec::{Span, Spanned};

use super::arguments::{Argument, Order};
use super::operations::{idempotency, named, reference};
use super::words::is_same_prose;
use super::{Comparison, constants};
use crate::finding::{Finding, Findings};
use crate::rules::service as rules;
use crate::{Direction, Place, Rule};

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
        // They have a comparison of their own.
        constants: _,
        request_content_type,
        request_id_header,
        idempotency: _,
        errors,
    } = &comparison.head.service;
    let base = &comparison.base.service;
    let mut text = |rule: &'static Rule, old: Option<&String>, new: Option<&String>| {
        let mut finding = Finding::new(rule, Place::api()).in_head(name.span);
        finding.before = old.cloned();
        finding.after = new.cloned();
        findings.push(finding);
    };
    if base.name != *name {
        text(&rules::SERVICE_RENAMED, Some(&base.name.value), Some(&name.value));
    }
    if !is_same_prose(&base.title, title) {
        text(&rules::SERVICE_TITLE_CHANGED, Some(&base.title), Some(title));
    }
    if !is_same_prose(&base.description, description) {
        text(&rules::SERVICE_DESCRIPTION_CHANGED, Some(&base.description), Some(description));
    }
    let (old, new) = (base.documentation.as_ref(), documentation.as_ref());
    if old != new {
        text(&rules::SERVICE_DOCUMENTATION_CHANGED, old, new);
    }
    let content_types = [&base.request_content_type, request_content_type];
    let [old, new] = content_types.map(|text| text.as_ref().map(|text| &text.value));
    // A request with a body has a type in any case.
    let with_body =
        |text: Option<&String>| text.map_or("application/json", String::as_str).to_lowercase();
    match (old, new) {
        _ if old == new => {}
        _ if with_body(old) != with_body(new) => {
            text(&rules::REQUEST_CONTENT_TYPE_CHANGED, old, new);
        }
        (None, _) => text(&rules::REQUEST_CONTENT_TYPE_ADDED, old, new),
        (_, None) => text(&rules::REQUEST_CONTENT_TYPE_REMOVED, old, new),
        _ => {}
    }
    let [old, new] = [&base.request_id_header, request_id_header]
        .map(|header| header.as_ref().map(|header| &header.value));
    let folded = |header: Option<&String>| header.map(|header| header.to_ascii_lowercase());
    if folded(old) != folded(new) {
        text(&rules::REQUEST_ID_HEADER_CHANGED, old, new);
    }
    constants::of_api(comparison, findings);
    idempotency(comparison, findings);
    errors_of_all(comparison, &base.errors, errors, findings);
    let span = arguments.first().map_or(name.span, |argument| argument.span);
    self::arguments(comparison, span, findings);
}

/// The idempotency key of all operations that need one. Where none does, nothing is sent.
fn idempotency(comparison: &Comparison<'_>, findings: &mut Findings) {
    let Some((rule, old, new)) = idempotency::of_api(comparison) else { return };
    let affected =
        comparison.needing(|base, head| idempotency::follows_api(comparison, base, head));
    if affected.is_empty() {
        return;
    }
    let header = |name: &Spanned<String>| format!("header `{}`", name.value);
    let mut finding = Finding::new(rule, Place::api()).affecting(affected);
    finding.before = old.map(header);
    finding.after = new.map(header);
    findings.push(match (old, new) {
        (_, Some(new)) => finding.in_head(new.span),
        (Some(old), None) => finding.in_base(old.span),
        (None, None) => finding,
    });
}

/// Errors of all operations. Where each operation that lacks one in the list had it in its own, nothing is new.
fn errors_of_all(
    comparison: &Comparison<'_>,
    base: &BTreeSet<Code>,
    head: &BTreeSet<Code>,
    findings: &mut Findings,
) {
    let present: BTreeSet<_> = base.iter().filter_map(|code| comparison.error_code(code)).collect();
    let is_added = |code: &&Code| {
        !base.contains(*code) && !present.contains(code) && !comparison.is_new_error(code)
    };
    for code in head.iter().filter(is_added) {
        let affected = comparison
            .concerned(Direction::Response, |base, _| !of_base(comparison, base).contains(code));
        let place = Place::api().item("errors", &reference(comparison.head, code));
        let finding = Finding::new(&rules::ERROR_ADDED_EVERYWHERE, place);
        if !affected.is_empty() {
            findings.push(finding.after(named(comparison.head, code)).affecting(affected));
        }
    }
    for code in base {
        let Some(present) = comparison.error_code(code).filter(|code| !head.contains(*code)) else {
            continue;
        };
        let affected =
            comparison.concerned(Direction::Response, |_, head| !head.errors.contains(present));
        let place = Place::api().item("errors", &reference(comparison.base, code));
        let finding = Finding::new(&rules::ERROR_REMOVED_EVERYWHERE, place);
        if !affected.is_empty() {
            findings.push(finding.before(named(comparison.base, code)).affecting(affected));
        }
    }
}

/// Codes in the head of the errors that an operation of the base names itself.
fn of_base<'a>(comparison: &'a Comparison<'_>, base: &Operation) -> BTreeSet<&'a Code> {
    base.errors.iter().filter_map(|code| comparison.error_code(code)).collect()
}

/// Arguments that came or went are servers and credentials that did, or that are given in another way: here is their order.
fn arguments(comparison: &Comparison<'_>, span: Span, findings: &mut Findings) {
    let url = |id: Option<String>| Argument {
        id: id.map(|id| format!("servers.{id}")),
        ty: Type::String(Privacy::Public),
        need: Need::Required,
    };
    let secret = |id: Option<String>| Argument {
        id,
        ty: Type::String(Privacy::Secret),
        need: Need::Required,
    };
    let [base, head] = [comparison.base, comparison.head];
    let given = &head.service.arguments;
    let present = |id: &Spanned<String>| {
        let present = comparison.credential(id).map(|credential| &credential.id.value);
        present.filter(|id| given.iter().any(|argument| argument.value == **id)).cloned()
    };
    let old = servers(base).map(|server| {
        let pair = comparison.servers.both.iter().find(|(old, ..)| old.id == server.id);
        let pair = pair.filter(|(_, new, _)| servers(head).any(|server| server.id == new.id));
        url(pair.map(|(_, new, _)| new.id.value.clone()))
    });
    let old: Vec<_> =
        old.chain(base.service.arguments.iter().map(|id| secret(present(id)))).collect();
    let new = servers(head).map(|server| url(Some(server.id.value.clone())));
    let new: Vec<_> = new.chain(given.iter().map(|id| secret(Some(id.value.clone())))).collect();
    let rule = match comparison.order(&old, &new) {
        Order::Kept => return,
        Order::Refused | Order::Mixed | Order::Swapped => &rules::CLIENT_ARGUMENTS_REORDERED,
        Order::Replaced => &rules::CLIENT_ARGUMENT_REPLACED,
    };
    let finding = Finding::new(rule, Place::api()).before(list(base)).after(list(head));
    findings.push(finding.in_head(span));
}

/// The servers of which the constructor takes the URL, in its order.
fn servers(api: &Api) -> impl Iterator<Item = &Server> {
    let all = api.default_server().into_iter().chain(api.other_servers());
    all.filter(|server| server.needs_values())
}

fn list(api: &Api) -> String {
    let ids = servers(api).map(|server| &server.id).chain(&api.service.arguments);
    ids.map(|id| format!("`{}`", id.value)).collect::<Vec<_>>().join(", ")
}

/// Compares groups. One that comes or goes together with operations is told by these.
pub(super) fn groups(comparison: &Comparison<'_>, findings: &mut Findings) {
    let (old, new) = (&comparison.base.groups, &comparison.head.groups);
    for group in new {
        let Group { id, description, operations } = group;
        let place = Place::group(id);
        match old.iter().find(|base| base.id == *id) {
            Some(base) if !is_same_prose(&base.description, description) => {
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

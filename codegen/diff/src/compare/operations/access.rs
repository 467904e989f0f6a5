//! Compares the credentials that an operation requires.

use restwright_spec::Spanned;
use restwright_spec::api::Operation;

use super::Changed;
use super::global_changes::GlobalChanges;
use crate::Rule;
use crate::compare::Comparison;
use crate::finding::{Finding, Findings};
use crate::rules::access as rules;

/// What changed of the credentials that an operation needs.
pub(super) struct Access<'a> {
    /// Those that it needs now as well.
    pub(super) added: Vec<Needed<'a>>,
    /// Those that it no longer needs.
    pub(super) removed: Vec<Needed<'a>>,
}

/// A credential that an operation needs.
#[derive(Clone, Copy)]
pub(super) struct Needed<'a> {
    pub(super) id: &'a Spanned<String>,
    pub(super) by: GivenBy,
}

/// Who gives the credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum GivenBy {
    /// The client has it, and adds it.
    Client,
    /// It is an argument of the operation.
    Argument,
}

impl<'a> Access<'a> {
    pub(super) fn of(
        comparison: &Comparison<'_>,
        base: &'a Operation,
        head: &'a Operation,
    ) -> Self {
        let was_needed = |id: &str| {
            let former = comparison.former_credential(id);
            former.is_some_and(|former| base.credentials.contains(&former.id))
        };
        let is_needed = |id: &str| {
            let present = comparison.credential(id);
            present.is_some_and(|present| head.credentials.contains(&present.id))
        };
        // Credentials of the client that came or went as such are findings at the credentials.
        let added = head
            .credentials
            .iter()
            .filter(|id| !was_needed(id) && !comparison.is_new_client_credential(id));
        let removed = base
            .credentials
            .iter()
            .filter(|id| !is_needed(id) && !comparison.is_gone_client_credential(id));
        // What a client adds of several alternatives is compared as such.
        let has_choice = base.choice.is_some() || head.choice.is_some();
        let is_told = |needed: &Needed<'_>| has_choice && needed.by == GivenBy::Client;
        Self {
            added: added.map(|id| needed(head, id)).filter(|new| !is_told(new)).collect(),
            removed: removed.map(|id| needed(base, id)).filter(|old| !is_told(old)).collect(),
        }
    }

    /// The credential that replaces another one, if there is one of each and both are given in the same way.
    pub(super) fn replaced(&self) -> Option<(Needed<'a>, Needed<'a>)> {
        match (&*self.removed, &*self.added) {
            ([old], [new]) if old.by == new.by => Some((*old, *new)),
            _ => None,
        }
    }

    /// The argument that took the place of another one.
    pub(super) fn instead_of(&self, id: &str) -> Option<&'a str> {
        let (old, new) = self.replaced()?;
        (old.id.as_str() == id).then_some(new.id.as_str())
    }
}

fn needed<'a>(operation: &Operation, id: &'a Spanned<String>) -> Needed<'a> {
    let is_argument = operation.arguments.contains(id);
    Needed { id, by: if is_argument { GivenBy::Argument } else { GivenBy::Client } }
}

pub(super) fn compare(changed: &Changed<'_>, global: &GlobalChanges<'_>, findings: &mut Findings) {
    let Access { added, removed } = &changed.access;
    let at =
        |rule: &'static Rule, id: &str| Finding::new(rule, changed.place.item("credentials", id));
    if let Some((old, new)) = changed.access.replaced() {
        if global.replaced().is_some() {
            return;
        }
        let rule = match new.by {
            GivenBy::Client => &rules::OPERATION_AUTH_KIND_CHANGED,
            GivenBy::Argument => &rules::OPERATION_AUTH_ARGUMENT_REPLACED,
        };
        let finding = at(rule, new.id);
        findings.push(finding.before(quoted(old.id)).after(quoted(new.id)).in_head(new.id.span));
        return;
    }
    for new in added.iter().filter(|new| !global.requires(new)) {
        let rule = match new.by {
            GivenBy::Client => &rules::OPERATION_AUTH_ADDED,
            GivenBy::Argument => &rules::OPERATION_AUTH_ARGUMENT_ADDED,
        };
        findings.push(at(rule, new.id).after(quoted(new.id)).in_head(new.id.span));
    }
    for old in removed.iter().filter(|old| !global.required(old)) {
        let rule = match old.by {
            GivenBy::Client => &rules::OPERATION_AUTH_REMOVED,
            GivenBy::Argument => &rules::OPERATION_AUTH_ARGUMENT_REMOVED,
        };
        findings.push(at(rule, old.id).before(quoted(old.id)).in_base(old.id.span));
    }
}

fn quoted(id: &str) -> String {
    format!("`{id}`")
}

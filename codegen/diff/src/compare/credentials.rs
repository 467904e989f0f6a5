//! Compares credentials.

use restwright_spec::api::{Credential, Given};

use super::deprecation::{self, Farewell, Mark};
use super::words::is_same_prose;
use super::{Comparison, former, placements};
use crate::finding::{Finding, Findings};
use crate::identity::Identified;
use crate::rules::credentials as rules;
use crate::{Place, Reach, Rule};

impl Identified for Credential {
    fn id(&self) -> &str {
        &self.id
    }

    fn renamed_from(&self) -> Option<&str> {
        self.renamed_from.as_ref().map(|old| old.as_str())
    }

    fn key(&self) -> Option<String> {
        Some(format!("{:?}", self.placements))
    }
}

impl<'a> Comparison<'a> {
    /// The credential of the head that a credential of the base has become. A credential that is given in another way
    /// than before is one finding, at the credential: what follows for the signatures of operations is none.
    pub(crate) fn credential(&self, base: &str) -> Option<&'a Credential> {
        self.renamed_credentials.get(base).copied()
    }

    /// The credential of the base that a credential of the head was.
    pub(crate) fn former_credential(&self, head: &str) -> Option<&'a Credential> {
        self.credentials.both.iter().find(|(_, new, _)| *new.id == head).map(|(old, ..)| *old)
    }

    /// Whether a credential of the head is new and given to the client. Then it is one finding at the credential that
    /// names all operations that need it from now on, and none at each of them.
    pub(crate) fn is_new_client_credential(&self, head: &str) -> bool {
        self.credentials.added.iter().any(|new| *new.id == head && new.given != Given::Call)
    }

    /// Whether a credential of the base was given to the client and is gone. Then it is one finding at the credential
    /// that names all operations that no longer need it, and none at each of them.
    pub(crate) fn is_gone_client_credential(&self, base: &str) -> bool {
        self.credentials.removed.iter().any(|old| *old.id == base && old.given != Given::Call)
    }
}

pub(super) fn compare(comparison: &Comparison<'_>, findings: &mut Findings) {
    for (base, head, _) in &comparison.credentials.both {
        pair(comparison, base, head, findings);
        placements::compare(comparison, base, head, findings);
    }
    for credential in &comparison.credentials.removed {
        let reaches = comparison.needing(|old, _| old.credentials.contains(&credential.id));
        let finding = Finding::new(
            removal(comparison, credential, &reaches),
            Place::credential(&credential.id),
        );
        let finding = finding.before(given(credential.given)).in_base(credential.id.span);
        findings.push(finding.reaching(reaches));
    }
    for credential in &comparison.credentials.added {
        let reaches = comparison.needing(|_, new| new.credentials.contains(&credential.id));
        let rule = addition(credential.given, &reaches);
        let finding = Finding::new(rule, Place::credential(&credential.id));
        let finding = finding.after(given(credential.given)).in_head(credential.id.span);
        findings.push(finding.reaching(reaches));
    }
}

fn pair(
    comparison: &Comparison<'_>,
    base: &Credential,
    head: &Credential,
    findings: &mut Findings,
) {
    // The placements are compared for themselves.
    let Credential { id, description, given: _, placements: _, example, renamed_from, deprecated } =
        head;
    let place = Place::credential(id);
    if base.id != *id {
        findings.push(renamed(base, head));
    }
    if has_setter(base) && has_setter(head) {
        let former = (base.renamed_from.as_ref(), renamed_from.as_ref());
        former::compare(&*base.id, former.0, former.1, &place, findings);
    }
    if let Some(rule) = given_rule(base.given, head.given) {
        let reaches = comparison.needing(|_, new| new.credentials.contains(id));
        let finding = Finding::new(rule, place.clone()).in_head(id.span);
        findings.push(finding.before(given(base.given)).after(given(head.given)).reaching(reaches));
    }
    if base.example != *example {
        let mut finding = Finding::new(&rules::CREDENTIAL_EXAMPLE_CHANGED, place.clone());
        finding.before.clone_from(&base.example);
        finding.after.clone_from(example);
        findings.push(finding.in_head(id.span));
    }
    if !is_same_prose(&base.description, description) {
        let finding = Finding::new(&rules::CREDENTIAL_DOC_CHANGED, place.clone());
        findings.push(finding.before(&base.description).after(description).in_head(id.span));
    }
    let mark = match head.given {
        Given::ClientOptional => Mark::Item,
        Given::Client | Given::Call => Mark::Argument,
    };
    let places = (&place, base.id.span, id.span);
    deprecation::compare(mark, base.deprecated.as_ref(), deprecated.as_ref(), places, findings);
}

/// Whether the builder of the client has a setter that is named after it.
fn has_setter(credential: &Credential) -> bool {
    credential.given == Given::ClientOptional || credential.placements.len() > 1
}

fn renamed(base: &Credential, head: &Credential) -> Finding {
    let place = Place::credential(&head.id);
    let finding = if !has_setter(base) {
        Finding::new(&rules::CREDENTIAL_ARGUMENT_RENAMED, place)
    } else if head.renamed_from.is_some() && base.placements.len() > 1 {
        Finding::new(&rules::CREDENTIAL_CHOICE_RENAMED_WITH_ALIAS, place)
    } else if head.renamed_from.is_some() {
        Finding::new(&rules::CREDENTIAL_RENAMED_WITH_ALIAS, place)
    } else {
        let suggestion = format!("add `renamed_from: {}`", *base.id);
        Finding::new(&rules::CREDENTIAL_RENAMED, place).suggest(suggestion)
    };
    let ids = [base, head].map(|credential| format!("`{}`", *credential.id));
    let [before, after] = ids;
    finding.before(before).after(after).in_head(head.id.span)
}

fn given_rule(old: Given, new: Given) -> Option<&'static Rule> {
    match (old, new) {
        (Given::Client, Given::ClientOptional) => Some(&rules::CREDENTIAL_BECAME_OPTIONAL),
        (Given::ClientOptional, Given::Client) => Some(&rules::CREDENTIAL_BECAME_REQUIRED),
        (Given::Client | Given::ClientOptional, Given::Call) => {
            Some(&rules::CREDENTIAL_MOVED_TO_CALLS)
        }
        (Given::Call, Given::Client | Given::ClientOptional) => {
            Some(&rules::CREDENTIAL_MOVED_TO_CLIENT)
        }
        (Given::Client, Given::Client)
        | (Given::ClientOptional, Given::ClientOptional)
        | (Given::Call, Given::Call) => None,
    }
}

fn addition(given: Given, reaches: &[Reach]) -> &'static Rule {
    match (given, reaches.is_empty()) {
        (Given::Client, false) => &rules::CREDENTIAL_ADDED_REQUIRED,
        (Given::Client, true) => &rules::CREDENTIAL_ADDED_UNUSED,
        (Given::ClientOptional, false) => &rules::CREDENTIAL_ADDED_OPTIONAL_NEEDED,
        (Given::ClientOptional, true) => &rules::CREDENTIAL_ADDED_OPTIONAL,
        (Given::Call, _) => &rules::CREDENTIAL_ADDED_PER_CALL,
    }
}

fn removal(
    comparison: &Comparison<'_>,
    credential: &Credential,
    reaches: &[Reach],
) -> &'static Rule {
    let farewell = comparison.farewell(credential.deprecated.as_ref());
    match (credential.given, reaches.is_empty(), farewell) {
        (Given::Call, _, _) => &rules::CREDENTIAL_REMOVED_PER_CALL,
        (_, true, _) => &rules::CREDENTIAL_REMOVED_UNUSED,
        (_, false, Farewell::Announced) => &rules::CREDENTIAL_REMOVED_AFTER_DEPRECATION,
        (Given::Client, false, _) => &rules::CREDENTIAL_REMOVED,
        (Given::ClientOptional, false, _) => &rules::CREDENTIAL_REMOVED_OPTIONAL,
    }
}

fn given(given: Given) -> &'static str {
    match given {
        Given::Client => "given to the client",
        Given::ClientOptional => "given to the client by those who need it",
        Given::Call => "given with each call",
    }
}

//! Compares credentials.

use restwright_spec::api::{Credential, Given};

use super::deprecation::{self, DeprecationVisibility, RemovalNotice};
use super::words::is_same_prose;
use super::{Comparison, former, placements};
use crate::finding::{Finding, Findings};
use crate::identity::{By, identified};
use crate::rules::credentials as rules;
use crate::{AffectedOperation, Place, Rule};

identified!(Credential, id, description, |credential| format!("{:?}", credential.placements));

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
    let at = |rule, credential: &Credential| {
        Finding::new(rule, Place::credential(&credential.id)).in_head(credential.id.span)
    };
    former::compare(&comparison.credentials, has_setter, at, findings);
    for (base, head, by) in &comparison.credentials.both {
        if matches!(by, By::RenamedFrom | By::Key) {
            findings.push(renamed(base, head));
        }
        pair(comparison, base, head, findings);
        placements::compare(comparison, base, head, findings);
    }
    for credential in &comparison.credentials.removed {
        let affected = comparison.needing(|old, _| old.requires(&credential.id));
        let finding = Finding::new(
            removal(comparison, credential, &affected),
            Place::credential(&credential.id),
        );
        let finding = finding.before(given(credential.given)).in_base(credential.id.span);
        findings.push(finding.affecting(affected));
    }
    for credential in &comparison.credentials.added {
        let affected = comparison.needing(|_, new| new.requires(&credential.id));
        let rule = addition(credential.given, &affected);
        let finding = Finding::new(rule, Place::credential(&credential.id));
        let finding = finding.after(given(credential.given)).in_head(credential.id.span);
        findings.push(finding.affecting(affected));
        let mut placements = credential.placements.iter();
        if placements.any(|placement| placements::takes_over(comparison, "", placement)) {
            let finding = at(&rules::CREDENTIAL_PLACE_REUSED, credential);
            findings.push(finding.after(given(credential.given)));
        }
    }
}

fn pair(
    comparison: &Comparison<'_>,
    base: &Credential,
    head: &Credential,
    findings: &mut Findings,
) {
    // The placements are compared for themselves.
    let Credential {
        id,
        description,
        given: _,
        placements: _,
        example,
        renamed_from: _,
        deprecated,
    } = head;
    let place = Place::credential(id);
    if let Some(rule) = given_rule(base.given, head.given) {
        let affected = comparison.needing(|_, new| new.credentials.contains(id));
        let finding = Finding::new(rule, place.clone()).in_head(id.span);
        findings
            .push(finding.before(given(base.given)).after(given(head.given)).affecting(affected));
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
    let visibility = match head.given {
        Given::ClientOptional => DeprecationVisibility::Item,
        Given::Client | Given::Call => DeprecationVisibility::Argument,
    };
    let places = (&place, base.id.span, id.span);
    deprecation::compare(
        comparison.today,
        visibility,
        base.deprecated.as_ref(),
        deprecated.as_ref(),
        places,
        findings,
    );
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

fn addition(given: Given, affected: &[AffectedOperation]) -> &'static Rule {
    match (given, affected.is_empty()) {
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
    affected: &[AffectedOperation],
) -> &'static Rule {
    let removal_notice = comparison.removal_notice(credential.deprecated.as_ref());
    match (credential.given, affected.is_empty(), removal_notice) {
        (Given::Call, _, _) => &rules::CREDENTIAL_REMOVED_PER_CALL,
        (_, true, _) => &rules::CREDENTIAL_REMOVED_UNUSED,
        (_, false, RemovalNotice::Elapsed) => &rules::CREDENTIAL_REMOVED_AFTER_DEPRECATION,
        (Given::Client, false, _) => &rules::CREDENTIAL_REMOVED,
        (Given::ClientOptional, false, _) => &rules::CREDENTIAL_REMOVED_OPTIONAL,
    }
}

fn given(given: Given) -> &'static str {
    match given {
        Given::Client => "given to the client",
        Given::ClientOptional => "given to the client where needed",
        Given::Call => "given with each call",
    }
}

//! Compares which of its credentials an operation needs.

use restwright_spec::api::{CredentialChoice, Operation};

use super::Changed;
use crate::compare::Comparison;
use crate::finding::{Finding, Findings};
use crate::rules::access as rules;

pub(super) fn compare(comparison: &Comparison<'_>, changed: &Changed<'_>, findings: &mut Findings) {
    let (base, head) = (changed.base.operation, changed.head.operation);
    // Without a choice on either side, the credentials alone say it all.
    if base.choice.is_none() && head.choice.is_none() {
        return;
    }
    let today = |id: &String| {
        comparison
            .credential(id)
            .map_or_else(|| id.clone(), |credential| credential.id.value.clone())
    };
    let old: Vec<Vec<String>> =
        alternatives(base).into_iter().map(|ids| sorted(ids.iter().map(today).collect())).collect();
    let new: Vec<_> = alternatives(head).into_iter().map(sorted).collect();
    let kept = |from: &[Vec<String>], other: &[Vec<String>]| {
        from.iter().filter(|ids| other.contains(ids)).cloned().collect::<Vec<_>>()
    };
    let rule = if kept(&old, &new).len() < old.len() {
        &rules::OPERATION_AUTH_ALTERNATIVE_REMOVED
    } else if kept(&old, &new) != kept(&new, &old) {
        &rules::OPERATION_AUTH_ALTERNATIVES_REORDERED
    } else if new.len() > old.len() {
        &rules::OPERATION_AUTH_ALTERNATIVE_ADDED
    } else {
        return;
    };
    let finding = Finding::new(rule, changed.place.part("credentials")).in_head(head.id.span);
    findings.push(finding.before(phrase(&old)).after(phrase(&new)));
}

/// The alternatives in their order; an empty one is a call without credentials.
fn alternatives(operation: &Operation) -> Vec<Vec<String>> {
    match &operation.choice {
        None => vec![operation.credentials.iter().map(|id| id.value.clone()).collect()],
        Some(CredentialChoice { first_of, is_optional }) => {
            let none = is_optional.then(Vec::new);
            first_of.iter().cloned().chain(none).collect()
        }
    }
}

fn sorted(mut ids: Vec<String>) -> Vec<String> {
    ids.sort();
    ids
}

fn phrase(alternatives: &[Vec<String>]) -> String {
    let phrase = |ids: &Vec<String>| {
        if ids.is_empty() {
            return "none".to_owned();
        }
        ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(" and ")
    };
    alternatives.iter().map(phrase).collect::<Vec<_>>().join(", or ")
}

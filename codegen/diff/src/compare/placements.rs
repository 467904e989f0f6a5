//! Compares the places on the wire that a credential can take.

use std::mem::discriminant;

use restwright_spec::api::{Basic, Credential, Operation, Placement};

use super::{Comparison, oauth};
use crate::finding::{Finding, Findings};
use crate::rules::credentials as rules;
use crate::{Place, Rule};

pub(super) fn compare(
    comparison: &Comparison<'_>,
    base: &Credential,
    head: &Credential,
    findings: &mut Findings,
) {
    let (old, new) = (&base.placements[..], &head.placements[..]);
    let found = match (old, new) {
        ([Placement::OAuth(old)], [Placement::OAuth(new)]) => oauth::compare(old, new),
        ([old], [new]) => only(comparison, base, old, new).into_iter().collect(),
        _ => choice(comparison, base, (old, new)),
    };
    for (rule, before, after) in found {
        let mut finding = Finding::new(rule, Place::credential(&head.id)).in_head(head.id.span);
        finding.before = before;
        finding.after = after;
        findings.push(finding);
    }
}

pub(super) type Found = (&'static Rule, Option<String>, Option<String>);

/// The only place of a credential that had one and has one.
fn only(
    comparison: &Comparison<'_>,
    base: &Credential,
    old: &Placement,
    new: &Placement,
) -> Option<Found> {
    let rule = change(old, new)?;
    let rule =
        if takes_over(comparison, &base.id, new) { &rules::CREDENTIAL_PLACE_REUSED } else { rule };
    Some((rule, Some(phrase(old)), Some(phrase(new))))
}

/// Whether another credential went there before and no longer does.
pub(super) fn takes_over(comparison: &Comparison<'_>, base: &str, new: &Placement) -> bool {
    let goes_there = |credential: &Credential| {
        credential.placements.iter().any(|placement| change(placement, new).is_none())
    };
    let mut others = comparison.base.credentials.iter().filter(|other| *other.id != base);
    others
        .any(|other| goes_there(other) && !comparison.credential(&other.id).is_some_and(goes_there))
}

/// The credential of the base that an operation sent at a place of inputs, such as `header x-token`, and sends there no
/// longer.
pub(super) fn former_owner<'a>(
    comparison: &Comparison<'a>,
    operation: &Operation,
    place: &str,
) -> Option<&'a Credential> {
    let goes_there = |credential: &Credential| {
        credential.placements.iter().any(|placement| match placement {
            Placement::Query(name) => format!("query {name}") == place,
            Placement::Header { name, .. } => {
                format!("header {}", name.to_ascii_lowercase()) == place
            }
            Placement::Basic(_) | Placement::OAuth(_) => place == "header authorization",
            Placement::Cookie(name) => format!("cookie {name}") == place,
        })
    };
    let sent = operation.credentials.iter();
    let mut sent = sent.filter_map(|id| {
        comparison.base.credentials.iter().find(|credential| credential.id == *id)
    });
    sent.find(|old| goes_there(old) && !comparison.credential(&old.id).is_some_and(goes_there))
}

/// The places of a credential that has several, or had.
fn choice(
    comparison: &Comparison<'_>,
    base: &Credential,
    (old, new): (&[Placement], &[Placement]),
) -> Vec<Found> {
    let is_same_choice = |before: &Placement, after: &Placement| {
        is_same_choice(before, after) || is_renamed_choice((old, new), (before, after))
    };
    let is_new = |placement: &&Placement| !old.iter().any(|other| is_same_choice(other, placement));
    let is_gone =
        |placement: &&Placement| !new.iter().any(|other| is_same_choice(placement, other));
    let mut found = Vec::new();
    for gone in old.iter().filter(is_gone) {
        found.push((&rules::CREDENTIAL_PLACEMENT_REMOVED, Some(phrase(gone)), None));
    }
    for added in new.iter().filter(is_new) {
        let is_taken = takes_over(comparison, &base.id, added);
        let rule = if is_taken { &rules::CREDENTIAL_PLACE_REUSED } else { addition(old, added) };
        found.push((rule, None, Some(phrase(added))));
    }
    for before in old {
        if let Some(after) = new.iter().find(|after| is_same_choice(before, after))
            && let Some(rule) = change(before, after)
        {
            let is_taken = before != after && takes_over(comparison, &base.id, after);
            let rule = if is_taken { &rules::CREDENTIAL_PLACE_REUSED } else { rule };
            found.push((rule, Some(phrase(before)), Some(phrase(after))));
        }
    }
    let kept_old: Vec<_> = old.iter().filter(|placement| !is_gone(placement)).collect();
    let kept_new: Vec<_> = new.iter().filter(|placement| !is_new(placement)).collect();
    let is_same_order = kept_old.iter().zip(&kept_new).all(|(old, new)| is_same_choice(old, new));
    // What follows where the default is gone has been said, unless it exposes the credential.
    let is_told = is_gone(&&old[0]) && !is_exposed(&old[0], &new[0]);
    if is_told || is_same_choice(&old[0], &new[0]) {
        if !is_same_order {
            let (before, after) = (phrases(&kept_old), phrases(&kept_new));
            found.push((&rules::CREDENTIAL_PLACEMENTS_REORDERED, Some(before), Some(after)));
        }
    } else {
        let (before, after) = (phrase(&old[0]), phrase(&new[0]));
        let rule = if is_exposed(&old[0], &new[0]) {
            &rules::CREDENTIAL_DEFAULT_PLACEMENT_EXPOSED
        } else {
            &rules::CREDENTIAL_DEFAULT_PLACEMENT_CHANGED
        };
        found.push((rule, Some(before), Some(after)));
    }
    found
}

/// Whether what stood in a header or a cookie stands in the URL now.
fn is_exposed(old: &Placement, new: &Placement) -> bool {
    !matches!(old, Placement::Query(_)) && matches!(new, Placement::Query(_))
}

/// A second place of one kind makes the names of the choices longer, if they were there to be named.
fn addition(old: &[Placement], added: &Placement) -> &'static Rule {
    let alike = old.iter().filter(|old| discriminant(*old) == discriminant(added)).count();
    if old.len() > 1 && alike == 1 {
        &rules::CREDENTIAL_PLACEMENT_ADDED_ALIKE
    } else {
        &rules::CREDENTIAL_PLACEMENT_ADDED
    }
}

/// Whether two places are one choice in the builder, even if what goes there looks different.
fn is_same_choice(old: &Placement, new: &Placement) -> bool {
    match (old, new) {
        (Placement::Query(old), Placement::Query(new))
        | (Placement::Cookie(old), Placement::Cookie(new)) => old == new,
        (Placement::Header { name: old, .. }, Placement::Header { name: new, .. }) => {
            old.eq_ignore_ascii_case(new)
        }
        _ => false,
    }
}

/// Whether two places are the only query, or the only header, of either side: the choice is called by that alone, and
/// only the name on the wire is another one.
fn is_renamed_choice(
    (old, new): (&[Placement], &[Placement]),
    (before, after): (&Placement, &Placement),
) -> bool {
    let is_only = |placements: &[Placement]| {
        let alike = placements.iter().filter(|other| discriminant(*other) == discriminant(before));
        alike.count() == 1
    };
    discriminant(before) == discriminant(after)
        && old.len() > 1
        && new.len() > 1
        && is_only(old)
        && is_only(new)
}

fn change(old: &Placement, new: &Placement) -> Option<&'static Rule> {
    match (old, new) {
        (Placement::OAuth(_), _) | (_, Placement::OAuth(_)) => oauth::change(old, new),
        (Placement::Basic(old), Placement::Basic(new)) => {
            let is_same = old.password.is_some() == new.password.is_some();
            (!is_same).then_some(&rules::CREDENTIAL_PARTS_CHANGED)
        }
        (Placement::Basic(_), _) | (_, Placement::Basic(_)) => {
            Some(&rules::CREDENTIAL_PARTS_CHANGED)
        }
        (Placement::Query(old), Placement::Query(new))
        | (Placement::Cookie(old), Placement::Cookie(new)) => {
            (old != new).then_some(&rules::CREDENTIAL_WIRE_NAME_CHANGED)
        }
        (
            Placement::Header { name: old, scheme: old_scheme },
            Placement::Header { name: new, scheme: new_scheme },
        ) => {
            if !old.eq_ignore_ascii_case(new) {
                Some(&rules::CREDENTIAL_WIRE_NAME_CHANGED)
            } else if old_scheme.is_some() && new_scheme.is_none() {
                Some(&rules::CREDENTIAL_SCHEME_REMOVED)
            } else if old_scheme != new_scheme {
                Some(&rules::CREDENTIAL_SCHEME_CHANGED)
            } else {
                (old != new).then_some(&rules::CREDENTIAL_HEADER_CASE_CHANGED)
            }
        }
        _ if is_exposed(old, new) => Some(&rules::CREDENTIAL_LOCATION_EXPOSED),
        _ => Some(&rules::CREDENTIAL_LOCATION_CHANGED),
    }
}

/// A place as a short phrase: `` header `Authorization: Bearer` ``.
fn phrase(placement: &Placement) -> String {
    match placement {
        Placement::Query(name) => format!("query `{name}`"),
        Placement::Header { name, scheme: Some(scheme) } => format!("header `{name}: {scheme}`"),
        Placement::Header { name, scheme: None } => format!("header `{name}`"),
        Placement::Cookie(name) => format!("cookie `{name}`"),
        Placement::Basic(Basic { password: Some(_), .. }) => "user name and password".to_owned(),
        Placement::Basic(Basic { password: None, .. }) => "user name alone".to_owned(),
        Placement::OAuth(oauth) => oauth::phrase(oauth),
    }
}

fn phrases(placements: &[&Placement]) -> String {
    placements.iter().map(|placement| phrase(placement)).collect::<Vec<_>>().join(", ")
}

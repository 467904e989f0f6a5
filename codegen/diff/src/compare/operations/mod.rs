//! Compares operations.

mod access;
mod added_removed;
mod arguments;
mod body;
mod choice;
mod content_types;
mod global_changes;
mod groups;
pub(super) mod idempotency;
mod input;
mod input_rules;
mod inputs;
mod named;
mod naming;
mod operation;
mod pages;
mod response;
mod route;
mod streams;

#[cfg(test)]
mod tests;

use self::access::Access;
use self::global_changes::GlobalChanges;
use self::groups::Groups;
pub(super) use self::input::target;
pub(super) use self::inputs::Placed;
pub(crate) use self::named::{Named, all};
pub(super) use self::response::{named, reference};
use super::{Comparison, former};
use crate::Place;
use crate::finding::{Finding, Findings};
use crate::identity::{By, Pairs, pair};

pub(super) fn compare(comparison: &Comparison<'_>, findings: &mut Findings) {
    let operations = &comparison.operations;
    added_removed::compare(comparison, operations, findings);
    let at = |rule, named: &Named<'_>| {
        Finding::new(rule, named.place()).in_head(named.operation.id.span)
    };
    former::compare(operations, |_| true, at, findings);
    let groups = Groups::of(comparison, operations);
    groups.report(comparison, operations, findings);
    let placed: Vec<_> = operations
        .both
        .iter()
        .map(|(old, new, _)| inputs::placed(old.operation, new.operation))
        .collect();
    let changes: Vec<_> = operations
        .both
        .iter()
        .zip(&placed)
        .map(|(&(base, head, by), (old, new))| Changed {
            base,
            head,
            by,
            place: head.place(),
            is_in_renamed_group: groups.is_renamed(base.group, head.group),
            inputs: pair(old, new),
            access: Access::of(comparison, base.operation, head.operation),
        })
        .collect();
    let global = GlobalChanges::of(&changes);
    global.report(findings);
    for changed in &changes {
        operation::compare(comparison, changed, &global, findings);
    }
}

/// Old and new ids of groups that were renamed with all of their operations.
pub(super) fn renamed_groups(comparison: &Comparison<'_>) -> Vec<(String, String)> {
    Groups::of(comparison, &comparison.operations).names()
}

/// Old and new places of credentials that operations ask for under another name, or that are asked for instead of
/// others: the argument is the same one.
pub(super) fn renamed_credentials(comparison: &Comparison<'_>) -> Vec<(Place, Place)> {
    let place = |named: &Named<'_>, id: &str| named.place().item("credentials", id);
    let mut places = Vec::new();
    for (old, new, _) in &comparison.operations.both {
        for id in &old.operation.credentials {
            let present = comparison.credential(id).map(|credential| &credential.id);
            if let Some(present) = present.filter(|present| present.as_str() != id.as_str()) {
                places.push((place(old, id), place(new, present)));
            }
        }
        let access = Access::of(comparison, old.operation, new.operation);
        if let Some((gone, asked)) = access.replaced() {
            places.push((place(old, gone.id), place(new, asked.id)));
        }
    }
    places
}

/// An operation of both sides, with its paired parts.
struct Changed<'a> {
    base: &'a Named<'a>,
    head: &'a Named<'a>,
    by: By,
    place: Place,
    is_in_renamed_group: bool,
    inputs: Pairs<'a, Placed<'a>>,
    access: Access<'a>,
}

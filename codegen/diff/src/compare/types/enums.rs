//! Compares open enums. The order of values means nothing.

use std::collections::BTreeMap;

use restwright_spec::api::EnumValue;

use super::directions::RulesByDirection;
use super::type_comparison::TypeComparison;
use crate::compare::deprecation::{DeprecationVisibility, RemovalNotice};
use crate::identity::{By, Identified, identified, pair};
use crate::rules::enums as rules;

identified!(EnumValue, id, description, |value| value.wire.in_one_form());

pub(super) fn compare(
    subject: &mut TypeComparison<'_, '_>,
    base: &[EnumValue],
    head: &[EnumValue],
) {
    let pairs = pair(base, head);
    let owners: BTreeMap<_, _> =
        base.iter().map(|value| (&*value.wire, value.id.as_str())).collect();
    let is_reused = |old: Option<&EnumValue>, new: &EnumValue| {
        owners.get(&*new.wire).is_some_and(|owner| old.is_none_or(|old| *old.id != **owner))
    };
    for value in &pairs.removed {
        removed(subject, value);
    }
    for value in &pairs.added {
        added(subject, value);
        if is_reused(None, value) {
            reused(subject, None, value);
        }
    }
    subject.names(&pairs, "values", |_| true);
    for (old, new, by) in &pairs.both {
        let is_reused = is_reused(Some(old), new);
        if is_reused {
            reused(subject, Some(old), new);
        } else if old.wire != new.wire {
            let is_same_number = old.key() == new.key();
            wire_changed(subject, old, new, is_same_number);
        }
        value(subject, old, new, *by);
    }
}

fn removed(subject: &mut TypeComparison<'_, '_>, value: &EnumValue) {
    let (sent, answered) = match subject.comparison.removal_notice(value.deprecated.as_ref()) {
        RemovalNotice::Elapsed => {
            (&rules::REQUEST_DEPRECATED_REMOVED, &rules::RESPONSE_DEPRECATED_REMOVED)
        }
        // What goes before its day goes as if nobody had said so.
        RemovalNotice::None | RemovalNotice::Premature => {
            (&rules::REQUEST_REMOVED, &rules::RESPONSE_REMOVED)
        }
    };
    let by_direction = RulesByDirection { sent, answered, unused: &rules::SCHEMA_REMOVED };
    subject.push_by_direction(by_direction, subject.place.item("values", &value.id), |finding| {
        finding.before(phrase(value)).in_base(value.id.span)
    });
}

fn added(subject: &mut TypeComparison<'_, '_>, value: &EnumValue) {
    let by_direction = RulesByDirection {
        sent: &rules::REQUEST_ADDED,
        answered: &rules::RESPONSE_ADDED,
        unused: &rules::SCHEMA_ADDED,
    };
    subject.push_by_direction(by_direction, subject.place.item("values", &value.id), |finding| {
        finding.after(phrase(value)).in_head(value.id.span)
    });
}

/// A text that meant another value before.
fn reused(subject: &mut TypeComparison<'_, '_>, old: Option<&EnumValue>, new: &EnumValue) {
    let by_direction = RulesByDirection::alike(&rules::WIRE_REUSED, &rules::SCHEMA_WIRE_CHANGED);
    subject.push_by_direction(
        by_direction,
        subject.place.item("values", &new.id),
        |mut finding| {
            finding.before = old.map(phrase);
            finding.after(phrase(new)).in_head(new.wire.span)
        },
    );
}

fn wire_changed(
    subject: &mut TypeComparison<'_, '_>,
    old: &EnumValue,
    new: &EnumValue,
    is_same_number: bool,
) {
    let by_direction = if is_same_number {
        RulesByDirection::alike(&rules::NUMBER_RESPELLED, &rules::SCHEMA_WIRE_CHANGED)
    } else {
        RulesByDirection {
            sent: &rules::REQUEST_WIRE_CHANGED,
            answered: &rules::RESPONSE_WIRE_CHANGED,
            unused: &rules::SCHEMA_WIRE_CHANGED,
        }
    };
    subject.push_by_direction(by_direction, subject.place.item("values", &new.id), |finding| {
        finding.before(phrase(old)).after(phrase(new)).in_head(new.wire.span)
    });
}

fn value(subject: &mut TypeComparison<'_, '_>, base: &EnumValue, head: &EnumValue, by: By) {
    // The text on the wire is compared with those of all other values.
    let EnumValue { id, wire: _, description, renamed_from: _, deprecated } = base;
    let place = &subject.place.item("values", &head.id);
    let span = head.id.span;
    let renamed = match by {
        By::RenamedFrom => Some(&rules::RENAMED),
        By::Key => Some(&rules::RUST_NAME_CHANGED),
        By::Id | By::Content => None,
    };
    if let Some(rule) = renamed {
        subject.renamed(rule, by, (id, &head.id), place);
    }
    let texts = (description.as_str(), head.description.as_str());
    subject.text(&rules::DESCRIPTION_CHANGED, place, texts, span);
    let marks = (deprecated.as_ref(), head.deprecated.as_ref());
    subject.deprecation(DeprecationVisibility::Item, marks, (place, id.span, span));
}

fn phrase(value: &EnumValue) -> String {
    format!("`{}` as `{}`", *value.id, *value.wire)
}

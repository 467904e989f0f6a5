//! Compares objects: which fields they have, and in which order a constructor takes them.

use std::collections::BTreeMap;

use restwright_spec::Span;
use restwright_spec::api::{Field, Need, Object, Usage};

use super::directions::RulesByDirection;
use super::field::{self, Key};
use super::need;
use super::type_comparison::TypeComparison;
use crate::compare::arguments::{Argument, Order};
use crate::compare::constants::field_phrase;
use crate::compare::deprecation::RemovalNotice;
use crate::compare::value::expression;
use crate::finding::Finding;
use crate::identity::{Pairs, identified, pair};
use crate::rules::type_changes::TypeChange;
use crate::rules::{body_fields as body, constants, fields, response_fields as response, types};
use restwright_spec::api::is_same_key;

identified!(Field, id, description, |field| &field.wire.value);

pub(super) fn compare(
    subject: &mut TypeComparison<'_, '_>,
    (base, base_usage): (&Object, Usage),
    (head, head_usage): (&Object, Usage),
    span: Span,
) {
    let pairs = pair(&base.fields, &head.fields);
    let owners: BTreeMap<_, _> =
        base.fields.iter().map(|field| (field.wire.as_str(), field.id.as_str())).collect();
    let key = |old: Option<&Field>, new: &Field| match owners.get(new.wire.as_str()) {
        Some(owner) if old.is_none_or(|old| *old.id != **owner) => Key::Reused,
        _ => Key::Own,
    };
    for field in &pairs.removed {
        removed(subject, field, &pairs.added);
    }
    for field in &pairs.added {
        let is_alike = is_like_another(subject, (&base.fields, &pairs), field);
        added(subject, field, (key(None, field), is_alike), &pairs.removed);
    }
    for (old, new, by) in &pairs.both {
        field::compare(subject, (old, new, *by), key(Some(old), new));
    }
    let [old, new] = [base, head].map(|it| it.fields.iter().map(|field| field.id.as_str()));
    if pairs.are_reordered(old.clone(), new.clone()) {
        let [before, after] = [old, new].map(|ids| ids.collect::<Vec<_>>().join(", "));
        subject.push(&types::SCHEMA_FIELDS_REORDERED, subject.place.clone(), |finding| {
            finding.before(before).after(after).in_head(span)
        });
    }
    // Of a former name only the setter is left.
    let is_sent = subject.directions.sent;
    subject.names(&pairs, "fields", |field| is_sent && !field.need.is_required());
    match (base_usage.in_requests, head_usage.in_requests) {
        (true, true) => arguments(subject, (base, head), &pairs, span),
        (false, false) if base.arguments != head.arguments => {
            subject.push(
                &types::SCHEMA_UNSENT_ARGUMENTS_CHANGED,
                subject.place.clone(),
                |finding| {
                    finding
                        .before(base.arguments.join(", "))
                        .after(head.arguments.join(", "))
                        .in_head(span)
                },
            );
        }
        _ => {}
    }
}

fn removed(subject: &mut TypeComparison<'_, '_>, field: &Field, added: &[&Field]) {
    if field.always.is_some() {
        let by_direction = RulesByDirection {
            sent: &constants::REMOVED,
            answered: &constants::RESPONSE_REMOVED,
            unused: &constants::SCHEMA_CHANGED,
        };
        let place = subject.place.item("fields", &field.id);
        return subject.push_by_direction(by_direction, place, |finding| {
            finding.before(field_phrase(field)).in_base(field.id.span)
        });
    }
    let is_required = field.need.is_required();
    let (sent, answered) = match subject.comparison.removal_notice(field.deprecated.as_ref()) {
        RemovalNotice::None if is_required => {
            (&body::REMOVED_REQUIRED, &response::REMOVED_REQUIRED)
        }
        RemovalNotice::None => (&body::REMOVED, &response::REMOVED_OPTIONAL),
        // Clients that count on a key cannot read an answer without it, whatever was announced.
        RemovalNotice::Elapsed if is_required => {
            (&body::REMOVED_AFTER_DEPRECATION, &response::REMOVED_REQUIRED)
        }
        RemovalNotice::Elapsed => {
            (&body::REMOVED_AFTER_DEPRECATION, &response::REMOVED_AFTER_DEPRECATION)
        }
        RemovalNotice::Premature => {
            (&body::REMOVED_BEFORE_SUNSET, &response::REMOVED_BEFORE_SUNSET)
        }
    };
    let by_direction = RulesByDirection { sent, answered, unused: &fields::SCHEMA_REMOVED };
    let alike =
        |new: &&&Field| subject.comparison.type_change(&field.ty, &new.ty) == TypeChange::Same;
    let names = added.iter().filter(alike).map(|new| new.id.as_str());
    let new = restwright_spec::suggest::closest(&field.id, names).map(str::to_owned);
    let place = subject.place.item("fields", &field.id);
    subject.push_by_direction(by_direction, place, |finding| {
        let finding = finding.before(phrase(field)).in_base(field.id.span);
        let finding = field::tolerated(finding, by_direction, field.need);
        suggested(finding, new, |new| {
            format!("if `{new}` is the same field, add `renamed_from: {}` to it", *field.id)
        })
    });
}

/// Whether existing programs may confuse the key of a new field with another one, which they do where that is missing.
fn is_like_another(
    subject: &TypeComparison<'_, '_>,
    (base, pairs): (&[Field], &Pairs<'_, Field>),
    field: &Field,
) -> bool {
    let is_always_there = |old: &Field| {
        pairs.both.iter().any(|(base, head, _)| {
            base.id == old.id
                && base.wire == head.wire
                && head.need == Need::Required
                && subject.comparison.type_change(&base.ty, &field.ty) == TypeChange::Same
        })
    };
    base.iter().any(|old| {
        old.wire != field.wire && is_same_key(&old.wire, &field.wire) && !is_always_there(old)
    })
}

fn added(
    subject: &mut TypeComparison<'_, '_>,
    field: &Field,
    (key, is_alike): (Key, bool),
    removed: &[&Field],
) {
    if field.always.is_some() {
        let by_direction = RulesByDirection {
            sent: &constants::ADDED,
            answered: &constants::RESPONSE_ADDED,
            unused: &constants::SCHEMA_CHANGED,
        };
        let place = subject.place.item("fields", &field.id);
        return subject.push_by_direction(by_direction, place, |finding| {
            finding.after(field_phrase(field)).in_head(field.id.span)
        });
    }
    let is_required = field.need.is_required();
    let (sent, answered) = match (is_required, is_alike) {
        (true, true) => (&body::ADDED_REQUIRED, &response::ADDED_ALIKE),
        (false, true) => (&body::ADDED_OPTIONAL, &response::ADDED_ALIKE),
        (true, false) => (&body::ADDED_REQUIRED, &response::ADDED_REQUIRED),
        (false, false) => (&body::ADDED_OPTIONAL, &response::ADDED),
    };
    let alike =
        |old: &&&Field| subject.comparison.type_change(&old.ty, &field.ty) == TypeChange::Same;
    let names = removed.iter().filter(alike).map(|old| old.id.as_str());
    let old = restwright_spec::suggest::closest(&field.id, names).map(str::to_owned);
    let place = subject.place.item("fields", &field.id);
    let span = field.id.span;
    let by_direction = RulesByDirection { sent, answered, unused: &fields::SCHEMA_ADDED };
    subject.push_by_direction(by_direction, place.clone(), |finding| {
        let finding = finding.after(phrase(field)).in_head(span);
        suggested(finding, old, |old| format!("add `renamed_from: {old}`"))
    });
    let travels = subject.directions.sent || subject.directions.answered;
    if key == Key::Reused && travels {
        let reused = RulesByDirection {
            sent: &body::WIRE_REUSED,
            answered: &response::WIRE_REUSED,
            unused: &fields::SCHEMA_WIRE_CHANGED,
        };
        subject.push_by_direction(reused, place, |finding| {
            finding.after(format!("`{}` as `{}`", *field.id, *field.wire)).in_head(field.wire.span)
        });
    }
}

fn suggested(finding: Finding, name: Option<String>, say: impl FnOnce(&str) -> String) -> Finding {
    match name {
        Some(name) => finding.suggest(say(&name)),
        None => finding,
    }
}

fn phrase(field: &Field) -> String {
    format!("{}, {}", expression(&field.ty), need::phrase(field.need))
}

/// The order in which the constructor takes its arguments.
fn arguments(
    subject: &mut TypeComparison<'_, '_>,
    (base, head): (&Object, &Object),
    pairs: &Pairs<'_, Field>,
    span: Span,
) {
    let is_argument = |id: &str| head.arguments.iter().any(|argument| argument == id);
    let now = |field: &Field| Argument {
        id: Some(field.id.value.clone()),
        ty: field.ty.clone(),
        need: field.need,
    };
    let before = |field: &Field| match pairs.both.iter().find(|(old, ..)| old.id == field.id) {
        Some((_, new, _)) if is_argument(&new.id) => now(new),
        _ => Argument { id: None, ..now(field) },
    };
    let old: Vec<_> = taken(base).map(before).collect();
    let new: Vec<_> = taken(head).map(now).collect();
    let rule = match subject.comparison.order(&old, &new) {
        Order::Kept => return,
        Order::Refused => &types::SCHEMA_ARGUMENTS_REORDERED,
        Order::Mixed => &types::SCHEMA_ARGUMENTS_MIXED,
        Order::Swapped => &types::SCHEMA_ARGUMENTS_SWAPPED,
        Order::Replaced => &types::SCHEMA_ARGUMENT_REPLACED,
    };
    let names = |object: &Object| object.arguments.join(", ");
    subject.push(rule, subject.place.clone(), |finding| {
        finding.before(names(base)).after(names(head)).in_head(span)
    });
}

/// The fields that the constructor takes, in its order.
fn taken(object: &Object) -> impl Iterator<Item = &Field> {
    let field = |id: &String| object.fields.iter().find(|field| *field.id == *id);
    object.arguments.iter().filter_map(field)
}

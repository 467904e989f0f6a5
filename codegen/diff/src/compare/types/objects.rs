//! Compares objects: which fields they have, and in which order a constructor takes them.

use std::collections::BTreeMap;

use restwright_spec::Span;
use restwright_spec::api::{Field, Need, Object, Usage};

use super::field::{self, Key};
use super::need;
use super::subject::Subject;
use super::ways::Verdict;
use crate::compare::arguments::{Argument, Order};
use crate::compare::deprecation::Farewell;
use crate::compare::value::expression;
use crate::finding::Finding;
use crate::identity::{Identified, Pairs, pair};
use crate::rules::shifts::Shift;
use crate::rules::{body_fields as body, fields, response_fields as response, types};
use restwright_spec::api::is_same_key;

impl Identified for Field {
    fn id(&self) -> &str {
        &self.id
    }

    fn renamed_from(&self) -> Option<&str> {
        self.renamed_from.as_ref().map(|old| old.as_str())
    }

    fn key(&self) -> Option<String> {
        Some(self.wire.value.clone())
    }
}

pub(super) fn compare(
    subject: &mut Subject<'_, '_>,
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

fn removed(subject: &mut Subject<'_, '_>, field: &Field, added: &[&Field]) {
    let is_required = field.need.is_required();
    let (sent, answered) = match subject.comparison.farewell(field.deprecated.as_ref()) {
        Farewell::Sudden if is_required => (&body::REMOVED_REQUIRED, &response::REMOVED_REQUIRED),
        Farewell::Sudden => (&body::REMOVED, &response::REMOVED_OPTIONAL),
        // Clients that count on a key cannot read an answer without it, whatever was announced.
        Farewell::Announced if is_required => {
            (&body::REMOVED_AFTER_DEPRECATION, &response::REMOVED_REQUIRED)
        }
        Farewell::Announced => {
            (&body::REMOVED_AFTER_DEPRECATION, &response::REMOVED_AFTER_DEPRECATION)
        }
        Farewell::Early => (&body::REMOVED_BEFORE_SUNSET, &response::REMOVED_BEFORE_SUNSET),
    };
    let verdict = Verdict { sent, answered, unused: &fields::SCHEMA_REMOVED };
    let alike = |new: &&&Field| subject.comparison.shift(&field.ty, &new.ty) == Shift::Same;
    let names = added.iter().filter(alike).map(|new| new.id.as_str());
    let new = restwright_spec::suggest::closest(&field.id, names).map(str::to_owned);
    let place = subject.place.item("fields", &field.id);
    subject.judge(verdict, place, |finding| {
        let finding = finding.before(phrase(field)).in_base(field.id.span);
        suggested(finding, new, |new| {
            format!("if `{new}` is the same field, add `renamed_from: {}` to it", *field.id)
        })
    });
}

/// Whether programs from before may take the key of a new field for that of another one: they do where that is not there.
fn is_like_another(
    subject: &Subject<'_, '_>,
    (base, pairs): (&[Field], &Pairs<'_, Field>),
    field: &Field,
) -> bool {
    let is_always_there = |old: &Field| {
        pairs.both.iter().any(|(base, head, _)| {
            base.id == old.id
                && base.wire == head.wire
                && head.need == Need::Required
                && subject.comparison.shift(&base.ty, &field.ty) == Shift::Same
        })
    };
    base.iter().any(|old| {
        old.wire != field.wire && is_same_key(&old.wire, &field.wire) && !is_always_there(old)
    })
}

fn added(
    subject: &mut Subject<'_, '_>,
    field: &Field,
    (key, is_alike): (Key, bool),
    removed: &[&Field],
) {
    let is_required = field.need.is_required();
    let (sent, answered) = match (is_required, is_alike) {
        (true, true) => (&body::ADDED_REQUIRED, &response::ADDED_ALIKE),
        (false, true) => (&body::ADDED_OPTIONAL, &response::ADDED_ALIKE),
        (true, false) => (&body::ADDED_REQUIRED, &response::ADDED_REQUIRED),
        (false, false) => (&body::ADDED_OPTIONAL, &response::ADDED),
    };
    let alike = |old: &&&Field| subject.comparison.shift(&old.ty, &field.ty) == Shift::Same;
    let names = removed.iter().filter(alike).map(|old| old.id.as_str());
    let old = restwright_spec::suggest::closest(&field.id, names).map(str::to_owned);
    let place = subject.place.item("fields", &field.id);
    let span = field.id.span;
    let verdict = Verdict { sent, answered, unused: &fields::SCHEMA_ADDED };
    subject.judge(verdict, place.clone(), |finding| {
        let finding = finding.after(phrase(field)).in_head(span);
        suggested(finding, old, |old| format!("add `renamed_from: {old}`"))
    });
    let travels = subject.ways.sent || subject.ways.answered;
    if key == Key::Reused && travels {
        let reused = Verdict {
            sent: &body::WIRE_REUSED,
            answered: &response::WIRE_REUSED,
            unused: &fields::SCHEMA_WIRE_CHANGED,
        };
        subject.judge(reused, place, |finding| {
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
    subject: &mut Subject<'_, '_>,
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

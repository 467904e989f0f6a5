//! Compares objects: which fields they have, and in which order a constructor takes them.

use std::collections::BTreeMap;

use api_spec::Span;
use api_spec::api::{Field, Need, Object, Usage};

use super::field::{self, Key};
use super::need;
use super::subject::Subject;
use super::ways::Verdict;
use crate::compare::deprecation::Farewell;
use crate::compare::value::expression;
use crate::finding::Finding;
use crate::identity::{Identified, Pairs, pair};
use crate::rules::shifts::Shift;
use crate::rules::{body_fields as body, fields, response_fields as response, types};

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
        added(subject, field, key(None, field), &pairs.removed);
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
    let is_required = matches!(field.need, Need::Required | Need::RequiredNullable);
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
    let new = api_spec::suggest::closest(&field.id, names).map(str::to_owned);
    let place = subject.place.item("fields", &field.id);
    subject.judge(verdict, place, |finding| {
        let finding = finding.before(phrase(field)).in_base(field.id.span);
        suggested(finding, new, |new| {
            format!("if `{new}` is the same field, add `renamed_from: {}` to it", *field.id)
        })
    });
}

fn added(subject: &mut Subject<'_, '_>, field: &Field, key: Key, removed: &[&Field]) {
    let is_required = matches!(field.need, Need::Required | Need::RequiredNullable);
    let (sent, answered) = if is_required {
        (&body::ADDED_REQUIRED, &response::ADDED_REQUIRED)
    } else {
        (&body::ADDED_OPTIONAL, &response::ADDED)
    };
    let alike = |old: &&&Field| subject.comparison.shift(&old.ty, &field.ty) == Shift::Same;
    let names = removed.iter().filter(alike).map(|old| old.id.as_str());
    let old = api_spec::suggest::closest(&field.id, names).map(str::to_owned);
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

/// The order of those arguments that both constructors take.
fn arguments(
    subject: &mut Subject<'_, '_>,
    (base, head): (&Object, &Object),
    pairs: &Pairs<'_, Field>,
    span: Span,
) {
    let is_argument = |object: &Object, id: &str| object.arguments.iter().any(|known| known == id);
    let common: Vec<_> = pairs
        .both
        .iter()
        .filter(|(old, new, _)| is_argument(base, &old.id) && is_argument(head, &new.id))
        .collect();
    let position =
        |object: &Object, id: &str| object.arguments.iter().position(|known| known == id);
    let mut before = common.clone();
    before.sort_by_key(|(old, ..)| position(base, &old.id));
    let mut after = common;
    after.sort_by_key(|(_, new, _)| position(head, &new.id));
    if before.iter().zip(&after).all(|(old, new)| old.1.id == new.1.id) {
        return;
    }
    // Seen from the head alone, since a changed type is a finding of its own.
    let handed = |field: &Field| (field.ty.clone(), field.need);
    let is_silent = before.iter().zip(&after).all(|(old, new)| handed(old.1) == handed(new.1));
    let literal = |field: &Field| subject.comparison.literal(&field.ty);
    let is_mixed = before.iter().zip(&after).all(|(old, new)| literal(old.1) == literal(new.1));
    let rule = if is_silent {
        &types::SCHEMA_ARGUMENTS_SWAPPED
    } else if is_mixed {
        &types::SCHEMA_ARGUMENTS_MIXED
    } else {
        &types::SCHEMA_ARGUMENTS_REORDERED
    };
    let names = |object: &Object| object.arguments.join(", ");
    subject.push(rule, subject.place.clone(), |finding| {
        finding.before(names(base)).after(names(head)).in_head(span)
    });
}

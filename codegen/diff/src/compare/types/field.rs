//! Compares a field that both sides have.

use restwright_spec::api::{Field, Need, Type};

use super::need;
use super::subject::Subject;
use super::ways::Verdict;
use crate::Place;
use crate::compare::deprecation::Mark;
use crate::compare::value::expression;
use crate::compare::words::is_same_optional_value;
use crate::identity::By;
use crate::rules::shifts::Shift;
use crate::rules::{body_fields as body, fields, response_fields as response, types};
use restwright_spec::api::is_same_key;

/// What the fields around a field tell of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// No other field had the key before.
    Own,
    /// Another field had it before.
    Reused,
}

pub(super) fn compare(
    subject: &mut Subject<'_, '_>,
    (base, head, by): (&Field, &Field, By),
    key: Key,
) {
    // `name` compares the key beside the id.
    let Field { id, wire: _, ty, need, recursive, description, example, renamed_from, deprecated } =
        base;
    let place = &subject.place.item("fields", &head.id);
    let span = head.id.span;
    name(subject, (base, head, by), key, place);
    if let Some(verdict) = need::change(*need, head.need) {
        subject.judge(verdict, place.clone(), |finding| {
            finding.before(need::phrase(*need)).after(need::phrase(head.need)).in_head(span)
        });
    }
    let shift = subject.comparison.shift(ty, &head.ty);
    match shifted(shift, ty, &head.ty) {
        Some(verdict) => subject.judge(verdict, place.clone(), |finding| {
            finding.before(expression(ty)).after(expression(&head.ty)).in_head(span)
        }),
        None => boxed(subject, (*recursive, head), place),
    }
    let texts = (description.as_str(), head.description.as_str());
    subject.text(&fields::DESCRIPTION_CHANGED, place, texts, span);
    // A value of another type cannot but be another one.
    if *example != head.example && shift == Shift::Same {
        let is_same = is_same_optional_value(example.as_ref(), head.example.as_ref());
        // Documented calls show what a caller has to give, and nothing else.
        let is_shown = subject.ways.sent && *need == Need::Required && head.need == *need;
        if is_shown && subject.is_shown_otherwise() {
            subject.push(&body::EXAMPLE_CHANGED, place.clone(), |finding| finding.in_head(span));
        } else if !is_same {
            subject.push(&fields::EXAMPLE_CHANGED, place.clone(), |finding| finding.in_head(span));
        }
    }
    let marks = (deprecated.as_ref(), head.deprecated.as_ref());
    subject.deprecation(Mark::Item, marks, (place, id.span, span));
    let has_setter = |need| matches!(need, Need::Optional | Need::OptionalNullable);
    // Of a former name only the setter is left; one that says where a new name comes from is no change of its own.
    if subject.ways.sent && has_setter(*need) && has_setter(head.need) {
        let former = (renamed_from.as_ref(), head.renamed_from.as_ref());
        subject.former((id, &head.id), former, place);
    }
}

/// The id and the key: one that moves with the other is one change.
fn name(
    subject: &mut Subject<'_, '_>,
    (base, head, by): (&Field, &Field, By),
    key: Key,
    place: &Place,
) {
    let (has_new_id, has_new_key) = (base.id != head.id, base.wire != head.wire);
    let verdict = match (has_new_id, has_new_key, key) {
        (false, false, _) => return,
        (_, true, Key::Reused) => Verdict {
            sent: &body::WIRE_REUSED,
            answered: &response::WIRE_REUSED,
            unused: &fields::SCHEMA_WIRE_CHANGED,
        },
        (true, true, Key::Own) => Verdict {
            sent: &body::RENAMED,
            answered: &response::RENAMED,
            unused: &fields::SCHEMA_RENAMED,
        },
        (true, false, _) => {
            Verdict::travelling(&fields::RUST_NAME_CHANGED, &fields::RUST_NAME_CHANGED)
        }
        (false, true, Key::Own) => Verdict {
            sent: &body::WIRE_CHANGED,
            answered: if is_same_key(&base.wire, &head.wire) {
                &response::WIRE_CASE_CHANGED
            } else {
                &response::WIRE_CHANGED
            },
            unused: &fields::SCHEMA_WIRE_CHANGED,
        },
    };
    let phrase = |field: &Field| format!("`{}` as `{}`", *field.id, *field.wire);
    subject.judge(verdict, place.clone(), |finding| {
        let finding = finding.before(phrase(base)).after(phrase(head)).in_head(head.wire.span);
        match by {
            By::Key => finding.suggest(format!("add `renamed_from: {}`", *base.id)),
            By::Id | By::RenamedFrom => finding,
        }
    });
}

/// The rules for a value of another type.
fn shifted(shift: Shift, base: &Type, head: &Type) -> Option<Verdict> {
    let (sent, answered) = match (shift, base, head) {
        (Shift::Other, Type::Map(_), Type::Map(_)) => {
            (&body::MAP_VALUE_CHANGED, &response::MAP_VALUE_CHANGED)
        }
        _ => (body::SHIFTS.rule(shift)?, response::SHIFTS.rule(shift)?),
    };
    Some(Verdict { sent, answered, unused: &fields::SCHEMA_TYPE_CHANGED })
}

/// An object that holds itself lives behind a pointer. A union has pointers of its own.
fn boxed(subject: &mut Subject<'_, '_>, (was_recursive, head): (bool, &Field), place: &Place) {
    if was_recursive == head.recursive || !subject.is_object(&head.ty) {
        return;
    }
    let rule = if head.recursive {
        &types::SCHEMA_BECAME_RECURSIVE
    } else {
        &types::SCHEMA_NO_LONGER_RECURSIVE
    };
    let phrase = |is_recursive| if is_recursive { "behind a pointer" } else { "in place" };
    subject.push(rule, place.clone(), |finding| {
        finding.before(phrase(was_recursive)).after(phrase(head.recursive)).in_head(head.id.span)
    });
}

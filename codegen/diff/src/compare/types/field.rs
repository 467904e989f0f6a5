//! Compares a field that both sides have.

use restwright_spec::Span;
use restwright_spec::api::{Field, Limits, Need, Type};

use super::directions::RulesByDirection;
use super::need;
use super::type_comparison::TypeComparison;
use crate::compare::constants::{field_phrase, of_input};
use crate::compare::deprecation::DeprecationVisibility;
use crate::compare::limits::{self, LimitChange};
use crate::compare::value::expression;
use crate::compare::words::is_same_optional_value;
use crate::finding::Finding;
use crate::identity::By;
use crate::rules::documents::constraint;
use crate::rules::limits as rules_of_limits;
use crate::rules::type_changes::TypeChange;
use crate::rules::{
    body_fields as body, constants as constant, fields, response_fields as response, types,
};
use crate::{Direction, Place, WireLevel};
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
    subject: &mut TypeComparison<'_, '_>,
    (base, head, by): (&Field, &Field, By),
    key: Key,
) {
    // `name` compares the key beside the id.
    let Field {
        id,
        wire: _,
        ty,
        need,
        recursive,
        limits,
        always,
        description,
        example,
        renamed_from: _,
        deprecated,
    } = base;
    let place = &subject.place.item("fields", &head.id);
    let span = head.id.span;
    if always.is_some() && head.always.is_some() {
        return constants(subject, (base, head), place);
    }
    name(subject, (base, head, by), key, place);
    if always.is_some() || head.always.is_some() {
        let by_direction = constancy(always.is_some(), head.need);
        subject.push_by_direction(by_direction, place.clone(), |finding| {
            finding.before(field_phrase(base)).after(field_phrase(head)).in_head(span)
        });
    } else if let Some(by_direction) = need::change(*need, head.need) {
        subject.push_by_direction(by_direction, place.clone(), |finding| {
            finding.before(need::phrase(*need)).after(need::phrase(head.need)).in_head(span)
        });
    }
    let change = subject.comparison.type_change(ty, &head.ty);
    match rules_for(change, ty, &head.ty) {
        Some(by_direction) => subject.push_by_direction(by_direction, place.clone(), |finding| {
            let finding = finding.before(expression(ty)).after(expression(&head.ty)).in_head(span);
            tolerated(finding, by_direction, *need)
        }),
        None => boxed(subject, (*recursive, head), place),
    }
    limited(subject, (limits, &head.limits), place, span);
    let texts = (description.as_str(), head.description.as_str());
    subject.text(&fields::DESCRIPTION_CHANGED, place, texts, span);
    // A value of another type cannot but be another one.
    if *example != head.example && change == TypeChange::Same {
        let is_same = is_same_optional_value(example.as_ref(), head.example.as_ref());
        // Documented calls show what a caller has to give, and nothing else.
        let is_shown = subject.directions.sent && *need == Need::Required && head.need == *need;
        if is_shown && subject.is_shown_otherwise() {
            subject.push(&body::EXAMPLE_CHANGED, place.clone(), |finding| finding.in_head(span));
        } else if !is_same {
            subject.push(&fields::EXAMPLE_CHANGED, place.clone(), |finding| finding.in_head(span));
        }
    }
    let marks = (deprecated.as_ref(), head.deprecated.as_ref());
    subject.deprecation(DeprecationVisibility::Item, marks, (place, id.span, span));
}

/// Compares the limits of a value.
pub(super) fn limited(
    subject: &mut TypeComparison<'_, '_>,
    (base, head): (&Limits, &Limits),
    place: &Place,
    span: Span,
) {
    for LimitChange { key, is_stricter, before, after } in limits::changes(base, head) {
        let by_direction = RulesByDirection {
            sent: constraint(Direction::Request, is_stricter),
            answered: constraint(Direction::Response, is_stricter),
            unused: &rules_of_limits::SCHEMA_CHANGED,
        };
        subject.push_by_direction(by_direction, place.part(key), |finding| {
            finding.before(before).after(after).in_head(span)
        });
    }
    if let Some(is_enforced) = limits::enforcement(base, head).filter(|_| subject.directions.sent) {
        subject.push(rules_of_limits::enforcement(is_enforced), place.part("enforce"), |finding| {
            finding.in_head(span)
        });
    }
}

/// Compares two constants, of which nothing is public.
fn constants(subject: &mut TypeComparison<'_, '_>, (base, head): (&Field, &Field), place: &Place) {
    let span = head.id.span;
    if (&base.wire, &base.always) != (&head.wire, &head.always) {
        let by_direction = RulesByDirection {
            sent: &constant::CHANGED,
            answered: &constant::RESPONSE_CHANGED,
            unused: &constant::SCHEMA_CHANGED,
        };
        subject.push_by_direction(by_direction, place.clone(), |finding| {
            finding.before(field_phrase(base)).after(field_phrase(head)).in_head(span)
        });
    }
    let texts = (base.description.as_str(), head.description.as_str());
    subject.text(&fields::DESCRIPTION_CHANGED, place, texts, span);
}

/// The rules for a field that has become a constant, or the other way round.
fn constancy(was_constant: bool, head: Need) -> RulesByDirection {
    let sent = of_input(was_constant, head);
    if was_constant {
        let (answered, unused) = (&constant::RESPONSE_NO_LONGER, &constant::SCHEMA_NO_LONGER);
        return RulesByDirection { sent, answered, unused };
    }
    let (answered, unused) = (&constant::RESPONSE_BECAME, &constant::SCHEMA_BECAME);
    RulesByDirection { sent, answered, unused }
}

/// The id and the key: one that moves with the other is one change.
fn name(
    subject: &mut TypeComparison<'_, '_>,
    (base, head, by): (&Field, &Field, By),
    key: Key,
    place: &Place,
) {
    let (has_new_id, has_new_key) = (base.id != head.id, base.wire != head.wire);
    let by_direction = match (has_new_id, has_new_key, key) {
        (false, false, _) => return,
        _ if by == By::Content => return,
        (_, true, Key::Reused) => RulesByDirection {
            sent: &body::WIRE_REUSED,
            answered: &response::WIRE_REUSED,
            unused: &fields::SCHEMA_WIRE_CHANGED,
        },
        (true, true, Key::Own) => RulesByDirection {
            sent: &body::RENAMED,
            answered: &response::RENAMED,
            unused: &fields::SCHEMA_RENAMED,
        },
        (true, false, _) => {
            RulesByDirection::alike(&fields::RUST_NAME_CHANGED, &fields::RUST_NAME_CHANGED)
        }
        (false, true, Key::Own) => RulesByDirection {
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
    subject.push_by_direction(by_direction, place.clone(), |finding| {
        let finding = finding.before(phrase(base)).after(phrase(head)).in_head(head.wire.span);
        let finding =
            if key == Key::Own { tolerated(finding, by_direction, base.need) } else { finding };
        match by {
            By::Key => finding.suggest(format!("add `renamed_from: {}`", *base.id)),
            By::Id | By::RenamedFrom | By::Content => finding,
        }
    });
}

/// Clients read an optional field of a response that they do not understand as absent, and report it: the call goes on.
pub(super) fn tolerated(
    mut finding: Finding,
    by_direction: RulesByDirection,
    need: Need,
) -> Finding {
    if !need.is_required() && finding.rule == by_direction.answered {
        finding.wire = finding.wire.min(WireLevel::Dangerous);
    }
    finding
}

/// The rules for a value of another type.
fn rules_for(change: TypeChange, base: &Type, head: &Type) -> Option<RulesByDirection> {
    let (sent, answered) = match (change, base, head) {
        (TypeChange::Other, Type::Map(_), Type::Map(_)) => {
            (&body::MAP_VALUE_CHANGED, &response::MAP_VALUE_CHANGED)
        }
        _ => (body::TYPE_CHANGES.rule(change)?, response::TYPE_CHANGES.rule(change)?),
    };
    Some(RulesByDirection { sent, answered, unused: &fields::SCHEMA_TYPE_CHANGED })
}

/// An object that holds itself lives behind a pointer. A union has pointers of its own.
fn boxed(
    subject: &mut TypeComparison<'_, '_>,
    (was_recursive, head): (bool, &Field),
    place: &Place,
) {
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

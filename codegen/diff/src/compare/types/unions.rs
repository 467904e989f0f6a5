//! Compares unions. The order of variants matters: the first matching variant wins.

use restwright_spec::Span;
use restwright_spec::api::{TypeDef, ValueKind, Variant, When};

use super::directions::RulesByDirection;
use super::type_comparison::TypeComparison;
use crate::Place;
use crate::compare::Comparison;
use crate::compare::deprecation::DeprecationVisibility;
use crate::compare::json::{Fit, fit, required};
use crate::compare::value::expression;
use crate::identity::{By, identified, pair};
use crate::rules::type_changes::TypeChange;
use crate::rules::unions as rules;
use restwright_spec::api::is_same_key;

identified!(Variant, id, description, |variant| condition(&variant.when));

pub(super) fn compare(
    subject: &mut TypeComparison<'_, '_>,
    base: &[Variant],
    head: &[Variant],
    span: Span,
) {
    let pairs = pair(base, head);
    let is_alone = |variants: &[Variant], variant: &Variant| {
        variants.iter().filter(|other| other.ty.value == variant.ty.value).count() == 1
    };
    for variant in &pairs.removed {
        removed(subject, variant);
    }
    for variant in &pairs.added {
        added(subject, (base, head), variant);
    }
    for (old, new, by) in &pairs.both {
        self::variant(subject, base, (old, new), *by);
        // One that is gained needs no finding: another variant has gone or changed its type.
        let change = subject.comparison.type_change(&old.ty, &new.ty);
        let is_same = subject.directions.sent && change == TypeChange::Same;
        if is_same && is_alone(base, old) && !is_alone(head, new) {
            conversion_lost(subject, new);
        }
    }
    subject.names(&pairs, "variants", |_| false);
    let both: Vec<_> = pairs.both.iter().map(|(old, new, _)| (*old, *new)).collect();
    shadowed(subject, (base, head), &both);
    order(subject, (base, head), &both, span);
}

fn removed(subject: &mut TypeComparison<'_, '_>, variant: &Variant) {
    let (sent, answered) = match variant.when {
        When::Otherwise => (&rules::BODY_OTHERWISE_REMOVED, &rules::RESPONSE_OTHERWISE_REMOVED),
        When::Is(_) | When::Has(_) | When::Equals(..) => {
            (&rules::BODY_REMOVED, &rules::RESPONSE_REMOVED)
        }
    };
    let by_direction = RulesByDirection { sent, answered, unused: &rules::SCHEMA_REMOVED };
    subject.push_by_direction(by_direction, place(subject, variant), |finding| {
        finding.before(phrase(variant)).in_base(variant.id.span)
    });
}

fn added(
    subject: &mut TypeComparison<'_, '_>,
    (base, head): (&[Variant], &[Variant]),
    variant: &Variant,
) {
    let types = &subject.comparison.head.types;
    let (sent, answered) = match variant.when {
        When::Otherwise => (&rules::BODY_OTHERWISE_ADDED, &rules::RESPONSE_OTHERWISE_ADDED),
        _ if takes_over(types, (base, head), variant) => {
            (&rules::BODY_ADDED, &rules::RESPONSE_ADDED_BEFORE)
        }
        _ if is_unreadable(subject.comparison, base, variant) => {
            (&rules::BODY_ADDED, &rules::RESPONSE_UNREADABLE_ADDED)
        }
        When::Is(kind) if kind != ValueKind::Object && !base.iter().any(is_of_kind) => {
            (&rules::BODY_ADDED, &rules::RESPONSE_KIND_ADDED)
        }
        When::Is(_) | When::Has(_) | When::Equals(..) => {
            (&rules::BODY_ADDED, &rules::RESPONSE_ADDED)
        }
    };
    let by_direction = RulesByDirection { sent, answered, unused: &rules::SCHEMA_ADDED };
    subject.push_by_direction(by_direction, place(subject, variant), |finding| {
        finding.after(phrase(variant)).in_head(variant.id.span)
    });
}

/// Whether a variant is no object, so that existing programs read values of any kind.
fn is_of_kind(variant: &Variant) -> bool {
    variant.kind().is_some_and(|kind| kind != ValueKind::Object)
}

/// Whether existing programs confuse the new variant with another one, and require keys that the new one may lack.
fn is_unreadable(comparison: &Comparison<'_>, base: &[Variant], added: &Variant) -> bool {
    let head = &comparison.head.types;
    if is_of_kind(added) {
        return false;
    }
    let promised = required(head, added.object().unwrap_or_default());
    let mut taken_for = base.iter().filter(|variant| {
        matches!(variant.when, When::Otherwise | When::Is(ValueKind::Object))
            || fit(head, added, &variant.when) > Fit::Never
    });
    taken_for.any(|variant| {
        let needed = required(&comparison.base.types, variant.object().unwrap_or_default());
        needed.iter().any(|key| !promised.iter().any(|promised| is_same_key(key, promised)))
    })
}

/// Whether objects of a variant that stands behind the new one fulfil its condition.
fn takes_over(types: &[TypeDef], (base, head): (&[Variant], &[Variant]), added: &Variant) -> bool {
    let behind = head.iter().skip_while(|variant| variant.id != added.id).skip(1);
    let mut known = behind.filter(|variant| base.iter().any(|old| old.id == variant.id));
    known.any(|variant| fit(types, variant, &added.when) > Fit::Never)
}

/// Another type that is other JSON.
const VARIANT_TYPE_CHANGED: RulesByDirection = RulesByDirection {
    sent: &rules::BODY_TYPE_CHANGED,
    answered: &rules::RESPONSE_TYPE_CHANGED,
    unused: &rules::SCHEMA_TYPE_CHANGED,
};

/// `variants` are those of the base.
fn variant(
    subject: &mut TypeComparison<'_, '_>,
    variants: &[Variant],
    (base, head): (&Variant, &Variant),
    by: By,
) {
    // A variant holds a value, so that nothing of its former name is emitted: the name only pairs.
    let Variant { id, ty, when, description, renamed_from: _, deprecated } = base;
    let place = &place(subject, head);
    let span = head.id.span;
    if id != &head.id && by != By::Content {
        subject.renamed(&rules::RUST_NAME_CHANGED, by, (id, &head.id), place);
    }
    let change = subject.comparison.type_change(ty, &head.ty);
    if change != TypeChange::Same {
        let by_direction = match change {
            TypeChange::Alike | TypeChange::MoreCare | TypeChange::LessCare => {
                RulesByDirection::alike(&rules::TYPE_REPLACED, &rules::SCHEMA_TYPE_CHANGED)
            }
            _ => VARIANT_TYPE_CHANGED,
        };
        subject.push_by_direction(by_direction, place.clone(), |finding| {
            finding.before(expression(ty)).after(expression(&head.ty)).in_head(head.ty.span)
        });
    }
    let types = &subject.comparison.base.types;
    if let Some(by_direction) = condition_verdict(types, variants, (base, head)) {
        subject.push_by_direction(by_direction, place.clone(), |finding| {
            finding.before(condition(when)).after(condition(&head.when)).in_head(span)
        });
    }
    let texts = (description.as_str(), head.description.as_str());
    subject.text(&rules::VARIANT_DESCRIPTION_CHANGED, place, texts, span);
    let marks = (deprecated.as_ref(), head.deprecated.as_ref());
    subject.deprecation(DeprecationVisibility::Item, marks, (place, id.span, span));
}

/// What became of the condition of a variant. `variants` are those of the base.
fn condition_verdict(
    types: &[TypeDef],
    variants: &[Variant],
    (base, head): (&Variant, &Variant),
) -> Option<RulesByDirection> {
    let (old, new) = (&base.when, &head.when);
    if old == new {
        return None;
    }
    let unused = &rules::SCHEMA_CONDITION_CHANGED;
    if is_same_condition(old, new) {
        return Some(RulesByDirection::alike(&rules::CONDITION_CASE_CHANGED, unused));
    }
    let is_of_another =
        |other: &&Variant| other.id != base.id && is_same_condition(&other.when, new);
    if variants.iter().any(|other| is_of_another(&other)) {
        return Some(RulesByDirection::alike(&rules::CONDITION_REUSED, unused));
    }
    let is_widened = match (old, new) {
        (When::Equals(old, _), When::Has(new)) => is_same_key(old, new),
        _ => false,
    };
    let fits = |other: &Variant| other.id != base.id && fit(types, other, new) > Fit::Never;
    let (sent, answered) = if is_widened && !variants.iter().any(fits) {
        (&rules::BODY_CONDITION_WIDENED, &rules::RESPONSE_CONDITION_WIDENED)
    } else if *old == When::Otherwise || *new == When::Otherwise {
        (&rules::BODY_OTHERWISE_CHANGED, &rules::RESPONSE_OTHERWISE_CHANGED)
    } else {
        (&rules::BODY_CONDITION_CHANGED, &rules::RESPONSE_CONDITION_CHANGED)
    };
    Some(RulesByDirection { sent, answered, unused })
}

/// Whether the same objects fulfil two conditions.
fn is_same_condition(one: &When, other: &When) -> bool {
    match (one, other) {
        (When::Has(one), When::Has(other)) => is_same_key(one, other),
        (When::Equals(one, value), When::Equals(other, other_value)) => {
            is_same_key(one, other) && value == other_value
        }
        (one, other) => one == other,
    }
}

/// Finds variants whose objects hold now what tells an earlier one apart. Whether that one stands in front on both
/// sides is a question of their order, which is a finding of its own.
fn shadowed(
    subject: &mut TypeComparison<'_, '_>,
    (base, head): (&[Variant], &[Variant]),
    both: &[(&Variant, &Variant)],
) {
    if !subject.directions.answered {
        return;
    }
    let comparison = subject.comparison;
    let position = |variants: &[Variant], id: &str| variants.iter().position(|v| *v.id == id);
    for (old, new) in both.iter().filter(|(old, new)| old.when == new.when) {
        let mut earlier = both.iter().filter(|(other, today)| {
            position(base, &other.id) < position(base, &old.id)
                && position(head, &today.id) < position(head, &new.id)
        });
        let taken_for = earlier.find(|(other, today)| {
            other.when == today.when
                && fit(&comparison.base.types, old, &other.when)
                    < fit(&comparison.head.types, new, &other.when)
        });
        if let Some((_, first)) = taken_for {
            subject.push(&rules::RESPONSE_SHADOWED, place(subject, new), |finding| {
                let finding = finding.before(format!("`{}`", *new.id));
                let after = format!("`{}`, {}", *first.id, condition(&first.when));
                finding.after(after).in_head(new.ty.span)
            });
        }
    }
}

/// A value converts to the union if its type says which variant it is.
fn conversion_lost(subject: &mut TypeComparison<'_, '_>, variant: &Variant) {
    subject.push(&rules::CONVERSION_REMOVED, subject.place.clone(), |finding| {
        let before = format!("`{}` alone holds {}", *variant.id, expression(&variant.ty));
        finding.before(before).after("another one holds it, too").in_head(variant.ty.span)
    });
}

/// The order of those variants that both sides have.
fn order(
    subject: &mut TypeComparison<'_, '_>,
    (base, head): (&[Variant], &[Variant]),
    both: &[(&Variant, &Variant)],
    span: Span,
) {
    let position = |variants: &[Variant], id: &str| variants.iter().position(|v| *v.id == id);
    let mut before = both.to_vec();
    before.sort_by_key(|(old, _)| position(base, &old.id));
    let mut after = both.to_vec();
    after.sort_by_key(|(_, new)| position(head, &new.id));
    if before.iter().zip(&after).all(|(old, new)| old.1.id == new.1.id) {
        return;
    }
    let travels = subject.directions.sent || subject.directions.answered;
    let rule = if travels && overtaken(&before, head) {
        &rules::ORDER_CHANGED
    } else {
        &rules::ORDER_WITHOUT_EFFECT
    };
    let names = |variants: &[Variant]| {
        variants.iter().map(|variant| variant.id.as_str()).collect::<Vec<_>>().join(", ")
    };
    subject.push(rule, subject.place.clone(), |finding| {
        finding.before(names(base)).after(names(head)).in_head(span)
    });
}

/// Whether two variants changed places that an object can fit both of. `before` is in the order of the base.
fn overtaken(before: &[(&Variant, &Variant)], head: &[Variant]) -> bool {
    let position = |variant: &Variant| head.iter().position(|other| other.id == variant.id);
    before.iter().enumerate().any(|(at, (_, first))| {
        before[at + 1..].iter().any(|(_, second)| {
            position(second) < position(first) && !exclude(&first.when, &second.when)
        })
    })
}

/// Whether no object fits both conditions: one key holds one text.
fn exclude(one: &When, other: &When) -> bool {
    match (one, other) {
        (When::Equals(key, text), When::Equals(other_key, other_text)) => {
            is_same_key(key, other_key) && text != other_text
        }
        (When::Is(one), When::Is(other)) => !one.includes(*other) && !other.includes(*one),
        (When::Is(kind), _) | (_, When::Is(kind)) => *kind != ValueKind::Object,
        _ => false,
    }
}

fn place(subject: &TypeComparison<'_, '_>, variant: &Variant) -> Place {
    subject.place.item("variants", &variant.id)
}

fn phrase(variant: &Variant) -> String {
    format!("{} {}", expression(&variant.ty), condition(&variant.when))
}

fn condition(when: &When) -> String {
    match when {
        When::Is(kind) => format!("if it is of the kind {}", kind.as_str()),
        When::Has(key) => format!("if it has `{key}`"),
        When::Equals(key, text) => format!("if `{key}` is `{text}`"),
        When::Otherwise => "otherwise".to_owned(),
    }
}

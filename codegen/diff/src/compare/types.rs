//! Compares named types.

mod directions;
mod enums;
mod field;
mod need;
mod newtypes;
mod objects;
mod similarity;
mod type_comparison;
mod unions;

use restwright_spec::api::{TypeDef, TypeKind, Usage};

use self::directions::RulesByDirection;
use self::similarity::{kind, similar_type};
use self::type_comparison::TypeComparison;
use super::deprecation::{DeprecationVisibility, RemovalNotice};
use super::{Comparison, former};
use crate::Place;
use crate::finding::{Finding, Findings};
use crate::identity::By;
use crate::rules::types as rules;

pub(super) fn compare(comparison: &Comparison<'_>, findings: &mut Findings) {
    let (old, new) = (&comparison.types.removed, &comparison.types.added);
    for def in &comparison.types.removed {
        findings.push(removed(comparison, def, new));
    }
    for def in &comparison.types.added {
        findings.push(added(comparison, def, old));
    }
    let at = |rule, def: &TypeDef| {
        Finding::new(rule, Place::named(&def.name))
            .affecting(comparison.reached(&def.name, &def.name))
    };
    former::compare(&comparison.types, |_| true, at, findings);
    for (base, head, by) in &comparison.types.both {
        pair(&mut TypeComparison::new(comparison, (base, head), findings), (base, head, *by));
    }
}

fn removed(comparison: &Comparison<'_>, def: &TypeDef, new: &[&TypeDef]) -> Finding {
    let rule = match comparison.removal_notice(def.deprecated.as_ref()) {
        RemovalNotice::Elapsed => &rules::SCHEMA_DEPRECATED_REMOVED,
        // What goes before its day goes as if nobody had said so.
        RemovalNotice::None | RemovalNotice::Premature if is_used(def.usage) => {
            &rules::SCHEMA_REMOVED
        }
        RemovalNotice::None | RemovalNotice::Premature => &rules::SCHEMA_UNUSED_REMOVED,
    };
    let finding = Finding::new(rule, Place::named(&def.name))
        .before(kind(&def.kind))
        .in_base(def.name.span)
        .affecting(comparison.reached(&def.name, &def.name));
    match similar_type(def, new) {
        Some(new) => {
            let (new, old) = (&*new.name, &*def.name);
            finding.suggest(format!("if `{new}` is the same type, add `renamed_from: {old}` to it"))
        }
        None => finding,
    }
}

fn added(comparison: &Comparison<'_>, def: &TypeDef, old: &[&TypeDef]) -> Finding {
    let rule = if is_used(def.usage) { &rules::SCHEMA_ADDED } else { &rules::SCHEMA_UNUSED_ADDED };
    let finding = Finding::new(rule, Place::named(&def.name))
        .after(kind(&def.kind))
        .in_head(def.name.span)
        .affecting(comparison.reached(&def.name, &def.name));
    match similar_type(def, old) {
        Some(old) => finding.suggest(format!("add `renamed_from: {}`", *old.name)),
        None => finding,
    }
}

fn is_used(usage: Usage) -> bool {
    usage.in_requests || usage.in_responses
}

fn pair(subject: &mut TypeComparison<'_, '_>, (base, head, by): (&TypeDef, &TypeDef, By)) {
    let TypeDef {
        name,
        description,
        renamed_from: _,
        deprecated,
        usage,
        kind: old,
        limits,
        reserved,
    } = base;
    let place = &subject.place.clone();
    let span = head.name.span;
    let renamed = match (by, old) {
        (By::Id | By::Content, _) => None,
        (By::Key, _) => Some(&rules::SCHEMA_RENAMED),
        (By::RenamedFrom, TypeKind::Object(_)) => Some(&rules::SCHEMA_RENAMED_WITH_ALIAS),
        (By::RenamedFrom, _) => Some(&rules::SCHEMA_CHOICE_RENAMED_WITH_ALIAS),
    };
    if let Some(rule) = renamed {
        subject.renamed(rule, by, (name, &head.name), place);
    }
    let texts = (description.as_str(), head.description.as_str());
    subject.text(&rules::SCHEMA_DESCRIPTION_CHANGED, place, texts, span);
    // An attribute on a type would warn wherever another type still has to hold it: there is only a text.
    let marks = (deprecated.as_ref(), head.deprecated.as_ref());
    subject.deprecation(DeprecationVisibility::Documentation, marks, (place, name.span, span));
    if reserved != &head.reserved {
        subject.reserved(&ids(old).into_iter().collect());
    }
    match (old, &head.kind) {
        (TypeKind::Object(old), TypeKind::Object(new)) => {
            usage_changed(subject, *usage, head);
            objects::compare(subject, (old, *usage), (new, head.usage), span);
        }
        (TypeKind::Enum(old), TypeKind::Enum(new)) => enums::compare(subject, old, new),
        (TypeKind::Newtype(old), TypeKind::Newtype(new)) => {
            newtypes::compare(subject, old, new, span);
            field::limited(subject, (limits, &head.limits), place, span);
        }
        (TypeKind::Union(old), TypeKind::Union(new)) => {
            usage_changed(subject, *usage, head);
            unions::compare(subject, old, new, span);
        }
        (old, new) => {
            let by_direction = RulesByDirection::alike(
                &rules::SCHEMA_KIND_CHANGED,
                &rules::SCHEMA_UNUSED_KIND_CHANGED,
            );
            subject.push_by_direction(by_direction, place.clone(), |finding| {
                finding.before(kind(old)).after(kind(new)).in_head(span)
            });
        }
    }
}

/// A type that requests hold can be built by callers. An enum always can.
fn usage_changed(subject: &mut TypeComparison<'_, '_>, base: Usage, head: &TypeDef) {
    let rule = match (base.in_requests, head.usage.in_requests) {
        (false, true) => &rules::SCHEMA_BECAME_SENT,
        (true, false) => &rules::SCHEMA_NO_LONGER_SENT,
        _ => return,
    };
    subject.push(rule, subject.place.clone(), |finding| {
        finding.before(directions(base)).after(directions(head.usage)).in_head(head.name.span)
    });
}

fn directions(usage: Usage) -> &'static str {
    match (usage.in_requests, usage.in_responses) {
        (true, true) => "in requests and responses",
        (true, false) => "in requests",
        (false, true) => "in responses",
        (false, false) => "in no call",
    }
}

fn ids(kind: &TypeKind) -> Vec<&str> {
    match kind {
        TypeKind::Object(object) => object.fields.iter().map(|field| field.id.as_str()).collect(),
        TypeKind::Newtype(_) => Vec::new(),
        TypeKind::Enum(values) => values.iter().map(|value| value.id.as_str()).collect(),
        TypeKind::Union(variants) => variants.iter().map(|variant| variant.id.as_str()).collect(),
    }
}

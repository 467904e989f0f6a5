//! Compares named types.

mod enums;
mod field;
mod likeness;
mod need;
mod objects;
mod subject;
mod unions;
mod ways;

use restwright_spec::api::{TypeDef, TypeKind, Usage};

use self::likeness::{Likeness, kind};
use self::subject::Subject;
use self::ways::Verdict;
use super::Comparison;
use super::deprecation::{Farewell, Mark};
use crate::Place;
use crate::finding::{Finding, Findings};
use crate::identity::By;
use crate::rules::types as rules;

pub(super) fn compare(comparison: &Comparison<'_>, findings: &mut Findings) {
    let new = Likeness::of(&comparison.types.added);
    let old = Likeness::of(&comparison.types.removed);
    for def in &comparison.types.removed {
        findings.push(removed(comparison, def, &new));
    }
    for def in &comparison.types.added {
        findings.push(added(comparison, def, &old));
    }
    for (base, head, by) in &comparison.types.both {
        pair(&mut Subject::new(comparison, (base, head), findings), (base, head, *by));
    }
}

fn removed(comparison: &Comparison<'_>, def: &TypeDef, new: &Likeness<'_>) -> Finding {
    let rule = match comparison.farewell(def.deprecated.as_ref()) {
        Farewell::Announced => &rules::SCHEMA_DEPRECATED_REMOVED,
        // What goes before its day goes as if nobody had said so.
        Farewell::Sudden | Farewell::Early if is_used(def.usage) => &rules::SCHEMA_REMOVED,
        Farewell::Sudden | Farewell::Early => &rules::SCHEMA_UNUSED_REMOVED,
    };
    let finding = Finding::new(rule, Place::named(&def.name))
        .before(kind(&def.kind))
        .in_base(def.name.span)
        .reaching(comparison.reached(&def.name, &def.name));
    match new.to(def) {
        Some(new) => {
            let (new, old) = (&*new.name, &*def.name);
            finding.suggest(format!("if `{new}` is the same type, add `renamed_from: {old}` to it"))
        }
        None => finding,
    }
}

fn added(comparison: &Comparison<'_>, def: &TypeDef, old: &Likeness<'_>) -> Finding {
    let rule = if is_used(def.usage) { &rules::SCHEMA_ADDED } else { &rules::SCHEMA_UNUSED_ADDED };
    let finding = Finding::new(rule, Place::named(&def.name))
        .after(kind(&def.kind))
        .in_head(def.name.span)
        .reaching(comparison.reached(&def.name, &def.name));
    match old.to(def) {
        Some(old) => finding.suggest(format!("add `renamed_from: {}`", *old.name)),
        None => finding,
    }
}

fn is_used(usage: Usage) -> bool {
    usage.in_requests || usage.in_responses
}

fn pair(subject: &mut Subject<'_, '_>, (base, head, by): (&TypeDef, &TypeDef, By)) {
    let TypeDef { name, description, renamed_from, deprecated, usage, kind: old, reserved } = base;
    let place = &subject.place.clone();
    let span = head.name.span;
    if by != By::Id {
        let rule = match old {
            TypeKind::Object(_) => &rules::SCHEMA_RENAMED,
            TypeKind::Enum(_) | TypeKind::Union(_) => &rules::SCHEMA_CHOICE_RENAMED,
        };
        subject.push(rule, place.clone(), |finding| {
            finding.before(name.as_str()).after(head.name.as_str()).in_head(span)
        });
    }
    subject.former((name, &head.name), (renamed_from.as_ref(), head.renamed_from.as_ref()), place);
    let texts = (description.as_str(), head.description.as_str());
    subject.text(&rules::SCHEMA_DESCRIPTION_CHANGED, place, texts, span);
    // An attribute on a type would warn wherever another type still has to hold it: there is only a text.
    let marks = (deprecated.as_ref(), head.deprecated.as_ref());
    subject.deprecation(Mark::Documentation, marks, (place, name.span, span));
    if reserved != &head.reserved {
        subject.reserved(&ids(old).into_iter().collect());
    }
    match (old, &head.kind) {
        (TypeKind::Object(old), TypeKind::Object(new)) => {
            usage_changed(subject, *usage, head);
            objects::compare(subject, (old, *usage), (new, head.usage), span);
        }
        (TypeKind::Enum(old), TypeKind::Enum(new)) => enums::compare(subject, old, new),
        (TypeKind::Union(old), TypeKind::Union(new)) => {
            usage_changed(subject, *usage, head);
            unions::compare(subject, old, new, span);
        }
        (old, new) => {
            let verdict = Verdict::travelling(
                &rules::SCHEMA_KIND_CHANGED,
                &rules::SCHEMA_UNUSED_KIND_CHANGED,
            );
            subject.judge(verdict, place.clone(), |finding| {
                finding.before(kind(old)).after(kind(new)).in_head(span)
            });
        }
    }
}

/// A type that requests hold can be built by callers. An enum always can.
fn usage_changed(subject: &mut Subject<'_, '_>, base: Usage, head: &TypeDef) {
    let rule = match (base.in_requests, head.usage.in_requests) {
        (false, true) => &rules::SCHEMA_BECAME_SENT,
        (true, false) => &rules::SCHEMA_NO_LONGER_SENT,
        _ => return,
    };
    subject.push(rule, subject.place.clone(), |finding| {
        finding.before(ways(base)).after(ways(head.usage)).in_head(head.name.span)
    });
}

fn ways(usage: Usage) -> &'static str {
    match (usage.in_requests, usage.in_responses) {
        (true, true) => "in requests and answers",
        (true, false) => "in requests",
        (false, true) => "in answers",
        (false, false) => "in no call",
    }
}

fn ids(kind: &TypeKind) -> Vec<&str> {
    match kind {
        TypeKind::Object(object) => object.fields.iter().map(|field| field.id.as_str()).collect(),
        TypeKind::Enum(values) => values.iter().map(|value| value.id.as_str()).collect(),
        TypeKind::Union(variants) => variants.iter().map(|variant| variant.id.as_str()).collect(),
    }
}

//! Compares open enums. The order of values means nothing.

use std::collections::BTreeMap;

use restwright_spec::api::EnumValue;

use super::subject::Subject;
use super::ways::Verdict;
use crate::compare::deprecation::{Farewell, Mark};
use crate::identity::{By, Identified, pair};
use crate::rules::enums as rules;

impl Identified for EnumValue {
    fn id(&self) -> &str {
        &self.id
    }

    fn renamed_from(&self) -> Option<&str> {
        self.renamed_from.as_ref().map(|old| old.as_str())
    }

    fn key(&self) -> Option<String> {
        Some(self.wire.to_string())
    }
}

pub(super) fn compare(subject: &mut Subject<'_, '_>, base: &[EnumValue], head: &[EnumValue]) {
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
    for (old, new, by) in &pairs.both {
        let is_reused = is_reused(Some(old), new);
        if is_reused {
            reused(subject, Some(old), new);
        } else if old.wire != new.wire {
            wire_changed(subject, old, new);
        }
        value(subject, old, new, *by);
    }
}

fn removed(subject: &mut Subject<'_, '_>, value: &EnumValue) {
    let (sent, answered) = match subject.comparison.farewell(value.deprecated.as_ref()) {
        Farewell::Announced => {
            (&rules::REQUEST_DEPRECATED_REMOVED, &rules::RESPONSE_DEPRECATED_REMOVED)
        }
        // What goes before its day goes as if nobody had said so.
        Farewell::Sudden | Farewell::Early => (&rules::REQUEST_REMOVED, &rules::RESPONSE_REMOVED),
    };
    let verdict = Verdict { sent, answered, unused: &rules::SCHEMA_REMOVED };
    subject.judge(verdict, subject.place.item("values", &value.id), |finding| {
        finding.before(phrase(value)).in_base(value.id.span)
    });
}

fn added(subject: &mut Subject<'_, '_>, value: &EnumValue) {
    let verdict = Verdict {
        sent: &rules::REQUEST_ADDED,
        answered: &rules::RESPONSE_ADDED,
        unused: &rules::SCHEMA_ADDED,
    };
    subject.judge(verdict, subject.place.item("values", &value.id), |finding| {
        finding.after(phrase(value)).in_head(value.id.span)
    });
}

/// A text that meant another value before.
fn reused(subject: &mut Subject<'_, '_>, old: Option<&EnumValue>, new: &EnumValue) {
    let verdict = Verdict::travelling(&rules::WIRE_REUSED, &rules::SCHEMA_WIRE_CHANGED);
    subject.judge(verdict, subject.place.item("values", &new.id), |mut finding| {
        finding.before = old.map(phrase);
        finding.after(phrase(new)).in_head(new.wire.span)
    });
}

fn wire_changed(subject: &mut Subject<'_, '_>, old: &EnumValue, new: &EnumValue) {
    let verdict = Verdict {
        sent: &rules::REQUEST_WIRE_CHANGED,
        answered: &rules::RESPONSE_WIRE_CHANGED,
        unused: &rules::SCHEMA_WIRE_CHANGED,
    };
    subject.judge(verdict, subject.place.item("values", &new.id), |finding| {
        finding.before(phrase(old)).after(phrase(new)).in_head(new.wire.span)
    });
}

fn value(subject: &mut Subject<'_, '_>, base: &EnumValue, head: &EnumValue, by: By) {
    // The text on the wire is compared with those of all other values.
    let EnumValue { id, wire: _, description, renamed_from, deprecated } = base;
    let place = &subject.place.item("values", &head.id);
    let span = head.id.span;
    if id != &head.id {
        let rule = match by {
            By::RenamedFrom => &rules::RENAMED,
            By::Id | By::Key => &rules::RUST_NAME_CHANGED,
        };
        subject.push(rule, place.clone(), |finding| {
            let finding = finding.before(id.as_str()).after(head.id.as_str()).in_head(span);
            match by {
                By::Key => finding.suggest(format!("add `renamed_from: {}`", **id)),
                By::Id | By::RenamedFrom => finding,
            }
        });
    }
    let texts = (description.as_str(), head.description.as_str());
    subject.text(&rules::DESCRIPTION_CHANGED, place, texts, span);
    let marks = (deprecated.as_ref(), head.deprecated.as_ref());
    subject.deprecation(Mark::Item, marks, (place, id.span, span));
    let former = (renamed_from.as_ref(), head.renamed_from.as_ref());
    subject.former((id, &head.id), former, place);
}

fn phrase(value: &EnumValue) -> String {
    format!("`{}` as `{}`", *value.id, *value.wire)
}

//! Compares newtypes: what value each is, and how carefully it is handled.

use restwright_spec::Span;
use restwright_spec::api::Type;

use super::directions::RulesByDirection;
use super::type_comparison::TypeComparison;
use crate::compare::value::expression;
use crate::rules::newtypes as rules;
use crate::rules::type_changes::TypeChange;

pub(super) fn compare(subject: &mut TypeComparison<'_, '_>, base: &Type, head: &Type, span: Span) {
    let unused = &rules::SCHEMA_CHANGED;
    let rule = match subject.comparison.type_change(base, head) {
        TypeChange::Same => return,
        TypeChange::MoreCare => &rules::MORE_CARE,
        TypeChange::LessCare => &rules::LESS_CARE,
        _ => &rules::CHANGED,
    };
    let place = subject.place.clone();
    subject.push_by_direction(RulesByDirection::alike(rule, unused), place, |finding| {
        finding.before(expression(base)).after(expression(head)).in_head(span)
    });
}

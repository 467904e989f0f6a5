//! Compares deprecations.

use std::cmp::Ordering;

use restwright_spec::Span;
use restwright_spec::api::Deprecation;

use super::Comparison;
use crate::finding::{Finding, Findings};
use crate::rules::deprecation as rules;
use crate::{Place, Rule, Rust};

/// How Rust shows that an element is deprecated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DeprecationVisibility {
    /// An attribute of an item of its own.
    Item,
    /// Documentation, because an attribute would warn those who cannot do anything about it.
    Documentation,
    /// Nothing, because the element is an argument.
    Argument,
}

/// How the removal of an element was announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RemovalNotice {
    /// It was not deprecated.
    None,
    /// It was deprecated, and its removal date, if any, has passed.
    Elapsed,
    /// It was deprecated, and its removal date is still to come.
    Premature,
}

/// Compares the deprecation of an element that both sides have. `base` and `head` are where each side names it. Without
/// a day to compare with, no removal date has passed.
pub(crate) fn compare(
    today: Option<&str>,
    visibility: DeprecationVisibility,
    old: Option<&Deprecation>,
    new: Option<&Deprecation>,
    (place, base, head): (&Place, Span, Span),
    findings: &mut Findings,
) {
    let mut found = Vec::new();
    match (old, new) {
        (None, None) => {}
        (None, Some(new)) => {
            let rule = match visibility {
                DeprecationVisibility::Item => &rules::DEPRECATED,
                DeprecationVisibility::Documentation => &rules::DEPRECATED_TYPE,
                DeprecationVisibility::Argument => &rules::DEPRECATED_ARGUMENT,
            };
            found.push(Finding::new(rule, place.clone()).after(phrase(new)).in_head(head));
        }
        (Some(old), None) => {
            let finding = Finding::new(&rules::UNDEPRECATED, place.clone());
            found.push(finding.before(phrase(old)).in_base(base));
        }
        (Some(old), Some(new)) => {
            for (rule, before, after) in changes(old, new) {
                let mut finding = Finding::new(rule, place.clone()).in_head(head);
                finding.before = before.map(str::to_owned);
                finding.after = after.map(str::to_owned);
                found.push(finding);
            }
        }
    }
    if let Some(date) = passed(today, old, new) {
        let finding = Finding::new(&rules::REMOVAL_DATE_PASSED, place.clone());
        found.push(finding.after(date).in_head(head));
    }
    for mut finding in found {
        // Nothing that is emitted says so of an argument.
        if visibility == DeprecationVisibility::Argument {
            finding.rust = Rust::None;
        }
        findings.push(finding);
    }
}

/// The removal date, if it is new and already in the past.
fn passed<'a>(
    today: Option<&str>,
    old: Option<&Deprecation>,
    new: Option<&'a Deprecation>,
) -> Option<&'a str> {
    let date = new.and_then(|new| new.remove_after.as_deref());
    let before = old.and_then(|old| old.remove_after.as_deref());
    date.filter(|date| before != Some(date) && today.is_some_and(|today| *date < today))
}

/// What changed between two sayings: the rule, and both texts.
fn changes<'a>(
    old: &'a Deprecation,
    new: &'a Deprecation,
) -> Vec<(&'static Rule, Option<&'a str>, Option<&'a str>)> {
    let Deprecation { since, remove_after, use_instead } = old;
    let pairs = [
        (
            removal(remove_after.as_deref(), new.remove_after.as_deref()),
            remove_after,
            &new.remove_after,
        ),
        (different(since, &new.since, &rules::DEPRECATED_SINCE_CHANGED), since, &new.since),
        (
            different(use_instead, &new.use_instead, &rules::REPLACEMENT_CHANGED),
            use_instead,
            &new.use_instead,
        ),
    ];
    pairs
        .into_iter()
        .filter_map(|(rule, old, new)| Some((rule?, old.as_deref(), new.as_deref())))
        .collect()
}

fn different<T: PartialEq>(old: &T, new: &T, rule: &'static Rule) -> Option<&'static Rule> {
    (old != new).then_some(rule)
}

/// Days are written so that the order of their texts is that of the days.
fn removal(old: Option<&str>, new: Option<&str>) -> Option<&'static Rule> {
    match (old, new) {
        (None, None) => None,
        (None, Some(_)) => Some(&rules::REMOVAL_DATE_ADDED),
        (Some(_), None) => Some(&rules::REMOVAL_DATE_REMOVED),
        (Some(old), Some(new)) => match new.cmp(old) {
            Ordering::Less => Some(&rules::REMOVAL_DATE_MOVED_EARLIER),
            Ordering::Equal => None,
            Ordering::Greater => Some(&rules::REMOVAL_DATE_MOVED_LATER),
        },
    }
}

/// A deprecation as a short phrase: `deprecated, removed after 2027-01-31`.
pub(crate) fn phrase(deprecation: &Deprecation) -> String {
    match &deprecation.remove_after {
        Some(date) => format!("deprecated, removed after {date}"),
        None => "deprecated".to_owned(),
    }
}

impl Comparison<'_> {
    /// How the removal of an element was announced, by its deprecation in the base.
    pub(crate) fn removal_notice(&self, deprecation: Option<&Deprecation>) -> RemovalNotice {
        removal_notice(deprecation, self.today)
    }
}

/// Without a day to compare with, no promised day has passed.
fn removal_notice(deprecation: Option<&Deprecation>, today: Option<&str>) -> RemovalNotice {
    match (deprecation.map(|deprecation| deprecation.remove_after.as_deref()), today) {
        (None, _) => RemovalNotice::None,
        (Some(Some(date)), Some(today)) if date < today => RemovalNotice::Elapsed,
        (Some(Some(_)), _) => RemovalNotice::Premature,
        (Some(None), _) => RemovalNotice::Elapsed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_removal_is_judged_by_the_day_that_was_promised() {
        let check = |date: Option<&str>, today, expected| {
            let remove_after = date.map(str::to_owned);
            let deprecation = Deprecation { remove_after, ..Deprecation::default() };
            assert_eq!(removal_notice(Some(&deprecation), today), expected, "{date:?} {today:?}");
        };
        assert_eq!(removal_notice(None, Some("2027-01-31")), RemovalNotice::None);
        check(None, None, RemovalNotice::Elapsed);
        check(Some("2027-01-31"), None, RemovalNotice::Premature);
        check(Some("2027-01-31"), Some("2027-01-31"), RemovalNotice::Premature);
        check(Some("2027-01-31"), Some("2027-02-01"), RemovalNotice::Elapsed);
    }
}

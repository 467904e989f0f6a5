//! Compares what is said of an element that should no longer be used.

use std::cmp::Ordering;

use restwright_spec::Span;
use restwright_spec::api::Deprecation;

use super::Comparison;
use crate::finding::{Finding, Findings};
use crate::rules::deprecation as rules;
use crate::{Place, Rule, Rust};

/// What shows in Rust that an element is deprecated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// An attribute of an item of its own.
    Item,
    /// Documentation, because an attribute would warn those who cannot do anything about it.
    Documentation,
    /// Nothing, because the element is an argument.
    Argument,
}

/// How an element left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Farewell {
    /// Nobody had said that it would.
    Sudden,
    /// It was deprecated, and the day after which it might go, if any, has passed.
    Announced,
    /// It was deprecated, and promised for longer.
    Early,
}

/// Compares the deprecation of an element that both sides have. `base` and `head` are where each side names it.
pub(crate) fn compare(
    mark: Mark,
    old: Option<&Deprecation>,
    new: Option<&Deprecation>,
    (place, base, head): (&Place, Span, Span),
    findings: &mut Findings,
) {
    let mut found = Vec::new();
    match (old, new) {
        (None, None) => {}
        (None, Some(new)) => {
            let rule = match mark {
                Mark::Item => &rules::DEPRECATED,
                Mark::Documentation => &rules::DEPRECATED_TYPE,
                Mark::Argument => &rules::DEPRECATED_ARGUMENT,
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
    for mut finding in found {
        // Nothing that is emitted says so of an argument.
        if mark == Mark::Argument {
            finding.rust = Rust::None;
        }
        findings.push(finding);
    }
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

/// A deprecation as a short phrase: `deprecated, may go after 2027-01-31`.
pub(crate) fn phrase(deprecation: &Deprecation) -> String {
    match &deprecation.remove_after {
        Some(date) => format!("deprecated, may go after {date}"),
        None => "deprecated".to_owned(),
    }
}

impl Comparison<'_> {
    /// How an element left of which the base says this.
    pub(crate) fn farewell(&self, deprecation: Option<&Deprecation>) -> Farewell {
        farewell(deprecation, self.today)
    }
}

/// Without a day to compare with, no promised day has passed.
fn farewell(deprecation: Option<&Deprecation>, today: Option<&str>) -> Farewell {
    match (deprecation.map(|deprecation| deprecation.remove_after.as_deref()), today) {
        (None, _) => Farewell::Sudden,
        (Some(Some(date)), Some(today)) if date < today => Farewell::Announced,
        (Some(Some(_)), _) => Farewell::Early,
        (Some(None), _) => Farewell::Announced,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_farewell_is_judged_by_the_day_that_was_promised() {
        let check = |date: Option<&str>, today, expected| {
            let remove_after = date.map(str::to_owned);
            let deprecation = Deprecation { remove_after, ..Deprecation::default() };
            assert_eq!(farewell(Some(&deprecation), today), expected, "{date:?} {today:?}");
        };
        assert_eq!(farewell(None, Some("2027-01-31")), Farewell::Sudden);
        check(None, None, Farewell::Announced);
        check(Some("2027-01-31"), None, Farewell::Early);
        check(Some("2027-01-31"), Some("2027-01-31"), Farewell::Early);
        check(Some("2027-01-31"), Some("2027-02-01"), Farewell::Announced);
    }
}

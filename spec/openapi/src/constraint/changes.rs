//! The constraints of two documents, compared.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use restwright_spec::Span;

use super::{Bound, Constraints};

/// What became of a constraint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Fewer values are admitted.
    Tightened,
    /// More values are admitted.
    Loosened,
    /// Other values are admitted.
    Changed,
}

/// A constraint that differs between two documents.
#[derive(Clone, Debug, PartialEq)]
pub struct ConstraintChange {
    /// What it constrains: `Pet.name`, `GET /pets query limit`.
    pub element: String,
    /// The keyword: `maxLength`.
    pub keyword: &'static str,
    /// Whether clients send the values.
    pub is_sent: bool,
    /// What became of it.
    pub change: Change,
    /// What it was, if there was one.
    pub before: Option<String>,
    /// What it is, if there is one.
    pub after: Option<String>,
    /// Where it is written: in the head, or in the base if only that has it.
    pub place: Result<Span, Span>,
}

impl Constraints {
    /// What differs in the constraints of elements that both documents have.
    #[must_use]
    pub fn changes(&self, head: &Self) -> Vec<ConstraintChange> {
        let keys: BTreeSet<_> = self.all.keys().chain(head.all.keys()).collect();
        let mut changes = Vec::new();
        for key in keys {
            let (element, keyword) = key;
            if !self.elements.contains(element) || !head.elements.contains(element) {
                continue;
            }
            let (old, new) = (self.all.get(key), head.all.get(key));
            let bounds = (old.map(|(bound, _)| bound), new.map(|(bound, _)| bound));
            let Some(place) = new.map(|(_, span)| Ok(*span)).or(old.map(|(_, span)| Err(*span)))
            else {
                continue;
            };
            changes.extend(compare(bounds.0, bounds.1).into_iter().map(|change| {
                ConstraintChange {
                    element: element.0.clone(),
                    keyword,
                    is_sent: element.1,
                    change,
                    before: bounds.0.map(shown),
                    after: bounds.1.map(shown),
                    place,
                }
            }));
        }
        changes
    }
}

/// What became of a bound. Alternatives can be fewer and more at once.
fn compare(old: Option<&Bound>, new: Option<&Bound>) -> Vec<Change> {
    match (old, new) {
        // Where there was no choice, or is none, the type is another one.
        (None, None | Some(Bound::OneOf(_))) | (Some(Bound::OneOf(_)), None) => Vec::new(),
        (None, Some(_)) => vec![Change::Tightened],
        (Some(_), None) => vec![Change::Loosened],
        (Some(Bound::AtLeast(old)), Some(Bound::AtLeast(new))) => by_order(new.partial_cmp(old)),
        (Some(Bound::AtMost(old)), Some(Bound::AtMost(new))) => by_order(old.partial_cmp(new)),
        (Some(Bound::OneOf(old)), Some(Bound::OneOf(new))) => by_members(new, old),
        (Some(Bound::AllOf(old)), Some(Bound::AllOf(new))) => by_members(old, new),
        (Some(old), Some(new)) if old == new => Vec::new(),
        (Some(_), Some(_)) => vec![Change::Changed],
    }
}

fn by_order(order: Option<Ordering>) -> Vec<Change> {
    match order {
        Some(Ordering::Greater) => vec![Change::Tightened],
        Some(Ordering::Less) => vec![Change::Loosened],
        Some(Ordering::Equal) => Vec::new(),
        None => vec![Change::Changed],
    }
}

/// Compares sets of which the one that holds more admits more.
fn by_members(wider: &BTreeSet<String>, narrower: &BTreeSet<String>) -> Vec<Change> {
    let tightened = (!narrower.is_subset(wider)).then_some(Change::Tightened);
    let loosened = (!wider.is_subset(narrower)).then_some(Change::Loosened);
    tightened.into_iter().chain(loosened).collect()
}

fn shown(bound: &Bound) -> String {
    match bound {
        Bound::AtLeast(number) | Bound::AtMost(number) => number.to_string(),
        Bound::OneOf(members) | Bound::AllOf(members) if members.is_empty() => "none".to_owned(),
        Bound::OneOf(members) | Bound::AllOf(members) => {
            members.iter().map(|member| format!("`{member}`")).collect::<Vec<_>>().join(", ")
        }
        Bound::Exactly(text) => format!("`{text}`"),
    }
}

//! Checks limits while values are written.

use super::{Facts, ValueWriter};
use crate::buffer::Buffer;
use crate::input::InputProblem;
use crate::limit::{Limit, broken_by, broken_by_items, count_items};
use crate::value::Value;

/// The limits of the value that is being written.
#[derive(Clone, Copy)]
pub(super) struct Scope {
    limits: &'static [Limit],
    /// Whether the outermost list or map is still to come.
    is_outermost: bool,
}

impl ValueWriter<'_> {
    /// Writes a value that must be within these limits.
    pub fn limited(&mut self, value: &dyn Value, limits: &'static [Limit]) {
        let is_outermost = count_items(limits);
        let outer = self.facts.limits.replace(Scope { limits, is_outermost });
        value.emit(self);
        self.facts.limits = outer;
    }

    /// Whether the items of a list or a map have to be counted before they are written.
    pub(super) fn counts_items(&self) -> bool {
        self.facts.limits.is_some_and(|scope| scope.is_outermost)
    }

    /// The limit that a list or a map is beyond; what it holds may be one, too, which has no limits of its own.
    pub(super) fn items_beyond(&mut self, items: &[&dyn Value]) -> Option<Limit> {
        let scope = self.facts.limits.as_mut()?;
        scope.is_outermost = false;
        let limits = scope.limits;
        broken_by_items(limits, items.len(), || has_twins(items)).filter(|_| !self.facts.redacts)
    }

    /// Reports the limit that a list or a map is beyond, behind its items: a name within it would else pass for its own.
    pub(super) fn report_limit(&mut self, limit: Option<Limit>) {
        if let Some(limit) = limit {
            self.facts.report(InputProblem::Limit(limit));
        }
    }
}

impl Facts {
    /// Checks a single value by its text.
    pub(super) fn check(&mut self, text: &str) {
        let Some(scope) = self.limits.filter(|_| !self.redacts) else { return };
        if let Some(limit) = broken_by(scope.limits, text) {
            self.report(InputProblem::Limit(limit));
        }
    }
}

fn has_twins(items: &[&dyn Value]) -> bool {
    let json = |item: &&dyn Value| {
        let (mut out, mut facts) = (Buffer::default(), Facts::default());
        item.emit(&mut ValueWriter::json(&mut out, &mut facts));
        out
    };
    let mut all: Vec<_> = items.iter().map(json).collect();
    all.sort_by(|left, right| left.as_ref().cmp(right.as_ref()));
    all.windows(2).any(|pair| pair[0].as_ref() == pair[1].as_ref())
}

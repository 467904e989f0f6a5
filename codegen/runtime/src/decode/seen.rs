//! Which fields of an object were seen.

/// Which fields of the objects that are being read were seen: where a field is, and whether its exact key held a value.
///
/// Those of all objects stand in one list, the innermost last.
#[derive(Default)]
pub(super) struct Seen {
    fields: Vec<(usize, bool)>,
    start: usize,
}

/// The object around another one.
#[derive(Clone, Copy)]
pub(super) struct Outer(usize);

impl Seen {
    /// Starts with an object within the last one.
    pub(super) fn enter(&mut self) -> Outer {
        Outer(std::mem::replace(&mut self.start, self.fields.len()))
    }

    /// Goes on with the object around the last one.
    pub(super) fn leave(&mut self, outer: Outer) {
        self.fields.truncate(self.start);
        self.start = outer.0;
    }

    pub(super) fn note(&mut self, field: usize, by_exact_key: bool) {
        match self.fields[self.start..].iter_mut().find(|(seen, _)| *seen == field) {
            Some((_, exact)) => *exact = by_exact_key,
            None => self.fields.push((field, by_exact_key)),
        }
    }

    pub(super) fn forget(&mut self, field: usize) {
        let known = self.fields[self.start..].iter().position(|(seen, _)| *seen == field);
        if let Some(index) = known {
            self.fields.remove(self.start + index);
        }
    }

    pub(super) fn holds(&self, field: usize) -> bool {
        self.fields[self.start..].iter().any(|(seen, _)| *seen == field)
    }

    pub(super) fn holds_exactly(&self, field: usize) -> bool {
        self.fields[self.start..].contains(&(field, true))
    }
}

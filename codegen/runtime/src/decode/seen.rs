//! Which fields of an object were seen.

/// Which fields of the objects that are being read were seen, by where they are.
///
/// Those of all objects stand in one list, the innermost last.
pub(super) struct Seen {
    fields: Vec<(usize, Sight)>,
    start: usize,
}

/// How a field was seen last.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sight {
    /// As null, where that stands for nothing.
    Null,
    /// Under another case of its key, or as a null that counts.
    Similar,
    /// Under its exact key.
    Exact,
}

/// The object around another one.
#[derive(Clone, Copy)]
pub(super) struct Outer(usize);

impl Seen {
    pub(super) fn new() -> Self {
        // Most documents need no more, and memory is asked for once.
        Self { fields: Vec::with_capacity(32), start: 0 }
    }

    /// Starts with an object within the last one.
    pub(super) fn enter(&mut self) -> Outer {
        Outer(std::mem::replace(&mut self.start, self.fields.len()))
    }

    /// Goes on with the object around the last one.
    pub(super) fn leave(&mut self, outer: Outer) {
        self.fields.truncate(self.start);
        self.start = outer.0;
    }

    pub(super) fn note(&mut self, field: usize, sight: Sight) {
        match self.fields[self.start..].iter_mut().find(|(known, _)| *known == field) {
            Some((_, last)) => *last = sight,
            None => self.fields.push((field, sight)),
        }
    }

    /// Whether the field was seen at all.
    pub(super) fn knows(&self, field: usize) -> bool {
        self.last(field).is_some()
    }

    /// Whether the field has a value.
    pub(super) fn holds(&self, field: usize) -> bool {
        self.last(field).is_some_and(|sight| sight != Sight::Null)
    }

    /// Whether the value came under the exact key.
    pub(super) fn holds_exactly(&self, field: usize) -> bool {
        self.last(field) == Some(Sight::Exact)
    }

    fn last(&self, field: usize) -> Option<Sight> {
        let fields = &self.fields[self.start..];
        fields.iter().find(|(known, _)| *known == field).map(|(_, sight)| *sight)
    }
}

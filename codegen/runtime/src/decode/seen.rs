//! Which fields of an object were seen.

/// Which fields of the objects that are being read were seen, by their numbers.
///
/// Those of all objects stand in one list, the innermost last.
pub(super) struct SeenFields {
    fields: Vec<KeyMatch>,
    start: usize,
}

/// How a field was seen last.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyMatch {
    Never,
    /// As null, where that stands for nothing, or as something that cannot be read.
    Null,
    /// Under another case of its key, or as a null that counts.
    CaseInsensitive,
    /// Under its exact key.
    Exact,
}

/// How far the list reached.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    start: usize,
    end: usize,
}

impl SeenFields {
    pub(super) fn new() -> Self {
        // Most documents need no more, and memory is asked for once.
        Self { fields: Vec::with_capacity(64), start: 0 }
    }

    /// Starts with an object within the last one.
    pub(super) fn enter(&mut self) -> Mark {
        let mark = self.mark();
        self.start = self.fields.len();
        mark
    }

    pub(super) fn mark(&self) -> Mark {
        Mark { start: self.start, end: self.fields.len() }
    }

    /// Goes back to the object of the mark.
    pub(super) fn leave(&mut self, mark: Mark) {
        self.fields.truncate(mark.end);
        self.start = mark.start;
    }

    pub(super) fn note(&mut self, field: usize, sight: KeyMatch) {
        let at = self.start + field;
        if at >= self.fields.len() {
            self.fields.resize(at + 1, KeyMatch::Never);
        }
        self.fields[at] = sight;
    }

    pub(super) fn last(&self, field: usize) -> KeyMatch {
        self.fields.get(self.start + field).copied().unwrap_or(KeyMatch::Never)
    }

    /// Whether the field has a value.
    pub(super) fn holds(&self, field: usize) -> bool {
        matches!(self.last(field), KeyMatch::CaseInsensitive | KeyMatch::Exact)
    }
}

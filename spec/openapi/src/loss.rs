//! What is not carried over, and whose loss it is.

use restwright_spec::{Diagnostic, Span};

use crate::gap::Gap;

/// Why an operation is left out.
#[derive(Debug)]
pub(crate) struct LeftOut(Box<Diagnostic>);

impl LeftOut {
    pub(crate) fn new(reason: Diagnostic) -> Self {
        Self(Box::new(reason))
    }

    pub(crate) fn reason(self) -> Diagnostic {
        *self.0
    }
}

/// Whose loss something is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Owner {
    Document,
    /// Group and id, or method and path as long as it has no id.
    Operation(String),
    Type(String),
}

/// All losses so far.
#[derive(Debug)]
pub(crate) struct Losses {
    /// Whose losses are reported now.
    pub(crate) owner: Owner,
    pub(crate) all: Vec<(Owner, Diagnostic)>,
}

impl Losses {
    pub(crate) fn new() -> Self {
        Self { owner: Owner::Document, all: Vec::new() }
    }

    /// Reports a loss of the current owner.
    pub(crate) fn lose(&mut self, gap: &Gap, span: Span, detail: &str) {
        self.all.push((self.owner.clone(), diagnose(gap, span, detail)));
    }
}

/// A loss as a diagnostic with its place in the document.
pub(crate) fn diagnose(gap: &Gap, span: Span, detail: &str) -> Diagnostic {
    let message =
        if detail.is_empty() { gap.what.to_owned() } else { format!("{}: {detail}", gap.what) };
    Diagnostic::warning(gap.rule, message).label(span, gap.instead)
}

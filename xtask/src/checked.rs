//! A description that was read and checked, with every problem met on the way.

use restwright_spec::{Api, Diagnostic, Inferred, Source, Sources, render};

use crate::terminal::Terminal;

/// A description that was read and checked.
pub(crate) struct Checked {
    pub(crate) sources: Sources,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// What no person has confirmed.
    pub(crate) inferred: Vec<Inferred>,
    /// The model, if there is no error.
    pub(crate) api: Option<Api>,
}

impl Checked {
    /// Checks a whole description, including its names in Rust.
    pub(crate) fn new(sources: Vec<Source>) -> Self {
        let sources = Sources::new(sources);
        let reading = restwright_spec::read(&sources);
        let mut diagnostics = reading.diagnostics;
        let api = reading.api.filter(|api| match restwright_codegen::check(api) {
            Ok(()) => true,
            Err(clashes) => {
                diagnostics.extend(clashes);
                false
            }
        });
        Self { sources, diagnostics, inferred: reading.inferred, api }
    }

    /// Shows all problems to people, if there are any.
    pub(crate) fn complain(&self, terminal: &mut Terminal<'_>) {
        terminal.diagnose(&self.sources, &self.diagnostics);
    }

    /// What people read about all problems, possibly nothing.
    pub(crate) fn said(&self, terminal: &Terminal<'_>) -> String {
        if self.diagnostics.is_empty() {
            return String::new();
        }
        render::human(&self.sources, &self.diagnostics, terminal.color)
    }
}

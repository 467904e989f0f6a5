//! A description taken all the way to the emitted files, with every problem met on the way.

use api_codegen::File;
use api_spec::{Api, Diagnostic, Source, Sources, render};

use crate::terminal::Terminal;

/// A description that was read and checked.
pub(crate) struct Checked {
    pub(crate) sources: Sources,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The model and the files that it becomes, if there is no error.
    pub(crate) client: Option<(Api, Vec<File>)>,
}

impl Checked {
    /// Checks a description as a whole. Clashes of Rust names show only when the files are rendered.
    pub(crate) fn new(sources: Vec<Source>) -> Self {
        let sources = Sources::new(sources);
        let reading = api_spec::read(&sources);
        let mut diagnostics = reading.diagnostics;
        let client = reading.api.and_then(|api| match api_codegen::generate(&api) {
            Ok(files) => Some((api, files)),
            Err(clashes) => {
                diagnostics.extend(clashes);
                None
            }
        });
        Self { sources, diagnostics, client }
    }

    /// Shows all problems to people, if there are any.
    pub(crate) fn complain(&self, terminal: &mut Terminal<'_>) {
        if !self.diagnostics.is_empty() {
            terminal.complain(&render::human(&self.sources, &self.diagnostics, terminal.color));
        }
    }
}

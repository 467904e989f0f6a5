//! What tests of imports share.

use restwright_spec::{Diagnostic, Source, Sources};

/// What is wrong with a description, its names in Rust included.
pub(crate) fn problems(files: Vec<Source>) -> (Sources, Vec<Diagnostic>) {
    let sources = Sources::new(files);
    let reading = restwright_spec::read(&sources);
    let mut diagnostics = reading.diagnostics;
    if let Some(Err(clashes)) = reading.api.as_ref().map(restwright_codegen::check) {
        diagnostics.extend(clashes);
    }
    (sources, diagnostics)
}

//! A side that is an `OpenAPI` document: imported in memory, and reported with its places in the document.

use anyhow::anyhow;
use restwright_openapi::{Options, Places};
use restwright_spec::{Api, Inferred, Sources, Span, render};

use crate::checked::Checked;
use crate::import;
use crate::terminal::Terminal;

/// What an import has made of a document.
#[derive(Debug)]
pub(crate) struct Document {
    /// The files of the description.
    files: Sources,
    places: Places,
    /// How much the comparison does not see, if anything.
    pub(crate) note: Option<String>,
}

/// Name of the package, which no document says: both sides have the same one.
const PACKAGE: &str = "client";

impl Document {
    /// Imports a document. One that cannot be imported is shown with all of its mistakes.
    pub(crate) fn import(
        name: &str,
        (sources, entry): (&Sources, &str),
        terminal: &mut Terminal<'_>,
    ) -> anyhow::Result<(Self, Api, Vec<Inferred>)> {
        let options = Options {
            entry,
            name: Some(PACKAGE),
            include: &[],
            exclude: &[],
            check: &import::check,
        };
        let imported = restwright_openapi::import(sources, &options);
        let lost: usize = imported.summary.rules.values().sum();
        let checked = Checked::new(imported.files);
        let Some(api) = checked.api else {
            terminal.complain(&render::human(sources, &imported.diagnostics, terminal.color));
            return Err(anyhow!("cannot compare: the document at {name} cannot be imported"));
        };
        let note = (lost > 0).then(|| {
            let program = terminal.program;
            format!("parts of {name} lost on import, which are not compared: {lost}; `{program} import openapi` shows them")
        });
        let document = Self { files: checked.sources, places: imported.places, note };
        Ok((document, api, checked.inferred))
    }

    /// Finds places in the document.
    pub(crate) fn finder(&self) -> impl Fn(Span) -> Span {
        self.places.finder(&self.files)
    }
}

//! A side that is an `OpenAPI` document: imported in memory, and reported with its places in the document.

use anyhow::anyhow;
use restwright_diff::{Direction, Finding, Place, constraint_rule};
use restwright_openapi::{Change, Constraints, Options, Places};
use restwright_spec::{Api, Inferred, Sources, Span};

use crate::checked::Checked;
use crate::import;
use crate::terminal::Terminal;

/// What an import has made of a document.
#[derive(Debug)]
pub(crate) struct Document {
    /// The files of the description.
    files: Sources,
    places: Places,
    constraints: Constraints,
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
            constraints: true,
            check: &import::check,
        };
        let imported = restwright_openapi::import(sources, &options);
        let lost: usize = imported.summary.rules.values().sum();
        let checked = Checked::new(imported.files);
        let Some(api) = checked.api else {
            terminal.diagnose(sources, &imported.diagnostics);
            return Err(anyhow!("cannot compare: the document at {name} cannot be imported"));
        };
        let note = (lost > 0).then(|| {
            let program = terminal.program;
            format!("parts of {name} lost on import, which are not compared: {lost}; `{program} import openapi` shows them")
        });
        let document = Self {
            files: checked.sources,
            places: imported.places,
            constraints: imported.constraints,
            note,
        };
        Ok((document, api, checked.inferred))
    }

    /// What differs between two documents although no model shows it.
    pub(crate) fn constraints(&self, head: &Self) -> impl Iterator<Item = Finding> {
        self.constraints.changes(&head.constraints).into_iter().map(|changed| {
            let direction = if changed.is_sent { Direction::Request } else { Direction::Response };
            let is_stricter = match changed.change {
                Change::Tightened => Some(true),
                Change::Loosened => Some(false),
                Change::Changed => None,
            };
            let place = Place::constraint(&changed.element, changed.keyword);
            let finding = Finding::new(constraint_rule(direction, is_stricter), place);
            let mut finding = match changed.place {
                Ok(span) => finding.in_head(span),
                Err(span) => finding.in_base(span),
            };
            finding.before = changed.before;
            finding.after = changed.after;
            finding
        })
    }

    /// Finds places in the document.
    pub(crate) fn finder(&self) -> impl Fn(Span) -> Span {
        self.places.finder(&self.files)
    }
}

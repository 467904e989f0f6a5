//! What a reviewer reads of a change, in all forms.

/// The page in a browser: read at two widths, in light and dark mode, and by keyboard.
pub(crate) mod browser;
/// The documents show what the tool says.
mod documents;
/// Every form of one review, always with the same bytes.
mod forms;
/// Very many findings, very large ones, and texts that want to be more than texts.
mod limits;
/// The forms for programs are what their schemas promise.
mod schema;

use restwright_diff::{Report, Side, Sides, render};
use restwright_spec::render::Color;
use restwright_spec::{Reading, Source, Sources};

use crate::description::{fixtures, sources};

/// The day of the review, which the acceptances of the fixture are for.
const TODAY: &str = "2026-06-15";

/// A comparison with all that it takes to show it.
struct Review {
    report: Report,
    base: Sources,
    head: Sources,
}

impl Review {
    /// The review of the fixture.
    fn of_fixture() -> Self {
        let side = |name: &str| {
            let files = sources(&fixtures("review").join(name)).into_iter();
            files.map(|Source { path, text }| Source { path: format!("spec/library/{path}"), text })
        };
        Self::of(side("base").collect(), side("head").collect())
    }

    fn of(base: Vec<Source>, head: Vec<Source>) -> Self {
        let [base, head] = [base, head].map(Sources::new);
        let [of_base, of_head] = [&base, &head].map(|sources| {
            let Reading { api, diagnostics, .. } = restwright_spec::read(sources);
            let shown = restwright_spec::render::human(sources, &diagnostics, Color::Never);
            api.unwrap_or_else(|| panic!("{shown}"))
        });
        Self {
            report: Report::new(Some((&of_base).into()), (&of_head).into(), Some(TODAY)),
            base,
            head,
        }
    }

    fn sides(&self) -> Sides<'_> {
        Sides {
            base: Side { name: "main", sources: &self.base },
            head: Side { name: "spec/library", sources: &self.head },
            notes: &[],
        }
    }

    /// The form of this name.
    fn form(&self, name: &str) -> String {
        let form = self.forms().into_iter().find(|(form, _)| *form == name);
        form.unwrap_or_else(|| panic!("there is no form `{name}`")).1
    }

    /// The forms by their names.
    fn forms(&self) -> [(&'static str, String); 7] {
        let (report, sides) = (&self.report, &self.sides());
        [
            ("text", render::text(report, sides, Color::Never)),
            ("markdown", render::markdown(report, sides)),
            ("json", render::json(report, sides)),
            ("github", render::github(report, sides)),
            ("html", render::html(report, sides)),
            ("sarif", render::sarif(report, sides)),
            ("junit", render::junit(report, sides)),
        ]
    }
}

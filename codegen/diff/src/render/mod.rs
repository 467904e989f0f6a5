//! Reports in the forms that people and programs read.

mod annotation_level;
mod github;
mod group;
mod html;
mod json;
mod junit;
mod lines;
pub(crate) mod markdown;
mod message;
pub(crate) mod phrases;
mod sarif;
mod text;

pub use github::github;
pub use html::html;
pub use json::json;
pub use junit::junit;
pub use markdown::markdown;
pub use sarif::sarif;
pub use text::text;

use restwright_spec::{Location, Sources};

use crate::{Finding, Origin};

/// Both sides of a comparison, as far as a report shows them.
#[derive(Clone, Copy, Debug)]
pub struct Sides<'a> {
    /// What it was.
    pub base: Side<'a>,
    /// What it is to become.
    pub head: Side<'a>,
    /// What a reader has to know about the choice of the two.
    pub notes: &'a [String],
}

/// One side.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// For people: a branch, a commit or a folder.
    pub name: &'a str,
    /// The files of its description.
    pub sources: &'a Sources,
}

impl Sides<'_> {
    /// Where a finding is written, and on which side.
    pub(crate) fn location(&self, finding: &Finding) -> Option<(Location, TextSide)> {
        match finding.origin? {
            Origin::Base(span) => Some((self.base.sources.location(span), TextSide::Base)),
            Origin::Head(span) => Some((self.head.sources.location(span), TextSide::Head)),
        }
    }
}

/// Which side has the text of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextSide {
    /// The base; it is gone.
    Base,
    /// The head.
    Head,
}

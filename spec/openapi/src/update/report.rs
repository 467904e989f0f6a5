//! What an update did, and what is left to people.

use std::fmt;

use restwright_spec::Location;

use crate::yaml::is_invisible;

/// What happened to a part of the description.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Happened {
    /// The new document has it, and the old one did not.
    New,
    /// The new document does not have it any more, and it was removed.
    Gone,
    /// The new document says something else, which was taken over.
    Changed,
    /// The new document changed what people have removed: it stays removed.
    LeftOut,
    /// People and the new document say different things: what people wrote stays.
    Conflict,
}

impl Happened {
    /// All of them, in the order of a report.
    pub const ALL: [Self; 5] =
        [Self::New, Self::Gone, Self::Changed, Self::LeftOut, Self::Conflict];
}

impl fmt::Display for Happened {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::New => "new",
            Self::Gone => "gone",
            Self::Changed => "changed",
            Self::LeftOut => "left out",
            Self::Conflict => "conflict",
        })
    }
}

/// What happened at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What happened.
    pub happened: Happened,
    /// Where, by ids: `operations.pets.find.parameters.limit`.
    pub place: String,
    /// What the new document says about it, if a line can.
    pub detail: String,
    /// Where the description says it now.
    pub location: Option<Location>,
    /// The same place as single keys.
    pub(super) way: Vec<String>,
}

impl Note {
    pub(super) fn new(happened: Happened, way: &[String], detail: &str) -> Self {
        // What a document says must not move the cursor of a terminal.
        let detail = detail.chars().filter(|character| !is_invisible(*character)).collect();
        let parts: Vec<_> =
            way.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        Self { happened, place: parts.join("."), detail, location: None, way: way.to_vec() }
    }
}

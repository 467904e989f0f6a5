//! What could not be read, and why.

use std::fmt;

/// What could not be read of a document, and where. It never holds a piece of the document, other than keys that its
/// type knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    path: String,
    problem: DecodeProblem,
}

/// What is wrong with a document, or with a value in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeProblem {
    /// There is no document.
    Empty,
    /// It is an HTML page, as proxies and captive portals send.
    Html,
    /// It came in a content encoding that was not asked for.
    Encoding,
    /// It ends too early.
    Incomplete,
    /// It is no JSON, or more than one document.
    Syntax,
    /// It is nested too deeply.
    TooDeep,
    /// A field that must be there is not, or is null.
    Missing,
    /// An element of a list or map is null, although it cannot be.
    Null,
    /// A value is of another kind than this.
    Expected(&'static str),
    /// A number is larger than 64 bits can hold.
    OutOfRange,
    /// A part of a text could not be decoded. Where the text was taken, `U+FFFD` stands in for that part.
    Undecodable,
}

impl DecodeError {
    /// Where: `Profile.Emails[0].Value`; empty for the document as a whole.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong there.
    #[must_use]
    pub fn problem(&self) -> DecodeProblem {
        self.problem
    }

    /// Whether the document as such is broken, so that nothing behind the place can be read.
    pub(super) fn is_syntax(&self) -> bool {
        matches!(self.problem, DecodeProblem::Syntax | DecodeProblem::Incomplete)
    }

    pub(crate) fn of_body(problem: DecodeProblem) -> Self {
        Self { path: String::new(), problem }
    }

    /// A problem at the end of a path that the description knows.
    #[cfg(feature = "webhooks")]
    pub(crate) fn at(path: &[&str], problem: DecodeProblem) -> Self {
        Self { path: path.join("."), problem }
    }
}

/// A problem on its way out of the value where it is: its path is still growing.
pub(super) struct Found {
    /// From the value to the document, inside out.
    pub(super) trail: Vec<Step>,
    pub(super) problem: DecodeProblem,
}

/// One step from a value to a value in it.
#[derive(Clone)]
pub(super) enum Step {
    /// To a field that has a name in its type.
    Key(String),
    /// To an entry whose key is data, or has no name in its type.
    AnyKey,
    /// To an item of a list.
    Index(usize),
}

impl From<Found> for DecodeError {
    fn from(Found { trail, problem }: Found) -> Self {
        let mut path = String::new();
        for step in trail.iter().rev() {
            match step {
                Step::Key(key) if path.is_empty() => path.push_str(key),
                Step::Key(key) => path.extend([".", key]),
                Step::AnyKey => path.push_str("{}"),
                Step::Index(index) => path.extend(["[", &index.to_string(), "]"]),
            }
        }
        Self { path, problem }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.path.is_empty() { "the body" } else { &self.path };
        write!(f, "{place}: {}", self.problem)
    }
}

impl std::error::Error for DecodeError {}

impl fmt::Display for DecodeProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("empty"),
            Self::Html => f.write_str("an HTML page"),
            Self::Encoding => f.write_str("in a content encoding that was not asked for"),
            Self::Incomplete => f.write_str("ends too early"),
            Self::Syntax => f.write_str("not valid JSON"),
            Self::TooDeep => f.write_str("nested too deeply"),
            Self::Missing => f.write_str("missing or null"),
            Self::Null => f.write_str("null, which is not declared"),
            Self::Expected(what) => write!(f, "expected {what}"),
            Self::OutOfRange => f.write_str("a number out of the range of 64 bits"),
            Self::Undecodable => f.write_str("not valid Unicode"),
        }
    }
}

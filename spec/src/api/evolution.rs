//! What a description says about the versions before and after it.

use std::fmt;

use super::Code;
use crate::Spanned;

/// Retired names and codes, which are never reused. Every list is sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Reserved {
    /// Codes of errors.
    pub codes: Vec<Spanned<Code>>,
    /// Ids of errors.
    pub errors: Vec<Spanned<String>>,
    /// Operations.
    pub operations: Vec<Spanned<OperationName>>,
    /// Names of types.
    pub types: Vec<Spanned<String>>,
    /// Ids of servers.
    pub servers: Vec<Spanned<String>>,
    /// Ids of credentials.
    pub credentials: Vec<Spanned<String>>,
}

/// An operation and its group.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationName {
    /// Id of the group.
    pub group: String,
    /// Id of the operation in the group.
    pub id: String,
}

impl fmt::Display for OperationName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.group, self.id)
    }
}

/// A finding of a comparison with the version before that is known and accepted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Acceptance {
    /// Id of the rule in kebab case; the comparison defines the rules.
    pub rule: Spanned<String>,
    /// Where it is found, as the comparison names it.
    pub place: Spanned<String>,
    /// Why it is accepted, one line.
    pub reason: Spanned<String>,
    /// Last day on which it is, `YYYY-MM-DD`.
    pub expires: Spanned<String>,
}

/// The level that a rule of a comparison has for this API, instead of its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RuleLevel {
    /// Id of the rule in kebab case.
    pub rule: Spanned<String>,
    /// What its findings do on the wire.
    pub wire: WireLevel,
    /// Why it is so, one line.
    pub reason: Spanned<String>,
}

/// What a change does to programs that were built before it and talk to the API after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WireLevel {
    /// Nothing.
    None,
    /// They keep working.
    Compatible,
    /// They keep working, but may receive unexpected values.
    Dangerous,
    /// Calls that worked fail, or answers can no longer be understood.
    Breaking,
}

/// That something should no longer be used, and what to use instead.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Deprecation {
    /// Version of the crate in which it was deprecated.
    pub since: Option<String>,
    /// Removal date (`YYYY-MM-DD`): it may be removed after this day.
    pub remove_after: Option<String>,
    /// What to use instead, one sentence.
    pub use_instead: Option<String>,
}

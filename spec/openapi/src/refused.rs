//! What the description refuses although the importer took it: operations and types that are converted again in a simpler way.

use std::collections::BTreeMap;

use restwright_spec::{Diagnostic, Sources};

/// Operations and types that the description refuses, each with the reason.
#[derive(Default)]
pub(crate) struct Refused {
    /// By group and id.
    pub(crate) operations: BTreeMap<String, String>,
    /// By name.
    pub(crate) types: BTreeMap<String, String>,
}

impl Refused {
    /// Finds out what an error is about: the id above its place. Whether that is news.
    pub(crate) fn add(&mut self, checked: &Sources, problem: &Diagnostic) -> bool {
        let found = problem.span().and_then(|span| {
            let file = checked.get(span.source)?;
            Some((file.path(), id_above(file.text(), span.start as usize)?))
        });
        let Some((path, id)) = found else { return false };
        let reason = problem.message.clone();
        match path.rsplit_once('/') {
            Some((folder, name)) if folder.ends_with("operations") => {
                let group = name.trim_end_matches(".yaml");
                self.operations.insert(format!("{group}.{id}"), reason).is_none()
            }
            Some((folder, _)) if folder.ends_with("types") => {
                self.types.insert(id.to_owned(), reason).is_none()
            }
            _ => false,
        }
    }
}

/// The id of the operation or type that holds a place, which is indented by one level.
fn id_above(text: &str, at: usize) -> Option<&str> {
    let end = text.get(at..)?.find('\n').map_or(text.len(), |length| at + length);
    let mut lines = text.get(..end)?.lines().rev();
    let line = lines.find(|line| {
        let mut indented = line.strip_prefix("  ").unwrap_or_default().chars();
        indented.next().is_some_and(|first| !matches!(first, ' ' | '-'))
    })?;
    line.trim().split(':').next()
}

/// An error that belongs to no operation and no type, told without a place of the description, which nobody has seen.
pub(crate) fn unexpected(checked: &Sources, problem: &Diagnostic) -> Diagnostic {
    let place = problem.span().map(|span| checked.location(span));
    let place = place.map_or_else(String::new, |at| format!(" ({}, line {})", at.path, at.line));
    let line = problem.span().map(|span| checked.slice(span).to_owned()).unwrap_or_default();
    Diagnostic::error(
        "import-failed",
        format!("the description would be wrong: {}{place}: `{line}`", problem.message),
    )
}

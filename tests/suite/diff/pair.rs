//! The pairs of descriptions that differ by one change, one folder for each rule.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use api_diff::Findings;
use api_spec::Source;
use api_spec::api::Api;

use crate::description::{fixtures, folders, model};

/// The day of every comparison: what pairs promise is promised for days before it, or after it.
const TODAY: &str = "2026-06-15";

/// Two descriptions with one change between them.
pub(super) struct Pair {
    /// Id of the rule that the change is for.
    pub(super) rule: String,
    /// The description before the change.
    pub(super) base: Api,
    /// The description after it.
    pub(super) head: Api,
    /// Rules that cannot but apply as well.
    pub(super) also: BTreeSet<String>,
    /// A program that uses what changes.
    pub(super) program: Option<PathBuf>,
}

/// Compares two descriptions on the day of all pairs.
pub(super) fn compare(base: &Api, head: &Api) -> Findings {
    api_diff::compare(base, head, Some(TODAY))
}

/// The names of the folders with pairs.
pub(super) fn names() -> Vec<String> {
    folders(&fixtures("diff")).into_iter().map(|(name, _)| name).collect()
}

/// Reads the pair of a rule.
pub(super) fn read(rule: &str) -> Pair {
    let folder = fixtures("diff").join(rule);
    let program = Some(folder.join("program.rs")).filter(|path| path.exists());
    let also = fs::read_to_string(folder.join("also.txt")).unwrap_or_default();
    let also = also.split_whitespace().map(str::to_owned).collect();
    let [base, head] = ["base.yaml", "head.yaml"].map(|name| side(&folder.join(name)));
    Pair { rule: rule.to_owned(), base, head, also, program }
}

/// One side of a pair. If it says nothing of the API itself, what all sides share joins it.
fn side(path: &Path) -> Api {
    let source = |path: &Path| {
        let text = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Source { path: path.display().to_string(), text }
    };
    let own = source(path);
    let is_whole = String::from_utf8_lossy(&own.text).lines().any(|line| line.starts_with("api:"));
    let shared = (!is_whole).then(|| source(&fixtures("diff").join("api.yaml")));
    model(shared.into_iter().chain([own]).collect())
}

//! What a change of the generator did to a client: found by the lists of public items that are committed beside it.

use std::collections::BTreeSet;

use restwright_codegen::listing;
use restwright_spec::api::Api;

use crate::finding::{Finding, Findings};
use crate::rules::generator as rules;
use crate::{Place, Snapshot};

/// Compares the committed lists of two sides. What today's generator makes of the two descriptions tells which
/// differences come from them; the generator accounts for all others.
pub(crate) fn compare(base: &Snapshot<'_>, head: &Snapshot<'_>) -> Findings {
    let (Some(old), Some(new)) = (base.items, head.items) else { return Findings::default() };
    let (old, new) = (listing::committed(old), listing::committed(new));
    let described = Paths::of(base.api, head.api);
    let by_generator = |from: &BTreeSet<String>, to: &BTreeSet<String>| -> Vec<String> {
        let gone = from.difference(to).filter(|line| !described.have(line));
        gone.cloned().collect()
    };
    let (gone, come) = (by_generator(&old, &new), by_generator(&new, &old));
    let finding = match (gone.is_empty(), come.is_empty()) {
        (true, true) => return Findings::default(),
        (true, false) => Finding::new(&rules::GENERATOR_ITEM_ADDED, Place::generator()),
        (false, _) => Finding::new(&rules::GENERATOR_ITEM_CHANGED, Place::generator()),
    };
    [Finding { rust_before: gone, rust_after: come, ..finding }].into_iter().collect()
}

/// Paths of the items whose lines differ because the descriptions do. Other findings tell of them.
struct Paths(BTreeSet<String>);

impl Paths {
    fn of(base: &Api, head: &Api) -> Self {
        let (base, head) = (listing::lines(base), listing::lines(head));
        Self(base.symmetric_difference(&head).map(|line| path(line).to_owned()).collect())
    }

    fn have(&self, line: &str) -> bool {
        self.0.contains(path(line))
    }
}

/// The path of the item that a line tells of.
fn path(line: &str) -> &str {
    line.split_once(": ").map_or(line, |(path, _)| path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Report, Rust, Verdict};

    const API: &str = "\
api: { name: notes, title: Notes, description: Notes., version: 1.0.0, default_server: production }
servers:
  production: { url: https://api.example.com, description: Live. }
  sandbox: { url: https://sandbox.example.com, description: A copy. }
";

    /// The list of a client as it is committed, with some of its lines changed.
    fn list(api: &Api, change: impl Fn(&str) -> Option<String>) -> String {
        let files = restwright_codegen::generate(api).expect("it has no mistakes");
        let file = files.into_iter().find(|file| file.path == listing::LISTING);
        let text = file.expect("it is one of the files").contents;
        assert_eq!(listing::committed(&text), listing::lines(api));
        text.lines().filter_map(|line| change(line).map(|line| line + "\n")).collect()
    }

    fn api(old: &str, new: &str) -> Api {
        crate::compare::tests::api(&API.replace(old, new))
    }

    #[test]
    fn what_the_generator_changes_is_told_and_what_the_description_changes_is_not() {
        let same = |line: &str| Some(line.to_owned());
        let without =
            |line: &str| (!line.contains("ClientBuilder::build:")).then(|| line.to_owned());
        let otherwise =
            |line: &str| Some(line.replace("types::", "kinds::").replace("Self", "Own"));
        let (old, new) = (api("x", "x"), api("sandbox", "trial"));
        check(&old, &list(&old, same), &list(&old, same), None);
        check(
            &old,
            &list(&old, same),
            &list(&new, same),
            Some(("generator-item-changed", Rust::Major)),
        );
        check(&new, &list(&old, same), &list(&new, same), None);
        check(
            &old,
            &list(&old, without),
            &list(&old, same),
            Some(("generator-item-added", Rust::Minor)),
        );
        check(
            &old,
            &list(&old, same),
            &list(&old, without),
            Some(("generator-item-changed", Rust::Major)),
        );
        check(
            &new,
            &list(&old, otherwise),
            &list(&new, same),
            Some(("generator-item-changed", Rust::Major)),
        );
    }

    /// Compares a head with the API as it was.
    #[track_caller]
    fn check(head: &Api, base_list: &str, head_list: &str, expected: Option<(&str, Rust)>) {
        let base = api("x", "x");
        let base = Snapshot { api: &base, items: Some(base_list) };
        let head = Snapshot { api: head, items: Some(head_list) };
        let found = compare(&base, &head);
        let found: Vec<_> = found.iter().map(|finding| (finding.rule.id, finding.rust)).collect();
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>());
        let report = Report::new(Some(base), head, None);
        let told = report.findings.iter().any(|finding| finding.place == Place::generator());
        assert_eq!(told, expected.is_some());
        if expected.is_some() {
            assert_eq!(report.versions.verdict, Verdict::TooLow);
        }
    }
}

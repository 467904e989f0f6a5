//! The pairs of descriptions that differ by one change, at least one for each rule.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use restwright_diff::{Findings, Rule, WireLevel};
use restwright_spec::Sources;
use restwright_spec::api::Api;

use super::table::{self, Code, Row, Written};
use crate::description::checked;

/// The day of every comparison: what pairs promise is promised for days before it, or after it.
const TODAY: &str = "2026-06-15";

/// Two descriptions with one change between them.
pub(super) struct Pair {
    /// Id of the rule that the change is for, with a variant behind a slash where there are several.
    pub(super) name: String,
    /// The description before the change.
    pub(super) base: Api,
    /// The description after it.
    pub(super) head: Api,
    /// The files that describe the base.
    pub(super) before: Sources,
    /// The files that describe the head.
    pub(super) now: Sources,
    /// Rules that cannot but apply as well.
    pub(super) also: BTreeSet<String>,
    /// What uses that which changes.
    pub(super) code: Code,
    /// Why no program shows what happens on the wire.
    pub(super) not_run: Option<String>,
}

impl Pair {
    /// The rule that the change is for.
    pub(super) fn rule(&self) -> &'static Rule {
        let rule = restwright_diff::rules().into_iter().find(|rule| rule.id == self.id());
        rule.unwrap_or_else(|| panic!("`{}` is a pair for no rule", self.name))
    }

    /// The level on the wire of the change, which may be lower than that of the rule.
    pub(super) fn wire(&self) -> WireLevel {
        let findings = compare(&self.base, &self.head);
        let found = findings.iter().find(|finding| finding.rule.id == self.id());
        found.map_or(self.rule().wire, |finding| finding.wire)
    }

    /// Id of the rule that the change is for.
    pub(super) fn id(&self) -> &str {
        self.name.split('/').next().unwrap_or_default()
    }
}

/// Compares two descriptions on the day of all pairs.
pub(super) fn compare(base: &Api, head: &Api) -> Findings {
    restwright_diff::compare(base, head, Some(TODAY))
}

/// All pairs, sorted by their rules.
pub(super) fn all() -> &'static [Pair] {
    static ALL: OnceLock<Vec<Pair>> = OnceLock::new();
    ALL.get_or_init(|| {
        table::read().into_iter().map(|(name, written)| read(name, written)).collect()
    })
}

fn read(name: String, Written { base, head, row }: Written) -> Pair {
    let [before, now] = [("base", base), ("head", head)].map(|(side, mut files)| {
        for file in &mut files {
            file.path = format!("{name}/{side}/{}", file.path);
        }
        Sources::new(files)
    });
    let [base, head] = [&before, &now].map(checked);
    let Row { also, code, not_run, .. } = row;
    let also = also.into_iter().collect();
    Pair { name, base, head, before, now, also, code, not_run }
}

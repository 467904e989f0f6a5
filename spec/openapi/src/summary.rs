//! How much of a document was carried over.

use std::collections::{BTreeMap, BTreeSet};

use restwright_spec::{Diagnostic, Node};

use crate::loss::Owner;

/// Counts of operations and types, and of what a description leaves out by design.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Operations that lost nothing.
    pub whole_operations: usize,
    /// Operations that lost something.
    pub lossy_operations: usize,
    /// Operations that are left out.
    pub left_out: usize,
    /// Types that lost nothing.
    pub whole_types: usize,
    /// Types that lost something.
    pub lossy_types: usize,
    /// Rules of all losses with their counts.
    pub rules: BTreeMap<&'static str, usize>,
    /// Divisors of numbers, links and other documentation, which no description has.
    pub by_design: usize,
}

impl Summary {
    pub(crate) fn new(
        losses: &[(Owner, Diagnostic)],
        operations: usize,
        types: usize,
        left_out: usize,
    ) -> Self {
        let owners: BTreeSet<_> = losses.iter().map(|(owner, _)| owner).collect();
        let lossy_types =
            owners.iter().filter(|owner| matches!(owner, Owner::Type(_))).count().min(types);
        let lossy = owners.iter().filter(|owner| matches!(owner, Owner::Operation(_))).count();
        let lossy_operations = lossy.saturating_sub(left_out).min(operations);
        let mut rules = BTreeMap::new();
        for (_, diagnostic) in losses {
            *rules.entry(diagnostic.rule).or_insert(0) += 1;
        }
        Self {
            whole_operations: operations - lossy_operations,
            lossy_operations,
            left_out,
            whole_types: types - lossy_types,
            lossy_types,
            rules,
            by_design: 0,
        }
    }
}

/// Keys that no description has: clients do not calculate, and links are prose.
const BY_DESIGN: [&str; 4] = ["multipleOf", "links", "externalDocs", "xml"];

/// How many keys of a document no description has.
pub(crate) fn by_design(root: &Node) -> usize {
    use crate::node::Look as _;
    let mut count = 0;
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        count += node
            .entries()
            .iter()
            .filter(|(key, _)| BY_DESIGN.contains(&key.value.as_str()))
            .count();
        open.extend(node.elements());
        open.extend(node.entries().iter().map(|(_, value)| value));
    }
    count
}

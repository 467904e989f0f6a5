//! Holds two models against each other, one kind of element after the other.

mod categories;
mod credentials;
mod deprecation;
mod error_body;
mod errors;
mod former;
mod operations;
mod placements;
mod prefix;
mod reserved;
mod servers;
mod service;
mod shared;
mod symbols;
mod types;
mod value;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use api_spec::api::{Api, Credential, ErrorCode, Group, Operation, Server, TypeDef};

use crate::finding::Findings;
use crate::identity::{Pairs, pair};
use crate::reach::{Direction, Reach, Reached};

/// Finds every difference between two models.
///
/// `today` is the day (`YYYY-MM-DD`) by which to tell whether something was removed before the day that was promised;
/// without it, all promised days are still to come.
#[must_use]
pub fn compare(base: &Api, head: &Api, today: Option<&str>) -> Findings {
    let comparison = Comparison::new(base, head, today);
    let mut findings = Findings::default();
    service::compare(&comparison, &mut findings);
    service::groups(&comparison, &mut findings);
    reserved::compare(&comparison, &mut findings);
    servers::compare(&comparison, &mut findings);
    credentials::compare(&comparison, &mut findings);
    error_body::compare(&comparison, &mut findings);
    errors::compare(&comparison, &mut findings);
    operations::compare(&comparison, &mut findings);
    types::compare(&comparison, &mut findings);
    symbols::compare(&comparison, &mut findings);
    let mut findings = shared::fold(&comparison, findings);
    findings.sort();
    findings
}

/// Two models, and what is worth knowing of both before their parts are compared.
pub(crate) struct Comparison<'a> {
    pub(crate) base: &'a Api,
    pub(crate) head: &'a Api,
    /// The day of the comparison, if it matters.
    today: Option<&'a str>,
    /// The servers, paired.
    pub(crate) servers: Pairs<'a, Server>,
    /// The credentials, paired.
    pub(crate) credentials: Pairs<'a, Credential>,
    /// The error codes, paired.
    pub(crate) errors: Pairs<'a, ErrorCode>,
    /// The named types, paired.
    pub(crate) types: Pairs<'a, TypeDef>,
    /// Name in the head of each type that both have, by its name in the base.
    renamed: BTreeMap<&'a str, &'a str>,
    /// Name in the head of each operation that was called otherwise in the base.
    renamed_operations: BTreeMap<String, String>,
    base_reached: Reached<'a>,
    head_reached: Reached<'a>,
}

impl<'a> Comparison<'a> {
    fn new(base: &'a Api, head: &'a Api, today: Option<&'a str>) -> Self {
        let types = pair(&base.types, &head.types);
        let names = |(base, head, _): &(&'a TypeDef, &'a TypeDef, _)| {
            (base.name.as_str(), head.name.as_str())
        };
        let renamed = types.both.iter().map(names).collect();
        let servers = pair(&base.servers, &head.servers);
        let credentials = pair(&base.credentials, &head.credentials);
        let errors = pair(&base.errors, &head.errors);
        let (base_reached, head_reached) = (Reached::of(base), Reached::of(head));
        Self {
            base,
            head,
            today,
            servers,
            credentials,
            errors,
            types,
            renamed,
            renamed_operations: symbols::renamed_operations(base, head),
            base_reached,
            head_reached,
        }
    }

    /// Whether two names, one of each side, mean the same type.
    pub(crate) fn is_same_type(&self, base: &str, head: &str) -> bool {
        self.renamed.get(base) == Some(&head)
    }

    /// The operations that a type of both sides reaches, on either of them, by their present names.
    pub(crate) fn reached(&self, base: &str, head: &str) -> Vec<Reach> {
        let mut reaches = self.base_reached.by(base);
        for reach in &mut reaches {
            if let Some(name) = self.renamed_operations.get(&reach.operation) {
                reach.operation.clone_from(name);
            }
        }
        reaches.extend(self.head_reached.by(head));
        reaches.sort();
        reaches.dedup();
        reaches
    }

    /// Operations of both sides with their present names, paired by their names, present and former.
    fn operations(&self) -> Vec<(String, &'a Operation, &'a Operation)> {
        let old: BTreeMap<_, _> = self.base.groups.iter().flat_map(named).collect();
        let new = self.head.groups.iter().flat_map(named);
        new.filter_map(|((group, id), operation)| {
            let former = || {
                let former = operation.renamed_from.as_ref()?;
                old.get(&(former.group.as_str(), former.id.as_str()))
            };
            let before = old.get(&(group, id)).or_else(former)?;
            Some((format!("{group}.{id}"), *before, operation))
        })
        .collect()
    }

    /// The operations of both sides whose calls are concerned.
    fn needing(&self, is_concerned: impl Fn(&Operation, &Operation) -> bool) -> Vec<Reach> {
        let operations = self.operations().into_iter();
        let concerned = operations.filter(|(_, old, new)| is_concerned(old, new));
        concerned
            .map(|(operation, ..)| Reach { operation, direction: Direction::Request })
            .collect()
    }
}

fn named(group: &Group) -> impl Iterator<Item = ((&str, &str), &Operation)> {
    let operations = group.operations.iter();
    operations.map(|operation| ((group.id.as_str(), operation.id.as_str()), operation))
}

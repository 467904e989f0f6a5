//! Compares two models, one kind of element after the other.

mod arguments;
mod categories;
mod constants;
mod credentials;
mod deprecation;
mod error_body;
mod errors;
mod flows;
mod former;
mod json;
mod limits;
mod oauth;
pub(crate) mod operations;
mod placements;
mod prefix;
mod reserved;
mod server_variables;
mod servers;
mod service;
mod shared;
mod symbols;
mod types;
pub(crate) mod value;
mod webhooks;
mod words;

#[cfg(test)]
pub(crate) mod tests;

use std::collections::{BTreeMap, BTreeSet};

use restwright_codegen::{Flavor, example_call};
use restwright_spec::api::{Api, Code, Credential, ErrorCode, Operation, Server, TypeDef};

use self::operations::Named;
use crate::affected::{AffectedOperation, AffectedOperations, Direction};
use crate::finding::Findings;
use crate::identity::{Pairs, pair};

/// Finds every difference between two models.
///
/// `today` is the day (`YYYY-MM-DD`) by which to tell whether something was removed before the day that was promised;
/// without it, all promised days are still to come.
#[must_use]
pub fn compare(base: &Api, head: &Api, today: Option<&str>) -> Findings {
    let operations = (operations::all(base), operations::all(head));
    let comparison = Comparison::new((base, head), (&operations.0, &operations.1), today);
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
    flows::compare(&comparison, &mut findings);
    webhooks::compare(&comparison, &mut findings);
    symbols::compare(&comparison, &mut findings);
    let mut findings = shared::fold(&comparison, findings);
    findings.sort();
    findings
}

/// More elements than this that went at once are no renames that somebody forgot to name, and comparing the names of all
/// with all would take minutes.
const MAX_NAMES: usize = 100;

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
    /// The operations of all groups, paired.
    operations: Pairs<'a, Named<'a>>,
    /// Name in the head of each type that both have, by its name in the base.
    renamed: BTreeMap<&'a str, &'a str>,
    /// Name in the head of each operation that was called otherwise in the base.
    renamed_operations: BTreeMap<&'a str, &'a str>,
    /// Id in the head of each credential that both have, by its id in the base.
    renamed_credentials: BTreeMap<&'a str, &'a Credential>,
    /// Code in the head of each error that both have, by its code in the base.
    renumbered: BTreeMap<Code, Code>,
    /// Codes of errors that only the head has.
    new_errors: BTreeSet<Code>,
    base_reached: AffectedOperations<'a>,
    head_reached: AffectedOperations<'a>,
}

impl<'a> Comparison<'a> {
    fn new(
        (base, head): (&'a Api, &'a Api),
        (old, new): (&'a [Named<'a>], &'a [Named<'a>]),
        today: Option<&'a str>,
    ) -> Self {
        let types = pair(&base.types, &head.types);
        let names = |(base, head, _): &(&'a TypeDef, &'a TypeDef, _)| {
            (base.name.as_str(), head.name.as_str())
        };
        let renamed = types.both.iter().map(names).collect();
        let servers = pair(&base.servers, &head.servers);
        let credentials = pair(&base.credentials, &head.credentials);
        let errors = pair(&base.errors, &head.errors);
        let operations = pair(old, new);
        let renamed_operations =
            operations.both.iter().filter(|(old, new, _)| old.name != new.name);
        let renamed_operations =
            renamed_operations.map(|(old, new, _)| (old.name.as_str(), new.name.as_str()));
        let renamed_credentials =
            credentials.both.iter().map(|(old, new, _)| (old.id.as_str(), *new)).collect();
        let renumbered = errors.both.iter();
        let renumbered = renumbered
            .map(|(old, new, _)| (old.code.value.clone(), new.code.value.clone()))
            .collect();
        let new_errors = errors.added.iter().map(|error| error.code.value.clone()).collect();
        let (base_reached, head_reached) =
            (AffectedOperations::of(base), AffectedOperations::of(head));
        Self {
            base,
            head,
            today,
            servers,
            credentials,
            errors,
            types,
            renamed,
            renamed_operations: renamed_operations.collect(),
            renamed_credentials,
            renumbered,
            new_errors,
            operations,
            base_reached,
            head_reached,
        }
    }

    /// Whether two names, one of each side, mean the same type.
    pub(crate) fn is_same_type(&self, base: &str, head: &str) -> bool {
        self.renamed.get(base) == Some(&head)
    }

    /// The operations of either side that use a type of both sides, by their present names.
    pub(crate) fn reached(&self, base: &str, head: &str) -> Vec<AffectedOperation> {
        let mut affected = self.base_reached.by(base);
        for operation in &mut affected {
            if let Some(name) = self.renamed_operations.get(operation.operation.as_str()) {
                (*name).clone_into(&mut operation.operation);
            }
        }
        affected.extend(self.head_reached.by(head));
        affected.sort();
        affected.dedup();
        affected
    }

    /// The operations of both sides whose values are concerned on a way, by their present names.
    fn concerned(
        &self,
        direction: Direction,
        is_concerned: impl Fn(&Operation, &Operation) -> bool,
    ) -> Vec<AffectedOperation> {
        let both = self.operations.both.iter();
        let concerned = both.filter(|(old, new, _)| is_concerned(old.operation, new.operation));
        let mut affected: Vec<_> = concerned
            .map(|(_, new, _)| AffectedOperation { operation: new.name.clone(), direction })
            .collect();
        affected.sort();
        affected
    }

    /// The operations of both sides whose calls are concerned.
    fn needing(
        &self,
        is_concerned: impl Fn(&Operation, &Operation) -> bool,
    ) -> Vec<AffectedOperation> {
        self.concerned(Direction::Request, is_concerned)
    }

    /// Whether documentation shows another call of an operation than before.
    fn shows_otherwise(&self, base: &Named<'_>, head: &Named<'_>) -> bool {
        let call = |api: &Api, named: &Named<'_>| {
            let group = api.groups.iter().find(|group| *group.id == *named.group)?;
            Some(example_call(api, group, named.operation, Flavor::Async))
        };
        call(self.base, base) != call(self.head, head)
    }
}

//! What the documentation of calls says of errors. Codes that every call shares are listed once.

use std::collections::BTreeSet;

use restwright_spec::api::{Api, Operation};

use crate::docs::Docs;
use crate::names::constant;

/// The codes that are documented for all operations, leaving aside those that document none.
pub(crate) fn shared(api: &Api) -> BTreeSet<i64> {
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    let mut documented = operations.map(|operation| &operation.errors).filter(|e| !e.is_empty());
    let Some(first) = documented.next() else { return BTreeSet::new() };
    let (shared, others) = documented
        .fold((first.clone(), 0), |(shared, others), errors| (&shared & errors, others + 1));
    if others > 0 { shared } else { BTreeSet::new() }
}

/// The part for all calls.
pub(super) fn of_every_call(docs: Docs, api: &Api, shared: &BTreeSet<i64>) -> Docs {
    let any = "Any call can fail as [`ErrorKind`](crate::ErrorKind) tells.";
    let docs = docs.heading("Errors");
    if shared.is_empty() {
        return docs.sentences(any);
    }
    docs.sentences(&format!(
        "{any} [Codes](crate::ErrorCode) that the API documents for all operations:"
    ))
    .list(codes(api, shared))
}

/// The part for one call: what it can fail with besides.
pub(super) fn of_call(
    docs: Docs,
    api: &Api,
    shared: &BTreeSet<i64>,
    operation: &Operation,
) -> Docs {
    let every = "[every call](crate::operations#errors)";
    let own = &operation.errors - shared;
    let docs = docs.heading("Errors");
    if !own.is_empty() {
        return docs
            .sentences(&format!("Besides what {every} can fail with:"))
            .list(codes(api, &own));
    }
    let none = if operation.errors.is_empty() { "; no codes are documented for it" } else { "" };
    docs.sentences(&format!("Fails as {every} can{none}."))
}

fn codes(api: &Api, among: &BTreeSet<i64>) -> Vec<(String, String)> {
    let known = api.errors.iter().filter(|error| among.contains(&error.code));
    known
        .map(|error| {
            let name = constant(&error.id);
            let link = format!("[`{name}`](crate::ErrorCode::{name})");
            (format!("{link} ({}):", *error.code), error.meaning.clone())
        })
        .collect()
}

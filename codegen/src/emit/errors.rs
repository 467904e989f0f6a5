//! Errors in the documentation of operations. Codes that all operations share are listed once.

use std::collections::BTreeSet;

use restwright_spec::api::{Api, Code, ErrorCode, Operation};

use crate::docs::Docs;
use crate::emit::error_code::shown;
use crate::emit::guide;
use crate::names::constant;

/// The codes that any operation can return, and those that are documented for all operations, leaving aside those that
/// document none.
pub(crate) fn shared(api: &Api) -> BTreeSet<Code> {
    &api.service.errors | &common(api)
}

fn common(api: &Api) -> BTreeSet<Code> {
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    let mut documented = operations.map(|operation| &operation.errors).filter(|e| !e.is_empty());
    let Some(first) = documented.next() else { return BTreeSet::new() };
    let (shared, others) = documented
        .fold((first.clone(), 0), |(shared, others), errors| (&shared & errors, others + 1));
    if others > 0 { shared } else { BTreeSet::new() }
}

/// The part for all operations.
pub(super) fn of_every_call(docs: Docs, api: &Api, shared: &BTreeSet<Code>) -> Docs {
    let any = "Every call can fail with any [`ErrorKind`](crate::ErrorKind).";
    let docs = docs.heading("Errors");
    if shared.is_empty() {
        return docs.sentences(&format!("{any}{}", guide::by_category(api)));
    }
    docs.sentences(&format!(
        "{any}{} Every operation can return these [error codes](crate::ErrorCode):",
        guide::by_category(api)
    ))
    .list(codes(api, shared))
}

/// The part for one operation: its own codes.
pub(super) fn of_call(
    docs: Docs,
    api: &Api,
    shared: &BTreeSet<Code>,
    operation: &Operation,
) -> Docs {
    let every = "[every call](crate::operations#errors)";
    let own = &operation.errors - shared;
    let docs = docs.heading("Errors");
    if !own.is_empty() {
        return docs
            .sentences(&format!("In addition to the errors of {every}:"))
            .list(codes(api, &own));
    }
    let is_silent = operation.errors.is_empty() && api.service.errors.is_empty();
    let none = if is_silent { "; the API documents no codes for it" } else { "" };
    docs.sentences(&format!("Fails with the errors of {every}{none}."))
}

fn codes(api: &Api, among: &BTreeSet<Code>) -> Vec<(String, String)> {
    let known = api.errors.iter().filter(|error| among.contains(&error.code));
    known.map(|error| (format!("{}:", link(error)), error.meaning.clone())).collect()
}

/// A link to the constant of a code, with its number.
pub(super) fn link(error: &ErrorCode) -> String {
    let name = constant(&error.id);
    format!("[`{name}`](crate::ErrorCode::{name}) ({})", shown(&error.code))
}

//! Errors in the documentation of operations. Codes that any operation can return are listed once.

use std::collections::BTreeSet;

use restwright_spec::api::{Api, Code, ErrorCode, Operation};

use crate::docs::Docs;
use crate::emit::error_code::shown;
use crate::emit::guide;
use crate::names::constant;

/// The part for all operations.
pub(super) fn of_every_call(docs: Docs, api: &Api) -> Docs {
    let any = "Every call can fail with any [`ErrorKind`](crate::ErrorKind).";
    let docs = docs.heading("Errors");
    if api.service.errors.is_empty() {
        return docs.sentences(&format!("{any}{}", guide::by_category(api)));
    }
    docs.sentences(&format!(
        "{any}{} Every operation can return these [error codes](crate::ErrorCode):",
        guide::by_category(api)
    ))
    .list(codes(api, &api.service.errors))
}

/// The part for one operation: its own codes.
pub(super) fn of_call(docs: Docs, api: &Api, operation: &Operation) -> Docs {
    let every = "[every call](crate::operations#errors)";
    let docs = docs.heading("Errors");
    if !operation.errors.is_empty() {
        return docs
            .sentences(&format!("In addition to the errors of {every}:"))
            .list(codes(api, &operation.errors));
    }
    let none =
        if api.service.errors.is_empty() { "; the API documents no codes for it" } else { "" };
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

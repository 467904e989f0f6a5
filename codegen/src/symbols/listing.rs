//! The public items of a client as a text that is committed beside it.

use std::collections::BTreeSet;

use restwright_spec::api::Api;

use super::{Role, symbols};
use crate::{File, HEADER};

/// The file of the list, from the root of the crate.
pub const LISTING: &str = "src/generated/public.txt";

/// The list of all public items of the client of an API, one line each, sorted.
///
/// It tells what the generator emitted once: a later one, which emits something else for the same description, has no
/// other way to know.
#[must_use]
pub(crate) fn listing(api: &Api) -> File {
    let lines = lines(api).into_iter().map(|line| line + "\n");
    let contents = format!("{HEADER}\n\n{}", lines.collect::<String>());
    File { path: LISTING.to_owned(), contents }
}

/// The public items of the client that would be emitted today, as lines of the list.
#[must_use]
pub fn lines(api: &Api) -> BTreeSet<String> {
    let items = symbols(api).into_iter().filter(|symbol| symbol.role == Role::Item);
    items.map(|symbol| format!("{}: {}", symbol.path, symbol.signature)).collect()
}

/// The lines of a list that was committed once.
#[must_use]
pub fn committed(text: &str) -> BTreeSet<String> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.map(str::to_owned).collect()
}

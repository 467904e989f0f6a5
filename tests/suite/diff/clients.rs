//! The clients of all pairs, and which pairs are tried.

use std::collections::BTreeMap;
use std::env;

use restwright_spec::api::Api;

use super::pair::{self, Pair};
use crate::compiler::Crate;
use crate::emitted;

/// Names a part of the names of rules: only their code is tried, for those who write it.
const ONLY: &str = "DIFF_ONLY";

/// Clients as modules of one crate, so that equal sides are compiled once.
pub(super) struct Clients {
    pub(super) all: Crate,
    known: BTreeMap<Vec<(String, String)>, String>,
}

impl Clients {
    /// Adds clients to a crate.
    pub(super) fn within(all: Crate) -> Self {
        Self { all, known: BTreeMap::new() }
    }

    /// The name of the module with the client of an API.
    pub(super) fn module(&mut self, api: &Api) -> String {
        let files = emitted::files(api);
        let number = self.known.len();
        let key = files.iter().map(|file| (file.path.clone(), file.contents.clone())).collect();
        let name = self.known.entry(key).or_insert_with(|| {
            let name = format!("client_{number}");
            self.all.client(&name, &files);
            name
        });
        name.clone()
    }
}

/// The pairs that are tried.
pub(super) fn selected() -> Vec<&'static Pair> {
    let only = env::var(ONLY).unwrap_or_default();
    pair::all().iter().filter(|pair| pair.name.contains(&only)).collect()
}

/// Whether no pair is left out.
pub(super) fn is_complete() -> bool {
    env::var_os(ONLY).is_none()
}

/// Each side is a crate of its own name.
pub(super) fn crate_name(api: &Api) -> String {
    api.service.name.replace('-', "_")
}

/// The name of the module with the code of one side.
pub(super) fn module(pair: &Pair, side: &str) -> String {
    format!("{}_{side}", pair.name.replace(['-', '/'], "_"))
}

//! What emitted files are made of, as numbers: a file that was made of the same by this generator has the same text.

use std::hash::Hash;

use proc_macro2::TokenStream;
use restwright_spec::api::{Api, Group, Operation, TypeDef};
use siphasher::sip128::{Hasher128 as _, SipHasher13};

use crate::docs::Links;
use crate::runtime::Move;

/// What a file is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MadeOf {
    /// The part of the model, for a file that one element becomes.
    pub model: Option<u128>,
    /// The tokens, and the links of their documentation.
    pub tokens: u128,
}

/// Files of an earlier run of this very generator.
pub trait Earlier: Sync {
    /// What the file at a path was made of.
    fn made_of(&self, path: &str) -> Option<MadeOf>;

    /// The text that was made then.
    fn text(&self, path: &str) -> Option<String>;
}

/// No earlier run.
#[derive(Clone, Copy, Debug)]
pub struct Nothing;

impl Earlier for Nothing {
    fn made_of(&self, _path: &str) -> Option<MadeOf> {
        None
    }

    fn text(&self, _path: &str) -> Option<String> {
        None
    }
}

/// The element that becomes a file.
#[derive(Clone, Copy)]
pub(crate) enum Element<'a> {
    Operation(&'a Group, &'a Operation),
    Type(&'a TypeDef),
}

/// What files of single elements depend on besides their own: everything but what is said about other operations.
#[derive(Clone)]
pub(crate) struct Shared(SipHasher13);

impl Shared {
    pub(crate) fn of(api: &Api, links: &Links, runtime: &Move<'_>) -> Self {
        let Api {
            service,
            servers,
            credentials,
            code_kind,
            error_bodies,
            error_details,
            error_categories,
            errors,
            types,
            groups,
            flows,
            webhooks,
            // The emitted code knows nothing of comparisons.
            reserved: _,
            accepted: _,
            levels: _,
        } = api;
        let mut state = SipHasher13::new();
        (service, servers, credentials, code_kind, error_bodies).hash(&mut state);
        (error_details, error_categories, errors, types, flows, webhooks).hash(&mut state);
        (links, runtime.is_vendored()).hash(&mut state);
        for group in groups {
            let Group { id, description, operations } = group;
            (id, description, operations.len()).hash(&mut state);
            for operation in operations {
                (&operation.id, &operation.renamed_from).hash(&mut state);
            }
        }
        Self(state)
    }

    /// An element with all that its file depends on.
    pub(crate) fn with(&self, element: Element<'_>) -> u128 {
        let mut state = self.0;
        match element {
            Element::Operation(group, operation) => (0, &group.id, operation).hash(&mut state),
            Element::Type(def) => (1, &def.name).hash(&mut state),
        }
        state.finish128().as_u128()
    }
}

/// Tokens of a file, and the links of what stands between backticks in it.
pub(crate) fn tokens(tokens: &TokenStream, path: &str, links: &Links, runtime: &Move<'_>) -> u128 {
    let text = tokens.to_string();
    let mut state = SipHasher13::new();
    (&text, runtime.is_vendored()).hash(&mut state);
    for link in text.split('`').filter_map(|name| links.target(path, name)) {
        link.hash(&mut state);
    }
    state.finish128().as_u128()
}

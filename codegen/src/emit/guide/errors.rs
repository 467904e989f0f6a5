//! `guide/errors.rs`: the error codes by category, in the order in which callers meet them.

use std::cmp::Reverse;

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::{Api, ErrorCode};

use crate::docs::{Docs, cell};
use crate::emit::errors;

pub(crate) fn emit(api: &Api) -> TokenStream {
    let mut docs = Docs::default().sentences(
        "The [error codes](crate::ErrorCode) of the API by category: those of most operations come first.",
    );
    let guides = ", and a [guide](crate::guide) those to handle at each step";
    let guides = if api.flows.is_empty() { "" } else { guides };
    docs = docs.sentences(&format!(
        "The page of an [operation](crate::operations) lists the codes that it returns{guides}."
    ));
    let mut categories: Vec<_> = api.error_categories.iter().collect();
    categories.sort_by_key(|category| {
        let most = members(api, Some(&category.id)).map(|error| returned(api, error)).max();
        Reverse(most)
    });
    for category in categories {
        let id = &*category.id;
        if members(api, Some(id)).next().is_none() {
            continue;
        }
        let predicate = format!(
            "[`is_{id}`](crate::ErrorCode::is_{id}) tells whether {}.",
            cell(&category.description)
        );
        docs = docs.heading(&crate::docs::title(id)).sentences(&predicate);
        docs = with_table(docs, api, Some(id));
    }
    if members(api, None).next().is_some() {
        docs = with_table(docs.heading("Without a category"), api, None);
    }
    let docs = docs.inner();
    quote!(#docs)
}

fn with_table(docs: Docs, api: &Api, category: Option<&str>) -> Docs {
    let mut codes: Vec<_> = members(api, category).collect();
    codes.sort_by_key(|error| Reverse(returned(api, error)));
    let rows = codes.into_iter().map(|error| {
        let hint = error.hint.as_deref().unwrap_or_default();
        let status = error.status.map(|status| status.to_string()).unwrap_or_default();
        vec![errors::link(error), status, cell(&error.meaning), cell(hint)]
    });
    docs.table(&["code", "status", "meaning", "what to do"], rows)
}

fn members<'a>(api: &'a Api, category: Option<&'a str>) -> impl Iterator<Item = &'a ErrorCode> {
    api.errors.iter().filter(move |error| error.category.as_deref() == category)
}

/// The number of operations that document a code.
fn returned(api: &Api, error: &ErrorCode) -> usize {
    if api.service.errors.contains(&error.code) {
        return usize::MAX;
    }
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    operations.filter(|operation| operation.errors.contains(&error.code)).count()
}

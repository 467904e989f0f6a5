//! `guide/errors.rs`: the error codes by category, in the order in which callers meet them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::{Api, Code, ErrorCode};

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
    let returned = returned(api);
    let mut categories: Vec<_> = api.error_categories.iter().collect();
    categories.sort_by_cached_key(|category| {
        let all = members(api, Some(&category.id));
        Reverse(all.map(|error| returned.get(&*error.code).copied().unwrap_or_default()).max())
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
        docs = with_table(docs, api, &returned, Some(id));
    }
    if members(api, None).next().is_some() {
        docs = with_table(docs.heading("Without a category"), api, &returned, None);
    }
    let docs = docs.inner();
    quote!(#docs)
}

fn with_table(
    docs: Docs,
    api: &Api,
    returned: &BTreeMap<&Code, usize>,
    category: Option<&str>,
) -> Docs {
    let mut codes: Vec<_> = members(api, category).collect();
    codes.sort_by_key(|error| Reverse(returned.get(&*error.code).copied().unwrap_or_default()));
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

/// The number of operations that document each code.
fn returned(api: &Api) -> BTreeMap<&Code, usize> {
    let mut returned = BTreeMap::new();
    for operation in api.groups.iter().flat_map(|group| &group.operations) {
        for code in &operation.errors {
            *returned.entry(code).or_default() += 1;
        }
    }
    returned.extend(api.service.errors.iter().map(|code| (code, usize::MAX)));
    returned
}

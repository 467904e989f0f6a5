//! Former names: what was renamed goes on standing under its old name, marked as deprecated and leading to the new one.
//!
//! What is nothing but data has no such name: a field of a struct, a variant with a value, a position in a signature.

use api_spec::Spanned;
use api_spec::api::{Api, Group, Operation};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::docs::Docs;

/// The former name in Rust, where it is not that of today.
pub(crate) fn name(
    former: Option<&Spanned<String>>,
    today: &Ident,
    spell: impl Fn(&str) -> Ident,
) -> Option<Ident> {
    let former = spell(former?);
    (former != *today).then_some(former)
}

/// Documentation and mark of a former name; `link` is where the documentation finds the name of today.
pub(crate) fn head(today: &str, link: &str) -> TokenStream {
    let link = if link == today { String::new() } else { format!("({link})") };
    let docs = Docs::default().sentences(&format!("The former name of [`{today}`]{link}.")).outer();
    let note = format!("renamed to `{today}`");
    quote! {
        #docs
        #[deprecated(note = #note)]
    }
}

/// A type of this module under its former name.
pub(crate) fn type_alias(former: &Ident, today: &Ident) -> TokenStream {
    let head = head(&today.to_string(), &today.to_string());
    quote! {
        #head
        pub type #former = #today;
    }
}

/// Operations that once were in this group under another name, each with the group that it is in today.
pub(crate) fn operations<'a>(
    api: &'a Api,
    group: &'a Group,
) -> impl Iterator<Item = (&'a Group, &'a Operation, &'a str)> {
    let all = api.groups.iter().flat_map(|home| home.operations.iter().map(move |op| (home, op)));
    all.filter_map(|(home, operation)| {
        let former = operation.renamed_from.as_ref()?;
        (former.group == *group.id).then_some((home, operation, former.id.as_str()))
    })
}

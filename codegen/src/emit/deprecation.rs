//! The `deprecated` attribute.

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::Deprecation;

use crate::docs::Docs;

/// The attribute, if the description deprecates the item.
pub(crate) fn attribute(deprecation: Option<&Deprecation>) -> Option<TokenStream> {
    let deprecation = deprecation?;
    let since = deprecation.since.as_ref().map(|version| quote!(since = #version));
    let note = note(deprecation).map(|note| quote!(note = #note));
    let arguments: Vec<_> = since.into_iter().chain(note).collect();
    Some(if arguments.is_empty() {
        quote!(#[deprecated])
    } else {
        quote!(#[deprecated(#(#arguments),*)])
    })
}

fn note(deprecation: &Deprecation) -> Option<String> {
    let instead =
        deprecation.use_instead.as_ref().map(|text| text.trim_end_matches('.').to_owned());
    let removal =
        deprecation.remove_after.as_ref().map(|date| format!("may be removed after {date}"));
    let parts: Vec<_> = instead.into_iter().chain(removal).collect();
    // The documentation shows the note as Markdown.
    (!parts.is_empty()).then(|| Docs::new(&parts.join("; ")).lines().join(" "))
}

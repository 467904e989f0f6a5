//! Alternatives of credentials, as code and in words.

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::CredentialChoice;

use crate::names::constant;

/// The choice as a value of the type `ty`, with the credentials of the module `credentials`.
pub(super) fn literal(
    choice: &CredentialChoice,
    ty: &TokenStream,
    credentials: &TokenStream,
) -> TokenStream {
    let (described, is_optional) = (words(choice, |id| format!("`{id}`")), choice.is_optional);
    let alternatives = choice.first_of.iter().map(|ids| {
        let ids = ids.iter().map(|id| constant(id));
        quote!(&[#(&#credentials::#ids),*])
    });
    quote! {
        #ty {
            first_of: &[#(#alternatives),*],
            is_optional: #is_optional,
            described: #described,
        }
    }
}

/// The alternatives as a phrase: `` `token`, or `app` and `secret` ``.
pub(super) fn words(choice: &CredentialChoice, name: impl Fn(&str) -> String) -> String {
    let alternatives = choice.first_of.iter().map(|ids| {
        let names: Vec<_> = ids.iter().map(|id| name(id)).collect();
        names.join(" and ")
    });
    alternatives.collect::<Vec<_>>().join(", or ")
}

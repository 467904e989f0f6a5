//! `credentials.rs`: each credential with its placements.

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::{Api, Credential, Placement};

use crate::docs;
use crate::emit::oauth;
use crate::names::constant;

pub(crate) fn emit(api: &Api) -> TokenStream {
    let before = api.has_oauth().then(|| quote!(ClientAuthentication,));
    let behind = api.has_oauth().then(|| quote!(Grant, OAuth,));
    let imports = (!api.credentials.is_empty()).then(|| {
        quote!(
            use restwright_runtime::{#before Credential, #behind Placement};
        )
    });
    let oauth = api.credentials.iter().filter_map(oauth::static_item);
    let credentials = api.credentials.iter().map(credential);
    quote! {
        //! Credentials of the API.

        #imports

        #(#credentials)*

        #(#oauth)*
    }
}

fn credential(credential: &Credential) -> TokenStream {
    let docs = docs::outer(&credential.description);
    let name = constant(&credential.id);
    let id = credential.id.as_str();
    let placements = credential.placements.iter().map(|placement| match placement {
        Placement::Query(name) => quote!(Placement::Query { name: #name }),
        Placement::Header { name, scheme: Some(scheme) } => {
            quote!(Placement::Header { name: #name, scheme: Some(#scheme) })
        }
        Placement::Header { name, scheme: None } => {
            quote!(Placement::Header { name: #name, scheme: None })
        }
        Placement::Cookie(name) => quote!(Placement::Cookie { name: #name }),
        Placement::Basic(_) => quote!(Placement::Basic),
        Placement::OAuth(_) => {
            quote!(Placement::Header { name: "Authorization", scheme: Some("Bearer") })
        }
    });
    quote! {
        #docs
        pub(crate) static #name: Credential = Credential {
            id: #id,
            placements: &[#(#placements),*],
        };
    }
}

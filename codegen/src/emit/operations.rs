//! `operations/mod.rs`: the list of the groups.

use api_spec::api::Api;
use proc_macro2::TokenStream;
use quote::quote;

use crate::names::ident;

pub(crate) fn emit(api: &Api) -> TokenStream {
    let groups = api.groups.iter().map(|group| ident(&group.id));
    quote! {
        //! The operations of the API, by group. A client leads to each group by a method.

        #(pub mod #groups;)*
    }
}

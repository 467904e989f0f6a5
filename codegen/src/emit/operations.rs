//! `operations/mod.rs` and `operations/<group>/mod.rs`: the list of the groups, and the list of the calls of each.

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::{Api, Group};

use crate::docs::Docs;
use crate::emit::{aliases, errors};
use crate::names::{ident, pascal};
use crate::response::{has_outcome, outcome_name};

pub(crate) fn emit(api: &Api) -> TokenStream {
    let docs = Docs::default().sentences(
        "The operations of the API by group. The methods of a group create their calls.",
    );
    let docs = errors::of_every_call(docs, api).inner();
    let groups = api.groups.iter().map(|group| ident(&group.id));
    quote! {
        #docs

        #(pub mod #groups;)*
    }
}

/// The list of one group. It imports nothing, so that a call can have any name.
pub(crate) fn emit_group(api: &Api, group: &Group) -> TokenStream {
    let name = pascal(&group.id);
    let docs = Docs::default().sentences(&format!("Calls of [`{name}`](crate::groups::{name})."));
    let docs = docs.inner();
    let modules = group.operations.iter().map(|operation| ident(&operation.id));
    let exports = group.operations.iter().map(|operation| {
        let (module, name) = (ident(&operation.id), pascal(&operation.id));
        if has_outcome(operation) {
            let outcome = outcome_name(&operation.id);
            return quote!(pub use self::#module::{#name, #outcome};);
        }
        quote!(pub use self::#module::#name;)
    });
    let aliases = aliases::operations(api, group)
        .filter_map(|(home, operation, id)| aliases::call(group, home, operation, id));
    quote! {
        #docs

        #(mod #modules;)*
        #(#exports)*
        #(#aliases)*
    }
}

//! `groups.rs`: a type for each group, whose methods set up its calls.

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::{Api, Group};

use crate::docs::Docs;
use crate::kind::Kind;
use crate::names::pascal;
use crate::scope::Scope;

pub(crate) fn emit(api: &Api) -> TokenStream {
    let names: Vec<_> = api.groups.iter().map(|group| pascal(&group.id).to_string()).collect();
    let mut scope = Scope::new(names.iter().map(String::as_str));
    let groups: Vec<_> = api.groups.iter().map(|group| self::group(group, &mut scope)).collect();
    let imports = scope.imports();
    quote! {
        //! The groups of the API. Their methods set up calls.

        #imports

        #(#groups)*
    }
}

fn group(group: &Group, scope: &mut Scope) -> TokenStream {
    let (name, parameter, client) =
        (pascal(&group.id), scope.client_parameter(), scope.local("Client"));
    let lead = format!("[`Client::{0}`](crate::Client::{0})", *group.id);
    let docs = Docs::new(&group.description).sentences(&format!("Returned by {lead}.")).outer();
    let derive = Kind::Group.derive();
    quote! {
        #docs
        #derive
        pub struct #name<#parameter = #client> {
            pub(crate) client: #parameter,
        }
    }
}

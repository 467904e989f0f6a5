//! The optional inputs of a call, as setters.

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::{Input, Need, Operation};

use super::docs;
use crate::docs::Docs;
use crate::emit::{aliases, deprecation};
use crate::names::{field, ident, null_setter, pascal};
use crate::scope::Scope;
use crate::types::{self, Named};

/// They stand here once and serve every kind of client.
pub(super) fn emit(operation: &Operation, scope: &mut Scope) -> Option<TokenStream> {
    let setters: Vec<_> = operation
        .optional_inputs()
        .flat_map(|input| {
            let mut setters = setter(operation, input, scope);
            setters.extend(former_setters(input, scope));
            setters
        })
        .collect();
    if setters.is_empty() {
        return None;
    }
    let (name, client) = (pascal(&operation.id), scope.client_parameter());
    Some(quote! {
        impl<#client> #name<#client> {
            #(#setters)*
        }
    })
}

fn setter(operation: &Operation, input: &Input, scope: &mut Scope) -> Vec<TokenStream> {
    let id = field(&input.id);
    let docs = docs::input(operation, input).outer();
    let deprecated = deprecation::attribute(input.deprecated.as_ref());
    let argument = types::argument(&id, &input.ty, Named::Qualified, scope);
    let (ty, value) = (argument.ty, argument.conversion);
    if input.need != Need::OptionalNullable {
        let some = scope.prelude(&["option", "Option"], "Some");
        return vec![quote! {
            #docs
            #deprecated
            pub fn #id(mut self, #id: #ty) -> Self {
                self.#id = #some(#value);
                self
            }
        }];
    }
    let nullable = scope.runtime("Nullable");
    let null_id = ident(&null_setter(&input.id));
    let null_docs =
        Docs::default().sentences(&format!("Sends `null` for [`{id}`](Self::{id}).")).outer();
    vec![
        quote! {
            #docs
            #deprecated
            pub fn #id(mut self, #id: #ty) -> Self {
                self.#id = #nullable::Value(#value);
                self
            }
        },
        quote! {
            #null_docs
            #deprecated
            pub fn #null_id(mut self) -> Self {
                self.#id = #nullable::Null;
                self
            }
        },
    ]
}

/// The setters of an input under its former id.
fn former_setters(input: &Input, scope: &mut Scope) -> Vec<TokenStream> {
    let id = field(&input.id);
    let Some(former) = aliases::name(input.renamed_from.as_ref(), &id, field) else {
        return Vec::new();
    };
    let head = aliases::head(&id.to_string(), &format!("Self::{id}"));
    let ty = types::argument(&id, &input.ty, Named::Qualified, scope).ty;
    let mut setters = vec![quote! {
        #head
        pub fn #former(self, #id: #ty) -> Self {
            self.#id(#id)
        }
    }];
    if input.need == Need::OptionalNullable {
        let [former, id] = [former, id].map(|id| ident(&null_setter(&id.to_string())));
        let head = aliases::head(&id.to_string(), &format!("Self::{id}"));
        setters.push(quote! {
            #head
                pub fn #former(self) -> Self {
                self.#id()
            }
        });
    }
    setters
}

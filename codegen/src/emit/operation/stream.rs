//! How a call whose response is a stream is sent.

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::{Operation, Payload};

use crate::names::pascal;
use crate::scope::Scope;
use crate::types::{self, Named};

pub(super) fn emit(operation: &Operation, scope: &mut Scope) -> Option<TokenStream> {
    let stream = operation.response.stream()?;
    let kind = match stream {
        Payload::Events { item, end } => {
            let item = types::value(item, Named::Qualified, scope);
            let end = match end {
                Some(end) => {
                    let some = scope.prelude(&["option", "Option"], "Some");
                    quote!(#some(#end))
                }
                None => scope.prelude(&["option", "Option"], "None"),
            };
            quote!(events, #item, #end)
        }
        Payload::Lines(item, _) => {
            let item = types::value(item, Named::Qualified, scope);
            quote!(lines, #item)
        }
        _ => quote!(download),
    };
    let (name, client, generated) =
        (pascal(&operation.id), scope.client_parameter(), scope.generated());
    Some(quote!(::restwright_runtime::streamed!(#generated, #name, #client, #kind);))
}

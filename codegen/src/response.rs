//! What a call returns in Rust.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use restwright_spec::api::{Api, Operation, Payload, Returned, Type, TypeKind};

use crate::names::pascal;
use crate::scope::Scope;
use crate::types::{self, Named};

/// The type of a successful response.
pub(crate) fn output(operation: &Operation, scope: &mut Scope) -> TokenStream {
    match operation.response.returned() {
        Returned::Nothing => quote!(()),
        Returned::One(payload) => value(payload, scope),
        Returned::Optional(payload) => {
            let option = scope.prelude(&["option"], "Option");
            let value = value(payload, scope);
            quote!(#option<#value>)
        }
        Returned::Variants(_) => {
            let name = outcome_name(&operation.id);
            quote!(#name)
        }
    }
}

/// The enum of what an operation returns, where its statuses come with different types.
pub(crate) fn outcome_name(operation: &str) -> Ident {
    pascal(&format!("{operation}_outcome"))
}

/// Whether a call returns an enum of its own.
pub(crate) fn has_outcome(operation: &Operation) -> bool {
    matches!(operation.response.returned(), Returned::Variants(_))
}

/// The value of a variant. An object is in a box, so that its size does not matter to the others.
pub(crate) fn variant_value(
    api: &Api,
    payload: &Payload,
    scope: &mut Scope,
) -> Option<TokenStream> {
    let value = payload.has_body().then(|| value(payload, scope))?;
    let def = match payload.json() {
        Some(Type::Named(name)) => api.named_type(name),
        _ => None,
    };
    if def.is_some_and(|def| matches!(def.kind, TypeKind::Object(_))) {
        let pointer = scope.prelude(&["boxed"], "Box");
        return Some(quote!(#pointer<#value>));
    }
    Some(value)
}

fn value(payload: &Payload, scope: &mut Scope) -> TokenStream {
    match payload {
        // A stream is not what a call returns, but what it returns the response in.
        Payload::None
        | Payload::Unchanged
        | Payload::Download(_)
        | Payload::Events { .. }
        | Payload::Lines(..) => quote!(()),
        Payload::Json(ty) => types::value(ty, Named::Qualified, scope),
        Payload::Text(privacy, _) => types::value(&Type::String(*privacy), Named::Qualified, scope),
        Payload::Bytes(_) => scope.runtime("Binary"),
    }
}

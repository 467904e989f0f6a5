//! Constants: inputs and fields that no caller gives.

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::{Api, Input, Location, Object, Operation, Word};

use crate::docs::{Docs, code};
use crate::names::ident;
use crate::scope::Scope;

/// The value, as one of the runtime.
pub(super) fn value(always: &Word, scope: &mut Scope) -> TokenStream {
    variant(always, &scope.runtime("Constant"))
}

fn variant(always: &Word, constant: &TokenStream) -> TokenStream {
    match always {
        Word::Text(text) => quote!(#constant::Text(#text)),
        Word::Number(digits) => quote!(#constant::Number(#digits)),
        Word::Boolean(value) => quote!(#constant::Boolean(#value)),
    }
}

/// The function that writes the constants of all calls.
pub(super) fn of_api(api: &Api) -> Option<TokenStream> {
    let constants = &api.service.constants;
    let statements = constants.iter().filter_map(|input| {
        let (wire, value) =
            (input.wire.as_str(), variant(input.always.as_ref()?, &quote!(Constant)));
        let place = ident(match input.location {
            Location::Header => "header",
            Location::Cookie => "cookie",
            _ => "query",
        });
        Some(quote!(request.#place(#wire, &#value);))
    });
    let statements: Vec<_> = statements.collect();
    let docs = Docs::new("Writes what is sent with every call.");
    let docs = docs.list(constants.iter().filter_map(described)).outer();
    (!constants.is_empty()).then(|| {
        quote! {
            #docs
            pub(crate) fn write_constants(request: &mut RequestWriter<'_>) {
                #(#statements)*
            }
        }
    })
}

/// Documentation of a call: what it sends besides its inputs.
pub(super) fn of_call(docs: Docs, operation: &Operation) -> Docs {
    let constants: Vec<_> = operation.inputs.iter().filter_map(described).collect();
    if constants.is_empty() {
        return docs;
    }
    docs.sentences("Each call sends:").list(constants)
}

/// Documentation of an object: what it has besides its fields.
pub(super) fn of_object(docs: Docs, object: &Object) -> Docs {
    let described = object.fields.iter().filter_map(|field| {
        let always = field.always.as_ref()?;
        Some((lead(&field.wire, always), field.description.clone()))
    });
    let constants: Vec<_> = described.collect();
    if constants.is_empty() {
        return docs;
    }
    docs.sentences("In JSON, it also has:").list(constants)
}

fn described(input: &Input) -> Option<(String, String)> {
    Some((lead(&input.wire, input.always.as_ref()?), input.description.clone()))
}

/// A constant in JSON, in front of its description.
fn lead(wire: &str, always: &Word) -> String {
    let value = match always {
        Word::Text(text) => format!("\"{text}\""),
        word => word.as_str().to_owned(),
    };
    format!("{}:", code(&format!("{wire}: {value}")))
}

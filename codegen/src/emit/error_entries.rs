//! `error_entries.rs`: the metadata of the error codes, as a table that the runtime searches.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use restwright_spec::api::{Api, Code, CodeKind, ErrorCode};

use crate::docs::Docs;
use crate::emit::error_code::number;
use crate::emit::optional;
use crate::names::constant;

pub(crate) fn emit(api: &Api) -> TokenStream {
    let entries: Vec<_> =
        api.errors.iter().map(|error| self::entry(api.code_kind, error)).collect();
    let (ty, order) = match api.code_kind {
        CodeKind::Number => (quote!(ErrorEntry), "Sorted by number for binary search."),
        CodeKind::Text => (quote!((&str, ErrorEntry)), "Sorted by code for binary search."),
    };
    let order = Docs::new(order).outer();
    let count = Literal::usize_unsuffixed(entries.len());
    quote! {
        //! Metadata of the error codes.

        use restwright_runtime::ErrorEntry;

        #order
        pub(crate) static ENTRIES: [#ty; #count] = [#(#entries),*];
    }
}

fn entry(kind: CodeKind, error: &ErrorCode) -> TokenStream {
    let number = match *error.code {
        Code::Number(value) => number(value),
        Code::Text(_) => quote!(0),
    };
    let name = constant(&error.id).to_string();
    let status = Literal::u16_unsuffixed(error.status.unwrap_or(0));
    let (message, meaning) = (error.message.as_deref().unwrap_or_default(), &error.meaning);
    let hint = optional(error.hint.as_ref());
    let entry = quote! {
        ErrorEntry {
            number: #number,
            name: #name,
            status: #status,
            message: #message,
            meaning: #meaning,
            hint: #hint,
        }
    };
    let text = error.code.to_string();
    match kind {
        CodeKind::Number => entry,
        CodeKind::Text => quote!((#text, #entry)),
    }
}

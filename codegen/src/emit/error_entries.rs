//! `error_entries.rs`: the metadata of the error codes, as a table that the runtime searches.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use restwright_spec::api::{Api, ErrorCode};

use crate::emit::error_code::number;
use crate::emit::optional;
use crate::names::constant;

pub(crate) fn emit(api: &Api) -> TokenStream {
    let entries: Vec<_> = api.errors.iter().map(entry).collect();
    let count = Literal::usize_unsuffixed(entries.len());
    quote! {
        //! Metadata of the error codes.

        use restwright_runtime::ErrorEntry;

        /// Sorted by number for binary search.
        pub(crate) static ENTRIES: [ErrorEntry; #count] = [#(#entries),*];
    }
}

fn entry(error: &ErrorCode) -> TokenStream {
    let number = number(*error.code);
    let name = constant(&error.id).to_string();
    let status = Literal::u16_unsuffixed(error.status);
    let (message, meaning) = (&error.message, &error.meaning);
    let hint = optional(error.hint.as_ref());
    quote! {
        ErrorEntry {
            number: #number,
            name: #name,
            status: #status,
            message: #message,
            meaning: #meaning,
            hint: #hint,
        }
    }
}

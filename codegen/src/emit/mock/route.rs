//! One operation as a mock server knows it.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use restwright_spec::Spanned;
use restwright_spec::api::{Example, Group, Input, ListStyle, Location, Need, Operation, Type};

use super::{json, shape};
use crate::names::{constant, field, ident, pascal};

pub(super) fn emit(group: &Group, operation: &Operation) -> TokenStream {
    let (group, name) = (field(&group.id), pascal(&operation.id));
    let status = Literal::u16_unsuffixed(operation.response.status);
    let parts = [
        list("inputs", operation.inputs.iter().map(input)),
        list("credentials", operation.credentials.iter().map(credential)),
        operation.body.as_ref().map(|body| {
            let shape = shape::shape(&body.ty);
            quote!(.body(#shape))
        }),
        list("examples", operation.examples.iter().filter_map(example)),
    ];
    quote! {
        Route::of::<super::operations::#group::#name>(#status) #(#parts)*
    }
}

/// A part that is left out where it would be empty.
fn list(name: &str, items: impl Iterator<Item = TokenStream>) -> Option<TokenStream> {
    let (name, items) = (ident(name), items.collect::<Vec<_>>());
    (!items.is_empty()).then(|| quote!(.#name(&[#(#items),*])))
}

fn credential(id: &Spanned<String>) -> TokenStream {
    let name = constant(id);
    quote!(&super::credentials::#name)
}

fn input(input: &Input) -> TokenStream {
    let name = input.wire.as_str();
    let place = ident(match input.location {
        Location::Path => "Path",
        Location::Query(ListStyle::Repeat) => "Query",
        Location::Query(ListStyle::Comma) => "QueryComma",
        Location::Header => "Header",
        Location::Body => "Body",
    });
    // A list may be empty, and outside of a body that is the same as being left out.
    let is_optional_list = input.location != Location::Body && matches!(input.ty, Type::List(_));
    let need = shape::need(match input.need {
        Need::Required if is_optional_list => Need::Optional,
        need => need,
    });
    let shape = shape::shape(&input.ty);
    quote!(Field::#need(#name, #shape).at(Place::#place))
}

fn example(example: &Example) -> Option<TokenStream> {
    let response = example.response.as_ref()?;
    let (summary, status) = (&example.summary, Literal::u16_unsuffixed(response.status));
    let body = response.body.as_ref().map_or_else(|| quote!(""), json::literal);
    Some(quote!(Example { summary: #summary, status: #status, body: #body }))
}

//! How a mock server plays the pages of a list.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use restwright_spec::api::{Api, Counted, Operation, PageBy};

pub(super) fn emit(api: &Api, operation: &Operation) -> Option<TokenStream> {
    let pages = operation.pages.as_ref()?;
    let response = operation.response.always()?;
    let path = |path: &[String]| {
        let fields = api.fields_at(response, path).unwrap_or_default();
        let keys = fields.into_iter().map(|field| field.wire.as_str());
        quote!(&[#(#keys),*])
    };
    let input = |id: &str| operation.input(id).map(|input| input.wire.as_str());
    let first = |counted: &Counted| Literal::i64_unsuffixed(counted.first);
    let by = match &pages.by {
        PageBy::LastItem { field, into, goes_on } => {
            let fields = api.object(&pages.item).into_iter().flat_map(|object| &object.fields);
            let key = fields.filter(|each| *each.id == *field).map(|each| each.wire.as_str());
            let (input, goes_on) = (input(into), path(goes_on.as_deref().unwrap_or_default()));
            quote!(LastItem { key: #(#key)*, input: #input, goes_on: #goes_on })
        }
        PageBy::Cursor { from, into } => {
            let (from, input) = (path(from), input(into));
            quote!(Cursor { from: #from, input: #input })
        }
        PageBy::Page(counted) => {
            let (input, first) = (input(&counted.into), first(counted));
            quote!(Page { input: #input, first: #first })
        }
        PageBy::Offset(counted) => {
            let (input, first) = (input(&counted.into), first(counted));
            quote!(Offset { input: #input, first: #first })
        }
        PageBy::Link(relation) => quote!(Link(#relation)),
        PageBy::Url(url) => {
            let url = path(url);
            quote!(Url(#url))
        }
    };
    let items = path(&pages.items);
    Some(quote!(.pages(Pages { items: #items, by: PageBy::#by })))
}

//! One operation as a mock server knows it.

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::Spanned;
use restwright_spec::api::{
    Api, EnumValue, Example, ExampleResponse, Group, Input, ListStyle, Literal, Location, Need,
    Operation, Type, TypeKind, Width, Word, has_error_code,
};

use super::json;
use crate::names::{constant, field, ident, pascal};

pub(super) fn emit(api: &Api, group: &Group, operation: &Operation) -> TokenStream {
    let (group, name) = (field(&group.id), pascal(&operation.id));
    let status = proc_macro2::Literal::u16_unsuffixed(operation.response.status);
    let parts = [
        list("inputs", operation.inputs.iter().map(|input| self::input(api, input))),
        list("credentials", operation.credentials.iter().map(credential)),
        operation.body.as_ref().map(|body| {
            let shape = shape(api, &body.ty);
            quote!(.body(#shape))
        }),
        least(api, operation),
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

/// The body of a success, where no success is documented.
fn least(api: &Api, operation: &Operation) -> Option<TokenStream> {
    let key = api.error_body.as_ref().filter(|keys| keys.in_success).map(|keys| &keys.code);
    let is_success = |response: &ExampleResponse| {
        let is_error = |body: &Literal| key.is_some_and(|key| has_error_code(body, key));
        response.status == operation.response.status
            && !response.body.as_ref().is_some_and(is_error)
    };
    let mut responses = operation.examples.iter().filter_map(|example| example.response.as_ref());
    if responses.any(is_success) {
        return None;
    }
    let body = json::literal(&api.least_response(operation)?);
    Some(quote!(.least(#body)))
}

fn credential(id: &Spanned<String>) -> TokenStream {
    let name = constant(id);
    quote!(&super::credentials::#name)
}

fn input(api: &Api, input: &Input) -> TokenStream {
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
    let need = ident(match input.need {
        Need::Required if is_optional_list => "optional",
        Need::Required => "required",
        Need::RequiredNullable if input.location == Location::Body => "nullable",
        Need::RequiredNullable | Need::Optional | Need::OptionalNullable => "optional",
    });
    let shape = shape(api, &input.ty);
    quote!(Input::#need(Place::#place, #name, #shape))
}

/// What a value may be.
fn shape(api: &Api, ty: &Type) -> TokenStream {
    match ty {
        Type::String(_) => quote!(Shape::Text),
        Type::Formatted(format) => {
            let format = ident(crate::types::format_name(*format));
            quote!(Shape::#format)
        }
        Type::Boolean => quote!(Shape::Boolean),
        Type::Integer(Width::Int32) => quote!(Shape::Int32),
        Type::Integer(Width::Int64) => quote!(Shape::Integer),
        Type::Integer(Width::Uint32) => quote!(Shape::Uint32),
        Type::Integer(Width::Uint64) => quote!(Shape::Uint64),
        Type::Number | Type::Decimal => quote!(Shape::Number),
        Type::Json => quote!(Shape::Any),
        Type::List(element) => {
            let element = shape(api, element);
            quote!(Shape::List(&#element))
        }
        Type::Map(element) => {
            let element = shape(api, element);
            quote!(Shape::Map(&#element))
        }
        Type::Nullable(value) => {
            let value = shape(api, value);
            quote!(Shape::Nullable(&#value))
        }
        Type::Named(name) => {
            let def = api.types.iter().find(|def| *def.name == *name);
            if let Some(TypeKind::Enum(values)) = def.map(|def| &def.kind) {
                let is_text = |value: &EnumValue| matches!(*value.wire, Word::Text(_));
                let shape = ident(if values.iter().all(is_text) { "Text" } else { "Word" });
                return quote!(Shape::#shape);
            }
            let name = ident(name);
            quote!(Shape::Model(mock::reads::<super::types::#name>))
        }
    }
}

fn example(example: &Example) -> Option<TokenStream> {
    let response = example.response.as_ref()?;
    let (summary, status) =
        (&example.summary, proc_macro2::Literal::u16_unsuffixed(response.status));
    let body = response.body.as_ref().map_or_else(|| quote!(""), json::literal);
    Some(quote!(Example { summary: #summary, status: #status, body: #body }))
}

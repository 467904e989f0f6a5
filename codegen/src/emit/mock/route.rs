//! One operation as a mock server knows it.

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::Spanned;
use restwright_spec::api::{
    Api, BodyContent, BodyFormat, Example, ExampleResponse, Group, Input, Literal, Location, Need,
    Operation, Outcome, QueryStyle, Type, WholeBody, has_error_code,
};

use super::{json, pages, shape};
use crate::emit::operation::body::form_lists;
use crate::emit::{choice, oauth};
use crate::names::{constant, field, ident, pascal};

pub(super) fn emit(api: &Api, group: &Group, operation: &Operation) -> TokenStream {
    let (group, name) = (field(&group.id), pascal(&operation.id));
    let status = proc_macro2::Literal::u16_unsuffixed(operation.response.success().status);
    let parts = [
        operation.server.as_ref().map(|server| {
            let server = server.as_str();
            quote!(.server(#server))
        }),
        list("contents", operation.response.outcomes.iter().filter_map(content)),
        list("inputs", api.service.constants.iter().chain(&operation.inputs).map(input)),
        credentials(operation),
        oauth(api, operation),
        operation.body.as_ref().map(body),
        format(operation),
        least(api, operation),
        pages::emit(api, operation),
        operation.response.stream().map(|_| quote!(.stream::<super::operations::#group::#name>())),
        list("examples", operation.examples.iter().filter_map(|it| example(operation, it))),
    ];
    quote! {
        Route::of::<super::operations::#group::#name>(#status) #(#parts)*
    }
}

fn body(body: &WholeBody) -> TokenStream {
    match &body.content {
        BodyContent::Value(ty) => {
            let shape = shape::shape(ty);
            quote!(.body(#shape))
        }
        BodyContent::Text(privacy, _) => {
            let shape = shape::shape(&Type::String(*privacy));
            let bare = body.content.content_type().and_then(|it| it.split(';').next());
            quote!(.body(#shape).plain(&[#bare]))
        }
        BodyContent::Bytes(_) => {
            let content_type = body.content.content_type();
            quote!(.body(Shape::File(&[#content_type])).plain(&[#content_type]))
        }
        BodyContent::File(content_types) => {
            quote!(.body(Shape::File(&[#(#content_types),*])).plain(&[#(#content_types),*]))
        }
    }
}

fn format(operation: &Operation) -> Option<TokenStream> {
    match operation.body_format {
        BodyFormat::Json => None,
        BodyFormat::Form(lists) => {
            let lists = form_lists(lists);
            Some(quote!(.form(FormLists::#lists)))
        }
        BodyFormat::Multipart => Some(quote!(.multipart())),
    }
}

/// A part that is left out where it would be empty.
fn list(name: &str, items: impl Iterator<Item = TokenStream>) -> Option<TokenStream> {
    let (name, items) = (ident(name), items.collect::<Vec<_>>());
    (!items.is_empty()).then(|| quote!(.#name(&[#(#items),*])))
}

/// The body of a success, where no success is documented.
fn least(api: &Api, operation: &Operation) -> Option<TokenStream> {
    let is_success = |response: &ExampleResponse| {
        let is_error = |body: &Literal| has_error_code(&api.error_bodies, body);
        response.status == operation.response.success().status
            && !response.body.as_ref().is_some_and(is_error)
    };
    let mut responses = operation.examples.iter().filter_map(|example| example.response.as_ref());
    if responses.any(is_success) {
        return None;
    }
    let body = json::literal(&api.least_response(operation)?);
    Some(quote!(.least(#body)))
}

fn credentials(operation: &Operation) -> Option<TokenStream> {
    match &operation.choice {
        None => list("credentials", operation.credentials.iter().map(credential)),
        Some(choice) => {
            let choice =
                choice::literal(choice, &quote!(CredentialChoice), &quote!(super::credentials));
            Some(quote!(.first_of(&#choice)))
        }
    }
}

/// How access tokens of its credentials are requested.
fn oauth(api: &Api, operation: &Operation) -> Option<TokenStream> {
    let sent = |id: &str| {
        let choice = operation.choice.iter().flat_map(|choice| choice.first_of.iter().flatten());
        operation.credentials.iter().any(|it| *it.value == *id)
            || choice.into_iter().any(|it| *it == *id)
    };
    let tokens = api.credentials.iter().filter(|it| it.oauth().is_some() && sent(&it.id));
    list(
        "oauth",
        tokens.map(|credential| {
            let name = oauth::static_name(&credential.id);
            quote!(&super::credentials::#name)
        }),
    )
}

fn credential(id: &Spanned<String>) -> TokenStream {
    let name = constant(id);
    quote!(&super::credentials::#name)
}

fn input(input: &Input) -> TokenStream {
    let name = input.wire.as_str();
    let place = ident(match input.location {
        Location::Path => "Path",
        Location::Query(QueryStyle::Repeat) => "Query",
        Location::Query(QueryStyle::Comma) => "QueryComma",
        Location::Query(QueryStyle::Pipe) => "QueryPipe",
        Location::Query(QueryStyle::Space) => "QuerySpace",
        Location::Query(QueryStyle::DeepObject) => "QueryObject",
        Location::Cookie => "Cookie",
        Location::Header | Location::IdempotencyKey => "Header",
        Location::Body => "Body",
    });
    // A list may be empty, and in a query or a header that is the same as being left out.
    let leaves_a_trace = matches!(input.location, Location::Body | Location::Path);
    let is_optional_list = !leaves_a_trace && matches!(input.ty, Type::List(_));
    let need = shape::need(match input.need {
        Need::Required if is_optional_list => Need::Optional,
        // A client makes the key that its caller does not set.
        _ if input.location == Location::IdempotencyKey => Need::Required,
        need => need,
    });
    let shape = match &input.ty {
        ty if ty.is_file() => shape::files(ty, &input.content_types),
        _ => shape::input(input),
    };
    quote!(Field::#need(#name, #shape).at(Place::#place))
}

/// A success whose body is not JSON.
fn content(outcome: &Outcome) -> Option<TokenStream> {
    let (status, content_type) =
        (proc_macro2::Literal::u16_unsuffixed(outcome.status), outcome.payload.content_type()?);
    Some(quote!((#status, #content_type)))
}

fn example(operation: &Operation, example: &Example) -> Option<TokenStream> {
    let response = example.response.as_ref()?;
    let (summary, status) =
        (&example.summary, proc_macro2::Literal::u16_unsuffixed(response.status));
    let outcome = operation.response.at(response.status);
    let is_text = outcome.is_some_and(|outcome| outcome.payload.content_type().is_some());
    let body = match &response.body {
        None => quote!(""),
        Some(Literal::String(text)) if is_text => quote!(#text),
        Some(body) => json::literal(body),
    };
    Some(quote!(Example { summary: #summary, status: #status, body: #body }))
}

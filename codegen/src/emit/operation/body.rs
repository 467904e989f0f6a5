//! How an operation writes its body.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use restwright_spec::api::{
    BodyContent, BodyFormat, FormLists, Input, Location, Need, Operation, Privacy, Type, WholeBody,
};

use super::sent;
use crate::names::{field, ident};
use crate::scope::Scope;

/// One statement for the body as a whole, or for each of its fields.
pub(super) fn statements(operation: &Operation, scope: &mut Scope) -> Vec<TokenStream> {
    let mut statements = Vec::from_iter(format(operation, scope));
    if let Some(body) = &operation.body {
        statements.push(whole(body));
        return statements;
    }
    let inputs = operation.inputs.iter().filter(|input| input.location == Location::Body);
    statements.extend(inputs.map(|input| {
        if input.ty.is_file() {
            return files(input);
        }
        let (wire, value) = (input.wire.as_str(), sent(input, scope));
        if input.need == Need::RequiredNullable {
            quote!(request.nullable_field(#wire, &#value);)
        } else {
            quote!(request.field(#wire, &#value);)
        }
    }));
    statements
}

/// A body that is one value, or that is sent as it is.
fn whole(body: &WholeBody) -> TokenStream {
    let content_type = body.content.content_type();
    match &body.content {
        BodyContent::Value(_) => quote!(request.whole_body(&self.body);),
        BodyContent::Text(Privacy::Public, _) => {
            quote!(request.text_body(&self.body, #content_type);)
        }
        BodyContent::Text(Privacy::Secret | Privacy::Personal, _) => {
            quote!(request.text_body(self.body.expose(), #content_type);)
        }
        BodyContent::Bytes(_) => quote!(request.bytes_body(&self.body, #content_type);),
        BodyContent::File(content_types) => {
            quote!(request.file_body(&self.body, &[#(#content_types),*]);)
        }
    }
}

/// A part for each file of an input.
fn files(input: &Input) -> TokenStream {
    let (wire, id, content_types) = (input.wire.as_str(), field(&input.id), &input.content_types);
    let files = match (&input.ty, input.is_required()) {
        (Type::List(_), false) => quote!(self.#id.iter().flatten()),
        (Type::List(_), true) | (_, false) => quote!(&self.#id),
        (_, true) => quote!([&self.#id]),
    };
    quote!(request.files(#wire, #files, &[#(#content_types),*]);)
}

/// What makes the body something else than JSON.
fn format(operation: &Operation, scope: &mut Scope) -> Option<TokenStream> {
    match operation.body_format {
        BodyFormat::Json => None,
        BodyFormat::Form(lists) => {
            let (form_lists, lists) = (scope.runtime("FormLists"), form_lists(lists));
            Some(quote!(request.form(#form_lists::#lists);))
        }
        BodyFormat::Multipart => Some(quote!(request.multipart();)),
    }
}

/// The name of a style in the runtime.
pub(in crate::emit) fn form_lists(lists: FormLists) -> Ident {
    ident(match lists {
        FormLists::Repeat => "Repeat",
        FormLists::Brackets => "Brackets",
        FormLists::Indices => "Indices",
        FormLists::Comma => "Comma",
    })
}

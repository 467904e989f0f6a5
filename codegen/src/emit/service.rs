//! `service.rs`: metadata shared by all operations.

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::{Api, CodeKind, CodeLocation, ErrorBody, KeyPath, Server};

use crate::emit::{constant, optional, servers};
use crate::names::{constant, ident};

pub(crate) fn emit(api: &Api) -> TokenStream {
    let name = api.service.name.as_str();
    let needs_url = api.default_server().is_some_and(Server::needs_values);
    let default = constant(&api.service.default_server);
    // A client is given another one where values are missing.
    let base_url = if needs_url { quote!("") } else { quote!(servers::#default) };
    let error_bodies = api.error_bodies.iter().map(|body| error_body(api, body));
    let (servers, others) = (servers::module(api), servers::others(api));
    let content_type = optional(api.service.request_content_type.as_ref().map(|text| &text.value));
    let request_id_header =
        optional(api.service.request_id_header.as_ref().map(|text| &text.value));
    let mut own = api.error_bodies.iter().filter(|body| !body.is_problem);
    let constants = constant::of_api(api);
    let types = [
        ("CodeLocation", own.clone().next().is_some()),
        ("Constant", constants.is_some()),
        ("ErrorBody", !api.error_bodies.is_empty()),
        ("FieldErrorKeys", own.any(|body| body.field_errors.is_some())),
        ("RequestWriter", constants.is_some()),
        ("Service", true),
    ];
    let types = types.into_iter().filter(|(_, is_used)| *is_used).map(|(name, _)| ident(name));
    quote! {
        //! Metadata shared by all operations.

        use restwright_runtime::{#(#types),*};

        use crate::generated::error_entries::ENTRIES;

        /// Description of the API for the runtime.
        pub(crate) static SERVICE: Service = Service {
            name: #name,
            version: env!("CARGO_PKG_VERSION"),
            base_url: #base_url,
            error_bodies: &[#(#error_bodies),*],
            errors: &ENTRIES,
            request_content_type: #content_type,
            request_id_header: #request_id_header,
            spans: restwright_runtime::spans!(),
        };

        #constants

        #servers

        #others
    }
}

fn error_body(api: &Api, body: &ErrorBody) -> TokenStream {
    if body.is_problem {
        return quote!(ErrorBody::PROBLEM_JSON);
    }
    let code = match (&body.code, api.code_kind) {
        (CodeLocation::Status, _) => quote!(CodeLocation::Status),
        (CodeLocation::Body(keys), CodeKind::Number) => {
            let path = path(keys);
            quote!(CodeLocation::Number(#path))
        }
        (CodeLocation::Body(keys), CodeKind::Text) => {
            let path = path(keys);
            quote!(CodeLocation::Text(#path))
        }
    };
    let in_success = body.in_success;
    let message = optional_path(body.message.as_ref());
    let description = optional_path(body.description.as_ref());
    let provider_error = optional_path(body.provider_error.as_ref());
    let field_errors = match &body.field_errors {
        None => quote!(None),
        Some(errors) => {
            let (list, field, message) = (path(&errors.list), &errors.field, &errors.message);
            quote!(Some(FieldErrorKeys { list: #list, field: #field, message: #message }))
        }
    };
    let details = optional_path(body.details.as_ref());
    quote! {
        ErrorBody {
            code: #code,
            in_success: #in_success,
            message: #message,
            description: #description,
            provider_error: #provider_error,
            field_errors: #field_errors,
            details: #details,
            is_problem: false,
        }
    }
}

fn path(path: &KeyPath) -> TokenStream {
    let keys = &path.0;
    quote!(&[#(#keys),*])
}

fn optional_path(path: Option<&KeyPath>) -> TokenStream {
    path.map(self::path).map_or_else(|| quote!(None), |path| quote!(Some(#path)))
}

//! `service.rs`: metadata shared by all operations.

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::{Api, ErrorBody, Server};

use crate::docs::Docs;
use crate::emit::{aliases, deprecation, optional};
use crate::names::constant;

pub(crate) fn emit(api: &Api) -> TokenStream {
    let name = api.service.name.as_str();
    let default = constant(&api.service.default_server);
    let error_body = error_body(api.error_body.as_ref());
    let servers = servers(api);
    let content_type = optional(api.service.request_content_type.as_ref().map(|text| &text.value));
    let request_id_header =
        optional(api.service.request_id_header.as_ref().map(|text| &text.value));
    let error_body_type = api.error_body.as_ref().map(|_| quote!(ErrorBody,));
    let field_errors = api.error_body.as_ref().and_then(|body| body.field_errors.as_ref());
    let field_errors_type = field_errors.map(|_| quote!(FieldErrorKeys,));
    quote! {
        //! Metadata shared by all operations.

        use restwright_runtime::{#error_body_type #field_errors_type Service};

        use crate::generated::error_entries::ENTRIES;

        /// Description of the API for the runtime.
        pub(crate) static SERVICE: Service = Service {
            name: #name,
            version: env!("CARGO_PKG_VERSION"),
            base_url: servers::#default,
            error_body: #error_body,
            errors: &ENTRIES,
            request_content_type: #content_type,
            request_id_header: #request_id_header,
            spans: restwright_runtime::spans!(),
        };

        #servers
    }
}

fn error_body(body: Option<&ErrorBody>) -> TokenStream {
    let Some(body) = body else {
        return quote!(None);
    };
    let (code, in_success) = (&body.code, body.in_success);
    let message = optional(body.message.as_ref());
    let description = optional(body.description.as_ref());
    let provider_error = optional(body.provider_error.as_ref());
    let field_errors = match &body.field_errors {
        None => quote!(None),
        Some(errors) => {
            let (list, field, message) = (&errors.list, &errors.field, &errors.message);
            quote!(Some(FieldErrorKeys { list: #list, field: #field, message: #message }))
        }
    };
    quote! {
        Some(ErrorBody {
            code: #code,
            in_success: #in_success,
            message: #message,
            description: #description,
            provider_error: #provider_error,
            field_errors: #field_errors,
        })
    }
}

fn servers(api: &Api) -> TokenStream {
    let servers = api.servers.iter().map(|server| {
        let docs = Docs::new(&server.description).outer();
        let (name, url) = (constant(&server.id), server.url.as_str());
        let deprecated = deprecation::attribute(server.deprecated.as_ref());
        let former = former_server(server);
        quote! {
            #docs
            #deprecated
            pub const #name: &str = #url;
            #former
        }
    });
    quote! {
        /// Base URLs of the API, for [`ClientBuilder::base_url`](crate::ClientBuilder::base_url).
        pub mod servers {
            #(#servers)*
        }
    }
}

fn former_server(server: &Server) -> Option<TokenStream> {
    let name = constant(&server.id);
    let former = aliases::name(server.renamed_from.as_ref(), &name, constant)?;
    let head = aliases::head(&name.to_string(), &name.to_string());
    Some(quote! {
        #head
        pub const #former: &str = #name;
    })
}

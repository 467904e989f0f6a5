//! What runs the program of a flow: hidden lines of its example.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use restwright_spec::api::{Api, Flow, FlowCall, Outcome, Payload};

use crate::emit::{mock, shown};
use crate::names::{field, ident, library, pascal};

/// Runs the program against the mock server, and asserts which operations the server saw.
pub(super) fn main(api: &Api, flow: &Flow) -> TokenStream {
    let library = ident(&library(&api.service.name));
    let replies = flow.calls().filter_map(|call| reply(api, call));
    let seen = flow.calls().map(|call| call.operation.to_string());
    quote! {
        #[cfg(feature = "mock")]
        #[tokio::main(flavor = "current_thread")]
        async fn main() -> Result<(), Box<dyn std::error::Error>> {
            let server = #library::mock::Server::start()?;
            #(#replies)*
            run(&server.client()?).await?;
            let requests = server.requests();
            let seen: Vec<_> = requests.iter().filter_map(|request| request.operation()).collect();
            assert_eq!(seen, [#(#seen),*]);
            Ok(())
        }
        #[cfg(not(feature = "mock"))]
        fn main() {}
    }
}

/// A reply with which the flow goes on.
fn reply(api: &Api, call: &FlowCall) -> Option<TokenStream> {
    let library = ident(&library(&api.service.name));
    let (group, operation) = api.operation(&call.operation)?;
    let (group, name) = (field(&group.id), pascal(&operation.id));
    let outcomes = &operation.response.outcomes;
    let is_chosen = |outcome: &&Outcome| match &outcome.variant {
        Some(variant) => Some(&*variant.id) == call.variant.as_ref(),
        None => outcome.payload.has_body(),
    };
    let outcome = outcomes.iter().find(is_chosen).unwrap_or(operation.response.success());
    let status = Literal::u16_unsuffixed(outcome.status);
    let reply = match &outcome.payload {
        // The server plays the documented stream, or a minimal one.
        Payload::Download(_) | Payload::Events { .. } | Payload::Lines(..) => return None,
        Payload::None | Payload::Unchanged => quote!(status(#status)),
        Payload::Json(ty) => {
            let paths: Vec<&[String]> = call.gives.iter().map(|given| &*given.path).collect();
            let variant = call.variant.as_ref();
            let body = mock::literal(&shown::smallest_response(api, ty, variant, &paths));
            quote!(json(#status, #body))
        }
        Payload::Text(..) | Payload::Bytes(_) => {
            let content_type = outcome.payload.content_type();
            quote!(content(#status, #content_type, "text"))
        }
    };
    Some(quote! {
        server.reply::<#library::operations::#group::#name>(#library::mock::Reply::#reply);
    })
}

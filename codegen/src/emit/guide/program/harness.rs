//! What runs the program of a flow: hidden lines of its example.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use restwright_spec::api::{Api, Flow, FlowCall};

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
    let status = Literal::u16_unsuffixed(operation.response.status);
    let reply = match &operation.response.ty {
        None => quote!(status(#status)),
        Some(ty) => {
            let paths: Vec<&[String]> = call.gives.iter().map(|given| &*given.path).collect();
            let variants = shown::union(api, Some(ty)).map(|(_, variants)| variants);
            let chosen = variants.and_then(|variants| {
                variants.iter().find(|variant| Some(&*variant.id) == call.variant.as_ref())
            });
            let body = match chosen {
                Some(variant) => shown::smallest_variant(api, variant, &paths),
                None => shown::smallest(api, ty, None, &paths),
            };
            let body = mock::literal(&body);
            quote!(json(#status, #body))
        }
    };
    Some(quote! {
        server.reply::<#library::operations::#group::#name>(#library::mock::Reply::#reply);
    })
}

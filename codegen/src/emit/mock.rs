//! `mock.rs`: the mock server and its table of operations.

mod json;
mod pages;
mod route;
mod shape;
mod testing;

use std::collections::BTreeSet;

pub(super) use json::literal;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use restwright_spec::api::{Api, BodyFormat, CodeKind, Credential, Given};

use crate::docs::Docs;
use crate::emit::client::{arguments, parts};
use crate::emit::{oauth, servers};
use crate::names::{field, ident};

pub(crate) fn emit(api: &Api) -> TokenStream {
    let server = server(api);
    let refusal = refusal(api);
    let routes = api.groups.iter().flat_map(|group| {
        group.operations.iter().map(move |operation| route::emit(api, group, operation))
    });
    let (outcome, recorded) = (testing::outcome(api), testing::recorded(api));
    let (names, types) = (table_names(api), shape::statics(api));
    let webhooks = api.has_webhooks().then(|| {
        quote! {
            pub use restwright_runtime::mock::SignedWebhook;
        }
    });
    quote! {
        //! A mock server for tests and for development without an account.

        use std::io;
        use std::ops::Deref;
        use std::path::Path;
        use std::process::ExitCode;

        use restwright_runtime::mock::{self, #(#names),*};

        use crate::generated::{Client, Error, ErrorCode, Operation, Response, service};

        pub use restwright_runtime::mock::{
            Example, Received, Recorder, RecordingTransport, Replay, Reply, Request, Script, ScriptedTransport, Signal,
            Wire,
        };
        pub use restwright_runtime::from_json;
        #webhooks

        #server

        #refusal

        #outcome

        #recorded

        /// Runs the mock server until the process exits, for clients in other languages.
        ///
        /// `arguments` are the command line arguments without the program name: `--port PORT`.
        pub fn serve(arguments: impl IntoIterator<Item = String>) -> ExitCode {
            mock::serve(&API, arguments)
        }

        static API: mock::Api = mock::Api {
            service: &service::SERVICE,
            routes: &[#(#routes),*],
        };

        #(#types)*
    }
}

fn refusal(api: &Api) -> TokenStream {
    let (parameter, reply) = match api.code_kind {
        CodeKind::Number => (quote!(ErrorCode), quote!(refusal(&service::SERVICE, code.number()))),
        CodeKind::Text => {
            (quote!(&ErrorCode), quote!(refusal_by_text(&service::SERVICE, code.text())))
        }
    };
    quote! {
        /// Returns a reply with this error code and its documented status and message.
        pub fn refusal(code: #parameter) -> Reply {
            Reply::#reply
        }
    }
}

/// The names that the tables use.
fn table_names(api: &Api) -> BTreeSet<Ident> {
    let operations = || api.groups.iter().flat_map(|group| &group.operations);
    let inputs = !api.service.constants.is_empty() && operations().next().is_some()
        || operations().any(|operation| !operation.inputs.is_empty());
    let shapes = inputs || operations().any(|operation| operation.body.is_some());
    let routes = operations().next().is_some();
    let forms = operations().any(|operation| matches!(operation.body_format, BodyFormat::Form(_)));
    let choices = operations().any(|operation| operation.choice.is_some());
    let names = [
        ("CredentialChoice", choices),
        ("Field", inputs),
        ("FormLists", forms),
        ("PageBy", api.has_pages()),
        ("Pages", api.has_pages()),
        ("Place", inputs),
        ("Route", routes),
        ("Shape", shapes),
    ];
    let names = names.into_iter().chain(shape::names(api));
    names.filter(|(_, is_used)| *is_used).map(|(name, _)| ident(name)).collect()
}

fn server(api: &Api) -> TokenStream {
    let docs = Docs::new(&format!("A mock server for {}.", api.service.title))
        .sentences(
            "Every operation returns its documented response unless a \
             [reply](restwright_runtime::mock::Server::reply) was set for it. Dropping the server stops it.",
        )
        .outer();
    let asynchronous = builder(api, &quote!(Client));
    let blocking = builder(api, &quote!(crate::generated::blocking::Client));
    quote! {
        #docs
        #[derive(Debug)]
        pub struct Server {
            inner: mock::Server,
        }

        impl Server {
            /// Starts the server on a free loopback port.
            ///
            /// # Errors
            ///
            /// Returns an error if the operating system cannot create a thread or a socket.
            pub fn start() -> io::Result<Self> {
                let inner = mock::Server::start(&API, 0)?;
                Ok(Self { inner })
            }

            /// Returns a client connected to this server, with dummy credentials.
            ///
            /// # Errors
            ///
            /// Returns an error if the crate was built without the built-in transport.
            pub fn client(&self) -> Result<Client, Error> {
                #asynchronous
            }

            /// Returns a blocking client connected to this server.
            ///
            /// # Errors
            ///
            /// Returns an error as [`client`](Self::client) does, or if the operating system cannot create a thread.
            #[cfg(feature = "blocking")]
            pub fn blocking_client(&self) -> Result<crate::generated::blocking::Client, Error> {
                #blocking
            }
        }

        impl Deref for Server {
            type Target = mock::Server;

            fn deref(&self) -> &Self::Target {
                &self.inner
            }
        }
    }
}

/// A client of the server with every credential that a client can hold.
fn builder(api: &Api, client: &TokenStream) -> TokenStream {
    let url = |id: &str| quote!(self.url_of(#id));
    let urls = servers::arguments(api).into_iter().map(|argument| url(&argument.server.id));
    let others = api.other_servers().map(|server| {
        let (setter, url) = (servers::setter_name(&server.id), url(&server.id));
        quote!(.#setter(#url))
    });
    let values = arguments(api).into_iter().flat_map(examples);
    let optional: Vec<_> = api
        .credentials
        .iter()
        .filter(|credential| credential.given == Given::ClientOptional)
        .collect();
    let setters = optional.into_iter().map(|credential| {
        let (id, values) = (field(&credential.id), examples(credential));
        quote!(.#id(#(#values),*))
    });
    let tokens = api.credentials.iter().filter_map(oauth::of_mock);
    quote! {
        let builder = #client::builder(#(#urls,)* #(#values),*) #(#setters)* #(#tokens)*;
        builder.base_url(self.url()) #(#others)*.build()
    }
}

/// A value for each part of a credential.
fn examples(credential: &Credential) -> Vec<String> {
    let mock = |id: &str| format!("mock-{}", id.replace('_', "-"));
    let mut values: Vec<_> = parts(credential).iter().map(|id| mock(id)).collect();
    // That of an access token is no value of a client.
    let example = credential.example.as_ref().filter(|_| credential.oauth().is_none());
    if let (Some(example), Some(first)) = (example, values.first_mut()) {
        first.clone_from(example);
    }
    values
}

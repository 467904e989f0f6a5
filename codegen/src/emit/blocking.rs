//! `blocking.rs`: the client whose calls wait. Operations, setters and the builder are those of the async client.

use api_spec::api::Api;
use proc_macro2::TokenStream;
use quote::quote;

use crate::docs::Docs;
use crate::emit::client::{arguments, builder_docs, group, new_docs};
use crate::names::field;

pub(crate) fn emit(api: &Api) -> TokenStream {
    let docs = Docs::new(&format!("A client of {}, whose calls wait for their answer.", api.service.title))
        .sentences("It is cheap to clone, and clones share their connections. Any number of threads can use it.")
        .outer();
    let arguments = arguments(api);
    let ids: Vec<_> = arguments.iter().map(|credential| field(&credential.id)).collect();
    let secret = (!ids.is_empty()).then(|| quote!(Secret,));
    let (new, builder) = (new_docs(&arguments).outer(), builder_docs(&arguments).outer());
    let groups = api.groups.iter().map(group);
    let calls = calls();
    quote! {
        //! Calls that wait for their answer, for programs without an async runtime.

        use api_runtime::{HttpRequest, Operation, Response, #secret};

        use crate::generated::{Call, ClientBuilder, Error, ErrorCode, operations};

        #docs
        #[derive(Clone, Debug)]
        pub struct Client {
            inner: api_runtime::blocking::Client,
        }

        impl Client {
            #new
            pub fn new(#(#ids: impl Into<Secret>),*) -> Result<Self, Error> {
                Self::builder(#(#ids),*).build()
            }

            #builder
            pub fn builder(#(#ids: impl Into<Secret>),*) -> ClientBuilder<Self> {
                ClientBuilder::new(#(#ids.into()),*)
            }

            #(#groups)*
        }

        impl ClientBuilder<Client> {
            /// Makes the client.
            ///
            /// # Errors
            ///
            /// Fails if a credential is blank, the base URL is not as [`base_url`](Self::base_url) asks for, or the
            /// operating system has no thread for the client.
            pub fn build(self) -> Result<Client, Error> {
                let inner = self.inner.build::<ErrorCode>()?;
                let inner = api_runtime::blocking::Client::new(inner)?;
                Ok(Client { inner })
            }
        }

        #calls
    }
}

fn calls() -> TokenStream {
    quote! {
        impl<O: Operation> Call<O, Client> {
            /// Sends the call and waits for what comes of it.
            ///
            /// # Errors
            ///
            /// Fails with [`Error`] if the call could not be made, got no answer, or was answered with an error. Within
            /// an async task, which must not wait, it is not made.
            pub fn send(self) -> Result<Response<O::Output>, Error> {
                self.client.inner.send_with(&self.operation, self.options)
            }

            /// Makes the request without sending it, to look at it or to send it by other means.
            ///
            /// The request holds the credentials and inputs of the call in plain text.
            ///
            /// # Errors
            ///
            /// Fails if an input cannot be sent, such as a line break in a header.
            pub fn into_http_request(self) -> Result<HttpRequest, Error> {
                self.client.inner.request(&self.operation)
            }
        }
    }
}

//! `blocking.rs`: the blocking client. It shares operations, setters and the builder with the async client.

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::Api;

use crate::docs::Docs;
use crate::emit::client::{arguments, builder_docs, call, group, new_docs, part_ids, url_ids};
use crate::kind::Kind;

pub(crate) fn emit(api: &Api) -> TokenStream {
    let docs = Docs::new(&format!("A blocking client for {}.", api.service.title))
        .sentences("Cheap to clone; clones share one connection pool. Can be used from any number of threads.")
        .outer();
    let arguments = arguments(api);
    let ids = part_ids(&arguments);
    let secret = (!ids.is_empty()).then(|| quote!(, Secret));
    let urls = url_ids(api);
    let (new, builder) = (new_docs(api).outer(), builder_docs(api).outer());
    let groups = api.groups.iter().map(group);
    let pages = api.has_pages().then(|| {
        quote!(
            pub use restwright_runtime::blocking::{Items, Pages};
        )
    });
    let streams = api.has_streams().then(|| {
        quote!(
            pub use restwright_runtime::blocking::{Download, Streamed};
        )
    });
    let tokens = api.has_oauth().then(|| {
        quote!(
            pub use restwright_runtime::blocking::{TokenSource, token_source};
        )
    });
    let (derive, call) = (Kind::Client.derive(), call());
    quote! {
        //! A blocking client, for programs without an async runtime.

        use restwright_runtime::{Endpoint #secret};

        pub use restwright_runtime::blocking::Call;
        #pages
        #streams
        #tokens

        use crate::generated::{ClientBuilder, Error, ErrorCode, groups};

        #docs
        #derive
        pub struct Client {
            pub(crate) inner: restwright_runtime::blocking::Client,
        }

        impl Client {
            #new
            pub fn new(#(#urls: impl Into<String>,)* #(#ids: impl Into<Secret>),*) -> Result<Self, Error> {
                Self::builder(#(#urls,)* #(#ids),*).build()
            }

            #builder
            pub fn builder(#(#urls: impl Into<String>,)* #(#ids: impl Into<Secret>),*) -> ClientBuilder<Self> {
                ClientBuilder::new_(#(#urls.into(),)* #(#ids.into()),*)
            }

            #(#groups)*

            #call
        }

        /// A call of a blocking client to an operation that this crate lacks.
        pub type CustomCall<T> =
            restwright_runtime::CustomCall<T, ErrorCode, restwright_runtime::blocking::Client>;

        impl ClientBuilder<Client> {
            /// Creates the client.
            ///
            /// # Errors
            ///
            /// Returns an error if a credential is blank, if the base URL or an option is invalid, or if the operating
            /// system cannot create a thread.
            pub fn build(self) -> Result<Client, Error> {
                let inner = self.inner.build::<ErrorCode>()?;
                let inner = restwright_runtime::blocking::Client::new(inner)?;
                Ok(Client { inner })
            }
        }
    }
}

//! `call.rs`: the one type that setters are methods of. It is the same in every crate.

use proc_macro2::TokenStream;
use quote::quote;

pub(crate) fn emit() -> TokenStream {
    quote! {
        //! A call in the making.

        use std::future::IntoFuture;

        use api_runtime::{CallOptions, HttpRequest, Operation, Pending, Response};

        use crate::generated::{Client, Error, ErrorCode};

        /// A call of an operation: set what is optional, then await it.
        ///
        /// `O` is the operation with its inputs, `C` the client that sends it.
        #[derive(Clone, Debug)]
        #[must_use = "a call does nothing until it is awaited or sent"]
        pub struct Call<O, C = Client> {
            pub(crate) operation: O,
            pub(super) client: C,
            pub(super) options: CallOptions,
        }

        impl<O, C> Call<O, C> {
            /// Chooses limits and retries for this call alone. What is not chosen stays as the client has it.
            pub fn with(mut self, options: CallOptions) -> Self {
                self.options = options;
                self
            }

            pub(crate) fn new(client: C, operation: O) -> Self {
                Self { operation, client, options: CallOptions::new() }
            }
        }

        impl<O: Operation> Call<O> {
            /// Sends the call. Awaiting the call itself does the same.
            ///
            /// # Errors
            ///
            /// Fails with [`Error`] if the call could not be made, got no answer, or was answered with an error.
            pub async fn send(self) -> Result<Response<O::Output>, Error> {
                self.await
            }

            /// Makes the request without sending it, to look at it or to send it by other means.
            ///
            /// The request holds the credentials and inputs of the call in plain text.
            ///
            /// # Errors
            ///
            /// Fails if an input cannot be sent, such as a line break in a header.
            pub fn into_http_request(self) -> Result<HttpRequest, Error> {
                self.client.inner().request(&self.operation)
            }
        }

        impl<O: Operation> IntoFuture for Call<O> {
            type Output = Result<Response<O::Output>, Error>;
            type IntoFuture = Pending<O::Output, ErrorCode>;

            fn into_future(self) -> Self::IntoFuture {
                self.client.inner().send_with(&self.operation, self.options)
            }
        }
    }
}

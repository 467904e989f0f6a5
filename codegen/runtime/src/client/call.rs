//! What every call of a generated client is, whatever its operation.

use super::CallOptions;

/// What a call holds besides its inputs: the client that sends it, and its options.
#[derive(Clone, Debug)]
pub struct Call<C> {
    /// The client.
    pub client: C,
    /// Limits and retries of this call alone.
    pub options: CallOptions,
}

impl<C> Call<C> {
    /// A call by this client, with its options.
    pub fn new(client: C) -> Self {
        Self { client, options: CallOptions::new() }
    }
}

/// Gives a struct of inputs, which keeps its [`Call`] in `call_`, the methods by which a call is sent.
///
/// Errors and clients are those of the module of generated code. Paths are absolute, since an API may have an operation
/// called `result`, and the type parameter is one of the macro, since one may be called `c`. Methods of one client are inlined, so that only those that a program uses are compiled.
#[doc(hidden)]
#[macro_export]
macro_rules! call {
    ($generated:ident, $operation:ident, $client:ident, $output:ty) => {
        impl<$client> $operation<$client> {
            /// Sets limits, retries, extra query parameters and headers for this call alone. What is not set stays as the
            /// client has it.
            pub fn with(mut self, options: $crate::CallOptions) -> Self {
                self.call_.options = options;
                self
            }
        }

        impl $operation {
            /// Sends the call. Awaiting the call itself does the same.
            ///
            /// # Errors
            ///
            /// Fails with [`Error`](crate::Error) if the call could not be made, got no answer, or was answered with an
            /// error.
            #[inline]
            pub async fn send(
                self,
            ) -> ::core::result::Result<$crate::Response<$output>, $generated::Error> {
                self.await
            }

            /// Builds the request without sending it, to look at it or to send it by other means.
            ///
            /// The request holds the credentials and inputs of the call in plain text.
            ///
            /// # Errors
            ///
            /// Fails if an input cannot be sent, such as a line break in a header.
            #[inline]
            pub fn into_http_request(
                self,
            ) -> ::core::result::Result<$crate::HttpRequest, $generated::Error> {
                self.call_.client.inner.request_with(&self, &self.call_.options)
            }
        }

        impl ::core::future::IntoFuture for $operation {
            type Output = ::core::result::Result<$crate::Response<$output>, $generated::Error>;
            type IntoFuture = $crate::Pending<$output, $generated::ErrorCode>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                self.call_.client.inner.send_with(&self, &self.call_.options)
            }
        }

        #[cfg(feature = "blocking")]
        impl $crate::blocking::Call for $operation<$generated::blocking::Client> {
            type Code = $generated::ErrorCode;

            #[inline]
            fn send(self) -> ::core::result::Result<$crate::Response<$output>, $generated::Error> {
                self.call_.client.inner.send_with(&self, &self.call_.options)
            }
        }

        #[cfg(feature = "blocking")]
        impl $operation<$generated::blocking::Client> {
            /// Sends the call and waits for its answer.
            ///
            /// # Errors
            ///
            /// Fails with [`Error`](crate::Error) if the call could not be made, got no answer, or was answered with an
            /// error. It blocks its thread, and so does not belong in an async task.
            #[inline]
            pub fn send(
                self,
            ) -> ::core::result::Result<$crate::Response<$output>, $generated::Error> {
                self.call_.client.inner.send_with(&self, &self.call_.options)
            }

            /// Builds the request without sending it, to look at it or to send it by other means.
            ///
            /// The request holds the credentials and inputs of the call in plain text.
            ///
            /// # Errors
            ///
            /// Fails if an input cannot be sent, such as a line break in a header.
            #[inline]
            pub fn into_http_request(
                self,
            ) -> ::core::result::Result<$crate::HttpRequest, $generated::Error> {
                self.call_.client.inner.request_with(&self, &self.call_.options)
            }
        }
    };
}

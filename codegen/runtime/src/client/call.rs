//! What the calls of all operations have in common.

use super::CallOptions;

/// The client and the options of a call: everything besides its inputs.
#[derive(Clone, Debug)]
pub struct Call<C> {
    /// The client.
    pub client: C,
    /// Options of this call.
    pub options: CallOptions,
}

impl<C> Call<C> {
    /// Creates a call with the options of its client.
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
        $crate::__built_call!($generated, $operation, $client);

        impl $operation {
            /// Sends the request. Equivalent to awaiting the call.
            ///
            /// # Errors
            ///
            /// Fails with [`Error`](crate::Error) if the call could not be made, got no response, or was answered with an
            /// error.
            #[inline]
            pub async fn send(
                self,
            ) -> ::core::result::Result<$crate::Response<$output>, $generated::Error> {
                self.await
            }
        }

        impl ::core::future::IntoFuture for $operation {
            type Output = ::core::result::Result<$crate::Response<$output>, $generated::Error>;
            type IntoFuture = $crate::CallFuture<$output, $generated::ErrorCode>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                self.call_.client.inner.send_with(&self, &self.call_.options)
            }
        }

        #[cfg(feature = "blocking")]
        impl $crate::__BlockingCall for $operation<$generated::blocking::Client> {
            type Code = $generated::ErrorCode;

            #[inline]
            fn send(self) -> ::core::result::Result<$crate::Response<$output>, $generated::Error> {
                self.call_.client.inner.send_with(&self, &self.call_.options)
            }
        }

        #[cfg(feature = "blocking")]
        impl $operation<$generated::blocking::Client> {
            /// Sends the call and waits for its response.
            ///
            /// # Errors
            ///
            /// Fails with [`Error`](crate::Error) if the call could not be made, got no response, or was answered with an
            /// error. It blocks its thread, and so does not belong in an async task.
            #[inline]
            pub fn send(
                self,
            ) -> ::core::result::Result<$crate::Response<$output>, $generated::Error> {
                self.call_.client.inner.send_with(&self, &self.call_.options)
            }
        }
    };
}

/// Gives a struct of inputs the methods that do not depend on what is returned.
#[doc(hidden)]
#[macro_export]
macro_rules! __built_call {
    ($generated:ident, $operation:ident, $client:ident) => {
        impl<$client> $operation<$client> {
            /// Sets timeouts, retries, extra query parameters and headers of this call. Unset options are inherited from the
            /// client.
            pub fn with(mut self, options: $crate::CallOptions) -> Self {
                self.call_.options = options;
                self
            }
        }

        impl $operation {
            /// Builds the request without sending it, for inspection, or to send it with another HTTP client.
            ///
            /// The request contains all credentials and inputs in plain text.
            ///
            /// # Errors
            ///
            /// Returns an error if an input is invalid, for example a line break in a header.
            #[inline]
            pub fn into_http_request(
                self,
            ) -> ::core::result::Result<$crate::HttpRequest, $generated::Error> {
                self.call_.client.inner.request_with(&self, &self.call_.options)
            }
        }

        #[cfg(feature = "blocking")]
        impl $operation<$generated::blocking::Client> {
            /// Builds the request without sending it, for inspection, or to send it with another HTTP client.
            ///
            /// The request contains all credentials and inputs in plain text.
            ///
            /// # Errors
            ///
            /// Returns an error if an input is invalid, for example a line break in a header.
            #[inline]
            pub fn into_http_request(
                self,
            ) -> ::core::result::Result<$crate::HttpRequest, $generated::Error> {
                self.call_.client.inner.request_with(&self, &self.call_.options)
            }
        }
    };
}

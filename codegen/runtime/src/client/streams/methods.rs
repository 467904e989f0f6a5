//! The methods by which a call whose response is a stream is sent.

/// Gives a struct of inputs, which keeps its [`Call`](crate::Call) in `call_`, the methods by which a call is sent whose
/// response is a stream: `download`, `events` with the data of the last one, or `lines`.
#[doc(hidden)]
#[macro_export]
macro_rules! streamed {
    ($generated:ident, $operation:ident, $client:ident, download) => {
        $crate::__streamed_call!(
            $generated, $operation, $client, download, (), $crate::Framing::None,
            $crate::Download<$generated::ErrorCode>,
            $generated::blocking::Download<$generated::ErrorCode>
        );
    };
    ($generated:ident, $operation:ident, $client:ident, events, $item:ty, $end:expr) => {
        $crate::__streamed_call!(
            $generated, $operation, $client, streamed, $item, $crate::Framing::Events { end: $end },
            $crate::Streamed<$item, $generated::ErrorCode>,
            $generated::blocking::Streamed<$item, $generated::ErrorCode>
        );
    };
    ($generated:ident, $operation:ident, $client:ident, lines, $item:ty) => {
        $crate::__streamed_call!(
            $generated, $operation, $client, streamed, $item, $crate::Framing::Lines,
            $crate::Streamed<$item, $generated::ErrorCode>,
            $generated::blocking::Streamed<$item, $generated::ErrorCode>
        );
    };
}

/// The same for any item and framing.
#[doc(hidden)]
#[macro_export]
macro_rules! __streamed_call {
    (
        $generated:ident, $operation:ident, $client:ident, $method:ident, $item:ty, $framing:expr,
        $output:ty, $blocking:ty
    ) => {
        $crate::__built_call!($generated, $operation, $client);

        impl<$client> $crate::StreamedOperation for $operation<$client> {
            type Item = $item;

            const FRAMING: $crate::Framing = $framing;
        }

        impl $operation {
            /// Sends the request, and returns when the response has begun. Equivalent to awaiting the call.
            ///
            /// # Errors
            ///
            /// Fails with [`Error`](crate::Error) if the call could not be made, got no response, or was answered with an
            /// error.
            #[inline]
            pub async fn send(self) -> ::core::result::Result<$output, $generated::Error> {
                self.await
            }
        }

        impl ::core::future::IntoFuture for $operation {
            type Output = ::core::result::Result<$output, $generated::Error>;
            type IntoFuture = $crate::StreamFuture<$output, $generated::ErrorCode>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                self.call_.client.inner.$method(&self, &self.call_.options)
            }
        }

        #[cfg(feature = "blocking")]
        impl $operation<$generated::blocking::Client> {
            /// Sends the call, and waits until the response has begun.
            ///
            /// # Errors
            ///
            /// Fails with [`Error`](crate::Error) if the call could not be made, got no response, or was answered with an
            /// error. It blocks its thread, and so does not belong in an async task.
            #[inline]
            pub fn send(self) -> ::core::result::Result<$blocking, $generated::Error> {
                self.call_.client.inner.$method(&self, &self.call_.options)
            }
        }
    };
}

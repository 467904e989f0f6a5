//! The methods by which a call fetches all pages.

/// Gives a struct of inputs the methods that fetch its pages, for both kinds of client.
#[doc(hidden)]
#[macro_export]
macro_rules! pages {
    ($generated:ident, $operation:ident) => {
        impl $operation {
            /// Fetches all pages, from the one that the inputs name on: a stream with one request at a time.
            ///
            /// Each page is a call with its own retries and timeouts. An error ends the stream;
            /// [`Error::page`](crate::Error::page) tells which page failed. Dropping the stream cancels the request.
            pub fn pages(self) -> $crate::Pages<Self, $generated::ErrorCode> {
                let call = self.call_.clone();
                call.client.inner.pages(self, call.options)
            }

            /// Fetches the entries of all pages: a stream that requests a page when the one before is used up.
            ///
            /// An error ends the stream; [`Error::page`](crate::Error::page) tells which page failed.
            pub fn items(self) -> $crate::Items<Self, $generated::ErrorCode> {
                let call = self.call_.clone();
                call.client.inner.items(self, call.options)
            }
        }

        #[cfg(feature = "blocking")]
        impl $operation<$generated::blocking::Client> {
            /// Fetches all pages, from the one that the inputs name on: an iterator with one request for each step.
            ///
            /// Each page is a call with its own retries and timeouts. An error ends the iterator;
            /// [`Error::page`](crate::Error::page) tells which page failed.
            pub fn pages(self) -> $generated::blocking::Pages<Self, $generated::ErrorCode> {
                let call = self.call_.clone();
                call.client.inner.pages(self, call.options)
            }

            /// Fetches the entries of all pages: an iterator that requests a page when the one before is used up.
            ///
            /// An error ends the iterator; [`Error::page`](crate::Error::page) tells which page failed.
            pub fn items(self) -> $generated::blocking::Items<Self, $generated::ErrorCode> {
                let call = self.call_.clone();
                call.client.inner.items(self, call.options)
            }
        }
    };
}

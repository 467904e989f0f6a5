//! `mod.rs`: the list of the emitted modules, and what the crate exports.

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::Api;

use crate::emit::client::former_placement_enums;
use crate::emit::guide;
use crate::names::{ident, placement_name};

pub(crate) fn emit(api: &Api) -> TokenStream {
    let mut exports: Vec<_> = api.credentials.iter().filter_map(placement_name).collect();
    exports.extend(["Client", "ClientBuilder"].map(ident));
    exports.sort();
    let aliases = former_placement_enums(api);
    let guide = guide::is_there(api).then(|| {
        quote!(
            pub mod guide;
        )
    });
    let of_some_apis = of_some_apis(api);
    let webhooks = api.has_webhooks().then(|| {
        quote!(
            pub mod webhooks;
        )
    });
    let details = api.error_details.as_ref().map(|name| {
        let name = ident(name);
        quote! {
            /// The details of an [`Error`]: what [`Error::details`](restwright_runtime::Error::details) gives.
            pub type ErrorDetails = types::#name;
        }
    });
    quote! {
        //! Generated from the API description. The lints below do not apply to generated code.

        #![allow(
            deprecated,
            clippy::doc_markdown,
            clippy::fn_params_excessive_bools,
            clippy::match_same_arms,
            clippy::module_inception,
            clippy::new_ret_no_self,
            clippy::should_implement_trait,
            clippy::similar_names,
            clippy::struct_excessive_bools,
            clippy::struct_field_names,
            clippy::too_many_arguments,
            clippy::too_many_lines
        )]

        mod client;
        mod credentials;
        mod error_code;
        mod error_entries;
        mod service;
        #[cfg(feature = "blocking")]
        pub mod blocking;
        #[cfg(feature = "mock")]
        pub mod mock;
        pub mod groups;
        #guide
        pub mod operations;
        pub mod types;
        #webhooks

        pub use client::{#(#exports),*};
        pub use error_code::ErrorCode;
        pub use service::servers;

        #[cfg(feature = "serde")]
        pub use restwright_runtime::serde::Exposed;
        /// The runtime that all generated clients share, with every type that appears in a signature of this crate.
        pub use restwright_runtime as runtime;
        /// Types for implementing a custom transport: see [`ClientBuilder::transport`].
        #[doc(inline)]
        pub use restwright_runtime::transport;
        #[doc(inline)]
        pub use restwright_runtime::{
            ApiError, CallOptions, ClientOptions, Clock, Date, Decimal, DecodeError, DecodeProblem, Decoding, Delivery, Effect,
            Endpoint, ErrorKind, FieldError, FormatError, Json, JsonKind, Method, Nullable, Operation,
            Personal, Proxy, Response, RetryPolicy, Secret, Timestamp, TimestampError, UnknownFields, UnknownValue, Uuid,
        };

        #of_some_apis

        /// The error type of this crate. [`ErrorKind`] has a table of what to do; [`ErrorCode`] has the error codes of
        /// the API.
        pub type Error = restwright_runtime::Error<ErrorCode>;

        #details

        /// A call to an operation that this crate lacks: see [`Client::call`].
        pub type CustomCall<T> = restwright_runtime::CustomCall<T, ErrorCode>;

        #(#aliases)*
    }
}

/// What the crate exports for features that only some APIs have.
fn of_some_apis(api: &Api) -> TokenStream {
    let problem = api.error_bodies.iter().any(|body| body.is_problem);
    let problem = problem.then(|| {
        quote! {
            pub use restwright_runtime::ProblemDetails;
        }
    });
    let pages = api.has_pages().then(|| {
        quote! {
            #[doc(inline)]
            pub use restwright_runtime::{Items, Pages};
        }
    });
    let files = api.takes_files().then(|| {
        quote! {
            #[doc(inline)]
            pub use restwright_runtime::Upload;
        }
    });
    let streams = api.has_streams().then(|| {
        quote! {
            #[doc(inline)]
            pub use restwright_runtime::{Download, StreamHead, Streamed};
        }
    });
    let tokens = api.has_oauth().then(|| {
        quote! {
            #[doc(inline)]
            pub use restwright_runtime::{AccessToken, TokenError, TokenErrorKind, TokenSource};
        }
    });
    quote!(#problem #pages #files #streams #tokens)
}

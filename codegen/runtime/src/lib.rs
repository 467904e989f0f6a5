//! The runtime of all generated clients: requests, transports, retries, errors, secrets.
//!
//! Generated code says what varies: an [`Operation`] names its endpoint and writes its inputs, a [`Model`] is a table of
//! its fields. Everything else is here, and is compiled once: no code in this crate is generic over an operation or a
//! model further than a call through a pointer.
//!
//! The modules stand in floors, and each one uses only the floors below it. `tests/floors.rs` holds them to it.

// This package as text.
#[cfg(feature = "source")]
pub mod source;

// Clients: what generated crates wrap. Its macro, like the one of `serde`, is exported; clients with a vendored runtime
// find both by `macro_use`.
#[macro_use]
mod client;
// Mock servers on loopback.
#[cfg(feature = "mock")]
pub mod mock;

// Attempts and retries.
mod exchange;

// Transports.
pub mod transport;

// Errors.
mod error;

// Webhooks, without any IO.
#[cfg(feature = "webhooks")]
pub mod webhooks;

// Requests, without any IO.
#[macro_use]
mod request;

// Values and their JSON.
mod base64;
mod buffer;
mod decode;
mod encode;
mod input;
#[cfg(feature = "limits")]
mod limit;
mod percent;
mod random;
#[cfg(feature = "serde")]
#[macro_use]
pub mod serde;
#[cfg(feature = "uploads")]
mod upload;
mod value;

/// For [`spans!`], which generated crates call.
#[cfg(feature = "tracing")]
#[doc(hidden)]
pub use tracing as __tracing;

#[cfg(feature = "blocking")]
pub use self::client::blocking;
/// For the macro that gives calls their methods.
#[cfg(feature = "blocking")]
#[doc(hidden)]
pub use self::client::blocking::Call as __BlockingCall;
#[cfg(feature = "pages")]
pub use self::client::pages::{Items, NextPage, Paged, Pages, Received};
#[cfg(feature = "streams")]
pub use self::client::streams::{
    Download, Framing, StreamFuture, StreamHead, Streamed, StreamedOperation,
};
pub use self::client::{
    Call, CallFuture, CallOptions, Client, ClientBuilder, ClientOptions, CustomCall, Response,
    server_url,
};
pub use self::decode::{
    BodySlot, DecodeError, DecodeProblem, Field, Keys, Slot, from_json, from_json_with_problems,
};
pub use self::encode::{FormLists, ObjectWriter, ValueWriter, to_json};
pub use self::error::{
    ApiError, Code, Delivery, Error, ErrorKind, FieldError, HasDetails, Number, ProblemDetails,
    SettingError, TextCode, TransportError, TransportErrorKind, WireCode,
};
#[cfg(feature = "oauth")]
pub use self::error::{TokenError, TokenErrorKind};
#[cfg(feature = "oauth")]
pub use self::exchange::{AccessToken, TokenSource};
pub use self::exchange::{Clock, Decoding, RetryPolicy};
#[cfg(feature = "limits")]
pub use self::limit::{Limit, Limited};
pub use self::request::{
    Catalogue, CodeLocation, Credential, CredentialChoice, Effect, Endpoint, ErrorBody, ErrorEntry,
    FieldErrorKeys, KeyPath, Method, Operation, Placement, RequestWriter, Server, Service, Spans,
};
#[cfg(feature = "oauth")]
pub use self::request::{ClientAuthentication, Grant, OAuth};
#[cfg(feature = "built-in")]
pub use self::transport::BuiltInTransport;
#[cfg(feature = "reqwest")]
pub use self::transport::ReqwestTransport;
pub use self::transport::{Body, BoxFuture, ConnectionOptions, HttpRequest, Proxy, Transport};
#[cfg(feature = "uploads")]
pub use self::upload::Upload;
pub use self::value::{
    Binary, Constant, Date, Decimal, FormatError, Json, JsonKind, Model, Nullable, Personal,
    Secret, Timestamp, TimestampError, Union, UnknownFields, UnknownValue, Uuid, Value, ValueKind,
};

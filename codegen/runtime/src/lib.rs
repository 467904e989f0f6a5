//! The hand-written half of every generated client: requests, transport, errors, secrets.
//!
//! Generated code says what varies: an [`Operation`] names its endpoint and writes its inputs, a [`Model`] is a table of
//! its fields. Everything else is here, and is compiled once: no code in this crate is generic over an operation or a
//! model further than a call through a pointer.

mod answer;
mod attempt;
mod base_url;
#[cfg(feature = "blocking")]
pub mod blocking;
mod buffer;
mod builder;
mod client;
mod decode;
mod encode;
mod environment;
mod error;
mod exchange;
#[cfg(feature = "mock")]
pub mod mock;
mod operation;
mod options;
mod pending;
mod proxy;
mod request;
mod response;
mod retry;
#[cfg(feature = "serde")]
pub mod serde;
mod service;
mod trace;
mod transport;
mod value;

pub use self::builder::ClientBuilder;
pub use self::client::Client;
pub use self::decode::{DecodeError, DecodeProblem, Keys, Slot, from_json};
pub use self::encode::{ObjectWriter, ValueWriter, to_json};
pub use self::environment::Environment;
pub use self::error::{ApiError, Code, Delivery, Error, ErrorKind, FieldError, Number};
pub use self::operation::{Effect, Endpoint, Method, Operation};
pub use self::options::{CallOptions, ClientOptions};
pub use self::pending::Pending;
pub use self::proxy::Proxy;
pub use self::request::{HttpRequest, RequestWriter};
pub use self::response::Response;
pub use self::retry::RetryPolicy;
pub use self::service::{Credential, ErrorBody, ErrorEntry, FieldErrorKeys, Placement, Service};
#[cfg(feature = "reqwest")]
pub use self::transport::ReqwestTransport;
pub use self::transport::{Body, BoxFuture, Transport, TransportError, TransportErrorKind};
pub use self::value::{
    Json, JsonKind, Model, Nullable, Personal, Secret, Timestamp, TimestampError, Union,
    UnknownFields, UnknownValue, Value,
};

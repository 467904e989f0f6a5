//! The runtime from outside, as generated code uses it: all tests are tables.

/// Answers of a server, success or not, and what becomes of them.
mod answers;
/// Blocking calls, on threads and within tasks.
#[cfg(feature = "blocking")]
mod blocking;
/// How connections are made.
mod connections;
/// Where credentials go, and what replaces them.
mod credentials;
/// Calls to operations that the description lacks.
mod custom;
/// The catalogue of faults: each one against both kinds of client.
#[cfg(all(feature = "blocking", feature = "mock"))]
mod faults;
/// Bodies that are forms.
mod forms;
/// Keys by which a service recognizes the attempts of one call.
mod idempotency;
/// JSON into values and back.
mod json;
/// Which layout an error body has, and the code in it.
#[cfg(feature = "mock")]
mod layouts;
/// Access tokens: requested, shared, renewed.
#[cfg(all(feature = "blocking", feature = "mock", feature = "oauth"))]
mod oauth;
/// What stands in the file of a recorder.
#[cfg(feature = "mock")]
mod recorded;
/// Operations into requests, and inputs that are refused.
mod requests;
/// A client of reqwest as the transport.
#[cfg(feature = "reqwest")]
mod reqwest;
/// Which calls are made again, and when.
mod retries;
/// Code as the generator makes it.
mod sample;
/// Transports without sockets.
#[cfg(feature = "mock")]
mod scripted;
/// Nothing secret shows.
mod secrecy;
/// A server that sends scripted bytes.
mod server;
/// What a subscriber of `tracing` sees.
#[cfg(feature = "tracing")]
mod spans;
/// Values that other programs store.
#[cfg(feature = "serde")]
mod stored;
/// Responses that are read while they arrive.
#[cfg(all(feature = "blocking", feature = "mock", feature = "streams"))]
mod streams;
/// Texts of times as instants.
mod times;
/// Files that are read while they are sent, alone or in multipart bodies.
#[cfg(feature = "uploads")]
mod uploads;
/// Values of a declared format or width.
mod values;
/// Signatures of webhooks.
#[cfg(feature = "webhooks")]
mod webhooks;
/// Connections that fail, stall, break or point elsewhere.
mod wire;

//! From an operation to an HTTP request, without any IO.

mod base_url;
mod build;
mod credentials;
mod endpoint;
mod errors;
mod extras;
#[cfg(feature = "uploads")]
mod files;
mod idempotency;
#[cfg(feature = "pages")]
mod link;
#[cfg(feature = "pages")]
mod next_url;
#[cfg(feature = "oauth")]
mod oauth;
mod payload;
mod query;
mod server_url;
mod service;
mod settings;
#[macro_use]
mod spans;
mod template;
mod writer;

pub use self::endpoint::{Effect, Endpoint, Method, Operation};
pub use self::errors::{Catalogue, CodeLocation, ErrorBody, ErrorEntry, FieldErrorKeys, KeyPath};
#[cfg(feature = "oauth")]
pub use self::oauth::{ClientAuthentication, Grant, OAuth};
pub use self::service::{Credential, CredentialChoice, Placement, Server, Service};
pub use self::spans::Spans;
pub use self::writer::RequestWriter;

#[cfg(feature = "built-in")]
pub(crate) use self::base_url::is_loopback_name;
pub(crate) use self::base_url::{BaseUrl, Scheme};
pub(crate) use self::build::build;
#[cfg(feature = "pages")]
pub(crate) use self::build::build_named;
pub(crate) use self::credentials::{secret_problem, user_and_password};
pub(crate) use self::extras::{Extras, header};
pub(crate) use self::idempotency::has_key;
#[cfg(feature = "pages")]
pub(crate) use self::link::link_target;
#[cfg(feature = "pages")]
pub(crate) use self::next_url::resolve;
#[cfg(feature = "oauth")]
#[cfg(feature = "mock")]
pub(crate) use self::oauth::TOKEN_REQUEST;
#[cfg(feature = "oauth")]
pub(crate) use self::oauth::needed_token;
pub(crate) use self::payload::Payload;
pub(crate) use self::server_url::fill;
pub(crate) use self::settings::{ServerIndex, Settings};
#[cfg(feature = "mock")]
pub(crate) use self::template::values as path_values;
pub(crate) use self::writer::MAX_HEADERS;

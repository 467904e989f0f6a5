//! A small client, written the way the generator writes one.

pub(crate) mod charge;
pub(crate) mod error_code;
pub(crate) mod find;
pub(crate) mod lock_type;
pub(crate) mod login;
pub(crate) mod login_outcome;
pub(crate) mod probe;
pub(crate) mod profile;
pub(crate) mod remove;
pub(crate) mod replace;
pub(crate) mod service;
pub(crate) mod session;
#[cfg(all(feature = "blocking", feature = "mock", feature = "streams"))]
pub(crate) mod stream;

pub(crate) use charge::Charge;
pub(crate) use error_code::ErrorCode;
pub(crate) use find::Find;
pub(crate) use lock_type::LockType;
pub(crate) use login::Login;
pub(crate) use login_outcome::LoginOutcome;
pub(crate) use probe::Probe;
pub(crate) use profile::Profile;
pub(crate) use remove::Remove;
pub(crate) use replace::{Pet, Replace};
pub(crate) use session::{Challenge, Session};

pub(crate) type Error = restwright_runtime::Error<ErrorCode>;

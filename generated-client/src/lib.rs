//! `LoginRadius` phone authentication
//!
//! Registration, sign-in, verification and password recovery by phone number with
//! `LoginRadius`.
//!
//! A user proves to own a phone number with a one-time code (OTP) that `LoginRadius` sends by
//! SMS or, where the site allows it, by a voice call. Calls that send a code cost money and are
//! limited per number; calls that take a code use it up. Neither should be repeated blindly:
//! see the effect of each operation.
//!
//! All calls are made in the name of the site, by its API key. Calls on the account of a
//! signed-in user also need the access token of that user, and a registration needs a secured
//! one-time token (SOTT).

// The generator owns everything below `generated`; this file, and any other beside it, is yours.
#[rustfmt::skip]
mod generated;

#[cfg(feature = "sott")]
pub mod sott;

pub use generated::*;

/// Compiles what the readme shows.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

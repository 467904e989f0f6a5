//! Tests of the whole line; they stand in `suite/`, and here only what rustdoc has to run.

/// The Rust code of the README, as tests of the documentation.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;

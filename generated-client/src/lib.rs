// The examples of the page need the mock server: without its feature, documentation tests leave the page out.
#![cfg_attr(any(not(doctest), feature = "mock"), doc = include_str!("../README.md"))]
#![doc = include_str!("generated/front/operations.md")]

// The generator owns everything below `generated`; this file, and any other beside it, is yours.
#[rustfmt::skip]
mod generated;

#[cfg(feature = "sott")]
pub mod sott;

pub use generated::*;

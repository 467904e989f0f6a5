#![doc = include_str!("../README.md")]
#![doc = include_str!("generated/front/guides.md")]
#![doc = include_str!("generated/front/operations.md")]

// The generator owns everything below `generated`; this file, and any other beside it, is yours.
#[rustfmt::skip]
mod generated;

pub use generated::*;

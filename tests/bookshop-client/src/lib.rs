//! The corner bookshop
//!
//! Books, shelves and orders of a small shop.
//!
//! - `catalogue`: what there is
//! - `orders`: what was sold
//!
//! Nothing of this exists; it is here to be \*generated\*.

// The generator owns everything below `generated`; this file, and any other beside it, is yours.
#[rustfmt::skip]
mod generated;

pub use generated::*;

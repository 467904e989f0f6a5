//! Rust names for the ids of a description: how each is spelled, and which of them cannot stand together.
//!
//! Ids never end in an underscore, and names of types hold none: names of the emitted code that do cannot meet them.

mod check;
mod former;
mod ident;
mod namespace;
mod placement;

pub(crate) use check::check;
pub(crate) use former::{former_name, former_operations};
pub(crate) use ident::{
    client_parameter, constant, field, ident, is_keyword, module, module_name, null_setter, pascal,
};
pub use ident::{constant_name, library};
pub(crate) use placement::{placement_enum, placement_name, placement_variant};

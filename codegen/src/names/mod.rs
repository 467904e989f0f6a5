//! Rust names for the ids of a description: how each is spelled, and which of them cannot stand together.

mod check;
mod ident;

pub(crate) use check::check;
pub(crate) use ident::{
    constant, field, ident, is_keyword, module, module_name, null_setter, pascal,
};

//! How programs name what an element of a description becomes.

use crate::names::pascal;

/// The path of a named type.
#[must_use]
pub fn named(name: &str) -> String {
    format!("types::{name}")
}

/// The way to the method of an operation.
#[must_use]
pub fn method(group: &str, operation: &str) -> String {
    format!("{group}().{operation}")
}

/// The path of the struct that holds the inputs of an operation.
#[must_use]
pub fn operation(group: &str, operation: &str) -> String {
    format!("operations::{group}::{}", pascal(operation))
}

//! How programs name what an element of a description becomes.

use crate::names::{constant, pascal};
use crate::response::outcome_name;

/// The path of a named type.
#[must_use]
pub fn named(name: &str) -> String {
    format!("types::{name}")
}

/// The path of the type of a group.
#[must_use]
pub fn group(id: &str) -> String {
    format!("groups::{}", pascal(id))
}

/// The way to the method of an operation.
#[must_use]
pub fn method(group: &str, operation: &str) -> String {
    format!("{group}().{operation}")
}

/// The path of the call of an operation.
#[must_use]
pub fn operation(group: &str, operation: &str) -> String {
    format!("operations::{group}::{}", pascal(operation))
}

/// The path of the enum that a call returns, where its statuses come with different types.
#[must_use]
pub fn outcome(group: &str, operation: &str) -> String {
    format!("operations::{group}::{}", outcome_name(operation))
}

/// The path of the constant of an error code.
#[must_use]
pub fn error(id: &str) -> String {
    format!("ErrorCode::{}", constant(id))
}

/// The path of the variant of an event that webhooks report.
#[must_use]
pub fn event(id: &str) -> String {
    format!("webhooks::Event::{}", pascal(id))
}

/// The path of the page of a flow.
#[must_use]
pub fn flow(id: &str) -> String {
    format!("guide::{id}")
}

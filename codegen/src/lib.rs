//! Turns the model of a REST API into the source of a Rust client crate.

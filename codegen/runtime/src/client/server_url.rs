//! Base URLs of servers whose URLs have variables.

use crate::error::{Error, Failure, Problem};
use crate::request::{Service, fill};

/// Fills the variables of a URL in. Each comes with its id, its value, and the values that it can have; any if there are
/// none. Generated crates have a function for each server that calls it.
///
/// # Errors
///
/// [`ErrorKind::Input`](crate::ErrorKind::Input) for a value that cannot stand in its place: a host consists of letters,
/// digits, `-` and `.`, and a part of a path is percent-encoded.
pub fn server_url<C>(
    service: &'static Service,
    template: &'static str,
    variables: &[(&'static str, &str, &[&str])],
) -> Result<String, Error<C>> {
    fill(template, variables).map_err(|(name, problem)| {
        Error::new(Failure::not_sent(service, None, Problem::Input(name, problem)))
    })
}

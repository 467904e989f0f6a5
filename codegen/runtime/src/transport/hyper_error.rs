//! What errors of hyper mean.

use std::error::Error as _;
use std::io;

use crate::error::TransportErrorKind;

/// What an error of hyper means once there is a connection.
pub(super) fn kind_of(error: &hyper::Error) -> TransportErrorKind {
    let io = error.source().and_then(|source| source.downcast_ref::<io::Error>());
    // What is wrong with the framing of a body comes as an IO error.
    let is_framing = io.is_some_and(|error| {
        matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData)
    });
    if error.is_parse_too_large() {
        TransportErrorKind::HeadTooLarge
    } else if is_framing || error.is_parse() {
        TransportErrorKind::Protocol
    } else {
        TransportErrorKind::Interrupted
    }
}

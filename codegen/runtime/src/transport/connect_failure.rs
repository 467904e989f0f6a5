//! Why no connection was made.

use std::error::Error;
use std::fmt;

use crate::error::TransportErrorKind;

/// Why no connection was made.
#[derive(Debug)]
pub(super) struct ConnectFailure(pub(super) TransportErrorKind);

impl fmt::Display for ConnectFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no connection")
    }
}

impl Error for ConnectFailure {}

//! The body of a request, before a transport gets it.

#[cfg(feature = "pages")]
use std::hash::{Hash, Hasher};

use bytes::Bytes;

#[cfg(feature = "uploads")]
use crate::upload::StreamedBody;

/// The body of a request.
pub(crate) enum Payload {
    /// In memory.
    Bytes(Bytes),
    /// To be read while it is sent.
    #[cfg(feature = "uploads")]
    Streamed(StreamedBody),
}

impl Payload {
    /// What it consists of, unless that is read while it is sent.
    #[cfg(feature = "streams")]
    #[cfg_attr(
        not(feature = "uploads"),
        expect(clippy::unnecessary_wraps, reason = "what is uploaded is not in memory")
    )]
    pub(crate) fn as_bytes(&self) -> Option<&Bytes> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            #[cfg(feature = "uploads")]
            Self::Streamed(_) => None,
        }
    }

    /// Whether it is known to have no bytes.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Bytes(bytes) => bytes.is_empty(),
            #[cfg(feature = "uploads")]
            Self::Streamed(body) => body.is_empty(),
        }
    }
}

/// Tells the requests of pages apart, which hold no files.
#[cfg(feature = "pages")]
impl Hash for Payload {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Bytes(bytes) => bytes.hash(state),
            #[cfg(feature = "uploads")]
            Self::Streamed(_) => {}
        }
    }
}

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
        return TransportErrorKind::HeadTooLarge;
    }
    #[cfg(feature = "__rustls")]
    if io.is_some_and(is_tls_alert) {
        return TransportErrorKind::Tls;
    }
    #[cfg(feature = "http2")]
    if let Some(kind) = kind_of_http2(error) {
        return kind;
    }
    if is_framing || error.is_parse() {
        TransportErrorKind::Protocol
    } else {
        TransportErrorKind::Interrupted
    }
}

/// What an error means that the HTTP/2 library raised, and not the server.
#[cfg(feature = "http2")]
fn kind_of_http2(error: &hyper::Error) -> Option<TransportErrorKind> {
    let error = error.source()?.downcast_ref::<h2::Error>().filter(|error| error.is_library())?;
    let is_flood = error.reason() == Some(h2::Reason::ENHANCE_YOUR_CALM);
    Some(if is_flood { TransportErrorKind::HeadTooLarge } else { TransportErrorKind::Protocol })
}

/// Whether the server ended TLS with an alert: in TLS 1.3, it refuses the certificate of a client after the handshake.
#[cfg(feature = "__rustls")]
fn is_tls_alert(error: &io::Error) -> bool {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
    matches!(inner, Some(rustls::Error::AlertReceived(_)))
}

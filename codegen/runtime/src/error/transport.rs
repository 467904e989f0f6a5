//! What a transport can fail with.

use std::fmt;

use super::Delivery;

/// Why no complete answer arrived. It holds no text, so that no transport can leak a URL or a header through it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TransportError {
    kind: TransportErrorKind,
    delivery: Delivery,
}

/// The kind of a [`TransportError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection: the host is unknown, or nobody listens.
    Connect,
    /// No connection that is safe: the certificate is wrong, or the other side speaks no TLS.
    Tls,
    /// No way to tell a safe connection: the root certificates of the operating system cannot be loaded.
    NoTrust,
    /// No connection through the proxy: it cannot be reached, or refuses.
    Proxy,
    /// No way to connect: the runtime of tokio was built without IO.
    NoIo,
    /// No connection in time.
    ConnectTimeout,
    /// A limit of time that the transport has of its own was reached.
    Timeout,
    /// The connection broke.
    Interrupted,
    /// What came back is not HTTP.
    Protocol,
}

impl TransportError {
    /// An error of this kind. Say [`Delivery::NotSent`] only where it is certain that no byte of the request left.
    #[must_use]
    pub fn new(kind: TransportErrorKind, delivery: Delivery) -> Self {
        Self { kind, delivery }
    }

    /// What happened.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// How far the request got.
    #[must_use]
    pub fn delivery(&self) -> Delivery {
        self.delivery
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Connect => "no connection could be made",
            TransportErrorKind::Tls => "no secure connection could be made",
            TransportErrorKind::NoTrust => "no trusted root certificates could be loaded",
            TransportErrorKind::Proxy => "no connection could be made through the proxy",
            TransportErrorKind::NoIo => "the tokio runtime has no IO: build it with `enable_all`",
            TransportErrorKind::ConnectTimeout => "no connection could be made in time",
            TransportErrorKind::Timeout => "no complete answer in time",
            TransportErrorKind::Interrupted => "the connection broke",
            TransportErrorKind::Protocol => "what came back is not valid HTTP",
        })
    }
}

impl std::error::Error for TransportError {}

//! A connection that requests are written to, with TLS or without.

use std::error::Error;
use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::client::legacy::connect::{Connected, Connection};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};

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

/// Whether a byte was written to a connection since it is ready for requests.
///
/// It is asked only about the first request of a connection, and is no proof for the others. Those need none: hyper
/// hands back what it did not begin to write, and it then goes to another connection.
#[derive(Clone, Default)]
pub(super) struct BytesWritten(Arc<AtomicBool>);

impl BytesWritten {
    /// That of a connection.
    pub(super) fn of(connected: &Connected) -> Option<Self> {
        let mut extras = http::Extensions::new();
        connected.get_extras(&mut extras);
        extras.remove()
    }

    pub(super) fn is_empty(&self) -> bool {
        !self.0.load(Ordering::Acquire)
    }

    /// Starts anew: what was written so far was the greeting of TLS and of a proxy, and nothing of a request.
    pub(super) fn forget(&self) {
        self.0.store(false, Ordering::Release);
    }

    pub(super) fn note(&self, written: usize) -> usize {
        if written > 0 {
            self.0.store(true, Ordering::Release);
        }
        written
    }
}

/// What bytes go through.
pub(super) trait Io: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Io for T {}

/// Which HTTP both sides have agreed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    Http1,
    #[cfg_attr(
        not(any(feature = "__rustls", all(feature = "native-tls", feature = "http2"))),
        expect(dead_code, reason = "it is agreed on by TLS")
    )]
    Http2,
}

/// A connection that requests are written to.
pub(super) struct Stream {
    pub(super) io: TokioIo<Box<dyn Io>>,
    pub(super) sent: BytesWritten,
    pub(super) version: Version,
}

impl Connection for Stream {
    fn connected(&self) -> Connected {
        let connected = Connected::new().extra(self.sent.clone());
        match self.version {
            Version::Http1 => connected,
            Version::Http2 => connected.negotiated_h2(),
        }
    }
}

impl Read for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_read(cx, buffer)
    }
}

impl Write for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.io).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.io).poll_write_vectored(cx, pieces)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(cx)
    }
}

//! A TCP stream that records whether bytes of a request were written.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use http::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tower_service::Service;

use super::resolve::Resolver;
use super::stream::BytesWritten;

/// Opens tracked connections.
#[derive(Clone)]
pub(super) struct TrackedConnector(HttpConnector<Resolver>);

impl TrackedConnector {
    pub(super) fn new() -> Self {
        let mut tcp = HttpConnector::new_with_resolver(Resolver::new());
        tcp.set_nodelay(true);
        tcp.enforce_http(false);
        Self(tcp)
    }

    /// Connects to the host and port of a URI.
    pub(super) async fn connect(&mut self, uri: Uri) -> Option<TrackedStream> {
        let tcp = self.0.call(uri).await.ok()?;
        Some(TrackedStream { tcp: tcp.into_inner(), sent: BytesWritten::default() })
    }
}

/// A TCP stream, below TLS if there is any: bytes that it has not seen were not sent.
pub(super) struct TrackedStream {
    tcp: TcpStream,
    sent: BytesWritten,
}

impl TrackedStream {
    pub(super) fn sent(&self) -> BytesWritten {
        self.sent.clone()
    }

    /// Writes nothing to a connection that is known to have ended before its first request.
    fn check(&self, cx: &mut Context<'_>) -> io::Result<()> {
        if self.sent.is_empty() {
            let mut first = [0];
            let end = self.tcp.poll_peek(cx, &mut ReadBuf::new(&mut first));
            if matches!(end, Poll::Ready(Ok(0) | Err(_))) {
                return Err(io::ErrorKind::ConnectionAborted.into());
            }
        }
        Ok(())
    }
}

impl AsyncRead for TrackedStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_read(cx, buffer)
    }
}

impl AsyncWrite for TrackedStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.check(cx)?;
        let written = ready!(Pin::new(&mut self.tcp).poll_write(cx, bytes))?;
        Poll::Ready(Ok(self.sent.note(written)))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.check(cx)?;
        let written = ready!(Pin::new(&mut self.tcp).poll_write_vectored(cx, pieces))?;
        Poll::Ready(Ok(self.sent.note(written)))
    }

    fn is_write_vectored(&self) -> bool {
        self.tcp.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::io::Read;
    use std::net::TcpListener;
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    use hyper_util::client::legacy::Client;
    use hyper_util::rt::{TokioExecutor, TokioIo};
    use socket2::SockRef;

    use super::super::super::Body;
    use super::super::error_of_exchange;
    use super::super::stream::{Stream, Version};
    use super::*;
    use crate::error::Delivery;

    /// A connection that was made earlier.
    #[derive(Clone)]
    struct Made(Arc<Mutex<Option<Stream>>>);

    impl Service<Uri> for Made {
        type Response = Stream;
        type Error = Infallible;
        type Future = std::future::Ready<Result<Stream, Infallible>>;

        fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
            Poll::Ready(Ok(()))
        }

        fn call(&mut self, _: Uri) -> Self::Future {
            std::future::ready(Ok(self.0.lock().unwrap().take().unwrap()))
        }
    }

    /// What a server does with a connection, before or after the request.
    #[derive(Clone, Copy, Debug)]
    enum End {
        Closed,
        Reset,
        ClosedAfterTheRequest,
    }

    async fn delivery(end: End) -> Delivery {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let uri = format!("http://{}/", listener.local_addr().unwrap());
        let wire = TrackedConnector::new().connect(uri.parse().unwrap()).await.unwrap();
        let (mut peer, _) = listener.accept().unwrap();
        let mut server = None;
        match end {
            End::Closed => drop(peer),
            End::Reset => {
                SockRef::from(&peer).set_linger(Some(Duration::ZERO)).unwrap();
                drop(peer);
            }
            End::ClosedAfterTheRequest => {
                server = Some(std::thread::spawn(move || peer.read(&mut [0; 1000]).unwrap()));
            }
        }
        if server.is_none() {
            // The end is there once it can be seen.
            let _ = wire.tcp.peek(&mut [0]).await;
        }
        let sent = wire.sent();
        let stream =
            Stream { io: TokioIo::new(Box::new(wire) as _), sent, version: Version::Http1 };
        let client = Client::builder(TokioExecutor::new())
            .build::<_, Body>(Made(Arc::new(Mutex::new(Some(stream)))));
        let error = client.get(uri.parse().unwrap()).await.unwrap_err();
        server.map(|server| server.join().unwrap());
        error_of_exchange(&error).delivery()
    }

    #[tokio::test]
    async fn bytes_that_left() {
        let table = [
            (End::Closed, Delivery::NotSent),
            (End::Reset, Delivery::NotSent),
            (End::ClosedAfterTheRequest, Delivery::MaybeSent),
        ];
        for (end, expected) in table {
            assert_eq!(delivery(end).await, expected, "{end:?}");
        }
    }
}

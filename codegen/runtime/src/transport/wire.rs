//! A TCP connection that knows whether anything of a request was written to it.

use std::error::Error;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::Uri;
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::client::legacy::connect::{Connected, Connection, HttpConnector};
use hyper_util::rt::TokioIo;
use tokio::io::ReadBuf;
use tokio::net::TcpStream;
use tower_service::Service;

use super::BoxFuture;
use super::connect_failure::ConnectFailure;
use super::reactor::with_io;
use crate::error::TransportErrorKind;

/// Makes connections that are watched.
#[derive(Clone)]
pub(super) struct WireConnector(pub(super) HttpConnector);

impl Service<Uri> for WireConnector {
    type Response = Wire;
    type Error = Box<dyn Error + Send + Sync>;
    type Future = BoxFuture<'static, Result<Wire, Self::Error>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.0.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let tcp = self.0.call(uri);
        Box::pin(async move {
            let tcp = with_io(tcp).await.ok_or(ConnectFailure(TransportErrorKind::NoIo))??;
            Ok(Wire { tcp, sent: Sent::default() })
        })
    }
}

/// A TCP connection, below TLS if there is any: what it has not seen did not leave.
pub(super) struct Wire {
    tcp: TokioIo<TcpStream>,
    sent: Sent,
}

/// Whether a byte was written to a connection since it is ready for requests.
///
/// It is asked only about the first request of a connection, and is no proof for the others. Those need none: hyper
/// hands back what it did not begin to write, and it then goes to another connection.
#[derive(Clone, Default)]
pub(super) struct Sent(Arc<AtomicBool>);

impl Sent {
    /// That of a connection.
    pub(super) fn of(connected: &Connected) -> Option<Self> {
        let mut extras = http::Extensions::new();
        connected.get_extras(&mut extras);
        extras.remove()
    }

    pub(super) fn is_nothing(&self) -> bool {
        !self.0.load(Ordering::Acquire)
    }

    /// Starts anew.
    pub(super) fn forget(&self) {
        self.0.store(false, Ordering::Release);
    }

    fn note(&self, written: usize) -> usize {
        if written > 0 {
            self.0.store(true, Ordering::Release);
        }
        written
    }
}

/// For how long a server may change its mind.
const DOUBT: Duration = Duration::from_millis(5);

impl Wire {
    /// Whether the server ends the connection as soon as it has accepted it, as one does that has no room.
    ///
    /// With TLS, its greeting tells. Without, which is only within one machine, a short wait is the one way to learn it
    /// before a request is written that nobody will read.
    pub(super) async fn is_refused(&self) -> bool {
        let mut first = [0];
        let end = tokio::time::timeout(DOUBT, self.tcp.inner().peek(&mut first));
        matches!(end.await, Ok(Ok(0) | Err(_)))
    }

    /// Writes nothing to a connection that is known to have ended before its first request.
    fn check(&self, cx: &mut Context<'_>) -> io::Result<()> {
        if self.sent.is_nothing() {
            let mut first = [0];
            let end = self.tcp.inner().poll_peek(cx, &mut ReadBuf::new(&mut first));
            if matches!(end, Poll::Ready(Ok(0) | Err(_))) {
                return Err(io::ErrorKind::ConnectionAborted.into());
            }
        }
        Ok(())
    }
}

impl Connection for Wire {
    fn connected(&self) -> Connected {
        self.tcp.connected().extra(self.sent.clone())
    }
}

impl Read for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_read(cx, buffer)
    }
}

impl Write for Wire {
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

    use bytes::Bytes;
    use http_body_util::Full;
    use hyper_util::client::legacy::Client;
    use hyper_util::rt::TokioExecutor;
    use socket2::SockRef;

    use super::super::hyper::error_of_exchange;
    use super::*;
    use crate::error::Delivery;

    /// A connection that was made earlier.
    #[derive(Clone)]
    struct Made(Arc<std::sync::Mutex<Option<Wire>>>);

    impl Service<Uri> for Made {
        type Response = Wire;
        type Error = Infallible;
        type Future = std::future::Ready<Result<Wire, Infallible>>;

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

    async fn delivery(end: End) -> (bool, Delivery) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let uri = format!("http://{}/", listener.local_addr().unwrap());
        let tcp = WireConnector(HttpConnector::new()).call(uri.parse().unwrap());
        let wire = tcp.await.unwrap();
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
        let is_refused = wire.is_refused().await;
        let client = Client::builder(TokioExecutor::new())
            .build::<_, Full<Bytes>>(Made(Arc::new(std::sync::Mutex::new(Some(wire)))));
        let error = client.get(uri.parse().unwrap()).await.unwrap_err();
        server.map(|server| server.join().unwrap());
        (is_refused, error_of_exchange(&error).delivery())
    }

    #[tokio::test]
    async fn bytes_that_left() {
        let table = [
            (End::Closed, (true, Delivery::NotSent)),
            (End::Reset, (true, Delivery::NotSent)),
            (End::ClosedAfterTheRequest, (false, Delivery::MaybeSent)),
        ];
        for (end, expected) in table {
            assert_eq!(delivery(end).await, expected, "{end:?}");
        }
    }
}

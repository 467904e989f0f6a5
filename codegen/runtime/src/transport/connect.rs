//! Connections, made within a limit of time.

use std::error::Error;
use std::future::ready;
use std::io;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use hyper_rustls::{HttpsConnector, MaybeHttpsStream};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tower_service::Service;

use super::{BoxFuture, TransportErrorKind};

/// Connects, with TLS unless the client talks to its own machine.
#[derive(Clone)]
pub(super) struct Connect {
    /// For the whole connection, TLS included.
    pub(super) timeout: Duration,
    pub(super) over: Over,
}

/// What a connection is made over.
#[derive(Clone)]
pub(super) enum Over {
    Tls(HttpsConnector<HttpConnector>),
    Tcp(HttpConnector),
}

/// Why no connection was made.
#[derive(Debug)]
pub(super) struct ConnectFailure(pub(super) TransportErrorKind);

pub(super) type Stream = MaybeHttpsStream<TokioIo<TcpStream>>;

impl Service<Uri> for Connect {
    type Response = Stream;
    type Error = ConnectFailure;
    type Future = BoxFuture<'static, Result<Stream, ConnectFailure>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), ConnectFailure>> {
        // The connectors below are always ready.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let limit = self.timeout;
        match &mut self.over {
            Over::Tls(tls) => {
                let stream = tls.call(uri);
                let stream = async { stream.await.map_err(|error| kind_of(&*error)) };
                Box::pin(within(limit, stream))
            }
            Over::Tcp(_) if uri.scheme_str() != Some("http") => {
                Box::pin(ready(Err(ConnectFailure(TransportErrorKind::Connect))))
            }
            Over::Tcp(tcp) => {
                let stream = tcp.call(uri);
                Box::pin(within(limit, async {
                    match stream.await {
                        Ok(stream) => Ok(MaybeHttpsStream::Http(stream)),
                        Err(_) => Err(TransportErrorKind::Connect),
                    }
                }))
            }
        }
    }
}

async fn within(
    limit: Duration,
    stream: impl Future<Output = Result<Stream, TransportErrorKind>>,
) -> Result<Stream, ConnectFailure> {
    let stream = tokio::time::timeout(limit, stream).await;
    stream.unwrap_or(Err(TransportErrorKind::ConnectTimeout)).map_err(ConnectFailure)
}

/// Tells a failure of TLS from one of TCP.
fn kind_of(error: &(dyn Error + 'static)) -> TransportErrorKind {
    if error.is::<rustls::Error>() {
        return TransportErrorKind::Tls;
    }
    // The source of an IO error is that of the error in it, which would thus be passed over.
    let inner = match error.downcast_ref::<io::Error>() {
        Some(error) => error.get_ref().map(|inner| -> &(dyn Error + 'static) { inner }),
        None => error.source(),
    };
    inner.map_or(TransportErrorKind::Connect, kind_of)
}

impl std::fmt::Display for ConnectFailure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("no connection")
    }
}

impl Error for ConnectFailure {}

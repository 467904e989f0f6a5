//! Connections, made within a limit of time.

use std::error::Error;
use std::future::ready;
use std::io;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use hyper_rustls::{HttpsConnector, MaybeHttpsStream};
use hyper_util::client::legacy::connect::Connection;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use tower_service::Service;

use super::BoxFuture;
use super::connect_failure::ConnectFailure;
use super::wire::{Sent, Wire, WireConnector};
use crate::error::TransportErrorKind;

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
    Tcp(WireConnector),
    Tls(HttpsConnector<WireConnector>),
    /// TLS within a tunnel through a proxy.
    Proxy(HttpsConnector<Tunnel<WireConnector>>),
}

pub(super) type Stream = MaybeHttpsStream<Wire>;

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
                let no_stream = TransportErrorKind::Connect;
                Box::pin(within(limit, async move {
                    stream.await.map_err(|error| kind_of(&*error, no_stream))
                }))
            }
            Over::Proxy(tunnel) => {
                let stream = tunnel.call(uri);
                let no_stream = TransportErrorKind::Proxy;
                Box::pin(within(limit, async move {
                    stream.await.map_err(|error| kind_of(&*error, no_stream))
                }))
            }
            Over::Tcp(_) if uri.scheme_str() != Some("http") => {
                Box::pin(ready(Err(ConnectFailure(TransportErrorKind::Connect))))
            }
            Over::Tcp(tcp) => {
                let stream = tcp.call(uri);
                Box::pin(within(limit, async {
                    let stream = stream.await;
                    let no_stream = TransportErrorKind::Connect;
                    let stream = stream.map_err(|error| kind_of(&*error, no_stream))?;
                    if stream.is_refused().await {
                        return Err(TransportErrorKind::Connect);
                    }
                    Ok(MaybeHttpsStream::Http(stream))
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
    let stream =
        stream.unwrap_or(Err(TransportErrorKind::ConnectTimeout)).map_err(ConnectFailure)?;
    // What was written so far was the greeting of TLS and of a proxy, and nothing of a request.
    if let Some(sent) = Sent::of(&stream.connected()) {
        sent.forget();
    }
    Ok(stream)
}

/// Tells a failure of TLS from one of TCP.
fn kind_of(error: &(dyn Error + 'static), otherwise: TransportErrorKind) -> TransportErrorKind {
    if let Some(ConnectFailure(kind)) = error.downcast_ref() {
        return *kind;
    }
    if error.is::<rustls::Error>() {
        return TransportErrorKind::Tls;
    }
    // The source of an IO error is that of the error in it, which would thus be passed over.
    let inner = match error.downcast_ref::<io::Error>() {
        Some(error) => error.get_ref().map(|inner| -> &(dyn Error + 'static) { inner }),
        None => error.source(),
    };
    inner.map_or(otherwise, |inner| kind_of(inner, otherwise))
}

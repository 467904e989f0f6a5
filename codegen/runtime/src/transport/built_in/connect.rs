//! Connections, established within a timeout.

use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use hyper_util::rt::TokioIo;
use tower_service::Service;

use super::super::BoxFuture;
use super::proxy::ProxyServer;
use super::stream::{BytesWritten, ConnectFailure, Stream, Version};
use super::tls::Tls;
use super::tracked::TrackedConnector;
use super::tunnel::tunnel;
use crate::error::TransportErrorKind;

/// Connects, with TLS unless the client talks to its own machine.
#[derive(Clone)]
pub(super) struct Connect {
    /// For the whole connection, TLS included.
    pub(super) timeout: Duration,
    pub(super) wire: TrackedConnector,
    pub(super) route: Route,
}

/// How a connection is made.
#[derive(Clone)]
pub(super) enum Route {
    /// Without TLS, within one machine.
    Plain,
    Tls(Tls),
    /// TLS within a tunnel through a proxy.
    Proxy(ProxyServer, Tls),
}

impl Service<Uri> for Connect {
    type Response = Stream;
    type Error = ConnectFailure;
    type Future = BoxFuture<'static, Result<Stream, ConnectFailure>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), ConnectFailure>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let Self { timeout, mut wire, route } = self.clone();
        Box::pin(async move {
            let stream = tokio::time::timeout(timeout, route.stream(&mut wire, uri)).await;
            let stream = stream.unwrap_or(Err(TransportErrorKind::ConnectTimeout));
            let stream = stream.map_err(ConnectFailure)?;
            stream.sent.forget();
            Ok(stream)
        })
    }
}

impl Route {
    async fn stream(
        self,
        tcp: &mut TrackedConnector,
        uri: Uri,
    ) -> Result<Stream, TransportErrorKind> {
        let is_plain = matches!(self, Self::Plain);
        // A transport around this one may have changed where a request goes, which must not cost it its TLS.
        if is_plain != (uri.scheme_str() == Some("http")) {
            return Err(TransportErrorKind::Connect);
        }
        let host = uri.host().unwrap_or_default();
        let host = host.strip_prefix('[').and_then(|it| it.strip_suffix(']')).unwrap_or(host);
        let (wire, tls, broken) = match &self {
            Self::Plain => {
                let wire = tcp.connect(uri).await.ok_or(TransportErrorKind::Connect)?;
                let sent = wire.sent();
                let io = TokioIo::new(Box::new(wire) as _);
                return Ok(Stream { io, sent, version: Version::Http1 });
            }
            Self::Tls(tls) => (tcp.connect(uri.clone()).await, tls, TransportErrorKind::Connect),
            Self::Proxy(proxy, tls) => {
                let wire = tcp.connect(proxy.uri.clone()).await;
                let wire = wire.ok_or(TransportErrorKind::Proxy)?;
                (Some(tunnel(wire, proxy, &uri).await?), tls, TransportErrorKind::Proxy)
            }
        };
        let wire = wire.ok_or(broken)?;
        let sent: BytesWritten = wire.sent();
        let (io, version) =
            tls.handshake(host, wire).await.map_err(|kind| kind.unwrap_or(broken))?;
        Ok(Stream { io: TokioIo::new(io), sent, version })
    }
}

//! A tunnel through a proxy, by the method `CONNECT`.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use http::header::{HOST, PROXY_AUTHORIZATION};
use http::{HeaderValue, Request, Uri};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;

use super::super::Body;
use super::super::hyper_error::kind_of;
use super::proxy::ProxyServer;
use super::tracked::TrackedStream;
use crate::error::TransportErrorKind;

/// Asks a proxy to connect its end of the wire to the server of this URI.
pub(super) async fn tunnel(
    wire: TrackedStream,
    proxy: &ProxyServer,
    uri: &Uri,
) -> Result<TrackedStream, TransportErrorKind> {
    let request = connect(proxy, uri).ok_or(TransportErrorKind::Proxy)?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(wire)).await.map_err(failure)?;
    let mut connection = pin!(connection.without_shutdown());
    let mut response = pin!(sender.send_request(request));
    let mut parts = None;
    let response = poll_fn(|cx| {
        if parts.is_none()
            && let Poll::Ready(end) = connection.as_mut().poll(cx)
        {
            parts = Some(end);
        }
        response.as_mut().poll(cx)
    });
    let status = response.await.map_err(failure)?.status();
    match status.as_u16() {
        200..=299 => {}
        407 => return Err(TransportErrorKind::ProxyAuthentication),
        status => return Err(TransportErrorKind::ProxyStatus(status)),
    }
    let parts = match parts {
        Some(parts) => parts,
        None => connection.await,
    };
    let parts = parts.map_err(failure)?;
    // A server that speaks TLS waits for the client to speak first.
    if !parts.read_buf.is_empty() {
        return Err(TransportErrorKind::ProxyProtocol);
    }
    Ok(parts.io.into_inner())
}

fn connect(proxy: &ProxyServer, uri: &Uri) -> Option<Request<Body>> {
    let authority = format!("{}:{}", uri.host()?, uri.port_u16().unwrap_or(443));
    let mut request = Request::connect(&*authority).body(Body::empty()).ok()?;
    request.headers_mut().insert(HOST, HeaderValue::from_str(&authority).ok()?);
    if let Some(authorization) = &proxy.authorization {
        request.headers_mut().insert(PROXY_AUTHORIZATION, authorization.clone());
    }
    Some(request)
}

#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn failure(error: hyper::Error) -> TransportErrorKind {
    match kind_of(&error) {
        TransportErrorKind::Interrupted => TransportErrorKind::Proxy,
        _ => TransportErrorKind::ProxyProtocol,
    }
}

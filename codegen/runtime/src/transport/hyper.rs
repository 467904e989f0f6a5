//! The transport that a client has unless it is given another: HTTP/1.1 with a pool of connections.

use std::error::Error;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::Response;
use http_body_util::{BodyExt, Full};
use hyper_rustls::HttpsConnectorBuilder;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};

use super::connect::{Connect, ConnectFailure, Over};
use super::{Body, BoxFuture, Transport, TransportError, TransportErrorKind};
use crate::base_url::Scheme;
use crate::error::Delivery;
use crate::request::HttpRequest;

/// A connection that nobody used for this long is closed.
const IDLE: Duration = Duration::from_secs(30);

/// The head of an answer may have this many bytes.
const MAX_HEAD: usize = 64 * 1024;

/// hyper, rustls and the certificates that the operating system trusts.
pub(crate) struct HyperTransport {
    client: Client<Connect, Full<Bytes>>,
}

impl HyperTransport {
    /// Needs no runtime yet.
    pub(crate) fn new(scheme: Scheme, connect_timeout: Duration) -> Result<Self, TransportError> {
        let mut tcp = HttpConnector::new();
        tcp.set_nodelay(true);
        tcp.enforce_http(false);
        let over = match scheme {
            Scheme::Http => Over::Tcp(tcp),
            Scheme::Https => Over::Tls(
                HttpsConnectorBuilder::new()
                    .with_provider_and_platform_verifier(Arc::new(
                        rustls::crypto::ring::default_provider(),
                    ))
                    .map_err(|_| {
                        TransportError::new(TransportErrorKind::NoTrust, Delivery::NotSent)
                    })?
                    .https_only()
                    .enable_http1()
                    .wrap_connector(tcp),
            ),
        };
        let client = Client::builder(TokioExecutor::new())
            .pool_idle_timeout(IDLE)
            .pool_timer(TokioTimer::new())
            .http1_max_buf_size(MAX_HEAD)
            .build(Connect { timeout: connect_timeout, over });
        Ok(Self { client })
    }
}

impl Transport for HyperTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let response = self.client.request(request.map(Full::new));
        Box::pin(async move {
            let response = response.await.map_err(|error| error_of_exchange(&error))?;
            Ok(response.map(|body| Body::stream(body.map_err(|error| error_of_body(&error)))))
        })
    }
}

fn error_of_exchange(error: &hyper_util::client::legacy::Error) -> TransportError {
    let mut next = error.source();
    while let Some(source) = next {
        if let Some(ConnectFailure(kind)) = source.downcast_ref() {
            return TransportError::new(*kind, Delivery::NotSent);
        }
        if let Some(error) = source.downcast_ref::<hyper::Error>() {
            return TransportError::new(kind_of(error), Delivery::MaybeSent);
        }
        next = source.source();
    }
    TransportError::new(TransportErrorKind::Interrupted, Delivery::MaybeSent)
}

fn error_of_body(error: &hyper::Error) -> TransportError {
    TransportError::new(kind_of(error), Delivery::Answered)
}

fn kind_of(error: &hyper::Error) -> TransportErrorKind {
    let io = error.source().and_then(|source| source.downcast_ref::<io::Error>());
    // What is wrong with the framing of a body comes as an IO error.
    let is_framing = io.is_some_and(|error| {
        matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData)
    });
    if is_framing || error.is_parse() || error.is_parse_status() {
        TransportErrorKind::Protocol
    } else {
        TransportErrorKind::Interrupted
    }
}

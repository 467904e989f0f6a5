//! The transport that a client has unless it is given another: HTTP with a pool of connections.

use std::env;
use std::error::Error;
use std::time::Duration;

use bytes::Bytes;
use http::Response;
use http::header::{HOST, HeaderValue};
use http_body_util::{BodyExt, Full};
use hyper_rustls::HttpsConnectorBuilder;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::legacy::connect::{CaptureConnection, HttpConnector, capture_connection};
use hyper_util::rt::{TokioExecutor, TokioTimer};

use super::connect::{Connect, Over};
use super::connect_failure::ConnectFailure;
use super::hyper_error::kind_of;
use super::idle::Rest;
use super::proxy::lookup::proxy_for;
use super::tls::tls_config;
use super::wire::{Sent, WireConnector};
use super::{Body, BoxFuture, ConnectionOptions, Departure, HttpRequest, MAX_HEAD, Transport};
use crate::error::{Delivery, Problem, TransportError, TransportErrorKind};
use crate::request::{BaseUrl, Scheme};

/// A connection that nobody used for this long is closed.
const IDLE: Duration = Duration::from_secs(30);

/// hyper, rustls and the certificates that the operating system trusts.
pub(crate) struct HyperTransport {
    client: Client<Connect, Full<Bytes>>,
    host: Option<HeaderValue>,
    rest: Rest,
}

impl HyperTransport {
    /// Needs no runtime yet.
    pub(crate) fn new(base_url: &BaseUrl, options: &ConnectionOptions) -> Result<Self, Problem> {
        let connect = Connect { timeout: options.timeout, over: over(base_url, options)? };
        let mut builder = Client::builder(TokioExecutor::new());
        builder.pool_idle_timeout(IDLE).pool_timer(TokioTimer::new()).http1_max_buf_size(MAX_HEAD);
        #[cfg(feature = "http2")]
        {
            // Calls share a connection: one that nobody is at the other end of would hold them all up, again and again.
            let echo = options.timeout.min(IDLE);
            builder.timer(TokioTimer::new());
            builder.http2_keep_alive_interval(echo).http2_keep_alive_timeout(echo);
            builder.http2_max_header_list_size(u32::try_from(MAX_HEAD).unwrap_or(u32::MAX));
        }
        Ok(Self { client: builder.build(connect), host: host(base_url), rest: Rest::new() })
    }
}

/// The header `Host`, written once and not for each request. HTTP/2 has another place for it, and whether a connection
/// is going to speak that is not known yet: there, it is left to hyper.
fn host(base_url: &BaseUrl) -> Option<HeaderValue> {
    if cfg!(feature = "http2") {
        return None;
    }
    let host = match (base_url.scheme(), base_url.server()) {
        (Scheme::Https, (host, 443)) | (Scheme::Http, (host, 80)) => HeaderValue::from_str(host),
        (_, (host, port)) => HeaderValue::from_str(&format!("{host}:{port}")),
    };
    host.ok()
}

fn over(base_url: &BaseUrl, options: &ConnectionOptions) -> Result<Over, Problem> {
    let mut tcp = HttpConnector::new();
    tcp.set_nodelay(true);
    tcp.enforce_http(false);
    let tcp = WireConnector(tcp);
    if base_url.scheme() == Scheme::Http {
        return Ok(Over::Tcp(tcp));
    }
    let tls = HttpsConnectorBuilder::new()
        .with_tls_config(tls_config(&options.root_certificates)?)
        .https_only()
        .enable_http1();
    #[cfg(feature = "http2")]
    let tls = tls.enable_http2();
    let lookup = |name: &str| env::var(name).ok();
    let proxy = proxy_for(&options.proxy, base_url.server().0, &lookup);
    let Some(proxy) = proxy.map_err(|problem| Problem::Input("proxy", problem))? else {
        return Ok(Over::Tls(tls.wrap_connector(tcp)));
    };
    let tunnel = Tunnel::new(proxy.uri, tcp);
    let tunnel = match proxy.authorization {
        Some(authorization) => tunnel.with_auth(authorization),
        None => tunnel,
    };
    Ok(Over::Proxy(tls.wrap_connector(tunnel)))
}

impl Transport for HyperTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let mut request = request.into_inner().map(Full::new);
        if let Some(host) = &self.host {
            request.headers_mut().insert(HOST, host.clone());
        }
        let departure = request.extensions_mut().remove();
        let farewell = Farewell { departure, connection: capture_connection(&mut request) };
        let response = self.client.request(request);
        Box::pin(async move {
            // It is dropped after the request, and only then knows for good.
            let _farewell = farewell;
            self.rest.end().await;
            let response = response.await.map_err(|error| error_of_exchange(&error))?;
            self.rest.begin();
            Ok(response.map(|body| Body::stream(body.map_err(|error| error_of_body(&error)))))
        })
    }
}

/// Knows when a request is given up whether a connection has got it.
///
/// One that was never handed to a connection went out of existence with the future that owned it. For any other, it
/// may just be on its way to the socket, whatever was written so far.
struct Farewell {
    departure: Option<Departure>,
    connection: CaptureConnection,
}

impl Drop for Farewell {
    fn drop(&mut self) {
        if let Some(departure) = &self.departure
            && self.connection.connection_metadata().is_none()
        {
            departure.rule_out();
        }
    }
}

pub(super) fn error_of_exchange(error: &hyper_util::client::legacy::Error) -> TransportError {
    // Without a connection there was nothing to write to.
    let sent = error.connect_info().map(Sent::of);
    let delivery = match sent {
        None => Delivery::NotSent,
        Some(Some(sent)) if sent.is_nothing() => Delivery::NotSent,
        Some(_) => Delivery::MaybeSent,
    };
    let mut next = error.source();
    while let Some(source) = next {
        if let Some(ConnectFailure(kind)) = source.downcast_ref() {
            return TransportError::new(*kind, Delivery::NotSent);
        }
        if let Some(error) = source.downcast_ref::<hyper::Error>() {
            return TransportError::new(kind_of(error), delivery);
        }
        next = source.source();
    }
    TransportError::new(TransportErrorKind::Interrupted, delivery)
}

fn error_of_body(error: &hyper::Error) -> TransportError {
    TransportError::new(kind_of(error), Delivery::Answered)
}

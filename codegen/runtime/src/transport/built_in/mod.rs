//! The built-in transport: HTTP with a connection pool.

mod connect;
mod idle;
mod proxy;
mod resolve;
mod stream;
mod tls;
mod tracked;
mod tunnel;

use std::env;
use std::error::Error;
use std::fmt;
use std::time::Duration;

use http::Response;
use http::header::{HOST, HeaderValue};
use http::uri::Authority;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::{CaptureConnection, capture_connection};
use hyper_util::rt::{TokioExecutor, TokioTimer};

use self::connect::{Connect, Route};
use self::idle::IdleCheck;
use self::proxy::proxy_for;
use self::stream::{BytesWritten, ConnectFailure};
use self::tls::Tls;
use self::tracked::TrackedConnector;
use super::hyper_error::kind_of;
use super::{Body, BoxFuture, ConnectionOptions, DeliveryProof, HttpRequest, Transport};
use crate::error::{Delivery, SettingError, TransportError, TransportErrorKind};
use crate::request::{BaseUrl, Scheme};

/// Connections that are idle for this long are closed.
const IDLE: Duration = Duration::from_secs(30);

/// How far above the limit HTTP/2 still reads a head. Up to there, the client can tell that it is too large; the library
/// only says that something is wrong with a response.
#[cfg(feature = "http2")]
const HTTP2_MARGIN: usize = 16;

/// The least that hyper can do with.
const MIN_BUFFER: usize = 8192;

/// hyper with a connection pool, for the requests to one server.
///
/// A client that has several servers, and is given this transport, sends requests to all of them by it, with the proxy
/// that is chosen for the one of its URL. All of them need the scheme of that URL: one for `http` makes no connections with
/// TLS, and `build` refuses it where any URL of the client begins with `https`.
///
/// A client creates one by default. Use it directly to build other transports around it; a
/// [`ClientOptions::wrap_transport`](crate::ClientOptions::wrap_transport) needs no more than the trait.
///
/// Several clients, such as one for each tenant with its own credentials, can share the connection pool of one transport:
///
/// ```
/// use std::sync::Arc;
///
/// use restwright_runtime::{BuiltInTransport, Client, ConnectionOptions, Error, Service};
///
/// /// Creates clients that differ in their credentials only.
/// fn clients<C>(service: &'static Service) -> Result<[Client; 2], Box<dyn std::error::Error>>
/// where
///     Error<C>: Into<Box<dyn std::error::Error>>,
/// {
///     let pool = Arc::new(BuiltInTransport::new(service.base_url, &ConnectionOptions::new())?);
///     let client = || Client::builder(service).transport(Arc::clone(&pool)).build::<C>();
///     Ok([client().map_err(Into::into)?, client().map_err(Into::into)?])
/// }
/// ```
pub struct BuiltInTransport {
    client: Client<Connect, Body>,
    /// The server of the URL as it is in requests, and the header `Host` for it.
    host: Option<(String, HeaderValue)>,
    idle_check: IdleCheck,
    has_tls: bool,
}

impl BuiltInTransport {
    /// Creates a transport for requests to the server of this URL. Needs no runtime yet; its requests need a tokio runtime with the `time` and `io` drivers enabled.
    ///
    /// # Errors
    ///
    /// Fails for an invalid URL or invalid options, and if the operating system's trust store cannot be loaded.
    pub fn new(base_url: &str, options: &ConnectionOptions) -> Result<Self, SettingError> {
        let base_url = BaseUrl::parse(base_url);
        let base_url = base_url.map_err(|problem| SettingError::input("base_url", problem))?;
        Self::to(&base_url, options)
    }

    pub(crate) fn to(
        base_url: &BaseUrl,
        options: &ConnectionOptions,
    ) -> Result<Self, SettingError> {
        let connect = Connect {
            timeout: options.timeout,
            wire: TrackedConnector::new(),
            route: route(base_url, options)?,
        };
        let mut builder = Client::builder(TokioExecutor::new());
        builder.pool_idle_timeout(IDLE).pool_timer(TokioTimer::new());
        builder.http1_max_buf_size(options.max_head.max(MIN_BUFFER));
        if options.max_headers != ConnectionOptions::default().max_headers {
            // Another number than the default costs an allocation for each answer.
            builder.http1_max_headers(options.max_headers);
        }
        #[cfg(feature = "http2")]
        {
            // Calls share a connection: one that nobody is at the other end of would hold them all up, again and again.
            let echo = options.timeout.min(IDLE);
            builder.timer(TokioTimer::new());
            builder.http2_keep_alive_interval(echo).http2_keep_alive_timeout(echo);
            let max_list = options.max_head.saturating_mul(HTTP2_MARGIN);
            builder.http2_max_header_list_size(u32::try_from(max_list).unwrap_or(u32::MAX));
        }
        Ok(Self {
            client: builder.build(connect),
            host: host(base_url),
            idle_check: IdleCheck::new(),
            has_tls: base_url.scheme() == Scheme::Https,
        })
    }
}

/// The header `Host`, written once and not for each request. HTTP/2 has another place for it, and whether a connection
/// is going to speak that is not known yet: there, it is left to hyper.
fn host(base_url: &BaseUrl) -> Option<(String, HeaderValue)> {
    if cfg!(feature = "http2") {
        return None;
    }
    let header = HeaderValue::from_str(&base_url.host_header()).ok()?;
    Some((base_url.authority().to_owned(), header))
}

fn route(base_url: &BaseUrl, options: &ConnectionOptions) -> Result<Route, SettingError> {
    if base_url.scheme() == Scheme::Http {
        return Ok(Route::Plain);
    }
    let tls = Tls::new(&options.root_certificates, options.client_certificate.as_ref())?;
    let lookup =
        |name: &str| env::var_os(name).map(|value| value.into_string().unwrap_or_default());
    Ok(match proxy_for(&options.proxy, base_url.server(), &lookup)? {
        Some(proxy) => Route::Proxy(proxy, tls),
        None => Route::Tls(tls),
    })
}

impl Transport for BuiltInTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let (mut request, delivery_proof) = request.into_parts();
        // A client that is given this transport may have several servers.
        let authority = request.uri().authority().map(Authority::as_str);
        if let Some((own, host)) = &self.host
            && authority == Some(own)
        {
            request.headers_mut().insert(HOST, host.clone());
        }
        let connection = capture_connection(&mut request);
        let end = EndOfRequest { delivery_proof, connection };
        let response = self.client.request(request);
        Box::pin(async move {
            // It is dropped after the request, and only then knows for good.
            let _end = end;
            self.idle_check.before_request().await;
            let response = response.await.map_err(|error| error_of_exchange(&error))?;
            self.idle_check.mark_idle();
            Ok(response.map(|body| Body::mapped(body, error_of_body)))
        })
    }

    /// Whether it was created for an `https` URL.
    fn has_tls(&self) -> bool {
        self.has_tls
    }
}

impl fmt::Debug for BuiltInTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BuiltInTransport").finish_non_exhaustive()
    }
}

/// Determines, when a request is dropped, whether a connection has taken it.
///
/// One that was never handed to a connection went out of existence with the future that owned it. For any other, it
/// may just be on its way to the socket, whatever was written so far.
struct EndOfRequest {
    delivery_proof: Option<DeliveryProof>,
    connection: CaptureConnection,
}

impl Drop for EndOfRequest {
    fn drop(&mut self) {
        if let Some(delivery_proof) = &self.delivery_proof
            && self.connection.connection_metadata().is_none()
        {
            delivery_proof.mark_not_sent();
        }
    }
}

fn error_of_exchange(error: &hyper_util::client::legacy::Error) -> TransportError {
    // Without a connection there was nothing to write to.
    let sent = error.connect_info().map(BytesWritten::of);
    let delivery = match sent {
        None => Delivery::NotSent,
        Some(Some(sent)) if sent.is_empty() => Delivery::NotSent,
        Some(_) => Delivery::MaybeSent,
    };
    let mut next = error.source();
    while let Some(source) = next {
        if let Some(ConnectFailure(kind)) = source.downcast_ref() {
            return TransportError::new(*kind, Delivery::NotSent);
        }
        if let Some(error) = source.downcast_ref::<TransportError>() {
            // The body of the request broke off.
            return TransportError::new(error.kind(), delivery);
        }
        if let Some(error) = source.downcast_ref::<hyper::Error>()
            && !error.is_user()
        {
            return unanswered(kind_of(error), delivery);
        }
        next = source.source();
    }
    TransportError::new(TransportErrorKind::Interrupted, delivery)
}

/// A head that is too large is an answer nevertheless.
fn unanswered(kind: TransportErrorKind, delivery: Delivery) -> TransportError {
    let is_answer = kind == TransportErrorKind::HeadTooLarge;
    TransportError::new(kind, if is_answer { Delivery::Answered } else { delivery })
}

fn error_of_body(error: &hyper::Error) -> TransportError {
    TransportError::new(kind_of(error), Delivery::Answered)
}

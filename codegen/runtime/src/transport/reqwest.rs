//! A transport based on `reqwest`, for programs with a configuration of their own.

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::Response;
use http_body::Frame;
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, Request};

use super::{Body, BoxFuture, HttpRequest, Transport, hyper_error};
use crate::error::{Delivery, TransportError, TransportErrorKind};

/// A transport based on `reqwest`.
///
/// It takes a builder and not a client, since some features must be disabled: redirects, which would send secrets elsewhere; the `Referer` header and verbose logging, which would expose them; retries, which would send a message twice; and decompression, which would hide the size of a response. Everything else is kept: TLS, proxies, DNS, connection pool. The client that uses the transport enforces timeouts and size limits. TLS comes from the features of `reqwest` itself: without one, `build` rejects an `https` base URL.
#[derive(Clone)]
pub struct ReqwestTransport(Client);

impl ReqwestTransport {
    /// Creates a transport from a builder.
    ///
    /// # Errors
    ///
    /// Fails if the builder does, for example if root certificates cannot be loaded.
    pub fn new(builder: ClientBuilder) -> Result<Self, TransportError> {
        let builder =
            builder.redirect(Policy::none()).referer(false).retry(reqwest::retry::never());
        let builder = builder.connection_verbose(false);
        let builder = builder.no_gzip().no_brotli().no_deflate().no_zstd();
        let refused =
            |_| TransportError::new(TransportErrorKind::NoRootCertificates, Delivery::NotSent);
        builder.build().map(Self).map_err(refused)
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let unsent = |_| TransportError::new(TransportErrorKind::Protocol, Delivery::NotSent);
            if request.uri().scheme_str() == Some("https") && !self.has_tls() {
                return Err(NO_TLS);
            }
            let request = Request::try_from(request.into_inner().map(body)).map_err(unsent)?;
            let response = self.0.execute(request).await;
            let response: Response<reqwest::Body> =
                response.map_err(|error| error_of_exchange(&error))?.into();
            Ok(response.map(|body| Body::mapped(body, error_of_body)))
        })
    }

    fn has_tls(&self) -> bool {
        fn is_there<B: MaybeTls>(_: &B) -> bool {
            B::HAS_TLS
        }
        is_there(&ClientBuilder::new().tls_info(false))
    }
}

/// Whether reqwest was compiled with TLS. No feature of this crate tells: others may turn on those of reqwest.
///
/// With TLS, the builder has a method `tls_info` of its own, which comes before the one of this trait.
trait MaybeTls: Sized {
    const HAS_TLS: bool;

    #[allow(dead_code, reason = "unused where the builder has its own")]
    fn tls_info(self, _: bool) -> NoTls {
        NoTls
    }
}

struct NoTls;

impl MaybeTls for ClientBuilder {
    const HAS_TLS: bool = true;
}

impl MaybeTls for NoTls {
    const HAS_TLS: bool = false;
}

const NO_TLS: TransportError =
    TransportError::new(TransportErrorKind::TlsNotCompiled, Delivery::NotSent);

/// What is behind it would show default headers and proxies.
impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransport").finish_non_exhaustive()
    }
}

fn body(body: Body) -> reqwest::Body {
    match body.as_bytes() {
        Some(bytes) => bytes.clone().into(),
        None => reqwest::Body::wrap(Exclusive(Mutex::new(body))),
    }
}

/// A body that threads can share, as reqwest asks, since none of them reads it but the one that has it for itself.
struct Exclusive(Mutex<Body>);

impl http_body::Body for Exclusive {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let body = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        Pin::new(body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_end_stream()
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).size_hint()
    }
}

/// Nothing of the error itself is kept: it names the URL.
fn error_of_exchange(error: &reqwest::Error) -> TransportError {
    match (error.is_connect(), error.is_timeout()) {
        (true, true) => TransportError::new(TransportErrorKind::ConnectTimeout, Delivery::NotSent),
        (true, false) => TransportError::new(TransportErrorKind::Connect, Delivery::NotSent),
        _ => match kind_of(error) {
            TransportErrorKind::HeadTooLarge => {
                TransportError::new(TransportErrorKind::HeadTooLarge, Delivery::Answered)
            }
            kind => TransportError::new(kind, Delivery::MaybeSent),
        },
    }
}

fn error_of_body(error: &reqwest::Error) -> TransportError {
    TransportError::new(kind_of(error), Delivery::Answered)
}

fn kind_of(error: &reqwest::Error) -> TransportErrorKind {
    if error.is_timeout() {
        return TransportErrorKind::Timeout;
    }
    let mut next = error.source();
    while let Some(error) = next {
        if let Some(error) = error.downcast_ref() {
            return hyper_error::kind_of(error);
        }
        next = error.source();
    }
    TransportErrorKind::Interrupted
}

//! How requests reach a server. Anyone can bring their own way.

mod body;
#[cfg(feature = "rustls")]
mod connect;
#[cfg(feature = "rustls")]
mod connect_failure;
mod departure;
#[cfg(feature = "rustls")]
mod hyper;
#[cfg(any(feature = "rustls", feature = "reqwest"))]
mod hyper_error;
#[cfg(feature = "rustls")]
mod idle;
mod options;
mod proxy;
#[cfg(any(feature = "rustls", feature = "reqwest"))]
mod reactor;
mod request;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(feature = "rustls")]
mod tls;
#[cfg(feature = "rustls")]
mod wire;

use std::pin::Pin;
use std::sync::Arc;

use http::Response;

pub use self::body::Body;
pub(crate) use self::departure::Departure;
#[cfg(feature = "rustls")]
pub(crate) use self::hyper::HyperTransport;
pub(crate) use self::options::ConnectionOptions;
pub use self::proxy::Proxy;
pub use self::request::HttpRequest;
#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;

use crate::error::TransportError;

/// The head of an answer may have this many bytes.
pub(crate) const MAX_HEAD: usize = 64 * 1024;

/// A future behind a pointer.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A way to send one request and get its answer.
///
/// An implementation sends the request once, as it stands: it follows no redirect, repeats nothing, decodes nothing
/// and adds no header that names the URL. Limits on time and size are watched by the client; dropping the future or
/// the body must stop the exchange. The URL, the headers and the body hold secrets: nothing of them may be logged.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request. The answer is there as soon as its head is; its body may still be on the way.
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<Response<Body>, TransportError>>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        (**self).send(request)
    }
}

//! Transports. Implement [`Transport`] to use another HTTP client, or to add logging, metrics and limits to the built-in one.

mod body;
#[cfg(feature = "built-in")]
mod built_in;
mod delivery_proof;
#[cfg(any(feature = "built-in", feature = "reqwest"))]
mod hyper_error;
mod options;
mod proxy;
mod request;
#[cfg(feature = "reqwest")]
mod reqwest;

use std::pin::Pin;
use std::sync::Arc;

use http::Response;

pub use self::body::Body;
#[cfg(feature = "built-in")]
pub use self::built_in::BuiltInTransport;
#[cfg(feature = "built-in")]
pub(crate) use self::options::ClientCertificate;
pub use self::options::ConnectionOptions;
pub use self::proxy::Proxy;
pub use self::request::HttpRequest;
#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;

pub use crate::error::{SettingError, TransportError, TransportErrorKind};
pub use crate::request::Endpoint;

pub(crate) use self::delivery_proof::DeliveryProof;

/// A boxed future.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends one request and returns its response.
///
/// An implementation sends the request once and unchanged: it follows no redirects, does not retry, does not decode and adds no header that contains the URL. The client enforces timeouts and size limits; dropping the future or the body must cancel the exchange. URL, headers and body contain secrets: never log them.
///
/// [`HttpRequest::endpoint`] names the operation, for logs, metrics and limits:
///
/// ```
/// use restwright_runtime::{Body, BoxFuture, HttpRequest, Transport, TransportError};
///
/// /// Prints the operation and the outcome of each attempt.
/// struct Logged<T>(T);
///
/// impl<T: Transport> Transport for Logged<T> {
///     fn send(
///         &self,
///         request: HttpRequest,
///     ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
///         let operation = request.endpoint().map_or("unknown", |endpoint| endpoint.id);
///         let response = self.0.send(request);
///         Box::pin(async move {
///             let response = response.await;
///             match &response {
///                 Ok(response) => println!("{operation}: {}", response.status()),
///                 Err(error) => println!("{operation}: {error}"),
///             }
///             response
///         })
///     }
/// }
///
/// // Around whichever transport the client has: the built-in one, or one that it is given.
/// let options = restwright_runtime::ClientOptions::new().wrap_transport(Logged);
/// # drop(options);
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends a request. Resolves when the response head arrives; the body may still be streaming.
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<Response<Body>, TransportError>>;

    /// Whether the transport can send requests to `https` URLs. Where it cannot, `build` refuses such a base URL. A transport
    /// around another one passes on what that one says.
    fn has_tls(&self) -> bool {
        true
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        (**self).send(request)
    }

    fn has_tls(&self) -> bool {
        (**self).has_tls()
    }
}

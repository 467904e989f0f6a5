//! How requests reach a server. Anyone can bring their own way.

mod body;
#[cfg(feature = "built-in")]
mod built_in;
mod departure;
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

pub(crate) use self::departure::Departure;

/// A future behind a pointer.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends one request and gets its answer.
///
/// An implementation sends the request once, as it stands: it follows no redirect, retries nothing, decodes nothing
/// and adds no header that names the URL. Limits on time and size are watched by the client; dropping the future or
/// the body must stop the exchange. The URL, the headers and the body hold secrets: nothing of them may be logged.
///
/// The operation behind a request is known, so a transport can log, count or pace by it:
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
///         let answer = self.0.send(request);
///         Box::pin(async move {
///             let answer = answer.await;
///             match &answer {
///                 Ok(answer) => println!("{operation}: {}", answer.status()),
///                 Err(error) => println!("{operation}: {error}"),
///             }
///             answer
///         })
///     }
/// }
///
/// // Around whichever transport the client has: the built-in one, or one that it is given.
/// let options = restwright_runtime::ClientOptions::new().wrap_transport(Logged);
/// # drop(options);
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends a request. The answer is there as soon as its head is; its body may still be on the way.
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

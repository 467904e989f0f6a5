//! A request that is ready to be sent.

use std::fmt;
use std::ops::Deref;

use bytes::Bytes;

use super::{Body, DeliveryProof};
use crate::request::{Endpoint, Payload};
#[cfg(feature = "uploads")]
use crate::upload::StreamedBody;

/// A request that is ready to be sent. Dereferences to [`http::Request`].
///
/// It contains all secrets of a call in plain text. Its `Debug` output shows none of them, but that of [`http::Request`] does: never log the URL or the result of [`into_inner`](Self::into_inner).
#[derive(Default)]
pub struct HttpRequest {
    request: http::Request<Body>,
    endpoint: Option<&'static Endpoint>,
    /// None until the request is about to be handed to a transport.
    delivery_proof: Option<DeliveryProof>,
}

impl HttpRequest {
    /// The operation that the request is of: its id, and the template of its path. None where the request came from
    /// elsewhere.
    #[must_use]
    pub fn endpoint(&self) -> Option<&'static Endpoint> {
        self.endpoint
    }

    /// All bytes of the body, unless it is a stream or holds files.
    #[must_use]
    pub fn body_bytes(&self) -> Option<&Bytes> {
        self.request.body().as_bytes()
    }

    /// The request once more; none where its body is a stream, which can be sent only once. Files on disk are read again.
    #[must_use]
    pub fn try_clone(&self) -> Option<Self> {
        let body = self.request.body().try_clone()?;
        let mut request = http::Request::new(body);
        *request.method_mut() = self.request.method().clone();
        *request.uri_mut() = self.request.uri().clone();
        *request.headers_mut() = self.request.headers().clone();
        Some(Self { request, endpoint: self.endpoint, delivery_proof: None })
    }

    /// The request of `http`, which HTTP clients take. What the endpoint is goes along as an extension, and is found
    /// again by `From`.
    #[must_use]
    pub fn into_inner(mut self) -> http::Request<Body> {
        let extensions = self.request.extensions_mut();
        if let Some(delivery_proof) = self.delivery_proof {
            extensions.insert(delivery_proof);
        }
        if let Some(endpoint) = self.endpoint {
            extensions.insert(endpoint);
        }
        self.request
    }

    pub(crate) fn new(request: http::Request<Payload>, endpoint: &'static Endpoint) -> Self {
        let request = request.map(Body::of);
        Self { request, endpoint: Some(endpoint), delivery_proof: None }
    }

    #[cfg(feature = "oauth")]
    pub(crate) fn headers_mut(&mut self) -> &mut http::HeaderMap {
        self.request.headers_mut()
    }

    /// The files that its body reads while it is sent.
    #[cfg(feature = "uploads")]
    pub(crate) fn upload(&self) -> Option<&StreamedBody> {
        self.request.body().upload()
    }

    /// Tells from now on whether the request has left.
    pub(crate) fn attach_proof(&mut self) -> DeliveryProof {
        self.delivery_proof.get_or_insert_default().clone()
    }

    #[cfg(feature = "built-in")]
    pub(super) fn into_parts(self) -> (http::Request<Body>, Option<DeliveryProof>) {
        (self.request, self.delivery_proof)
    }
}

impl Deref for HttpRequest {
    type Target = http::Request<Body>;

    fn deref(&self) -> &http::Request<Body> {
        &self.request
    }
}

impl<B: Into<Body>> From<http::Request<B>> for HttpRequest {
    fn from(request: http::Request<B>) -> Self {
        let mut request = request.map(Into::into);
        let endpoint = request.extensions_mut().remove();
        let delivery_proof = request.extensions_mut().remove();
        Self { request, endpoint, delivery_proof }
    }
}

impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpRequest")
            .field("operation", &self.endpoint.map(|endpoint| endpoint.id))
            .field("method", self.method())
            .field("headers", &self.headers().keys().collect::<Vec<_>>())
            .field("body_bytes", &self.body_bytes().map(Bytes::len))
            .finish_non_exhaustive()
    }
}

//! A request that is ready to be sent.

use std::fmt;
use std::ops::Deref;

use bytes::Bytes;

/// A request with all of its body. It can be used like the request of `http` that it is.
///
/// It holds every secret of a call in clear. `Debug` shows none of them, but that of `http` does: whoever formats the
/// URL or takes the request [out](Self::into_inner) answers for where that goes.
#[derive(Clone)]
pub struct HttpRequest(http::Request<Bytes>);

impl HttpRequest {
    /// The request of `http`, which every HTTP client takes.
    #[must_use]
    pub fn into_inner(self) -> http::Request<Bytes> {
        self.0
    }

    /// What travels with the request and never leaves the process.
    pub(super) fn extensions_mut(&mut self) -> &mut http::Extensions {
        self.0.extensions_mut()
    }
}

impl Deref for HttpRequest {
    type Target = http::Request<Bytes>;

    fn deref(&self) -> &http::Request<Bytes> {
        &self.0
    }
}

impl From<http::Request<Bytes>> for HttpRequest {
    fn from(request: http::Request<Bytes>) -> Self {
        Self(request)
    }
}

impl From<HttpRequest> for http::Request<Bytes> {
    fn from(request: HttpRequest) -> Self {
        request.0
    }
}

impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpRequest")
            .field("method", self.method())
            .field("headers", &self.headers().keys().collect::<Vec<_>>())
            .field("body_bytes", &self.body().len())
            .finish_non_exhaustive()
    }
}

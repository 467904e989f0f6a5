//! A complete HTTP response before decoding.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use crate::request::Service;

/// A complete HTTP response before decoding.
#[derive(Clone)]
pub(crate) struct RawResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The delay that the server asked for with `Retry-After`.
    pub(crate) retry_after: Option<Duration>,
}

impl RawResponse {
    /// Creates a response whose body is not read yet.
    pub(crate) fn new(status: StatusCode, mut headers: HeaderMap) -> Self {
        // They may repeat inputs, so they must not be formatted.
        headers.values_mut().for_each(|value| value.set_sensitive(true));
        Self { status, headers, body: Bytes::new(), retry_after: None }
    }

    /// The id of the request, from the header that the service declares for it.
    pub(crate) fn request_id(&self, service: &Service) -> Option<&str> {
        self.headers.get(service.request_id_header?)?.to_str().ok()
    }

    /// Whether its `Content-Type` is that of RFC 9457.
    pub(crate) fn is_problem(&self) -> bool {
        let content_type = self.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let essence = content_type.and_then(|text| text.split(';').next()).unwrap_or_default();
        essence.trim().eq_ignore_ascii_case("application/problem+json")
    }

    /// Shows nothing that may be secret.
    pub(crate) fn fmt_as(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct(name)
            .field("status", &self.status.as_u16())
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

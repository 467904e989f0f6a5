//! What a server answered.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::request::Service;

/// A complete answer.
#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// How long the server wants to be left alone.
    pub(crate) retry_after: Option<Duration>,
}

impl Answer {
    /// An answer whose body is yet to come.
    pub(crate) fn new(status: StatusCode, mut headers: HeaderMap) -> Self {
        // They may repeat what the server was sent: whoever formats them shall not see it.
        headers.values_mut().for_each(|value| value.set_sensitive(true));
        Self { status, headers, body: Bytes::new(), retry_after: None }
    }

    /// The id of the request, from the header that the service declares for it.
    pub(crate) fn request_id(&self, service: &Service) -> Option<&str> {
        self.headers.get(service.request_id_header?)?.to_str().ok()
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

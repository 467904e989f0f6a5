//! A span for each attempt, with the attributes that OpenTelemetry names for HTTP clients.

use tracing::field::Empty;
use tracing::{Instrument, Span, info_span};

use super::Outcome;
use crate::request::Endpoint;

/// The span of an attempt. It holds no query, no header and no body, and of the path only its template.
#[derive(Clone)]
pub(in super::super) struct Trace(Span);

impl Trace {
    pub(in super::super) fn start(
        (host, port): (&str, u16),
        endpoint: &Endpoint,
        resends: u32,
    ) -> Self {
        let method = http::Method::from(endpoint.method);
        Self(info_span!(
            target: "restwright_runtime",
            "http_request",
            otel.name = format_args!("{method} {}", endpoint.path),
            otel.kind = "client",
            http.request.method = method.as_str(),
            url.template = endpoint.path,
            server.address = host,
            server.port = port,
            http.request.resend_count = (resends > 0).then_some(resends),
            http.response.status_code = Empty,
            error.r#type = Empty,
            api.operation = endpoint.id,
            api.error_code = Empty,
        ))
    }

    /// Whatever happens in `future`, happens in the span.
    pub(in super::super) fn around<F: Future>(&self, future: F) -> impl Future<Output = F::Output> {
        future.instrument(self.0.clone())
    }

    pub(in super::super) fn note(&self, outcome: Outcome<'_>) {
        match outcome {
            Outcome::Status(status) => self.0.record("http.response.status_code", status),
            Outcome::ErrorType(text) => self.0.record("error.type", text),
            Outcome::ErrorCode(code) => self.0.record("api.error_code", code),
        };
    }
}

impl Default for Trace {
    fn default() -> Self {
        Self(Span::none())
    }
}

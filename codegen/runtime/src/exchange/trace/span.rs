//! Spans with the attributes that OpenTelemetry names for HTTP clients.

use tracing::{Instrument, Span};

use super::Attribute;
use crate::request::{Endpoint, Service};

/// The span of a call, or of one of its attempts.
#[derive(Clone)]
pub(crate) struct Trace(Span);

impl Trace {
    /// Starts the span of a call, as a child of the current one.
    pub(crate) fn call(service: &Service, endpoint: &Endpoint) -> Self {
        Self((service.spans.call)(service, endpoint))
    }

    /// Starts the span of an attempt of this call.
    pub(in super::super) fn attempt(
        &self,
        service: &Service,
        (host, port): &(String, u16),
        endpoint: &Endpoint,
        retries: u32,
    ) -> Self {
        Self((service.spans.attempt)(&self.0, (host, *port), endpoint, retries))
    }

    /// Runs `future` within the span.
    pub(in super::super) fn around<F: Future>(&self, future: F) -> impl Future<Output = F::Output> {
        future.instrument(self.0.clone())
    }

    pub(in super::super) fn record(&self, attribute: Attribute<'_>) {
        match attribute {
            Attribute::Status(status) => self.0.record("http.response.status_code", status),
            Attribute::ErrorType(text) => self.0.record("error.type", text),
            Attribute::ErrorCode(code) => self.0.record("api.error_code", code),
            Attribute::ErrorText(code) => self.0.record("api.error_code", code),
            Attribute::Outcome(text) => self.0.record("otel.status_code", text),
            Attribute::Attempts(attempts) => self.0.record("api.attempts", attempts),
            Attribute::ElapsedMs(time) => self.0.record("api.elapsed_ms", time),
            Attribute::Delivery(text) => self.0.record("api.delivery", text),
        };
    }
}

//! The spans of calls and attempts. Their callsites belong to the client's crate, since a callsite is what fixes a target.

#[cfg(feature = "tracing")]
use tracing::Span;

#[cfg(feature = "tracing")]
use super::{Endpoint, Service};

/// Creates the spans of calls and attempts, with the name of the client's crate as their target: see
/// [`spans!`](crate::spans).
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(feature = "tracing"), non_exhaustive)]
pub struct Spans {
    /// Starts the span of a call.
    #[cfg(feature = "tracing")]
    pub call: fn(&Service, &Endpoint) -> Span,
    /// Starts the span of an attempt: the span of its call, host and port of the server, the operation, and the number of
    /// retries so far.
    #[cfg(feature = "tracing")]
    pub attempt: fn(&Span, (&str, u16), &Endpoint, u32) -> Span,
}

impl Spans {
    /// No spans, as the feature `tracing` is off.
    #[cfg(not(feature = "tracing"))]
    #[doc(hidden)]
    #[must_use]
    pub const fn none() -> Self {
        Self {}
    }
}

/// The [`Spans`] of the crate that calls this macro.
///
/// Attributes have the names of the OpenTelemetry semantic conventions where these have one. No span holds a query, a
/// header, a body or, of the path, anything but its template.
#[cfg(feature = "tracing")]
#[doc(hidden)]
#[macro_export]
macro_rules! spans {
    () => {{
        // A compiler that is called without cargo has no name of the crate: its module is the next best.
        const TARGET: &str = match option_env!("CARGO_CRATE_NAME") {
            Some(name) => name,
            None => module_path!(),
        };
        $crate::Spans {
            call: |service, endpoint| {
                $crate::__tracing::info_span!(
                    target: TARGET,
                    "api_call",
                    otel.name = endpoint.id,
                    otel.kind = "internal",
                    otel.status_code = $crate::__tracing::field::Empty,
                    api.name = service.name,
                    api.operation = endpoint.id,
                    api.attempts = $crate::__tracing::field::Empty,
                    api.elapsed_ms = $crate::__tracing::field::Empty,
                    api.delivery = $crate::__tracing::field::Empty,
                    api.error_code = $crate::__tracing::field::Empty,
                    http.response.status_code = $crate::__tracing::field::Empty,
                    error.r#type = $crate::__tracing::field::Empty,
                )
            },
            attempt: |call, (host, port), endpoint, retries| {
                $crate::__tracing::info_span!(
                    target: TARGET,
                    parent: call,
                    "http_request",
                    otel.name = format_args!("{} {}", endpoint.method, endpoint.path),
                    otel.kind = "client",
                    http.request.method = endpoint.method.as_str(),
                    url.template = endpoint.path,
                    server.address = host,
                    server.port = port,
                    http.request.resend_count = (retries > 0).then_some(retries),
                    http.response.status_code = $crate::__tracing::field::Empty,
                    error.r#type = $crate::__tracing::field::Empty,
                    api.operation = endpoint.id,
                    api.error_code = $crate::__tracing::field::Empty,
                )
            },
        }
    }};
}

/// No [`Spans`], as the feature `tracing` is off.
#[cfg(not(feature = "tracing"))]
#[doc(hidden)]
#[macro_export]
macro_rules! spans {
    () => {
        $crate::Spans::none()
    };
}

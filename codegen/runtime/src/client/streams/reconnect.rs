//! Requesting a stream of events again, from the event behind the last one.

use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Request};

use crate::error::Failure;
use crate::exchange::{BodyStream, Limits, Sender, StreamKind, Trace, run_attempts};
use crate::request::{Effect, Endpoint, Payload};
use crate::transport::BoxFuture;

const LAST_EVENT_ID: &str = "last-event-id";

/// The status by which a server ends a stream for good.
const NO_CONTENT: u16 = 204;

/// The request of a stream, and how often it was sent again since the last event.
pub(super) struct Reconnect {
    sender: Arc<Sender>,
    endpoint: &'static Endpoint,
    request: Request<Bytes>,
    limits: Limits,
    attempts: u32,
    running: Option<BoxFuture<'static, Outcome>>,
}

/// Another response, or none where the server has no more events.
type Outcome = Result<Option<BodyStream>, Box<Failure>>;

impl Reconnect {
    /// `None` where the operation must not be repeated, or sends what is read only once.
    pub(super) fn new(
        sender: Arc<Sender>,
        endpoint: &'static Endpoint,
        request: &Request<Payload>,
        limits: Limits,
    ) -> Option<Self> {
        let mut kept = Request::new(request.body().as_bytes()?.clone());
        *kept.method_mut() = request.method().clone();
        *kept.uri_mut() = request.uri().clone();
        *kept.headers_mut() = request.headers().clone();
        // They say which access token the request needs.
        *kept.extensions_mut() = request.extensions().clone();
        let is_safe = endpoint.effect == Effect::Safe;
        is_safe.then_some(Self {
            sender,
            endpoint,
            request: kept,
            limits,
            attempts: 0,
            running: None,
        })
    }

    pub(super) fn is_running(&self) -> bool {
        self.running.is_some()
    }

    /// An event has arrived.
    pub(super) fn reset(&mut self) {
        self.attempts = 0;
    }

    /// Requests what is behind the event with this id, unless that was done too often.
    pub(super) fn start(&mut self, id: &str, retry: Option<Duration>) -> bool {
        self.attempts += 1;
        let wait = self.sender.reconnect_wait(self.limits.retry, self.attempts, retry);
        let (Some(wait), Ok(mut id)) = (wait, HeaderValue::from_bytes(id.as_bytes())) else {
            return false;
        };
        id.set_sensitive(true);
        let mut request = self.request.clone().map(Payload::Bytes);
        request.headers_mut().insert(LAST_EVENT_ID, id);
        let (sender, endpoint, limits) = (Arc::clone(&self.sender), self.endpoint, self.limits);
        self.running = Some(Box::pin(async move {
            sender.sleep(wait).await;
            let service = sender.service();
            let call = Trace::call(service, endpoint);
            let exchanged = run_attempts(sender, endpoint, request, limits, call).await?;
            if exchanged.status() == NO_CONTENT {
                return Ok(None);
            }
            exchanged.accept_stream(service, endpoint, StreamKind::Events).map(Some)
        }));
        true
    }

    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Outcome> {
        let Some(running) = &mut self.running else { return Poll::Ready(Ok(None)) };
        let outcome = ready!(running.as_mut().poll(cx));
        self.running = None;
        Poll::Ready(outcome)
    }
}

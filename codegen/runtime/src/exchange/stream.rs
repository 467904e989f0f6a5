//! Bodies that are read piece by piece, after the head has been given to the caller.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use tokio::task::unconstrained;
use tokio::time::{Instant, Sleep, sleep};

use super::response::Exchanged;
use super::retry::{RetryPolicy, is_retryable};
use super::trace::Trace;
use super::upload::Files;
use super::{Decoding, NO_RUNTIME};
use crate::decode::{BodySlot, DecodeError, DecodeProblem, Slot, read};
use crate::error::{
    Delivery, Failure, Item, Problem, RawResponse, TransportError, TransportErrorKind,
    refusal_of_item,
};
use crate::request::{Endpoint, Service};
use crate::transport::Body;

/// How much of a success is read before it is taken for a stream, where it may be an error instead.
const AHEAD: usize = 64 * 1024;

/// How a response is read as a stream.
#[derive(Clone, Copy)]
pub(crate) struct Streaming {
    pub(crate) kind: StreamKind,
    /// The timeout between two pieces of the body.
    pub(crate) chunk: Duration,
}

/// What a stream consists of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum StreamKind {
    /// Any bytes.
    Download,
    /// Server-sent events.
    Events,
    /// Lines of JSON.
    Lines,
}

/// What was not read of the body of a stream. The timer belongs to the runtime in which the head was awaited.
#[derive(Default)]
pub(crate) struct Rest {
    body: Option<(Body, Timer)>,
    announced: Option<u64>,
    /// Whether the body has ended already.
    is_received: bool,
    /// The files of the request, which may still go out.
    files: Files,
}

struct Timer {
    limit: Duration,
    sleep: Pin<Box<Sleep>>,
    is_running: bool,
    /// How far the files of the request were read when it began.
    pieces: u64,
}

impl Rest {
    /// Behind a request with these files.
    pub(super) fn behind(self, files: Files) -> Self {
        Self { files, ..self }
    }
}

impl Streaming {
    /// How many bytes tell whether a success is an error, or a page for people, instead of a stream.
    pub(super) fn ahead(self, service: &Service, response: &RawResponse) -> usize {
        let can_be_error = service.error_bodies.iter().any(|layout| layout.in_success);
        let is_doubtful = match self.kind {
            StreamKind::Download => can_be_error && response.is_json(),
            StreamKind::Events => !can_be_events(response),
            StreamKind::Lines => response.is_json() && can_be_error || !can_be_lines(response),
        };
        if is_doubtful { AHEAD } else { 0 }
    }

    /// Whether a body begins with a line of JSON, so that there is nothing to wait for: lines are told from errors one by one.
    fn is_begun(self, begun: &[u8]) -> bool {
        let first = || begun.split(|byte| *byte == b'\n').next().unwrap_or_default();
        self.kind == StreamKind::Lines
            && begun.contains(&b'\n')
            && serde_json::from_slice::<serde_core::de::IgnoredAny>(first()).is_ok()
    }

    /// Reads the beginning of a body.
    pub(super) async fn begin(
        self,
        mut body: Body,
        ahead: usize,
        announced: Option<u64>,
    ) -> Result<(Bytes, Rest), Problem> {
        let (mut begun, mut is_received) = (BytesMut::new(), false);
        while !is_received && begun.len() < ahead && !self.is_begun(&begun) {
            match poll_fn(|cx| body.poll_data(cx)).await {
                None if announced.is_some_and(|length| length > begun.len() as u64) => {
                    let kind = TransportErrorKind::Interrupted;
                    return Err(Problem::Transport(TransportError::new(kind, Delivery::Answered)));
                }
                None => is_received = true,
                Some(piece) => begun.extend_from_slice(&piece.map_err(Problem::Transport)?),
            }
        }
        // A timer that is far away, until somebody waits.
        let sleep = Box::pin(sleep(self.chunk));
        let timer = Timer { limit: self.chunk, sleep, is_running: false, pieces: 0 };
        let body = Some((body, timer));
        let rest = Rest { body, announced, is_received, files: Files::default() };
        Ok((begun.freeze(), rest))
    }
}

impl Timer {
    /// Starts with the first poll for a piece of the body, so that callers may take their time with the one before.
    ///
    /// It starts anew where time is up and the request still went out meanwhile, to which no server need say anything.
    fn poll(&mut self, files: &Files, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            if !self.is_running {
                self.is_running = true;
                self.pieces = files.pieces();
                let Some(deadline) = Instant::now().checked_add(self.limit) else {
                    return Poll::Pending;
                };
                self.sleep.as_mut().reset(deadline);
            }
            ready!(Pin::new(&mut unconstrained(self.sleep.as_mut())).poll(cx));
            if files.pieces() == self.pieces {
                return Poll::Ready(());
            }
            self.is_running = false;
        }
    }
}

/// The body of a success, which arrives while it is read.
pub(crate) struct BodyStream {
    about: Arc<StreamInfo>,
    ahead: Bytes,
    rest: Option<(Body, Timer)>,
    /// The files of the request. Dropping them ends what still goes out.
    files: Files,
    received: u64,
    /// Whether the response is complete.
    is_received: bool,
    call: Trace,
}

/// What is known of a stream when it begins.
pub(crate) struct StreamInfo {
    service: &'static Service,
    pub(crate) endpoint: &'static Endpoint,
    /// Without its body.
    pub(crate) head: RawResponse,
    /// The number of bytes that the head announces.
    pub(crate) announced: Option<u64>,
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
    policy: RetryPolicy,
    decoding: Decoding,
}

impl Exchanged {
    /// Takes a success for a stream; everything else is a failure.
    pub(crate) fn accept_stream(
        mut self,
        service: &'static Service,
        endpoint: &'static Endpoint,
        kind: StreamKind,
    ) -> Result<BodyStream, Box<Failure>> {
        let Some(problem) = self.problem_of_stream(service, kind) else {
            self.call.record_success(&self.response, self.attempts, self.elapsed);
            let ahead = std::mem::take(&mut self.response.body);
            let about = StreamInfo {
                service,
                endpoint,
                head: self.response,
                announced: self.rest.announced,
                attempts: self.attempts,
                elapsed: self.elapsed,
                policy: self.policy,
                decoding: self.decoding,
            };
            let Rest { body: rest, is_received, files, .. } = self.rest;
            return Ok(BodyStream {
                about: Arc::new(about),
                ahead,
                rest,
                files,
                received: 0,
                is_received,
                call: self.call,
            });
        };
        Err(self.fail(service, endpoint, problem))
    }

    fn problem_of_stream(&self, service: &'static Service, kind: StreamKind) -> Option<Problem> {
        let response = &self.response;
        if !response.status.is_success() {
            return response.read(service, self.decoding, BodySlot::nothing()).err();
        }
        let unreadable = |problem| Some(Problem::Decode(DecodeError::of_body(problem)));
        if let Err(problem) = response.check_content(service) {
            return Some(problem);
        }
        if kind == StreamKind::Download {
            return None;
        }
        if response.is_html() {
            return unreadable(DecodeProblem::Html);
        }
        if kind == StreamKind::Events && !can_be_events(response) {
            // Where only events are expected, any error of the API is one.
            let refusal = refusal_of_item(&response.body, service, Item::Error, &mut |_| true);
            let other = DecodeProblem::Expected("server-sent events");
            return refusal.or_else(|| unreadable(other));
        }
        if kind == StreamKind::Lines && !can_be_lines(response) {
            return unreadable(DecodeProblem::Expected("lines of JSON"));
        }
        None
    }
}

/// Whether a response may consist of server-sent events: by its content type, unless that says nothing.
fn can_be_events(response: &RawResponse) -> bool {
    matches!(&*response.essence(), b"" | b"text/event-stream" | b"text/plain")
}

/// Whether a response may consist of lines of JSON. There are many names for that.
fn can_be_lines(response: &RawResponse) -> bool {
    !response.is_html() && response.essence() != b"text/event-stream"
}

impl BodyStream {
    /// The next piece of the body; `None` behind the last one, and behind an error.
    pub(crate) fn poll_chunk(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Box<Failure>>>> {
        if !self.ahead.is_empty() {
            self.received += self.ahead.len() as u64;
            return Poll::Ready(Some(Ok(std::mem::take(&mut self.ahead))));
        }
        loop {
            let Some((body, timer)) = &mut self.rest else { return Poll::Ready(None) };
            if self.is_received {
                let outcome = ready!(self.poll_sent(cx));
                self.end();
                return Poll::Ready(outcome.err().map(Err));
            }
            let problem = match body.poll_data(cx) {
                Poll::Pending => match self.files.watch(cx) {
                    Some(problem) => problem,
                    None if timer.poll(&self.files, cx).is_pending() => return Poll::Pending,
                    None => Problem::Timeout,
                },
                Poll::Ready(Some(Ok(chunk))) => {
                    timer.is_running = false;
                    self.received += chunk.len() as u64;
                    if chunk.is_empty() {
                        continue;
                    }
                    return Poll::Ready(Some(Ok(chunk)));
                }
                Poll::Ready(Some(Err(error))) => {
                    self.files.problem().unwrap_or(Problem::Transport(error))
                }
                // Transports know what was announced. One that does not look must not make half a file a whole one.
                Poll::Ready(None)
                    if self.about.announced.is_some_and(|length| self.received < length) =>
                {
                    let kind = TransportErrorKind::Interrupted;
                    Problem::Transport(TransportError::new(kind, Delivery::Answered))
                }
                Poll::Ready(None) => {
                    self.is_received = true;
                    continue;
                }
            };
            return Poll::Ready(Some(Err(self.fail(problem))));
        }
    }

    /// Waits until the request is out, which a stream can outrun: half a request is not a success.
    pub(crate) fn poll_sent(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Box<Failure>>> {
        let problem = match self.files.poll_read(cx) {
            Poll::Ready(Ok(())) => return Poll::Ready(Ok(())),
            Poll::Ready(Err(problem)) => problem,
            Poll::Pending => {
                if let Some((_, timer)) = &mut self.rest {
                    ready!(timer.poll(&self.files, cx));
                }
                Problem::Timeout
            }
        };
        Poll::Ready(Err(self.fail(problem)))
    }

    /// Reads no further, and closes the connection where something is left in either direction.
    pub(crate) fn end(&mut self) {
        self.ahead = Bytes::new();
        self.rest = None;
        self.files = Files::default();
    }

    /// The error that ends the stream.
    pub(crate) fn fail(&mut self, problem: Problem) -> Box<Failure> {
        self.end();
        let failure = self.failure(problem, Bytes::new());
        self.call.record_failure(&failure);
        failure
    }

    /// An error about a piece of the body.
    pub(crate) fn failure(&self, problem: Problem, body: Bytes) -> Box<Failure> {
        let mut response = self.about.head.clone();
        response.body = body;
        let mut failure = Box::new(Failure {
            service: self.about.service,
            endpoint: Some(self.about.endpoint),
            problem,
            delivery: Delivery::Answered,
            attempts: self.about.attempts,
            elapsed: self.about.elapsed,
            is_retryable: false,
            response: Some(response),
            page: 0,
            item: 0,
        });
        failure.is_retryable = is_retryable(&failure, self.about.policy);
        failure
    }

    /// An error before anything was read, because there is no runtime to read in.
    pub(crate) fn without_runtime(&mut self) -> Box<Failure> {
        self.fail(Problem::Input("runtime", NO_RUNTIME))
    }

    /// Decodes an item of the stream, which may be an error of the API instead.
    pub(crate) fn read_item(
        &self,
        item: &[u8],
        is_named_error: bool,
        mut slot: Slot<'_>,
    ) -> Result<Vec<DecodeError>, Problem> {
        let service = self.about.service;
        let kind = if is_named_error { Item::Error } else { Item::Any };
        if let Some(problem) = refusal_of_item(item, service, kind, &mut |key| slot.knows(key)) {
            return Err(problem);
        }
        let mut reading = read(item, slot.again(), None).map_err(|error| {
            let mut is_known = |key: &str| slot.knows(key);
            let refusal = refusal_of_item(item, service, Item::Unreadable, &mut is_known);
            refusal.unwrap_or(Problem::Decode(error))
        })?;
        if self.about.decoding == Decoding::Strict && !reading.problems.is_empty() {
            return Err(Problem::Decode(reading.problems.swap_remove(0)));
        }
        Ok(reading.problems)
    }

    pub(crate) fn about(&self) -> &StreamInfo {
        &self.about
    }

    /// Takes the stream, and leaves one that is at its end.
    #[cfg(feature = "blocking")]
    pub(crate) fn take(&mut self) -> Self {
        let ended = Self {
            about: Arc::clone(&self.about),
            ahead: Bytes::new(),
            rest: None,
            files: Files::default(),
            received: self.received,
            is_received: true,
            call: self.call.clone(),
        };
        std::mem::replace(self, ended)
    }
}

impl StreamInfo {
    /// The id that the server gave the request.
    pub(crate) fn request_id(&self) -> Option<&str> {
        self.head.request_id(self.service)
    }
}

//! Transports for tests, without sockets.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Response, StatusCode};
use http_body::Frame;

use super::reply::{Answer, Play};
#[cfg(feature = "streams")]
use super::reply::{Chunks, StreamEnd};
use super::{Reply, Request, lock};
use crate::error::{Delivery, TransportError, TransportErrorKind};
use crate::transport::{Body, BoxFuture, HttpRequest, Transport};

/// A transport that returns scripted replies, and keeps the requests.
///
/// Clones share both, so a test can inspect them while the client has a clone. After the last reply, every request fails
/// to connect.
#[derive(Clone, Default)]
pub struct ScriptedTransport {
    script: Arc<Mutex<VecDeque<Result<Reply, TransportError>>>>,
    log: Log,
}

impl ScriptedTransport {
    /// Returns these replies, in this order.
    pub fn new(replies: impl IntoIterator<Item = Reply>) -> Self {
        let transport = Self::default();
        replies.into_iter().for_each(|reply| transport.push(reply));
        transport
    }

    /// Appends a reply.
    pub fn push(&self, reply: Reply) {
        lock(&self.script).push_back(Ok(reply));
    }

    /// Appends a failure.
    pub fn push_error(&self, error: TransportError) {
        lock(&self.script).push_back(Err(error));
    }

    /// The requests so far.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.log.requests()
    }
}

impl Transport for ScriptedTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        self.log.keep(&request);
        let next = lock(&self.script).pop_front();
        Box::pin(async move {
            let end = TransportError::new(TransportErrorKind::Connect, Delivery::NotSent);
            let reply = next.unwrap_or(Err(end))?;
            if !reply.delay.is_zero() {
                tokio::time::sleep(reply.delay).await;
            }
            play(reply.play).await
        })
    }
}

impl fmt::Debug for ScriptedTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScriptedTransport")
            .field("left", &lock(&self.script).len())
            .field("requests", &self.log.requests())
            .finish()
    }
}

/// A transport that keeps the requests it passes on to another one. Clones share them.
#[derive(Clone)]
pub struct RecordingTransport {
    inner: Arc<dyn Transport>,
    log: Log,
}

impl RecordingTransport {
    /// Keeps the requests that go through `inner`.
    pub fn new(inner: impl Transport) -> Self {
        Self { inner: Arc::new(inner), log: Log::default() }
    }

    /// The requests so far.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.log.requests()
    }
}

impl Transport for RecordingTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        self.log.keep(&request);
        self.inner.send(request)
    }
}

impl fmt::Debug for RecordingTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordingTransport")
            .field("requests", &self.log.requests())
            .finish_non_exhaustive()
    }
}

/// Requests, in the order in which they came.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<Request>>>);

impl Log {
    fn keep(&self, request: &HttpRequest) {
        lock(&self.0).push(Request::of(request));
    }

    fn requests(&self) -> Vec<Request> {
        lock(&self.0).clone()
    }
}

async fn play(play: Play) -> Result<Response<Body>, TransportError> {
    let unanswered = |kind| TransportError::new(kind, Delivery::MaybeSent);
    match play {
        Play::Answer(answer) => response(&answer, Body::from(answer.body.clone())),
        Play::Truncated(answer) => {
            let half = Bytes::copy_from_slice(&answer.body[..answer.body.len() / 2]);
            response(&answer, Body::stream(TruncatedBody(Some(half))))
        }
        #[cfg(feature = "streams")]
        Play::Chunks(chunks) => {
            let head = chunks.head.clone();
            response(&head, Body::stream(ChunkedBody { chunks, waiting: None }))
        }
        Play::Bytes(_) => Err(unanswered(TransportErrorKind::Protocol)),
        Play::Reset => Err(unanswered(TransportErrorKind::Interrupted)),
        Play::Hang => std::future::pending().await,
    }
}

/// The response of a script; invalid statuses and headers are protocol errors.
pub(super) fn response(answer: &Answer, body: Body) -> Result<Response<Body>, TransportError> {
    let broken = TransportError::new(TransportErrorKind::Protocol, Delivery::MaybeSent);
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(answer.status).map_err(|_| broken)?;
    for (name, value) in &answer.headers {
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| broken)?;
        let value = HeaderValue::from_str(value).map_err(|_| broken)?;
        response.headers_mut().append(name, value);
    }
    Ok(response)
}

/// A body that ends with an error after its first chunk.
struct TruncatedBody(Option<Bytes>);

impl http_body::Body for TruncatedBody {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let end = TransportError::new(TransportErrorKind::Interrupted, Delivery::Answered);
        Poll::Ready(Some(self.0.take().map(Frame::data).ok_or(end)))
    }
}

/// A body that arrives piece by piece.
#[cfg(feature = "streams")]
struct ChunkedBody {
    chunks: Chunks,
    waiting: Option<Pin<Box<tokio::time::Sleep>>>,
}

#[cfg(feature = "streams")]
impl http_body::Body for ChunkedBody {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let this = &mut *self;
        if this.chunks.pieces.is_empty() {
            let cut = TransportError::new(TransportErrorKind::Interrupted, Delivery::Answered);
            return match this.chunks.end {
                StreamEnd::Complete => Poll::Ready(None),
                StreamEnd::Cut => Poll::Ready(Some(Err(cut))),
                StreamEnd::Stall => Poll::Pending,
            };
        }
        if !this.chunks.pause.is_zero() {
            let pause = this.chunks.pause;
            let sleep = this.waiting.get_or_insert_with(|| Box::pin(tokio::time::sleep(pause)));
            std::task::ready!(sleep.as_mut().poll(cx));
            this.waiting = None;
        }
        Poll::Ready(Some(Ok(Frame::data(this.chunks.pieces.remove(0).into()))))
    }
}

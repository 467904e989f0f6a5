//! One attempt of a call: sends the request and reads the response, within the limits.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::Response;
use http::header::{CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue};
use tokio::task::unconstrained;
use tokio::time::{Instant, Sleep, sleep_until};

use super::Sender;
use super::limits::Limits;
use super::retry::retry_after;
#[cfg(feature = "streams")]
use super::stream::Rest;
use super::upload::{Files, send};
use crate::error::{Delivery, Failure, Problem, RawResponse, TransportError, TransportErrorKind};
use crate::request::{Endpoint, Method};
use crate::transport::{Body, BoxFuture, DeliveryProof, HttpRequest};

/// The response of an attempt.
pub(super) struct Attempted {
    /// Of a stream, with the beginning of its body.
    pub(super) response: RawResponse,
    #[cfg(feature = "streams")]
    pub(super) rest: Rest,
}

/// Sends a request once, and reads the whole response; of a stream, as much as tells whether it is one.
///
/// This and others here are no `async fn`, which would keep room for their arguments twice.
pub(super) fn attempt(
    sender: &Sender,
    endpoint: &'static Endpoint,
    mut request: HttpRequest,
    time: Duration,
    limits: Limits,
) -> impl Future<Output = Result<Attempted, Box<Failure>>> + Send {
    // A deadline beyond the range of the clock is no deadline.
    let deadline = Instant::now().checked_add(time);
    let delivery_proof = request.attach_proof();
    let (sending, files) = send(sender, request);
    async move {
        // One timer for head and body.
        let mut limit = pin!(deadline.map(sleep_until));
        let head = head(sender, sending, delivery_proof, &files, limit.as_mut()).await;
        let (mut response, body) = match head {
            Ok(response) => begin(sender, response),
            Err((problem, delivery)) => {
                let problem = files.problem().unwrap_or(problem);
                return Err(fail(sender, endpoint, problem, delivery, None));
            }
        };
        let announced = announced_length(endpoint, &response);
        let is_success = response.status.is_success();
        let broken = |problem, response| {
            Err(fail(sender, endpoint, problem, Delivery::Answered, Some(response)))
        };
        #[cfg(feature = "streams")]
        if let Some(stream) = limits.stream.filter(|_| is_success) {
            let ahead = stream.ahead(sender.service, &response);
            let begun = before(limit, pin!(stream.begin(body, ahead, announced))).await;
            return match settle(begun, &files) {
                Ok((ahead, rest)) => {
                    response.body = ahead;
                    Ok(Attempted { response, rest: rest.behind(files) })
                }
                Err(problem) => broken(problem, response),
            };
        }
        let whole = async {
            let body = collect(announced, body, limits.body).await?;
            if is_success {
                poll_fn(|cx| files.poll_read(cx)).await?;
            }
            Ok(body)
        };
        let whole = before(limit, pin!(whole)).await;
        match settle(whole, &files) {
            Ok(body) => {
                response.body = body;
                Ok(Attempted {
                    response,
                    #[cfg(feature = "streams")]
                    rest: Rest::default(),
                })
            }
            Err(problem) => broken(problem, response),
        }
    }
}

/// What was read of a response, unless time is up, or files could not be read.
fn settle<T>(read: Option<Result<T, Problem>>, files: &Files) -> Result<T, Problem> {
    let read = read.ok_or(Problem::Timeout)?;
    match files.problem() {
        Some(problem) => Err(problem),
        None => read,
    }
}

type Sending<'a> = BoxFuture<'a, Result<Response<Body>, TransportError>>;

/// Waits for the response head.
async fn head(
    sender: &Sender,
    mut sending: Sending<'_>,
    delivery_proof: DeliveryProof,
    files: &Files,
    limit: Pin<&mut Option<Sleep>>,
) -> Result<Response<Body>, (Problem, Delivery)> {
    let response = before(limit, sending.as_mut()).await;
    // Only a dropped request knows for certain whether it was sent.
    drop(sending);
    let error = match response {
        Some(Ok(response)) if sender.refuses_head(response.headers()) => {
            TransportError::new(TransportErrorKind::HeadTooLarge, Delivery::Answered)
        }
        Some(Ok(response)) => return Ok(response),
        Some(Err(error)) => error,
        None if files.are_unchecked() => return Err((Problem::Timeout, Delivery::NotSent)),
        None if delivery_proof.is_not_sent() => {
            TransportError::new(TransportErrorKind::ConnectTimeout, Delivery::NotSent)
        }
        None => return Err((Problem::Timeout, Delivery::MaybeSent)),
    };
    Err((Problem::Transport(error), error.delivery()))
}

impl Sender {
    /// Whether a response head exceeds the limits. Transports have other limits for what they buffer, or none.
    fn refuses_head(&self, headers: &HeaderMap) -> bool {
        let line = |(name, value): (&HeaderName, &HeaderValue)| {
            name.as_str().len() + value.len() + ": \r\n".len()
        };
        headers.len() > self.max_headers || headers.iter().map(line).sum::<usize>() > self.max_head
    }
}

fn fail(
    sender: &Sender,
    endpoint: &'static Endpoint,
    problem: Problem,
    delivery: Delivery,
    response: Option<RawResponse>,
) -> Box<Failure> {
    Box::new(Failure {
        service: sender.service,
        endpoint: Some(endpoint),
        problem,
        delivery,
        attempts: 0,
        elapsed: Duration::ZERO,
        is_retryable: false,
        response,
        page: 0,
        item: 0,
    })
}

/// Creates a response whose body is not read yet.
fn begin(sender: &Sender, response: Response<Body>) -> (RawResponse, Body) {
    let (head, body) = response.into_parts();
    let mut response = RawResponse::new(head.status, head.headers);
    if !response.status.is_success() {
        response.retry_after = retry_after(&response.headers, sender.clock.date());
    }
    (response, body)
}

/// Waits for `future` until the deadline, if there is one.
fn before<F: Future + ?Sized>(
    mut limit: Pin<&mut Option<Sleep>>,
    mut future: Pin<&mut F>,
) -> impl Future<Output = Option<F::Output>> {
    poll_fn(move |cx| match (future.as_mut().poll(cx), limit.as_mut().as_pin_mut()) {
        (Poll::Ready(output), _) => Poll::Ready(Some(output)),
        // The deadline holds even for a future that exhausts the cooperative budget of its task.
        (Poll::Pending, Some(limit)) => pin!(unconstrained(limit)).poll(cx).map(|()| None),
        (Poll::Pending, None) => Poll::Pending,
    })
}

/// Waits for `future` at most this long.
#[cfg(feature = "oauth")]
pub(super) async fn within<F: Future + Unpin>(time: Duration, mut future: F) -> Option<F::Output> {
    let limit = pin!(Instant::now().checked_add(time).map(sleep_until));
    before(limit, Pin::new(&mut future)).await
}

/// Returns the `Content-Length`, where a body follows.
fn announced_length(endpoint: &Endpoint, response: &RawResponse) -> Option<u64> {
    let length = response.headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    let length = length.and_then(|length| length.parse().ok());
    length.filter(|_| endpoint.method != Method::Head)
}

/// Reads a body of at most `limit` bytes.
fn collect(
    announced: Option<u64>,
    mut body: Body,
    limit: usize,
) -> impl Future<Output = Result<Bytes, Problem>> {
    // Most bodies arrive in one piece, which is not copied.
    let (mut first, mut all) = (Bytes::new(), BytesMut::new());
    async move {
        if announced.is_some_and(|length| length > limit as u64) {
            return Err(Problem::TooLarge(limit));
        }
        while let Some(piece) = poll_fn(|cx| body.poll_data(cx)).await {
            let piece = piece.map_err(Problem::Transport)?;
            if first.len().max(all.len()) + piece.len() > limit {
                return Err(Problem::TooLarge(limit));
            }
            if first.is_empty() {
                first = piece;
                continue;
            }
            if all.is_empty() {
                all.extend_from_slice(&first);
            }
            all.extend_from_slice(&piece);
        }
        Ok(if all.is_empty() { first } else { all.freeze() })
    }
}

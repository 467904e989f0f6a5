//! One attempt of a call: send, wait, read the body, all within the limits.

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
use super::retry::retry_after;
use crate::error::{Answer, Delivery, Failure, Problem, TransportError, TransportErrorKind};
use crate::request::{Endpoint, Method};
use crate::transport::{Body, BoxFuture, Departure, HttpRequest};

/// Sends a request once, and waits for the whole answer.
///
/// This and others here are no `async fn`, which would keep room for their arguments twice.
pub(super) fn attempt(
    sender: &Sender,
    endpoint: &'static Endpoint,
    mut request: HttpRequest,
    time: Duration,
    max_body: usize,
) -> impl Future<Output = Result<Answer, Box<Failure>>> + Send {
    // There is no limit if it is later than a clock can show.
    let deadline = Instant::now().checked_add(time);
    let departure = request.watch();
    let sending = sender.transport.send(request);
    async move {
        // One timer for head and body.
        let mut limit = pin!(deadline.map(sleep_until));
        let (mut answer, body) = match head(sender, sending, departure, limit.as_mut()).await {
            Ok(response) => begin(sender, response),
            Err((problem, delivery)) => {
                return Err(fail(sender, endpoint, problem, delivery, None));
            }
        };
        let announced = announced_length(endpoint, &answer);
        let problem = match before(limit, pin!(collect(announced, body, max_body))).await {
            Some(Ok(body)) => {
                answer.body = body;
                return Ok(answer);
            }
            Some(Err(problem)) => problem,
            None => Problem::Timeout,
        };
        Err(fail(sender, endpoint, problem, Delivery::Answered, Some(answer)))
    }
}

type Sending<'a> = BoxFuture<'a, Result<Response<Body>, TransportError>>;

/// Waits until an answer begins.
async fn head(
    sender: &Sender,
    mut sending: Sending<'_>,
    departure: Departure,
    limit: Pin<&mut Option<Sleep>>,
) -> Result<Response<Body>, (Problem, Delivery)> {
    let response = before(limit, sending.as_mut()).await;
    // Only then it is known whether a request that is given up had left.
    drop(sending);
    let error = match response {
        Some(Ok(response)) if sender.refuses_head(response.headers()) => {
            TransportError::new(TransportErrorKind::HeadTooLarge, Delivery::Answered)
        }
        Some(Ok(response)) => return Ok(response),
        Some(Err(error)) => error,
        None if departure.is_ruled_out() => {
            TransportError::new(TransportErrorKind::ConnectTimeout, Delivery::NotSent)
        }
        None => return Err((Problem::Timeout, Delivery::MaybeSent)),
    };
    Err((Problem::Transport(error), error.delivery()))
}

impl Sender {
    /// Whether the head of an answer has more than it may. Transports set limits of their own to what they buffer, or
    /// none.
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
    answer: Option<Answer>,
) -> Box<Failure> {
    Box::new(Failure {
        service: sender.service,
        endpoint: Some(endpoint),
        problem,
        delivery,
        attempts: 0,
        elapsed: Duration::ZERO,
        is_retryable: false,
        answer,
    })
}

/// An answer whose body is yet to come.
fn begin(sender: &Sender, response: Response<Body>) -> (Answer, Body) {
    let (head, body) = response.into_parts();
    let mut answer = Answer::new(head.status, head.headers);
    if !answer.status.is_success() {
        answer.retry_after = retry_after(&answer.headers, sender.environment.date());
    }
    (answer, body)
}

/// Waits for `future` until the limit, if there is one.
fn before<F: Future + ?Sized>(
    mut limit: Pin<&mut Option<Sleep>>,
    mut future: Pin<&mut F>,
) -> impl Future<Output = Option<F::Output>> {
    poll_fn(move |cx| match (future.as_mut().poll(cx), limit.as_mut().as_pin_mut()) {
        (Poll::Ready(output), _) => Poll::Ready(Some(output)),
        // The limit holds even for a future that never lets others have a turn.
        (Poll::Pending, Some(limit)) => pin!(unconstrained(limit)).poll(cx).map(|()| None),
        (Poll::Pending, None) => Poll::Pending,
    })
}

/// How long the body is said to be, where there is going to be one.
fn announced_length(endpoint: &Endpoint, answer: &Answer) -> u64 {
    let length = answer.headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    let length = length.and_then(|length| length.parse().ok());
    length.filter(|_| endpoint.method != Method::Head).unwrap_or(0)
}

/// Reads a body, but not more than `limit` bytes of it.
fn collect(
    announced: u64,
    mut body: Body,
    limit: usize,
) -> impl Future<Output = Result<Bytes, Problem>> {
    // Most bodies come in one piece, which then needs no copy.
    let (mut first, mut all) = (Bytes::new(), BytesMut::new());
    async move {
        if announced > limit as u64 {
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

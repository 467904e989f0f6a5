//! One attempt of a call: send, wait, read the body, all within the limits.

use std::future::poll_fn;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_LENGTH, HeaderMap};
use tokio::time::Instant;

use crate::answer::Answer;
use crate::client::Core;
use crate::error::{Delivery, Failure, Problem};
use crate::operation::{Endpoint, Method};
use crate::request::HttpRequest;
use crate::retry::{RetryPolicy, retry_after};
use crate::transport::{Body, Departure, MAX_HEAD, TransportError, TransportErrorKind};

/// Sends a request once, and waits for the whole answer.
pub(crate) async fn attempt(
    core: &Core,
    endpoint: &'static Endpoint,
    mut request: HttpRequest,
    time: Duration,
    max_body: usize,
) -> Result<Answer, Box<Failure>> {
    let service = core.settings.service;
    let deadline = Instant::now().checked_add(time);
    let fail = |problem, delivery, answer| {
        Box::new(Failure {
            service,
            endpoint: Some(endpoint),
            problem,
            delivery,
            attempts: 0,
            policy: RetryPolicy::default(),
            answer,
        })
    };
    let departure = Departure::watch(&mut request);
    let response = match before(deadline, core.transport.send(request)).await {
        Some(Ok(response)) => response,
        Some(Err(error)) => return Err(fail(Problem::Transport(error), error.delivery(), None)),
        None if departure.is_ruled_out() => {
            let error = TransportError::new(TransportErrorKind::ConnectTimeout, Delivery::NotSent);
            return Err(fail(Problem::Transport(error), error.delivery(), None));
        }
        None => return Err(fail(Problem::Timeout, Delivery::MaybeSent, None)),
    };
    let (head, body) = response.into_parts();
    if size_of_head(&head.headers) > MAX_HEAD {
        let error = TransportError::new(TransportErrorKind::Protocol, Delivery::MaybeSent);
        return Err(fail(Problem::Transport(error), error.delivery(), None));
    }
    let mut answer = Answer::new(head.status, head.headers);
    if !answer.status.is_success() {
        answer.retry_after = retry_after(&answer.headers, core.settings.environment.date());
    }
    let announced = announced_length(endpoint, &answer);
    let problem = match before(deadline, collect(announced, body, max_body)).await {
        Some(Ok(body)) => {
            answer.body = body;
            return Ok(answer);
        }
        Some(Err(problem)) => problem,
        None => Problem::Timeout,
    };
    Err(fail(problem, Delivery::Answered, Some(answer)))
}

/// Waits for `future` until `deadline`; for ever if there is none that a clock can show.
async fn before<F: Future>(deadline: Option<Instant>, future: F) -> Option<F::Output> {
    match deadline {
        Some(deadline) => tokio::time::timeout_at(deadline, future).await.ok(),
        None => Some(future.await),
    }
}

/// How many bytes the headers take in HTTP/1.1. Transports set limits of their own to what they buffer, or none.
fn size_of_head(headers: &HeaderMap) -> usize {
    headers.iter().map(|(name, value)| name.as_str().len() + value.len() + ": \r\n".len()).sum()
}

/// How long the body is said to be, where there is going to be one.
fn announced_length(endpoint: &Endpoint, answer: &Answer) -> u64 {
    let length = answer.headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    let length = length.and_then(|length| length.parse().ok());
    length.filter(|_| endpoint.method != Method::Head).unwrap_or(0)
}

/// Reads a body, but not more than `limit` bytes of it.
async fn collect(announced: u64, mut body: Body, limit: usize) -> Result<Bytes, Problem> {
    if announced > limit as u64 {
        return Err(Problem::TooLarge(limit));
    }
    // Most bodies come in one piece, which then needs no copy.
    let (mut first, mut all) = (Bytes::new(), BytesMut::new());
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

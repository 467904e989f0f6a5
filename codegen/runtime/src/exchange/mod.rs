//! The attempts of a call, within its timeout.

mod attempt;
mod clock;
mod limits;
mod response;
mod retry;
#[cfg(feature = "streams")]
mod stream;
mod trace;
mod upload;

use std::sync::Arc;
#[cfg(feature = "streams")]
use std::time::Duration;
use std::time::Instant;

use http::Request;
use tokio::runtime::Handle;

pub use self::clock::Clock;
pub use self::limits::Decoding;
pub use self::retry::RetryPolicy;

pub(crate) use self::clock::SystemClock;
pub(crate) use self::limits::Limits;
pub(crate) use self::response::{Accepted, Exchanged};
#[cfg(feature = "streams")]
pub(crate) use self::stream::{BodyStream, StreamInfo, StreamKind, Streaming};
pub(crate) use self::trace::Trace;

use self::attempt::{Attempted, attempt};
#[cfg(feature = "streams")]
use self::retry::reconnect_wait;
use self::retry::{Progress, RetryBudget, is_retryable};
use crate::error::{Failure, Problem};
use crate::input::InputProblem;
use crate::request::{BaseUrl, Endpoint, Payload, Service};
use crate::transport::{ConnectionOptions, HttpRequest, Transport};

/// What all calls of a client to one server share: transport, clock and retry budget.
pub(crate) struct Sender {
    service: &'static Service,
    /// Host and port, for spans.
    server: (String, u16),
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    budget: RetryBudget,
    max_head: usize,
    max_headers: usize,
}

/// What reconnecting streams need.
#[cfg(feature = "streams")]
impl Sender {
    pub(crate) fn service(&self) -> &'static Service {
        self.service
    }

    pub(crate) async fn sleep(&self, wait: Duration) {
        self.clock.sleep(wait).await;
    }

    /// The wait before the attempt of this number, from 1, to continue a stream; none if there must not be one.
    pub(crate) fn reconnect_wait(
        &self,
        policy: RetryPolicy,
        attempt: u32,
        named: Option<Duration>,
    ) -> Option<Duration> {
        reconnect_wait(policy, attempt, named, &*self.clock, &self.budget)
    }
}

const NO_RUNTIME: InputProblem = InputProblem::Setting(
    "is missing: await the call within a tokio runtime that is built with `enable_all`",
);

impl Sender {
    pub(crate) fn new(
        service: &'static Service,
        base_url: &BaseUrl,
        transport: Arc<dyn Transport>,
        clock: Arc<dyn Clock>,
        connection: &ConnectionOptions,
    ) -> Self {
        let (host, port) = base_url.server();
        Self {
            service,
            server: (host.to_owned(), port),
            transport,
            clock,
            budget: RetryBudget::default(),
            max_head: connection.max_head,
            max_headers: connection.max_headers,
        }
    }
}

/// Sends a request, with retries, until there is an outcome; `call` is the span of the call.
///
/// No `async fn`, which would keep room for its arguments twice: memory of more than 1 KiB costs much more to get.
pub(crate) fn run_attempts(
    sender: Arc<Sender>,
    endpoint: &'static Endpoint,
    request: Request<Payload>,
    limits: Limits,
    call: Trace,
) -> impl Future<Output = Result<Exchanged, Box<Failure>>> + Send {
    let mut request = HttpRequest::new(request, endpoint);
    async move {
        // A runtime without the `time` or `io` driver panics as soon as they are needed, and says so.
        if Handle::try_current().is_err() {
            let problem = Problem::Input("runtime", NO_RUNTIME);
            let failure = Failure::not_sent(sender.service, Some(endpoint), problem);
            call.record_failure(&failure);
            return Err(failure);
        }
        let start = sender.clock.now();
        let mut progress = Progress {
            effect: endpoint.effect,
            policy: limits.retry,
            attempts: 0,
            deadline: start.checked_add(limits.total),
            clock: &*sender.clock,
            budget: &sender.budget,
        };
        loop {
            let left = limits.total.saturating_sub(progress.clock.now().duration_since(start));
            progress.attempts += 1;
            let time = limits.attempt.min(left);
            let trace =
                call.attempt(sender.service, &sender.server, endpoint, progress.attempts - 1);
            // A streamed body can be sent only once, so there is no retry.
            let (copy, policy) = match request.try_clone() {
                Some(copy) => (copy, limits.retry),
                None => (std::mem::take(&mut request), RetryPolicy::none()),
            };
            progress.policy = policy;
            let response = attempt(&sender, endpoint, copy, time, limits);
            let outcome = trace.around(response).await;
            let spans = (trace, &call);
            let outcome = finish_attempt(outcome, spans, (&progress, start), limits.decoding);
            let last = outcome.as_ref().map(|exchanged| &exchanged.response);
            let Some(wait) = progress.wait(last.map_err(|failure| &**failure)) else {
                if let Err(failure) = &outcome {
                    call.record_failure(failure);
                }
                return outcome;
            };
            if let Ok(exchanged) = &outcome {
                exchanged.record_rejection(sender.service);
            }
            drop(outcome);
            progress.clock.sleep(wait).await;
        }
    }
}

/// Adds attempts, duration and retryability to an outcome, and records it in the span.
fn finish_attempt(
    outcome: Result<Attempted, Box<Failure>>,
    (trace, call): (Trace, &Trace),
    (progress, start): (&Progress<'_>, Instant),
    decoding: Decoding,
) -> Result<Exchanged, Box<Failure>> {
    let (attempts, policy) = (progress.attempts, progress.policy);
    let elapsed = progress.clock.now().duration_since(start);
    match outcome {
        Ok(Attempted {
            response,
            #[cfg(feature = "streams")]
            rest,
        }) => {
            if response.status.is_success() {
                progress.budget.deposit();
            }
            trace.record_status(&response);
            let call = call.clone();
            Ok(Exchanged {
                response,
                #[cfg(feature = "streams")]
                rest,
                attempts,
                elapsed,
                policy,
                decoding,
                trace,
                call,
            })
        }
        Err(mut failure) => {
            failure.attempts = attempts;
            failure.elapsed = elapsed;
            failure.is_retryable = is_retryable(&failure, policy);
            let response = failure.response.as_ref();
            if let Some(response) = response {
                trace.record_status(response);
            }
            trace.record_problem(&failure.problem, response.map_or(0, |it| it.status.as_u16()));
            Err(failure)
        }
    }
}

//! The attempts of a call, within its timeout.

mod attempt;
#[cfg(feature = "oauth")]
mod authorization;
#[cfg(feature = "oauth")]
mod challenge;
mod clock;
mod limits;
mod response;
mod retry;
#[cfg(feature = "streams")]
mod stream;
#[cfg(feature = "oauth")]
mod tokens;
mod trace;
mod upload;

use std::sync::Arc;
#[cfg(feature = "streams")]
use std::time::Duration;

use http::Request;
use tokio::runtime::Handle;

pub use self::clock::Clock;
pub use self::limits::Decoding;
pub use self::retry::RetryPolicy;
#[cfg(feature = "oauth")]
pub use self::tokens::{AccessToken, TokenSource};

#[cfg(all(feature = "mock", feature = "oauth"))]
pub(crate) use self::challenge::asks_for_token;
pub(crate) use self::clock::SystemClock;
pub(crate) use self::limits::Limits;
pub(crate) use self::response::{Accepted, Exchanged};
#[cfg(feature = "streams")]
pub(crate) use self::stream::{BodyStream, StreamInfo, StreamKind, Streaming};
#[cfg(feature = "oauth")]
pub(crate) use self::tokens::{Origin, Rotated, TokenServer, Tokens};
pub(crate) use self::trace::Trace;

use self::attempt::{Attempted, attempt};
#[cfg(feature = "oauth")]
use self::authorization::{Authorization, without_token};
#[cfg(feature = "streams")]
use self::retry::reconnect_wait;
use self::retry::{Progress, RetryBudget, is_retryable};
use crate::error::{Failure, Problem};
use crate::input::InputProblem;
use crate::request::{Endpoint, Payload, Service};
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
    /// The access tokens of credentials.
    #[cfg(feature = "oauth")]
    tokens: Vec<Arc<Tokens>>,
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
        (host, port): (&str, u16),
        transport: Arc<dyn Transport>,
        clock: Arc<dyn Clock>,
        connection: &ConnectionOptions,
    ) -> Self {
        Self {
            service,
            server: (host.to_owned(), port),
            transport,
            clock,
            budget: RetryBudget::default(),
            max_head: connection.max_head,
            max_headers: connection.max_headers,
            #[cfg(feature = "oauth")]
            tokens: Vec::new(),
        }
    }

    #[cfg(feature = "oauth")]
    pub(crate) fn with_tokens(self, tokens: Vec<Arc<Tokens>>) -> Self {
        Self { tokens, ..self }
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
    #[cfg(feature = "oauth")]
    let mut authorization = Authorization::of(&request, &sender.tokens);
    async move {
        // A runtime without the `time` or `io` driver panics as soon as they are needed, and says so.
        if Handle::try_current().is_err() {
            return without_runtime(&sender, endpoint, &call);
        }
        let start = sender.clock.now();
        let mut progress = Progress {
            effect: endpoint.effect,
            policy: limits.retry,
            attempts: 0,
            start,
            total: limits.total,
            clock: &*sender.clock,
            budget: &sender.budget,
        };
        loop {
            #[cfg(feature = "oauth")]
            if let Err(error) = authorization.add_to(&mut request, progress.left()).await {
                let failure = without_token(&sender, endpoint, &error, &progress);
                call.record_failure(&failure);
                return Err(failure);
            }
            progress.attempts += 1;
            let time = limits.attempt.min(progress.left());
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
            let outcome = finish_attempt(outcome, (trace, &call), &progress, limits.decoding);
            #[cfg(feature = "oauth")]
            let outcome = match authorization.judge(&sender, endpoint, outcome, &progress) {
                Ok(outcome) => outcome,
                Err(renewal) => match renewal.await {
                    None => continue,
                    Some(outcome) => outcome,
                },
            };
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

fn without_runtime(
    sender: &Sender,
    endpoint: &'static Endpoint,
    call: &Trace,
) -> Result<Exchanged, Box<Failure>> {
    let problem = Problem::Input("runtime", NO_RUNTIME);
    let failure = Failure::not_sent(sender.service, Some(endpoint), problem);
    call.record_failure(&failure);
    Err(failure)
}

/// Adds attempts, duration and retryability to an outcome, and records it in the span.
fn finish_attempt(
    outcome: Result<Attempted, Box<Failure>>,
    (trace, call): (Trace, &Trace),
    progress: &Progress<'_>,
    decoding: Decoding,
) -> Result<Exchanged, Box<Failure>> {
    let (attempts, policy) = (progress.attempts, progress.policy);
    let elapsed = progress.elapsed();
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

//! One call on the wire: as many attempts as it may take, within the time of the whole.

mod answer;
mod attempt;
mod environment;
mod limits;
mod retry;
mod trace;

use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use http::Request;
use tokio::runtime::Handle;

pub use self::environment::Environment;
pub use self::limits::Decoding;
pub use self::retry::RetryPolicy;

pub(crate) use self::answer::{Accepted, Exchanged};
pub(crate) use self::environment::System;
pub(crate) use self::limits::Limits;
pub(crate) use self::trace::Trace;

use self::attempt::attempt;
use self::retry::{Bucket, Progress, is_retryable};
use crate::error::{Answer, Failure, Problem};
use crate::input::InputProblem;
use crate::request::{Endpoint, Service, Settings};
use crate::transport::{ConnectionOptions, HttpRequest, Transport};

/// What all calls of a client are sent with.
pub(crate) struct Sender {
    service: &'static Service,
    /// Host and port, for those who follow attempts.
    server: (String, u16),
    transport: Arc<dyn Transport>,
    environment: Arc<dyn Environment>,
    bucket: Bucket,
    max_head: usize,
    max_headers: usize,
}

const NO_RUNTIME: InputProblem = InputProblem::Setting(
    "is needed: await the call within a tokio runtime that is built with `enable_all`",
);

impl Sender {
    pub(crate) fn new(
        settings: &Settings,
        transport: Arc<dyn Transport>,
        environment: Arc<dyn Environment>,
        connection: &ConnectionOptions,
    ) -> Self {
        let (host, port) = settings.base_url.server();
        Self {
            service: settings.service,
            server: (host.to_owned(), port),
            transport,
            environment,
            bucket: Bucket::default(),
            max_head: connection.max_head,
            max_headers: connection.max_headers,
        }
    }
}

/// Sends a request and waits for the whole answer, whatever it is; `call` is the span of the call.
///
/// No `async fn`, which would keep room for its arguments twice: memory of more than 1 KiB costs much more to get.
pub(crate) fn exchange(
    sender: Arc<Sender>,
    endpoint: &'static Endpoint,
    request: Request<Bytes>,
    limits: Limits,
    call: Trace,
) -> impl Future<Output = Result<Exchanged, Box<Failure>>> + Send {
    let mut request = HttpRequest::new(request, endpoint);
    async move {
        // One without time or IO panics as soon as it is asked for them, and says what it lacks.
        if Handle::try_current().is_err() {
            let problem = Problem::Input("runtime", NO_RUNTIME);
            let failure = Failure::unsent(sender.service, Some(endpoint), problem);
            call.record_failure(&failure);
            return Err(failure);
        }
        let start = sender.environment.now();
        let mut progress = Progress {
            effect: endpoint.effect,
            policy: limits.retry,
            attempts: 0,
            deadline: start.checked_add(limits.total),
            environment: &*sender.environment,
            bucket: &sender.bucket,
        };
        loop {
            let left =
                limits.total.saturating_sub(progress.environment.now().duration_since(start));
            progress.attempts += 1;
            let time = limits.attempt.min(left);
            let trace =
                call.attempt(sender.service, &sender.server, endpoint, progress.attempts - 1);
            // A body that is a stream goes out with the first attempt, and there is no other.
            let (copy, policy) = match request.try_clone() {
                Some(copy) => (copy, limits.retry),
                None => (std::mem::take(&mut request), RetryPolicy::none()),
            };
            progress.policy = policy;
            let answer = attempt(&sender, endpoint, copy, time, limits.body);
            let outcome = trace.around(answer).await;
            let spans = (trace, &call);
            let outcome = settle(outcome, spans, (&progress, start), limits.decoding);
            let last = outcome.as_ref().map(|exchanged| &exchanged.answer);
            let Some(wait) = progress.wait(last.map_err(|failure| &**failure)) else {
                if let Err(failure) = &outcome {
                    call.record_failure(failure);
                }
                return outcome;
            };
            if let Ok(exchanged) = &outcome {
                exchanged.note_refusal(sender.service);
            }
            drop(outcome);
            progress.environment.sleep(wait).await;
        }
    }
}

/// Completes an outcome with what its attempt does not know, and notes how it ended.
fn settle(
    outcome: Result<Answer, Box<Failure>>,
    (trace, call): (Trace, &Trace),
    (progress, start): (&Progress<'_>, Instant),
    decoding: Decoding,
) -> Result<Exchanged, Box<Failure>> {
    let (attempts, policy) = (progress.attempts, progress.policy);
    let elapsed = progress.environment.now().duration_since(start);
    match outcome {
        Ok(answer) => {
            if answer.status.is_success() {
                progress.bucket.earn();
            }
            trace.note_status(&answer);
            let call = call.clone();
            Ok(Exchanged { answer, attempts, elapsed, policy, decoding, trace, call })
        }
        Err(mut failure) => {
            failure.attempts = attempts;
            failure.elapsed = elapsed;
            failure.is_retryable = is_retryable(&failure, policy);
            let answer = failure.answer.as_ref();
            if let Some(answer) = answer {
                trace.note_status(answer);
            }
            trace.note_problem(&failure.problem, answer.map_or(0, |it| it.status.as_u16()));
            Err(failure)
        }
    }
}

//! One call on the wire: as many attempts as it may take, within the time of the whole.

use std::panic::catch_unwind;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Handle;

use crate::answer::Answer;
use crate::attempt::attempt;
use crate::client::Core;
use crate::error::{Failure, InputProblem, Problem};
use crate::operation::Endpoint;
use crate::options::CallOptions;
use crate::request::HttpRequest;
use crate::retry::Progress;
use crate::trace::Trace;

/// Sends a request and waits for the whole answer, whatever it is.
///
/// No `async fn`, which would keep room for its arguments twice: memory of more than 1 KiB costs much more to get.
pub(crate) fn exchange(
    core: Arc<Core>,
    endpoint: &'static Endpoint,
    request: HttpRequest,
    options: CallOptions,
) -> impl Future<Output = Result<Answer, Box<Failure>>> + Send {
    let limits = options.limits(core.settings.calls);
    async move {
        let settings = &core.settings;
        if !has_time() {
            let problem = Problem::Input("runtime", InputProblem::NoRuntime);
            return Err(Failure::unsent(settings.service, Some(endpoint), problem));
        }
        let start = settings.environment.now();
        let mut progress = Progress {
            effect: endpoint.effect,
            policy: limits.retry,
            attempts: 0,
            deadline: start.checked_add(limits.total),
            environment: &*settings.environment,
            bucket: &core.bucket,
        };
        loop {
            let left =
                limits.total.saturating_sub(progress.environment.now().duration_since(start));
            progress.attempts += 1;
            let time = limits.attempt.min(left);
            let trace = Trace::start(settings.base_url.server(), endpoint, progress.attempts - 1);
            let answer = attempt(&core, endpoint, &request, time, limits.body);
            let mut outcome = trace.around(answer).await;
            trace.note_end(&mut outcome);
            let Some(wait) = settle(&mut outcome, &progress) else {
                return outcome;
            };
            if let Ok(answer) = &mut outcome {
                Trace::note_refusal(answer, settings.service);
            }
            drop(outcome);
            progress.environment.sleep(wait).await;
        }
    }
}

/// Completes an outcome with what its attempt does not know. Says how long to wait before the next one, if any.
fn settle(outcome: &mut Result<Answer, Box<Failure>>, progress: &Progress<'_>) -> Option<Duration> {
    match outcome {
        Ok(answer) => {
            answer.attempts = progress.attempts;
            answer.policy = progress.policy;
            if answer.status.is_success() {
                progress.bucket.earn();
            }
        }
        Err(failure) => {
            failure.attempts = progress.attempts;
            failure.policy = progress.policy;
        }
    }
    progress.wait(outcome)
}

/// Whether there is a runtime, and it can wait.
///
/// One can be built without time, and does not tell: nothing but the panic of a timer can be asked. Where time is
/// enabled, that costs next to nothing, since only a timer that is polled is registered.
fn has_time() -> bool {
    let timer = || drop(tokio::time::sleep(Duration::ZERO));
    Handle::try_current().is_ok() && catch_unwind(timer).is_ok()
}

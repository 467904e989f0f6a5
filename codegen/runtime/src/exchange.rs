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
pub(crate) async fn exchange(
    core: Arc<Core>,
    endpoint: &'static Endpoint,
    request: HttpRequest,
    options: CallOptions,
) -> Result<Answer, Box<Failure>> {
    let settings = &core.settings;
    if !has_time() {
        let problem = Problem::Input("runtime", InputProblem::NoRuntime);
        return Err(Failure::unsent(settings.service, Some(endpoint), problem));
    }
    let limits = options.limits(settings.calls);
    let environment = &*settings.environment;
    let start = environment.now();
    let mut progress = Progress {
        effect: endpoint.effect,
        policy: limits.retry,
        attempts: 0,
        deadline: start.checked_add(limits.total),
        environment,
        bucket: &core.bucket,
    };
    loop {
        let left = limits.total.saturating_sub(environment.now().duration_since(start));
        progress.attempts += 1;
        let time = limits.attempt.min(left);
        let trace = Trace::start(settings.base_url.server(), endpoint, progress.attempts - 1);
        let answer = attempt(&core, endpoint, request.clone(), time, limits.body);
        let mut outcome = trace.around(answer).await;
        trace.note_end(&mut outcome);
        match &mut outcome {
            Ok(answer) => {
                answer.attempts = progress.attempts;
                answer.policy = limits.retry;
                if answer.status.is_success() {
                    core.bucket.earn();
                }
            }
            Err(failure) => {
                failure.attempts = progress.attempts;
                failure.policy = limits.retry;
            }
        }
        let Some(wait) = progress.wait(&outcome) else {
            return outcome;
        };
        if let Ok(answer) = &mut outcome {
            Trace::note_refusal(answer, settings.service);
        }
        drop(outcome);
        environment.sleep(wait).await;
    }
}

/// Whether there is a runtime, and it can wait.
///
/// One can be built without time, and does not tell: nothing but the panic of a timer can be asked. Where time is
/// enabled, that costs next to nothing, since only a timer that is polled is registered.
fn has_time() -> bool {
    let timer = || drop(tokio::time::sleep(Duration::ZERO));
    Handle::try_current().is_ok() && catch_unwind(timer).is_ok()
}

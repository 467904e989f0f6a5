//! Whether a call is retried, and when.

mod after;
mod bucket;

use std::time::{Duration, Instant};

use http::StatusCode;

use super::environment::Environment;
use crate::error::{Answer, Delivery, Failure, Problem};
use crate::request::Effect;

pub(super) use self::after::retry_after;
pub(super) use self::bucket::Bucket;

/// A call is retried at most this often.
const MAX_RETRIES: u32 = 2;

/// Before the first retry, up to this long; twice as long before each further one.
const FIRST_BACKOFF: Duration = Duration::from_millis(250);

/// A server that asks for more patience than this gets none: the caller may have better to do.
const MAX_PATIENCE: Duration = Duration::from_secs(30);

/// Which failed attempts a client retries: at most twice, within the timeout of the call.
///
/// The effect of an operation decides, never its HTTP method:
///
/// | [effect](crate::Effect) | retried |
/// |---|---|
/// | safe | if nothing was sent, if delivery is unknown, if a successful response broke off, and on the statuses 429, 502, 503 and 504 |
/// | idempotent | if nothing was sent, and on 429; with [`repeat_idempotent`](Self::repeat_idempotent) like safe ones |
/// | consumes, sends | only if no byte of the request was sent |
///
/// Permanent failures are never retried: TLS errors, a proxy that requires other credentials, a response head that is too
/// large. Backoff is random, up to 250 ms before the first retry and 500 ms before the second, unless the server sends
/// `Retry-After`; one of more than 30 seconds ends the call, and one that cannot be parsed counts as a minute. A retry budget
/// stops retries of a client whose calls keep failing: a retry costs 5 tokens out of 500, and a success earns one.
///
/// Disable retries with [`none`](Self::none), for a client or a single call:
///
/// ```
/// use restwright_runtime::{CallOptions, ClientOptions, RetryPolicy};
///
/// let options = ClientOptions::new().calls(CallOptions::new().retry(RetryPolicy::none()));
/// # drop(options);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct RetryPolicy {
    rule: Rule,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
enum Rule {
    Never,
    #[default]
    Careful,
    RepeatIdempotent,
}

impl RetryPolicy {
    /// Never retries.
    #[must_use]
    pub const fn none() -> Self {
        Self { rule: Rule::Never }
    }

    /// Retries idempotent operations like safe ones.
    #[must_use]
    pub const fn repeat_idempotent() -> Self {
        Self { rule: Rule::RepeatIdempotent }
    }

    fn allows(self, effect: Effect, chance: Chance) -> bool {
        if self.rule == Rule::Never {
            return false;
        }
        let may_happen_twice = match effect {
            Effect::Safe => true,
            Effect::Idempotent => chance == Chance::TooMany || self.rule == Rule::RepeatIdempotent,
            Effect::Consumes | Effect::Sends => false,
        };
        match chance {
            Chance::Hopeless => false,
            Chance::NotSent => true,
            Chance::TooMany | Chance::Doubtful => may_happen_twice,
        }
    }
}

/// What another attempt may be good for, and what it risks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Chance {
    /// It would end like this one.
    Hopeless,
    /// This one did not even start.
    NotSent,
    /// This one was refused for coming too soon.
    TooMany,
    /// This one may have been carried out.
    Doubtful,
}

impl Chance {
    fn of_status(status: StatusCode) -> Self {
        match status.as_u16() {
            429 => Self::TooMany,
            502..=504 => Self::Doubtful,
            _ => Self::Hopeless,
        }
    }

    fn of_failure(failure: &Failure) -> Self {
        match (&failure.problem, failure.delivery, &failure.answer) {
            (Problem::Transport(error), ..) if error.kind().is_permanent() => Self::Hopeless,
            (Problem::Transport(_), Delivery::NotSent, _) => Self::NotSent,
            (Problem::Transport(_) | Problem::Timeout, Delivery::MaybeSent, _) => Self::Doubtful,
            // A success that broke off: what it says can be asked for again where nothing happens twice.
            (Problem::Transport(_), _, Some(answer)) if answer.status.is_success() => {
                Self::Doubtful
            }
            (.., Some(answer)) => Self::of_status(answer.status),
            _ => Self::Hopeless,
        }
    }
}

/// Whether a failed call may be made again by this policy.
pub(super) fn is_retryable(failure: &Failure, policy: RetryPolicy) -> bool {
    let effect = failure.endpoint.map(|endpoint| endpoint.effect);
    effect.is_some_and(|effect| policy.allows(effect, Chance::of_failure(failure)))
}

/// How far a call is: what decides about its next attempt, besides the outcome of the last.
pub(super) struct Progress<'a> {
    pub(super) effect: Effect,
    pub(super) policy: RetryPolicy,
    pub(super) attempts: u32,
    pub(super) deadline: Option<Instant>,
    pub(super) environment: &'a dyn Environment,
    pub(super) bucket: &'a Bucket,
}

impl Progress<'_> {
    /// How long to wait before the next attempt; none if there shall not be one.
    pub(super) fn wait(&self, outcome: Result<&Answer, &Failure>) -> Option<Duration> {
        let (chance, answer) = match outcome {
            Ok(answer) => (Chance::of_status(answer.status), Some(answer)),
            Err(failure) => (Chance::of_failure(failure), failure.answer.as_ref()),
        };
        if self.attempts > MAX_RETRIES || !self.policy.allows(self.effect, chance) {
            return None;
        }
        let wait = match answer.and_then(|answer| answer.retry_after) {
            Some(wait) if wait > MAX_PATIENCE => return None,
            Some(wait) => wait,
            None => self.environment.jitter(FIRST_BACKOFF * (1 << (self.attempts - 1))),
        };
        let start = self.environment.now().checked_add(wait)?;
        if self.deadline.is_some_and(|deadline| start >= deadline) {
            return None;
        }
        self.bucket.take().then_some(wait)
    }
}

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

/// Which failed attempts a client retries by itself: at most two times, within the time of the whole call.
///
/// What an operation does decides, never its HTTP method:
///
/// | effect of the operation | retried |
/// |---|---|
/// | reads | if nothing of the request was sent, or nobody knows, or a success broke off; on the statuses 429, 502, 503 and 504 |
/// | writes the same again | if nothing was sent; on 429. On the rest by [`repeat_idempotent`](Self::repeat_idempotent) |
/// | uses something up, or sends something | only if nothing was sent, not one byte |
///
/// What would end in the same way is not retried: TLS that failed, a proxy that requires other credentials, a head that
/// is too large. The time between two attempts is random, up to 250 ms before the second and 500 ms before the third,
/// unless a `Retry-After` of the server says how long; one of more than 30 seconds ends the call at once, and so does one
/// that cannot be read, which counts as a minute. A client whose calls keep failing stops retrying until others succeed.
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
    /// Nothing is retried.
    #[must_use]
    pub const fn none() -> Self {
        Self { rule: Rule::Never }
    }

    /// Operations that write the same again are retried like those that only read.
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

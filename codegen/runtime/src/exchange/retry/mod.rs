//! Whether a call is retried, and when.

mod after;
mod budget;

use std::time::{Duration, Instant};

use http::StatusCode;

use super::clock::Clock;
use crate::error::{Delivery, Failure, Problem, RawResponse};
use crate::request::Effect;

pub(super) use self::after::retry_after;
pub(super) use self::budget::RetryBudget;

/// The maximum number of retries.
const MAX_RETRIES: u32 = 2;

/// The maximum backoff before the first retry; it doubles for each further one.
const FIRST_BACKOFF: Duration = Duration::from_millis(250);

/// A longer `Retry-After` ends the call, so that the caller is not blocked for that long.
const MAX_PATIENCE: Duration = Duration::from_secs(30);

/// Which failed attempts a client retries: at most twice, within the timeout of the call.
///
/// The effect of an operation decides, never its HTTP method:
///
/// | [effect](crate::Effect) | retried |
/// |---|---|
/// | safe | if nothing was sent, if delivery is unknown, if a successful response broke off, and on the statuses 429, 502, 503 and 504 |
/// | idempotent | if nothing was sent, and on 429; with [`repeat_idempotent`](Self::repeat_idempotent) like safe ones |
/// | creates, consumes, sends | only if no byte of the request was sent |
/// | any, with an idempotency key | like safe ones: the service recognizes the repetition |
///
/// Where the client requests access tokens (OAuth 2.0), it sends a request that meets the status 401 once more with another
/// token, unless the policy is [`none`](Self::none). It repeats one that is not retried like safe ones only if the token was
/// the reason: if the response has a challenge with the scheme `Bearer` in `WWW-Authenticate`, or is no error of the API.
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
    /// Whether the call has an idempotency key.
    has_key: bool,
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
        Self { rule: Rule::Never, has_key: false }
    }

    /// Retries idempotent operations like safe ones.
    #[must_use]
    pub const fn repeat_idempotent() -> Self {
        Self { rule: Rule::RepeatIdempotent, has_key: false }
    }

    /// The policy for a call with an idempotency key, by which the service recognizes a repetition.
    pub(crate) const fn with_key(self) -> Self {
        Self { has_key: true, ..self }
    }

    /// Whether a request that the server refused for its access token is sent again with another one.
    #[cfg(feature = "oauth")]
    pub(super) fn renews_tokens(self) -> bool {
        self.rule != Rule::Never
    }

    fn allows(self, effect: Effect, class: RetryClass) -> bool {
        if self.rule == Rule::Never {
            return false;
        }
        let may_happen_twice = self.has_key
            || match effect {
                Effect::Safe => true,
                Effect::Idempotent => {
                    class == RetryClass::RateLimited || self.rule == Rule::RepeatIdempotent
                }
                Effect::Creates | Effect::Consumes | Effect::Sends => false,
            };
        match class {
            RetryClass::Permanent => false,
            RetryClass::NotSent => true,
            RetryClass::RateLimited | RetryClass::Ambiguous => may_happen_twice,
        }
    }
}

/// The class of an outcome, as far as retries are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RetryClass {
    /// A retry would fail in the same way.
    Permanent,
    /// Nothing was sent.
    NotSent,
    /// The server rejected the request for its rate.
    RateLimited,
    /// The request may have been processed.
    Ambiguous,
}

impl RetryClass {
    fn of_status(status: StatusCode) -> Self {
        match status.as_u16() {
            429 => Self::RateLimited,
            502..=504 => Self::Ambiguous,
            _ => Self::Permanent,
        }
    }

    fn of_failure(failure: &Failure) -> Self {
        match (&failure.problem, failure.delivery, &failure.response) {
            #[cfg(feature = "oauth")]
            (Problem::Token(error), ..) if !error.is_transient() => Self::Permanent,
            #[cfg(feature = "oauth")]
            (Problem::Token(_), Delivery::MaybeSent, _) => Self::Ambiguous,
            // The server has refused a token, and performed nothing.
            #[cfg(feature = "oauth")]
            (Problem::Token(_), ..) => Self::NotSent,
            (Problem::Transport(error), ..) if error.kind().is_permanent() => Self::Permanent,
            (Problem::Transport(_) | Problem::Timeout, Delivery::NotSent, _) => Self::NotSent,
            (Problem::Transport(_) | Problem::Timeout, Delivery::MaybeSent, _) => Self::Ambiguous,
            // A successful response that broke off: safe operations can be repeated.
            (Problem::Transport(_), _, Some(response)) if response.status.is_success() => {
                Self::Ambiguous
            }
            (.., Some(response)) => Self::of_status(response.status),
            _ => Self::Permanent,
        }
    }
}

/// Whether this policy permits to repeat a failed call.
pub(super) fn is_retryable(failure: &Failure, policy: RetryPolicy) -> bool {
    let effect = failure.endpoint.map(|endpoint| endpoint.effect);
    effect.is_some_and(|effect| policy.allows(effect, RetryClass::of_failure(failure)))
}

/// The wait before a safe stream that broke off is requested again; none if it must not be, or was in vain too often.
#[cfg(feature = "streams")]
pub(super) fn reconnect_wait(
    policy: RetryPolicy,
    attempt: u32,
    named: Option<Duration>,
    clock: &dyn Clock,
    budget: &RetryBudget,
) -> Option<Duration> {
    if attempt > MAX_RETRIES || !policy.allows(Effect::Safe, RetryClass::Ambiguous) {
        return None;
    }
    let wait = match named {
        Some(wait) if wait > MAX_PATIENCE => return None,
        Some(wait) => wait,
        None => clock.jitter(FIRST_BACKOFF * (1 << (attempt - 1))),
    };
    // Where events have arrived since the last request, the stream is sound, and costs others no retries.
    (attempt == 1 || budget.withdraw()).then_some(wait)
}

/// The state of a call that decides about a retry, besides the last outcome.
pub(super) struct Progress<'a> {
    pub(super) effect: Effect,
    pub(super) policy: RetryPolicy,
    pub(super) attempts: u32,
    pub(super) start: Instant,
    /// The timeout of the call.
    pub(super) total: Duration,
    pub(super) clock: &'a dyn Clock,
    pub(super) budget: &'a RetryBudget,
}

impl Progress<'_> {
    /// Whether the request can be sent again though the server may have performed it.
    #[cfg(feature = "oauth")]
    pub(super) fn may_repeat(&self) -> bool {
        self.policy.allows(self.effect, RetryClass::Ambiguous)
    }

    /// How long the call has taken so far.
    pub(super) fn elapsed(&self) -> Duration {
        self.clock.now().duration_since(self.start)
    }

    /// How much time it has left.
    pub(super) fn left(&self) -> Duration {
        self.total.saturating_sub(self.elapsed())
    }

    /// Returns the backoff before the next attempt; none if there must not be one.
    pub(super) fn wait(&self, outcome: Result<&RawResponse, &Failure>) -> Option<Duration> {
        // The request for the token was retried already.
        #[cfg(feature = "oauth")]
        if let Err(Failure { problem: Problem::Token(_), .. }) = outcome {
            return None;
        }
        let (class, response) = match outcome {
            Ok(response) => (RetryClass::of_status(response.status), Some(response)),
            Err(failure) => (RetryClass::of_failure(failure), failure.response.as_ref()),
        };
        if self.attempts > MAX_RETRIES || !self.policy.allows(self.effect, class) {
            return None;
        }
        let wait = match response.and_then(|response| response.retry_after) {
            Some(wait) if wait > MAX_PATIENCE => return None,
            Some(wait) => wait,
            None => self.clock.jitter(FIRST_BACKOFF * (1 << (self.attempts - 1))),
        };
        if self.left() <= wait {
            return None;
        }
        self.budget.withdraw().then_some(wait)
    }
}

//! The access token of a request: added to each attempt, and replaced once if the API refuses it.

use std::sync::Arc;
use std::time::Duration;

use http::header::{AUTHORIZATION, HeaderValue};

use super::attempt::within;
use super::challenge::asks_for_token;
use super::retry::{Progress, is_retryable};
use super::tokens::{Granted, Held, Tokens};
use super::{Exchanged, Sender};
use crate::buffer::Buffer;
use crate::error::{Delivery, Failure, Problem, RawResponse, TokenError, TokenErrorKind, refusal};
use crate::request::{Endpoint, Service, needed_token};
use crate::transport::{BoxFuture, HttpRequest};

/// The access token of a request, if it needs one.
pub(super) struct Authorization {
    tokens: Option<Arc<Tokens>>,
    /// The one that was added last.
    used: Option<Arc<Held>>,
    is_renewed: bool,
}

type Outcome = Result<Exchanged, Box<Failure>>;

impl Authorization {
    /// Finds the tokens of the credential that a request needs.
    pub(super) fn of(request: &HttpRequest, all: &[Arc<Tokens>]) -> Self {
        let id = needed_token(request);
        let tokens = all.iter().find(|tokens| Some(tokens.id) == id).cloned();
        Self { tokens, used: None, is_renewed: false }
    }

    /// Adds the token to a request. It waits at most for this time.
    pub(super) async fn add_to(
        &mut self,
        request: &mut HttpRequest,
        left: Duration,
    ) -> Result<(), Arc<TokenError>> {
        let Some(tokens) = &self.tokens else { return Ok(()) };
        let held = match tokens.held() {
            Some(held) => held,
            None => wait(tokens, left).await?,
        };
        if !self.used.as_ref().is_some_and(|used| Arc::ptr_eq(used, &held)) {
            let invalid = || Arc::new(TokenError::new(TokenErrorKind::Invalid));
            let value = held.bearer().ok_or_else(invalid)?;
            request.headers_mut().insert(AUTHORIZATION, value);
            self.used = Some(held);
        }
        Ok(())
    }

    /// Passes on an outcome, unless the server has refused the token, and performed nothing. What must not happen twice needs
    /// more than the status 401 to say so. Then the result is a future that gets another token. It gives `None` if the request is
    /// to be repeated with it, which happens once, if the call permits any repetition, the retry budget is not exhausted, and
    /// the body can be sent again.
    pub(super) fn judge<'a>(
        &'a mut self,
        sender: &'a Sender,
        endpoint: &'static Endpoint,
        outcome: Outcome,
        progress: &Progress<'_>,
    ) -> Result<Outcome, BoxFuture<'a, Option<Outcome>>> {
        let (Some(tokens), Some(used)) = (&self.tokens, &self.used) else { return Ok(outcome) };
        let exchanged = match outcome {
            Ok(exchanged) if exchanged.status() == 401 => exchanged,
            outcome => return Ok(outcome),
        };
        // One that was just issued is not the reason.
        if self.is_renewed {
            return Ok(Ok(exchanged));
        }
        tokens.refuse(used);
        let may_repeat =
            progress.may_repeat() || is_about_token(&exchanged.response, sender.service);
        if !may_repeat || !progress.policy.renews_tokens() || !progress.budget.withdraw() {
            return Ok(Ok(exchanged));
        }
        self.is_renewed = true;
        let left = progress.left();
        Err(Box::pin(async move {
            match wait(tokens, left).await {
                // A source may know no other one.
                Ok(held) if held.is_same(used) => Some(Ok(exchanged)),
                Ok(_) => None,
                Err(error) => {
                    let problem = Problem::Token(Box::new(TokenError::clone(&error)));
                    Some(Err(exchanged.fail(sender.service, endpoint, problem)))
                }
            }
        }))
    }
}

/// Whether the status 401 is about the token: a challenge for one says so (RFC 6750, section 3), and so does a response that
/// is no error of the API, which has not come as far as the operation.
fn is_about_token(response: &RawResponse, service: &'static Service) -> bool {
    asks_for_token(&response.headers)
        || response.body.is_empty()
        || refusal(response, service).is_none()
}

/// The failure of a call for which there is no token.
pub(super) fn without_token(
    sender: &Sender,
    endpoint: &'static Endpoint,
    error: &TokenError,
    progress: &Progress<'_>,
) -> Box<Failure> {
    let problem = Problem::Token(Box::new(error.clone()));
    let mut failure = Failure::not_sent(sender.service, Some(endpoint), problem);
    // Attempts before this one may have reached the server.
    if progress.attempts > 0 {
        failure.delivery = Delivery::MaybeSent;
    }
    failure.attempts = progress.attempts;
    failure.elapsed = progress.elapsed();
    failure.is_retryable = is_retryable(&failure, progress.policy);
    failure
}

/// Boxed, as it is rarely needed: tokens are held most of the time.
fn wait(tokens: &Arc<Tokens>, left: Duration) -> BoxFuture<'static, Granted> {
    let token = Box::pin(Arc::clone(tokens).token());
    Box::pin(async move {
        let late = || Err(Arc::new(TokenError::new(TokenErrorKind::Unavailable)));
        within(left, token).await.unwrap_or_else(late)
    })
}

impl Held {
    fn bearer(&self) -> Option<HeaderValue> {
        let mut value = Buffer::default();
        value.extend(b"Bearer ");
        value.extend(self.token.expose().as_bytes());
        value.sensitive()
    }
}

//! Requests for tokens at a token endpoint.

use std::sync::{Arc, Mutex, PoisonError};

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue, USER_AGENT};
use http::{Method, Request, Uri};

use super::super::{Exchanged, Limits, Sender, Trace, run_attempts};
use super::response::{Issued, read_token};
use crate::base64;
use crate::buffer::Buffer;
use crate::encode::FORM_TYPE;
use crate::error::{Failure, Problem, TokenError, TokenErrorKind};
use crate::percent;
use crate::request::{ClientAuthentication, Grant, OAuth, Payload};
use crate::transport::BoxFuture;
use crate::value::Secret;

/// Receives each new refresh token.
pub(crate) type Rotated = Arc<dyn Fn(&Secret) + Send + Sync>;

/// A token endpoint, and what a token is requested with there.
pub(crate) struct TokenServer {
    pub(crate) oauth: &'static OAuth,
    pub(crate) url: Uri,
    pub(crate) user_agent: HeaderValue,
    pub(crate) client_id: Secret,
    pub(crate) client_secret: Secret,
    /// The last one that the server has issued.
    pub(crate) refresh_token: Mutex<Secret>,
    pub(crate) rotated: Option<Rotated>,
    pub(crate) sender: Arc<Sender>,
    pub(crate) limits: Limits,
}

impl TokenServer {
    /// Requests a token. With a refresh token, if that replaces the one before.
    pub(super) async fn token(&self) -> Result<Issued, TokenError> {
        let refresh_token =
            self.refresh_token.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let request = self.request(&refresh_token);
        let basic = request.headers().get(AUTHORIZATION).map(digits).unwrap_or_default();
        let exchanged = self.send(request).await.map_err(|failure| unanswered(&failure))?;
        let secrets = [&self.client_id, &self.client_secret, &refresh_token, &basic];
        let issued = read_token(&exchanged.response, &secrets).inspect_err(|error| {
            let problem = Problem::Token(Box::new(error.clone()));
            exchanged.call.record_problem(&problem, exchanged.status());
        });
        let Issued { token, refresh_token } = issued?;
        Ok(Issued { token, refresh_token: refresh_token.filter(|new| self.keep(new)) })
    }

    /// Keeps a refresh token; false if it is no other one, or none is used.
    fn keep(&self, new: &Secret) -> bool {
        let mut held = self.refresh_token.lock().unwrap_or_else(PoisonError::into_inner);
        let is_other = self.oauth.grant == Grant::RefreshToken && *held != *new;
        if is_other {
            *held = new.clone();
        }
        is_other
    }

    /// Boxed, since attempts wait for tokens, which take attempts.
    fn send(
        &self,
        request: Request<Payload>,
    ) -> BoxFuture<'static, Result<Exchanged, Box<Failure>>> {
        let endpoint = self.oauth.grant.endpoint();
        let call = Trace::call(self.sender.service, endpoint);
        let sender = Arc::clone(&self.sender);
        Box::pin(run_attempts(sender, endpoint, request, self.limits, call))
    }

    fn request(&self, refresh_token: &Secret) -> Request<Payload> {
        let OAuth { grant, authentication, scope, parameters, .. } = *self.oauth;
        let mut body = Buffer::default();
        pair(&mut body, "grant_type", grant.as_str());
        if grant == Grant::RefreshToken {
            pair(&mut body, "refresh_token", refresh_token.expose());
        }
        if !scope.is_empty() {
            pair(&mut body, "scope", scope);
        }
        for (name, value) in parameters {
            pair(&mut body, name, value);
        }
        if authentication != ClientAuthentication::Basic {
            pair(&mut body, "client_id", self.client_id.expose());
        }
        if authentication == ClientAuthentication::Body {
            pair(&mut body, "client_secret", self.client_secret.expose());
        }
        let mut request = Request::new(Payload::Bytes(body.share()));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.url.clone();
        let headers = request.headers_mut();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(FORM_TYPE));
        headers.insert(USER_AGENT, self.user_agent.clone());
        if authentication == ClientAuthentication::Basic {
            headers.extend(self.basic().map(|basic| (AUTHORIZATION, basic)));
        }
        request
    }

    /// Id and secret, each encoded as in a form (RFC 6749, section 2.3.1).
    fn basic(&self) -> Option<HeaderValue> {
        let mut plain = Buffer::default();
        percent::encode(&mut plain, self.client_id.expose());
        plain.push(b':');
        percent::encode(&mut plain, self.client_secret.expose());
        base64::basic(&plain).sensitive()
    }
}

/// What stands behind `Basic`, without padding.
fn digits(basic: &HeaderValue) -> Secret {
    let text = basic.to_str().unwrap_or_default();
    text.trim_start_matches("Basic ").trim_end_matches('=').into()
}

fn pair(body: &mut Buffer, name: &str, value: &str) {
    if !body.is_empty() {
        body.push(b'&');
    }
    percent::encode(body, name);
    body.push(b'=');
    percent::encode(body, value);
}

/// The error of a request that got no complete response.
fn unanswered(failure: &Failure) -> TokenError {
    let mut error = TokenError::new(TokenErrorKind::Unavailable);
    match &failure.problem {
        Problem::Transport(transport) => error.transport = Some(*transport),
        Problem::TooLarge(_) => error.kind = TokenErrorKind::Invalid,
        _ => {}
    }
    error.status = failure.response.as_ref().map(|response| response.status.as_u16());
    error
}

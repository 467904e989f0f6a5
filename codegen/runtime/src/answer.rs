//! What came back, and whether it is a success.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE, LOCATION};
use http::{HeaderMap, StatusCode};

use crate::decode::{DecodeError, DecodeProblem, Keys, Reading, Slot, error_number, read, text_of};
use crate::error::{Delivery, Failure, Problem};
use crate::operation::Endpoint;
use crate::retry::RetryPolicy;
use crate::service::{ErrorBody, Service};
use crate::trace::Trace;
use crate::value::Value;

/// A complete answer.
#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// How long the server wants to be left alone.
    pub(crate) retry_after: Option<Duration>,
    /// How often the request was made for it.
    pub(crate) attempts: u32,
    /// What the call would have made again.
    pub(crate) policy: RetryPolicy,
    /// The last attempt, until the answer is accepted or refused.
    pub(crate) trace: Trace,
}

impl Answer {
    /// An answer whose body is yet to come.
    pub(crate) fn new(status: StatusCode, mut headers: HeaderMap) -> Self {
        // They may repeat what the server was sent: whoever formats them shall not see it.
        headers.values_mut().for_each(|value| value.set_sensitive(true));
        Self {
            status,
            headers,
            body: Bytes::new(),
            retry_after: None,
            attempts: 0,
            policy: RetryPolicy::default(),
            trace: Trace::default(),
        }
    }

    /// Reads a success into `slot`; everything else is a failure.
    pub(crate) fn accept(
        mut self,
        service: &'static Service,
        endpoint: &'static Endpoint,
        slot: Slot<'_>,
    ) -> Result<Self, Box<Failure>> {
        let trace = std::mem::take(&mut self.trace);
        let Some(problem) = self.problem(service, slot) else {
            return Ok(self);
        };
        trace.note_problem(&problem, self.status.as_u16());
        Err(Box::new(Failure {
            service,
            endpoint: Some(endpoint),
            problem,
            delivery: Delivery::Answered,
            attempts: self.attempts,
            policy: self.policy,
            answer: Some(self),
        }))
    }

    /// What is wrong with an answer by its status; nothing if that is the status of a success.
    pub(crate) fn refusal(&self, service: &Service) -> Option<Problem> {
        self.problem(service, ().slot())
    }

    /// Shows nothing that may be secret.
    pub(crate) fn fmt_as(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct(name)
            .field("status", &self.status.as_u16())
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }

    fn problem(&self, service: &Service, slot: Slot<'_>) -> Option<Problem> {
        let problem = self.problem_as_written(service.error_body.as_ref(), slot)?;
        Some(match problem {
            // Unless the service knows it, a number that is too large for a code is none.
            Problem::Api(number) if u32::try_from(number).is_err() => {
                Problem::Api(service.error(number).map_or(0, |entry| entry.number))
            }
            problem => problem,
        })
    }

    fn problem_as_written(
        &self,
        error_body: Option<&ErrorBody>,
        slot: Slot<'_>,
    ) -> Option<Problem> {
        if self.status.is_success() {
            return self.problem_of_success(error_body, slot);
        }
        if let Some(location) = self.redirect() {
            return Some(Problem::Redirect(location));
        }
        let refusal = error_body.and_then(|keys| refusal(&self.body, keys));
        Some(refusal.map_or(Problem::UnexpectedStatus, Problem::Api))
    }

    fn problem_of_success(
        &self,
        error_body: Option<&ErrorBody>,
        slot: Slot<'_>,
    ) -> Option<Problem> {
        let refused =
            || error_body.and_then(|keys| refusal_code(&self.body, keys)).map(Problem::Api);
        // Not even whether it is an error could be told from one that is encoded.
        if self.is_encoded() && !(slot.is_nothing() && self.body.is_empty()) {
            return Some(Problem::Decode(DecodeError::of_body(DecodeProblem::Encoding)));
        }
        if slot.is_nothing() {
            return refused();
        }
        if self.is_html() {
            return Some(Problem::Decode(DecodeError::of_body(DecodeProblem::Html)));
        }
        match read(&self.body, slot, error_body.map(|keys| keys.code)) {
            Ok(Reading::Object) => None,
            Ok(Reading::Opaque) => refused(),
            Ok(Reading::Error(code)) => Some(Problem::Api(code)),
            // An error body may fail to be a success before its code is reached.
            Err(error) => Some(refused().unwrap_or(Problem::Decode(error))),
        }
    }

    /// Where the server points to, without what may be secret in it.
    fn redirect(&self) -> Option<String> {
        if !matches!(self.status.as_u16(), 301 | 302 | 303 | 307 | 308) {
            return None;
        }
        let location = self.headers.get(LOCATION).and_then(|value| value.to_str().ok());
        let location = location.unwrap_or_default().split(['?', '#']).next().unwrap_or_default();
        let (scheme, rest) = match location.split_once("//") {
            Some((scheme, rest)) if scheme.is_empty() || scheme.ends_with(':') => (scheme, rest),
            _ => return Some(location.to_owned()),
        };
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let host = authority.rsplit('@').next().unwrap_or_default();
        Some(format!("{scheme}//{host}{path}"))
    }

    fn is_encoded(&self) -> bool {
        let encodings = self.headers.get_all(CONTENT_ENCODING);
        encodings.iter().any(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity"))
    }

    fn is_html(&self) -> bool {
        let content_type =
            self.headers.get(CONTENT_TYPE).map_or(&b""[..], |value| value.as_bytes());
        content_type.get(..9).is_some_and(|start| start.eq_ignore_ascii_case(b"text/html"))
    }
}

/// The code of an error body, 0 where it has none that could be one; nothing where the body is no error body.
fn refusal(body: &[u8], keys: &ErrorBody) -> Option<i64> {
    let json = text_of(body);
    let found = Keys::parse(&json)?;
    let known = [Some(keys.code), keys.message, keys.description];
    let is_error = known.into_iter().flatten().any(|key| found.mentions(key));
    is_error.then(|| code_in(&found, keys).unwrap_or(0))
}

/// The code of an error body that came with the status of a success: there, only a code makes it one.
fn refusal_code(body: &[u8], keys: &ErrorBody) -> Option<i64> {
    code_in(&Keys::parse(&text_of(body))?, keys)
}

fn code_in(found: &Keys<'_>, keys: &ErrorBody) -> Option<i64> {
    error_number(found.first(keys.code)?)
}

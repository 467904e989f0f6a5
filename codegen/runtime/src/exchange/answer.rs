//! What came back, and whether it is a success.

use http::header::{CONTENT_ENCODING, CONTENT_TYPE, LOCATION};

use super::retry::{RetryPolicy, is_retryable};
use super::trace::Trace;
use crate::decode::{DecodeError, DecodeProblem, Keys, Reading, Slot, error_number, read, text_of};
use crate::error::{Answer, Delivery, Failure, Problem};
use crate::request::{Endpoint, ErrorBody, Service};
use crate::value::Value;

/// What came of the last attempt of a call: an answer that is yet to be read.
pub(crate) struct Exchanged {
    pub(super) answer: Answer,
    /// How often the request was made for it.
    pub(super) attempts: u32,
    /// What the call would have made again.
    pub(super) policy: RetryPolicy,
    pub(super) trace: Trace,
}

impl Exchanged {
    /// Reads a success into `slot`; everything else is a failure.
    pub(crate) fn accept(
        self,
        service: &'static Service,
        endpoint: &'static Endpoint,
        slot: Slot<'_>,
    ) -> Result<Answer, Box<Failure>> {
        let Some(problem) = self.answer.problem(service, slot) else {
            return Ok(self.answer);
        };
        self.trace.note_problem(&problem, self.answer.status.as_u16());
        let mut failure = Box::new(Failure {
            service,
            endpoint: Some(endpoint),
            problem,
            delivery: Delivery::Answered,
            attempts: self.attempts,
            is_retryable: false,
            answer: Some(self.answer),
        });
        failure.is_retryable = is_retryable(&failure, self.policy);
        Err(failure)
    }

    /// Notes why an answer that is not handed out is no success.
    pub(super) fn note_refusal(&self, service: &Service) {
        // By its status alone.
        if let Some(problem) = self.answer.problem(service, ().slot()) {
            self.trace.note_problem(&problem, self.answer.status.as_u16());
        }
    }
}

impl Answer {
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

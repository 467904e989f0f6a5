//! Tells successful responses from errors, and decodes them.

use std::time::Duration;

use http::header::{CONTENT_ENCODING, CONTENT_TYPE, LOCATION};

use super::Decoding;
use super::retry::{RetryPolicy, is_retryable};
use super::trace::Trace;
use crate::decode::{
    DecodeError, DecodeProblem, Keys, Slot, error_code, error_number, read, text_of,
};
use crate::error::{Delivery, Failure, Problem, RawResponse};
use crate::request::{Endpoint, ErrorBody, Service};
use crate::value::Value;

/// The response of the last attempt of a call, not decoded yet.
pub(crate) struct Exchanged {
    pub(super) response: RawResponse,
    /// The number of attempts.
    pub(super) attempts: u32,
    /// The duration of the call.
    pub(super) elapsed: Duration,
    /// What the call would retry.
    pub(super) policy: RetryPolicy,
    /// How strictly a success is decoded.
    pub(super) decoding: Decoding,
    /// The span of the last attempt.
    pub(super) trace: Trace,
    /// The span of the call.
    pub(super) call: Trace,
}

/// A decoded success.
#[derive(Clone)]
pub(crate) struct Accepted {
    pub(crate) response: RawResponse,
    pub(crate) problems: Vec<DecodeError>,
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
}

impl Exchanged {
    /// Decodes a successful response into `slot`; everything else is a failure.
    pub(crate) fn accept(
        self,
        service: &'static Service,
        endpoint: &'static Endpoint,
        slot: Slot<'_>,
    ) -> Result<Accepted, Box<Failure>> {
        let (attempts, elapsed) = (self.attempts, self.elapsed);
        let problem = match self.response.read(service, self.decoding, slot) {
            Ok(problems) => {
                self.call.record_success(&self.response, attempts, elapsed);
                return Ok(Accepted { response: self.response, problems, attempts, elapsed });
            }
            Err(problem) => problem,
        };
        self.trace.record_problem(&problem, self.response.status.as_u16());
        let mut failure = Box::new(Failure {
            service,
            endpoint: Some(endpoint),
            problem,
            delivery: Delivery::Answered,
            attempts,
            elapsed,
            is_retryable: false,
            response: Some(self.response),
        });
        failure.is_retryable = is_retryable(&failure, self.policy);
        self.call.record_failure(&failure);
        Err(failure)
    }

    /// Records the error of a response that is retried.
    pub(super) fn record_rejection(&self, service: &Service) {
        // By its status alone.
        if let Err(problem) = self.response.read(service, self.decoding, ().slot()) {
            self.trace.record_problem(&problem, self.response.status.as_u16());
        }
    }
}

impl RawResponse {
    /// Decodes a success: returns the parts that could not be decoded, or why the response is an error.
    fn read(
        &self,
        service: &Service,
        decoding: Decoding,
        slot: Slot<'_>,
    ) -> Result<Vec<DecodeError>, Problem> {
        self.read_as_written(service.error_body.as_ref(), decoding, slot).map_err(|problem| {
            match problem {
                // Unless the service knows it, a number that is too large for a code is none.
                Problem::Api(number) if u32::try_from(number).is_err() => {
                    Problem::Api(service.error(number).map_or(0, |entry| entry.number))
                }
                problem => problem,
            }
        })
    }

    fn read_as_written(
        &self,
        error_body: Option<&ErrorBody>,
        decoding: Decoding,
        slot: Slot<'_>,
    ) -> Result<Vec<DecodeError>, Problem> {
        if self.status.is_success() {
            let error_body = error_body.filter(|keys| keys.in_success);
            return self.read_success(error_body, decoding, slot);
        }
        if let Some(location) = self.redirect() {
            return Err(Problem::Redirect(location));
        }
        let refusal = error_body.and_then(|keys| api_error(&self.body, keys));
        Err(refusal.map_or(Problem::UnexpectedStatus, Problem::Api))
    }

    /// Decodes a response with a success status. An error code in it makes it an error, where the API has such errors.
    fn read_success(
        &self,
        error_body: Option<&ErrorBody>,
        decoding: Decoding,
        slot: Slot<'_>,
    ) -> Result<Vec<DecodeError>, Problem> {
        let unreadable = |problem| Err(Problem::Decode(DecodeError::of_body(problem)));
        // Nothing in it is needed. Otherwise an encoded body could not even be distinguished from an error.
        let is_unneeded = slot.is_nothing() && (error_body.is_none() || self.body.is_empty());
        if is_unneeded {
            return Ok(Vec::new());
        }
        if self.is_encoded() {
            return unreadable(DecodeProblem::Encoding);
        }
        if slot.is_nothing() {
            let code = error_body.and_then(|keys| error_code(&self.body, keys.code));
            return code.map_or(Ok(Vec::new()), |code| Err(Problem::Api(code)));
        }
        if self.is_html() {
            return unreadable(DecodeProblem::Html);
        }
        let mut reading =
            read(&self.body, slot, error_body.map(|keys| keys.code)).map_err(Problem::Decode)?;
        match (reading.code, decoding) {
            (Some(code), _) => Err(Problem::Api(code)),
            (None, Decoding::Strict) if !reading.problems.is_empty() => {
                Err(Problem::Decode(reading.problems.swap_remove(0)))
            }
            (None, _) => Ok(reading.problems),
        }
    }

    /// Returns the redirect target, without what may be secret in it.
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

/// Returns the error code of an error body, 0 if it has none; nothing if the body is not an error body.
fn api_error(body: &[u8], keys: &ErrorBody) -> Option<i64> {
    let json = text_of(body);
    let found = Keys::parse(&json)?;
    let known = [Some(keys.code), keys.message, keys.description];
    let is_error = known.into_iter().flatten().any(|key| found.mentions(key));
    is_error.then(|| found.value(keys.code).and_then(error_number).unwrap_or(0))
}

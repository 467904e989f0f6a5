//! Tells successful responses from errors, and decodes them.

use std::time::Duration;

use http::header::{CONTENT_ENCODING, CONTENT_TYPE, LOCATION};

use super::Decoding;
use super::retry::{RetryPolicy, is_retryable};
#[cfg(feature = "streams")]
use super::stream::Rest;
use super::trace::Trace;
use crate::decode::{BodyKind, BodySlot, DecodeError, DecodeProblem, Slot, read, read_text};
use crate::error::{
    Delivery, Failure, FoundCode, Problem, RawResponse, refusal, refusal_in_success,
};
use crate::request::{CodeLocation, Endpoint, ErrorBody, Service};

/// The response of the last attempt of a call, not decoded yet.
pub(crate) struct Exchanged {
    pub(super) response: RawResponse,
    /// What was not read of a stream.
    #[cfg(feature = "streams")]
    pub(super) rest: Rest,
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
    pub(crate) fn status(&self) -> u16 {
        self.response.status.as_u16()
    }

    /// Decodes a successful response into `slot`; everything else is a failure.
    pub(crate) fn accept(
        self,
        service: &'static Service,
        endpoint: &'static Endpoint,
        slot: BodySlot<'_>,
    ) -> Result<Accepted, Box<Failure>> {
        let (attempts, elapsed) = (self.attempts, self.elapsed);
        let problem = match self.response.read(service, self.decoding, slot) {
            Ok(problems) => {
                self.call.record_success(&self.response, attempts, elapsed);
                return Ok(Accepted { response: self.response, problems, attempts, elapsed });
            }
            Err(problem) => problem,
        };
        Err(self.fail(service, endpoint, problem))
    }

    /// The error of a call whose response is not what it should be.
    pub(super) fn fail(
        self,
        service: &'static Service,
        endpoint: &'static Endpoint,
        problem: Problem,
    ) -> Box<Failure> {
        self.trace.record_problem(&problem, self.response.status.as_u16());
        let mut failure = Box::new(Failure {
            service,
            endpoint: Some(endpoint),
            problem,
            delivery: Delivery::Answered,
            attempts: self.attempts,
            elapsed: self.elapsed,
            is_retryable: false,
            response: Some(self.response),
            page: 0,
            item: 0,
        });
        failure.is_retryable = is_retryable(&failure, self.policy);
        self.call.record_failure(&failure);
        failure
    }

    /// Records the error of a response that is retried.
    pub(super) fn record_rejection(&self, service: &'static Service) {
        // By its status alone.
        if let Err(problem) = self.response.read(service, self.decoding, BodySlot::nothing()) {
            self.trace.record_problem(&problem, self.response.status.as_u16());
        }
    }
}

impl RawResponse {
    /// Decodes a success: returns the parts that could not be decoded, or why the response is an error.
    pub(super) fn read(
        &self,
        service: &'static Service,
        decoding: Decoding,
        slot: BodySlot<'_>,
    ) -> Result<Vec<DecodeError>, Problem> {
        if self.status.is_success() || slot.is_unchanged() {
            return match slot.0 {
                BodyKind::Unchanged => Ok(Vec::new()),
                BodyKind::Nothing => self.read_success(service, decoding, Slot::nothing()),
                BodyKind::Json(slot) => self.read_success(service, decoding, slot),
                BodyKind::Text(place) => {
                    self.check_content(service)?;
                    let mut problems = read_text(&self.body, place);
                    match problems.pop() {
                        Some(problem) if decoding == Decoding::Strict => {
                            Err(Problem::Decode(problem))
                        }
                        problem => Ok(problem.into_iter().collect()),
                    }
                }
                BodyKind::Bytes(place) => {
                    self.check_content(service)?;
                    *place = self.body.clone().into();
                    Ok(Vec::new())
                }
            };
        }
        if let Some(location) = self.redirect() {
            return Err(Problem::Redirect(location));
        }
        Err(refusal(self, service).unwrap_or(Problem::UnexpectedStatus))
    }

    /// Refuses a success that is not the text or the bytes that it should be: an error, where the API has such errors and the
    /// body says that it is JSON, and what is compressed.
    pub(super) fn check_content(&self, service: &'static Service) -> Result<(), Problem> {
        if self.is_encoded() {
            return Err(Problem::Decode(DecodeError::of_body(DecodeProblem::Encoding)));
        }
        let can_be_error = service.error_bodies.iter().any(|layout| layout.in_success);
        let refused =
            (can_be_error && self.is_json()).then(|| refusal_in_success(&self.body, service));
        refused.flatten().map_or(Ok(()), Err)
    }

    /// Decodes a response with a success status. An error code in it makes it an error, where the API has such errors.
    fn read_success(
        &self,
        service: &'static Service,
        decoding: Decoding,
        slot: Slot<'_>,
    ) -> Result<Vec<DecodeError>, Problem> {
        let unreadable = |problem| Err(Problem::Decode(DecodeError::of_body(problem)));
        let can_be_error = service.error_bodies.iter().any(|layout| layout.in_success);
        // Nothing in it is needed. Otherwise an encoded body could not even be distinguished from an error.
        let is_unneeded = slot.is_nothing() && (!can_be_error || self.body.is_empty());
        if is_unneeded {
            return Ok(Vec::new());
        }
        if self.is_encoded() {
            return unreadable(DecodeProblem::Encoding);
        }
        // One number at the top is noticed while the body is read. Anything else takes a look of its own.
        let noticed = noticed_code(service);
        if can_be_error
            && (noticed.is_none() || slot.is_nothing())
            && let Some(problem) = refusal_in_success(&self.body, service)
        {
            return Err(problem);
        }
        if slot.is_nothing() {
            return Ok(Vec::new());
        }
        if self.is_html() {
            return unreadable(DecodeProblem::Html);
        }
        let mut reading =
            read(&self.body, slot, noticed.map(|(key, _)| key)).map_err(Problem::Decode)?;
        match (reading.code.zip(noticed), decoding) {
            (Some((number, (_, layout))), _) => {
                Err(Problem::Api { code: FoundCode::number(service, number), layout })
            }
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

    pub(super) fn is_encoded(&self) -> bool {
        let encodings = self.headers.get_all(CONTENT_ENCODING);
        encodings.iter().any(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity"))
    }

    pub(super) fn is_html(&self) -> bool {
        self.content_type().get(..9).is_some_and(|start| start.eq_ignore_ascii_case(b"text/html"))
    }

    pub(super) fn is_json(&self) -> bool {
        let essence = self.essence();
        essence == b"application/json" || essence.ends_with(b"+json")
    }

    /// The content type without its parameters, in lower case.
    pub(super) fn essence(&self) -> Vec<u8> {
        let essence = self.content_type().split(|byte| *byte == b';').next().unwrap_or_default();
        essence.trim_ascii().to_ascii_lowercase()
    }

    fn content_type(&self) -> &[u8] {
        self.headers.get(CONTENT_TYPE).map_or(&b""[..], |value| value.as_bytes())
    }
}

/// The only key under which a success can have the number of an error.
fn noticed_code(service: &'static Service) -> Option<(&'static str, &'static ErrorBody)> {
    let mut layouts = service.error_bodies.iter().filter(|layout| layout.in_success);
    match (layouts.next(), layouts.next()) {
        (Some(layout @ ErrorBody { code: CodeLocation::Number([key]), .. }), None) => {
            Some((key, layout))
        }
        _ => None,
    }
}

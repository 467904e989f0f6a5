//! What a subscriber of `tracing` learns of calls and attempts: nothing without the feature of that name.

#[cfg_attr(feature = "tracing", path = "span.rs")]
#[cfg_attr(not(feature = "tracing"), path = "noop.rs")]
mod span;

use std::time::Duration;

pub(crate) use self::span::Trace;

use crate::error::{Delivery, ErrorKind, Failure, FoundCode, Problem, RawResponse};

/// An attribute whose value is known only at the end.
#[derive(Clone, Copy)]
#[cfg_attr(
    not(feature = "tracing"),
    expect(dead_code, reason = "the feature `tracing` is disabled")
)]
pub(super) enum Attribute<'a> {
    Status(u16),
    ErrorType(&'a str),
    /// The error code of the API: a number.
    ErrorCode(i64),
    /// The error code of the API: a text of its catalogue.
    ErrorText(&'a str),
    /// `OK` or `ERROR`.
    Outcome(&'a str),
    Attempts(u32),
    ElapsedMs(u64),
    Delivery(&'a str),
}

impl Trace {
    /// Records the status of a response.
    pub(super) fn record_status(&self, response: &RawResponse) {
        self.record(Attribute::Status(response.status.as_u16()));
    }

    /// Records why an attempt failed.
    pub(super) fn record_problem(&self, problem: &Problem, status: u16) {
        match problem.kind() {
            ErrorKind::Api | ErrorKind::UnexpectedStatus | ErrorKind::Redirect => {
                self.record(Attribute::ErrorType(&status.to_string()));
            }
            kind => self.record(Attribute::ErrorType(name(kind))),
        }
        match problem {
            Problem::Api { code: FoundCode::Nothing, .. } => self.record(Attribute::ErrorCode(0)),
            Problem::Api { code: FoundCode::Number(number), .. } => {
                self.record(Attribute::ErrorCode(*number));
            }
            Problem::Api { code: FoundCode::Text(text), .. } => {
                self.record(Attribute::ErrorText(&text.to_string()));
            }
            _ => {}
        }
    }

    /// Records the end of a call that succeeded.
    pub(super) fn record_success(&self, response: &RawResponse, attempts: u32, elapsed: Duration) {
        self.record_status(response);
        self.record_end("OK", attempts, elapsed);
    }

    /// Records the end of a call that failed.
    pub(crate) fn record_failure(&self, failure: &Failure) {
        let response = failure.response.as_ref();
        if let Some(response) = response {
            self.record_status(response);
        }
        self.record_problem(
            &failure.problem,
            response.map_or(0, |response| response.status.as_u16()),
        );
        self.record(Attribute::Delivery(match failure.delivery {
            Delivery::NotSent => "not_sent",
            Delivery::MaybeSent => "maybe_sent",
            Delivery::Answered => "answered",
        }));
        self.record_end("ERROR", failure.attempts, failure.elapsed);
    }

    fn record_end(&self, outcome: &str, attempts: u32, elapsed: Duration) {
        self.record(Attribute::Outcome(outcome));
        self.record(Attribute::Attempts(attempts));
        let elapsed = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
        self.record(Attribute::ElapsedMs(elapsed));
    }
}

fn name(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Input => "input",
        ErrorKind::Connect => "connect",
        ErrorKind::Timeout => "timeout",
        ErrorKind::Transport => "transport",
        ErrorKind::Protocol => "protocol",
        ErrorKind::Redirect => "redirect",
        ErrorKind::TooLarge => "too_large",
        ErrorKind::Api => "api",
        ErrorKind::UnexpectedStatus => "unexpected_status",
        ErrorKind::Pagination => "pagination",
        ErrorKind::Token => "token",
        ErrorKind::File => "file",
        ErrorKind::Decode => "decode",
    }
}

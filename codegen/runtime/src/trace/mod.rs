//! What a subscriber of `tracing` learns of an attempt: nothing without the feature of that name.

#[cfg_attr(feature = "tracing", path = "span.rs")]
#[cfg_attr(not(feature = "tracing"), path = "silence.rs")]
mod span;

pub(crate) use self::span::Trace;

use crate::answer::Answer;
use crate::error::{ErrorKind, Failure, Problem};
use crate::service::Service;

/// What is known only in the end.
#[derive(Clone, Copy)]
#[cfg_attr(not(feature = "tracing"), expect(dead_code, reason = "nobody listens"))]
pub(crate) enum Outcome<'a> {
    Status(u16),
    ErrorType(&'a str),
    /// The code of the service.
    ErrorCode(i64),
}

impl Trace {
    /// Notes how an attempt ended, as far as it is known without reading its body.
    pub(crate) fn note_end(self, outcome: &mut Result<Answer, Box<Failure>>) {
        match outcome {
            Ok(answer) => {
                self.note(Outcome::Status(answer.status.as_u16()));
                answer.trace = self;
            }
            Err(failure) => {
                let status = failure.answer.as_ref().map(|answer| answer.status.as_u16());
                if let Some(status) = status {
                    self.note(Outcome::Status(status));
                }
                self.note_problem(&failure.problem, status.unwrap_or_default());
            }
        }
    }

    /// Notes why an attempt is no success.
    pub(crate) fn note_problem(&self, problem: &Problem, status: u16) {
        match problem.kind() {
            ErrorKind::Api | ErrorKind::UnexpectedStatus | ErrorKind::Redirect => {
                self.note(Outcome::ErrorType(&status.to_string()));
            }
            kind => self.note(Outcome::ErrorType(name(kind))),
        }
        if let Problem::Api(code) = *problem {
            self.note(Outcome::ErrorCode(code));
        }
    }

    /// Notes why an answer that is not handed out is no success.
    pub(crate) fn note_refusal(answer: &mut Answer, service: &Service) {
        let trace = std::mem::take(&mut answer.trace);
        if let Some(problem) = answer.refusal(service) {
            trace.note_problem(&problem, answer.status.as_u16());
        }
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
        ErrorKind::Decode => "decode",
    }
}

//! What a subscriber of `tracing` learns of an attempt: nothing without the feature of that name.

#[cfg_attr(feature = "tracing", path = "span.rs")]
#[cfg_attr(not(feature = "tracing"), path = "silence.rs")]
mod span;

pub(super) use self::span::Trace;

use crate::error::{Answer, ErrorKind, Problem};

/// What is known only in the end.
#[derive(Clone, Copy)]
#[cfg_attr(not(feature = "tracing"), expect(dead_code, reason = "nobody listens"))]
pub(super) enum Outcome<'a> {
    Status(u16),
    ErrorType(&'a str),
    /// The code of the service.
    ErrorCode(i64),
}

impl Trace {
    /// Notes the status of an answer.
    pub(super) fn note_status(&self, answer: &Answer) {
        self.note(Outcome::Status(answer.status.as_u16()));
    }

    /// Notes why an attempt is no success.
    pub(super) fn note_problem(&self, problem: &Problem, status: u16) {
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

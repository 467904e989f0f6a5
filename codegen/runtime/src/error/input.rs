//! Why a request was not even built.

use std::fmt;

/// What is wrong with an input. It never holds the input itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InputProblem {
    Blank,
    ControlCharacter,
    DotSegment,
    NotFinite,
    NotGiven,
    TooLong,
    ReservedHeader,
    Setting(&'static str),
    #[cfg(not(feature = "rustls"))]
    NoTransport,
    NoRuntime,
    #[cfg(feature = "blocking")]
    NoThread,
    #[cfg(feature = "blocking")]
    WithinAsync,
}

impl fmt::Display for InputProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Blank => "must not be blank",
            Self::ControlCharacter => "must not hold a line break or another control character",
            Self::DotSegment => "must not be blank, `.` or `..` as a part of the path",
            Self::NotFinite => "must be a finite number",
            Self::NotGiven => "is needed by this operation and was not given",
            Self::TooLong => "makes the request target longer than 65,534 bytes",
            Self::ReservedHeader => "is a header that the client sets by itself",
            Self::Setting(reason) => reason,
            #[cfg(not(feature = "rustls"))]
            Self::NoTransport => "is needed, since this build has no transport of its own",
            Self::NoRuntime => {
                "is needed: await the call within a tokio runtime that has its time enabled"
            }
            #[cfg(feature = "blocking")]
            Self::NoThread => "could not be started: the operating system has no thread for it",
            #[cfg(feature = "blocking")]
            Self::WithinAsync => {
                "calls must not be made within an async task: await the async client there"
            }
        })
    }
}

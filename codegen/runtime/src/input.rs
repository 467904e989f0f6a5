//! Why an input or a setting cannot be sent.

use std::fmt;

/// An input or a setting that cannot be sent, and why.
pub(crate) type Refusal = (&'static str, InputProblem);

/// Whether a text holds a line break or another control character.
pub(crate) fn has_control(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_control())
}

/// What is wrong with an input. It never holds the input itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InputProblem {
    Blank,
    ControlCharacter,
    DotSegment,
    NotANumber,
    NotFinite,
    NotGiven,
    TooLong,
    HeadersTooLong,
    ReservedHeader,
    OwnName,
    Setting(&'static str),
}

impl fmt::Display for InputProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Blank => "must not be blank",
            Self::ControlCharacter => "must not hold a line break or another control character",
            Self::DotSegment => "must not be blank, `.` or `..` as a part of the path",
            Self::NotANumber => "must be a decimal number such as `10.50`",
            Self::NotFinite => "must be a finite number",
            Self::NotGiven => "is needed by this operation and was not given",
            Self::TooLong => "makes the request target longer than 65,534 bytes",
            Self::HeadersTooLong => "makes the headers longer than 65,536 bytes",
            Self::ReservedHeader => "is a header that the client sets by itself",
            Self::OwnName => "has a name that the operation sends by itself",
            Self::Setting(reason) => reason,
        })
    }
}

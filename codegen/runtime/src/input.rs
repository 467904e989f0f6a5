//! Why an input or a setting is invalid.

use std::fmt;

/// The name of an invalid input or setting, and the reason.
pub(crate) type InvalidSetting = (&'static str, InputProblem);

/// Whether a text contains control characters.
pub(crate) fn has_control(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_control())
}

/// Why an input is invalid. It never contains the input itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InputProblem {
    Blank,
    ColonInUserName,
    ControlCharacter,
    CookieCharacter,
    DotSegment,
    FormKey,
    NotANumber,
    NotFinite,
    NotGiven,
    NoneGiven(&'static str),
    TooLong,
    HeadersTooLong,
    #[cfg(feature = "limits")]
    Limit(crate::limit::Limit),
    ForeignCredential,
    ReservedHeader,
    OwnName,
    SeparatorInList,
    Setting(&'static str),
}

impl fmt::Display for InputProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Blank => "must not be blank",
            Self::ColonInUserName => "must have no `:` in its user name",
            Self::SeparatorInList => "must not have items that contain the separator of the list",
            Self::CookieCharacter => {
                "must not contain spaces, quotes, commas, semicolons or backslashes in a cookie"
            }
            Self::NoneGiven(alternatives) => {
                return write!(f, "must be {alternatives}: the client was given none of them");
            }
            Self::ControlCharacter => "must not contain control characters",
            Self::DotSegment => "must not be blank, `.` or `..` as a part of the path",
            Self::FormKey => "must not have keys in a form that are empty or hold `[` or `]`",
            Self::NotANumber => "must be a decimal number such as `10.50`",
            Self::NotFinite => "must be a finite number",
            Self::NotGiven => "is required by this operation but not configured",
            Self::TooLong => "makes the request target longer than 65,534 bytes",
            Self::ForeignCredential => "is none that this operation takes from the client",
            Self::HeadersTooLong => "makes the headers longer than 65,536 bytes",
            #[cfg(feature = "limits")]
            Self::Limit(limit) => return limit.fmt(f),
            Self::ReservedHeader => "is a header that the client sets automatically",
            Self::OwnName => "has a name that the operation already sends",
            Self::Setting(reason) => reason,
        })
    }
}

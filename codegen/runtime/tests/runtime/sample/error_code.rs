//! The codes of the sample.

use std::fmt;

use restwright_runtime::{Code, Number};

use super::service::SERVICE;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct ErrorCode(i64);

impl ErrorCode {
    pub(crate) const INVALID_CAPTCHA: Self = Self(1218);

    pub(crate) fn number(self) -> i64 {
        self.0
    }
}

impl Code for ErrorCode {
    type Wire = Number;

    fn from_wire(number: Number) -> Self {
        Self(number.get())
    }
}

impl fmt::Debug for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match SERVICE.error(self.0) {
            Some(entry) => write!(f, "{} ({})", entry.name, self.0),
            None => write!(f, "{}", self.0),
        }
    }
}

//! Why something could not be set up.

use std::fmt;

use super::{Problem, TransportError};
use crate::input::InputProblem;

/// Why a transport could not be set up. It holds no value of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettingError(Reason);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reason {
    Input(&'static str, InputProblem),
    Transport(TransportError),
}

impl SettingError {
    pub(crate) const fn input(name: &'static str, problem: InputProblem) -> Self {
        Self(Reason::Input(name, problem))
    }
}

impl From<TransportError> for SettingError {
    fn from(error: TransportError) -> Self {
        Self(Reason::Transport(error))
    }
}

impl From<SettingError> for Problem {
    fn from(error: SettingError) -> Self {
        match error.0 {
            Reason::Input(name, problem) => Self::Input(name, problem),
            Reason::Transport(error) => Self::Transport(error),
        }
    }
}

impl fmt::Display for SettingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Reason::Input(name, problem) => write!(f, "`{name}` {problem}"),
            Reason::Transport(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for SettingError {}

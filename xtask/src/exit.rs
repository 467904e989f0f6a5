//! How a command ends.

use std::fmt;
use std::process::ExitCode;

/// How a command ended; the number is the exit code of the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done, and nothing to complain about.
    Fine = 0,
    /// The description has errors, or files are out of date.
    Findings = 1,
    /// The command line makes no sense.
    Usage = 2,
    /// Something outside of the command's reach was in the way: a file, a folder, a right.
    Failed = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// A command line that clap lets pass, but that cannot be meant.
#[derive(Debug)]
pub(crate) struct Misuse(pub(crate) String);

impl fmt::Display for Misuse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Misuse {}

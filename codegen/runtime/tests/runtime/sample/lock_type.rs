//! An open enum.

use restwright_runtime::{Slot, UnknownValue, Value, ValueWriter};

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum LockType {
    BruteForce,
    Manual,
    Unknown(UnknownValue),
}

impl LockType {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::BruteForce => "BruteForce",
            Self::Manual => "Manual",
            Self::Unknown(text) => text.as_str(),
        }
    }
}

impl From<&str> for LockType {
    fn from(text: &str) -> Self {
        match text {
            "BruteForce" => Self::BruteForce,
            "Manual" => Self::Manual,
            _ => Self::Unknown(text.into()),
        }
    }
}

impl Default for LockType {
    fn default() -> Self {
        Self::from("")
    }
}

impl Value for LockType {
    fn slot(&mut self) -> Slot<'_> {
        Slot::open_enum(self)
    }

    fn emit(&self, value: &mut ValueWriter<'_>) {
        value.text(self.as_str());
    }
}

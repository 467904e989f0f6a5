//! A union.

use restwright_runtime::{Json, Keys, Slot, Union, Value, ValueWriter};

use super::{Challenge, Session};

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum LoginOutcome {
    SecondFactorRequired(Box<Challenge>),
    Authenticated(Box<Session>),
    Unknown(Json),
}

impl Union for LoginOutcome {
    fn choose(keys: &Keys<'_>) -> Self {
        if keys.has("SecondFactorToken") {
            Self::SecondFactorRequired(Box::default())
        } else if keys.has("access_token") {
            Self::Authenticated(Box::default())
        } else {
            Self::Unknown(Json::default())
        }
    }

    fn chosen(&mut self) -> Slot<'_> {
        match self {
            Self::SecondFactorRequired(value) => value.slot(),
            Self::Authenticated(value) => value.slot(),
            Self::Unknown(value) => value.slot(),
        }
    }
}

impl Value for LoginOutcome {
    fn slot(&mut self) -> Slot<'_> {
        Slot::union(self)
    }

    fn emit(&self, value: &mut ValueWriter<'_>) {
        match self {
            Self::SecondFactorRequired(variant) => variant.emit(value),
            Self::Authenticated(variant) => variant.emit(value),
            Self::Unknown(variant) => variant.emit(value),
        }
    }
}

impl Default for LoginOutcome {
    fn default() -> Self {
        Self::Unknown(Json::default())
    }
}

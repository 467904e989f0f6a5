//! What becomes of each call. It follows from its number, so that both sides know it and every run is the same.

use restwright_runtime::{Delivery, Error, ErrorKind, Response};

use crate::operation::{Code, Echoed};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Answer,
    /// An answer that takes its time.
    Delay,
    /// The connection is reset instead of an answer.
    Reset,
    /// The connection is closed instead of an answer.
    Close,
    /// Status 503.
    Busy,
    /// The body ends too early.
    Truncation,
}

impl Outcome {
    /// One call in twenty meets a fault, each kind as often as any other.
    pub(crate) fn of(id: u32) -> Self {
        match scatter(u64::from(id)) % 100 {
            0 => Self::Delay,
            1 => Self::Reset,
            2 => Self::Close,
            3 => Self::Busy,
            4 => Self::Truncation,
            _ => Self::Answer,
        }
    }

    /// Compares an outcome with the one that the server chose for the call.
    pub(crate) fn check(self, id: u32, outcome: Result<Response<Echoed>, Error<Code>>) {
        let failure = match self {
            Self::Answer | Self::Delay => {
                let response = outcome.unwrap_or_else(|error| panic!("{id}: {error}"));
                assert_eq!(response.id, i64::from(id), "the answer to another call");
                return;
            }
            Self::Reset | Self::Close => (ErrorKind::Transport, Delivery::MaybeSent),
            Self::Busy => (ErrorKind::UnexpectedStatus, Delivery::Answered),
            Self::Truncation => (ErrorKind::Transport, Delivery::Answered),
        };
        let error = outcome.expect_err("the server answers with a fault");
        assert_eq!((error.kind(), error.delivery()), failure, "{id}, {self:?}: {error}");
    }
}

/// Spreads numbers that follow each other (the last steps of the generator `SplitMix64`).
fn scatter(number: u64) -> u64 {
    let mut bits = number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

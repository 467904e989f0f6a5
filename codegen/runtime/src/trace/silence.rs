//! Nothing is told of an attempt.

use super::Outcome;
use crate::operation::Endpoint;

/// The span of an attempt that nobody follows.
#[derive(Clone, Default)]
pub(crate) struct Trace(());

impl Trace {
    pub(crate) fn start(_: (&str, u16), _: &Endpoint, _: u32) -> Self {
        Self(())
    }

    #[expect(clippy::unused_self, reason = "the real one needs it")]
    pub(crate) fn around<F: Future>(&self, future: F) -> F {
        future
    }

    #[expect(clippy::unused_self, reason = "the real one needs it")]
    pub(crate) fn note(&self, _: Outcome<'_>) {}
}

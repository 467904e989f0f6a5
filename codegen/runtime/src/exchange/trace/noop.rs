//! No spans, as the feature `tracing` is off.

use super::Attribute;
use crate::request::{Endpoint, Service};

/// A span that nobody follows.
#[derive(Clone)]
pub(crate) struct Trace(());

impl Trace {
    pub(crate) fn call(_: &Service, _: &Endpoint) -> Self {
        Self(())
    }

    #[expect(clippy::unused_self, reason = "the real one needs it")]
    pub(in super::super) fn attempt(
        &self,
        _: &Service,
        _: &(String, u16),
        _: &Endpoint,
        _: u32,
    ) -> Self {
        Self(())
    }

    #[expect(clippy::unused_self, reason = "the real one needs it")]
    pub(in super::super) fn around<F: Future>(&self, future: F) -> F {
        future
    }

    #[expect(clippy::unused_self, reason = "the real one needs it")]
    pub(in super::super) fn record(&self, _: Attribute<'_>) {}
}

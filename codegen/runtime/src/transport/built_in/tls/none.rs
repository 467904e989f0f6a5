//! No TLS: requests stay on this machine.

use std::convert::Infallible;

use super::super::stream::{Io, Version};
use super::super::tracked::TrackedStream;
use crate::error::{SettingError, TransportErrorKind};
use crate::input::InputProblem;
use crate::transport::ClientCertificate;

/// A TLS library that there is not.
#[derive(Clone)]
pub(in super::super) struct Tls(Infallible);

impl Tls {
    pub(in super::super) fn new(
        _: &[u8],
        _: Option<&ClientCertificate>,
    ) -> Result<Self, SettingError> {
        Err(SettingError::input(
            "base_url",
            InputProblem::Setting(
                "requires TLS: enable one of the features `rustls-ring`, `rustls-aws-lc` and `native-tls`",
            ),
        ))
    }

    #[expect(clippy::unused_async, reason = "the other libraries wait")]
    pub(in super::super) async fn handshake(
        &self,
        _: &str,
        _: TrackedStream,
    ) -> Result<(Box<dyn Io>, Version), Option<TransportErrorKind>> {
        match self.0 {}
    }
}

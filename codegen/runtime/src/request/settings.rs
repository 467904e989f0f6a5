//! What requests are built from, besides the operation.

use http::header::{HeaderMap, HeaderValue};

use super::{BaseUrl, Credential, Placement, Service};
use crate::value::Secret;

/// What requests are built from, besides the operation.
pub(crate) struct Settings {
    pub(crate) service: &'static Service,
    pub(crate) base_url: BaseUrl,
    pub(crate) user_agent: HeaderValue,
    pub(crate) headers: HeaderMap,
    /// That of every request, if requests without a body have one.
    pub(crate) content_type: Option<HeaderValue>,
    pub(crate) credentials: Vec<(&'static Credential, Secret)>,
    pub(crate) placements: Vec<(&'static str, usize)>,
    /// Credentials whose access tokens the client requests.
    #[cfg(feature = "oauth")]
    pub(crate) tokens: Vec<&'static Credential>,
}

impl Settings {
    /// The credential of this id that the client holds.
    pub(super) fn credential(&self, id: &str) -> Option<&Secret> {
        self.credentials.iter().find(|(held, _)| held.id == id).map(|(_, secret)| secret)
    }

    /// Whether the client requests access tokens for the credential of this id.
    #[cfg(feature = "oauth")]
    pub(super) fn requests_tokens(&self, id: &str) -> bool {
        self.tokens.iter().any(|credential| credential.id == id)
    }

    /// Where a credential goes.
    pub(super) fn placement(&self, credential: &Credential) -> Option<Placement> {
        let chosen = self.placements.iter().find(|(id, _)| *id == credential.id);
        let index = chosen.map_or(0, |(_, index)| *index);
        credential.placements.get(index).copied()
    }
}

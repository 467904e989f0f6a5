//! What requests are built from, besides the operation.

use http::header::{HeaderMap, HeaderValue};

use super::{BaseUrl, Credential, Placement, Server, Service};
use crate::value::Secret;

/// What requests are built from, besides the operation.
pub(crate) struct Settings {
    pub(crate) service: &'static Service,
    pub(crate) base_url: BaseUrl,
    /// The other servers of the API, with their base URLs.
    pub(crate) servers: Vec<(&'static Server, BaseUrl)>,
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

/// The index of a server other than the default one. A request to one has it as an extension.
#[derive(Clone, Copy)]
pub(crate) struct ServerIndex(pub(crate) usize);

impl Settings {
    pub(super) fn server_index(&self, server: &Server) -> Option<ServerIndex> {
        self.servers.iter().position(|(held, _)| held.id == server.id).map(ServerIndex)
    }

    /// The base URL of a server; without an index, of the default one.
    pub(crate) fn base_url(&self, server: Option<ServerIndex>) -> &BaseUrl {
        let other = server.and_then(|ServerIndex(index)| self.servers.get(index));
        other.map_or(&self.base_url, |(_, base_url)| base_url)
    }

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

//! Credentials that are access tokens (RFC 6749).

use super::{Api, Credential, Placement};
use crate::Spanned;

/// How a client requests the access tokens of a credential.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OAuth {
    /// What a token is requested with.
    pub grant: Grant,
    /// `https://host[:port][/path]`: the token endpoint.
    pub token_url: Spanned<String>,
    /// Id of the input that is the client id.
    pub client_id: Spanned<String>,
    /// Id of the input that is the client secret; without it, the client is a public one.
    pub client_secret: Option<Spanned<String>>,
    /// Id of the input that is the refresh token. Only with `Grant::RefreshToken`, and always there.
    pub refresh_token: Option<Spanned<String>>,
    /// How the client authenticates.
    pub authentication: ClientAuthentication,
    /// Scopes to request, sorted.
    pub scopes: Vec<String>,
    /// Further parameters of each request with their values, sorted by name.
    pub parameters: Vec<(String, String)>,
}

/// What an access token is requested with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Grant {
    /// Client id and secret alone.
    ClientCredentials,
    /// A refresh token.
    RefreshToken,
}

/// How a client authenticates at a token endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClientAuthentication {
    /// Id and secret in the header `Authorization`.
    Basic,
    /// Id and secret in the body.
    Body,
}

impl OAuth {
    /// The ids of the inputs, in the order in which a caller gives them.
    pub fn inputs(&self) -> impl Iterator<Item = &Spanned<String>> {
        std::iter::once(&self.client_id).chain(&self.client_secret).chain(&self.refresh_token)
    }
}

impl Credential {
    /// How its access tokens are requested, if it is one.
    #[must_use]
    pub fn oauth(&self) -> Option<&OAuth> {
        match self.placements.first()? {
            Placement::OAuth(oauth) => Some(oauth),
            _ => None,
        }
    }
}

impl Api {
    /// Whether a credential is an access token that clients request.
    #[must_use]
    pub fn has_oauth(&self) -> bool {
        self.credentials.iter().any(|credential| credential.oauth().is_some())
    }
}

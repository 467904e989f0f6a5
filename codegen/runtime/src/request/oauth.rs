//! Credentials that are access tokens of an authorization server (RFC 6749).

use http::Request;
use http::header::{AUTHORIZATION, HeaderValue};

use super::{Credential, Effect, Endpoint, Method, RequestWriter};

/// How the access tokens of a credential are requested (RFC 6749).
#[derive(Debug)]
pub struct OAuth {
    /// The credential: its value is the access token.
    pub credential: &'static Credential,
    /// The URL of the token endpoint.
    pub token_url: &'static str,
    /// What a token is requested with.
    pub grant: Grant,
    /// How the client authenticates at the token endpoint.
    pub authentication: ClientAuthentication,
    /// The scopes, with spaces between; empty where none are requested.
    pub scope: &'static str,
    /// Further parameters of each request, by their names.
    pub parameters: &'static [(&'static str, &'static str)],
}

/// What an access token is requested with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grant {
    /// The credentials of the client alone.
    ClientCredentials,
    /// A refresh token, which the server may replace with each access token.
    RefreshToken,
}

/// The id of requests for tokens, which is none that an operation can have.
pub(crate) const TOKEN_REQUEST: &str = "token";

/// A request with the credentials of a client can be repeated.
static WITH_CLIENT_CREDENTIALS: Endpoint =
    Endpoint { id: TOKEN_REQUEST, method: Method::Post, path: "", effect: Effect::Safe };

/// A server that replaces refresh tokens takes a second use of one for a theft.
static WITH_REFRESH_TOKEN: Endpoint =
    Endpoint { id: TOKEN_REQUEST, method: Method::Post, path: "", effect: Effect::Consumes };

impl Grant {
    /// The endpoint as retries and transports see it.
    pub(crate) fn endpoint(self) -> &'static Endpoint {
        match self {
            Self::ClientCredentials => &WITH_CLIENT_CREDENTIALS,
            Self::RefreshToken => &WITH_REFRESH_TOKEN,
        }
    }

    /// The value of `grant_type`.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::ClientCredentials => "client_credentials",
            Self::RefreshToken => "refresh_token",
        }
    }
}

/// How a client authenticates at a token endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientAuthentication {
    /// Id and secret in the header `Authorization`.
    Basic,
    /// Id and secret in the body.
    Body,
    /// No secret: the id in the body.
    Public,
}

/// Marks a request to which an access token is added when it is sent: the id of the credential.
#[derive(Clone, Copy)]
pub(super) struct NeedsToken(&'static str);

/// The credential whose access token a request needs.
pub(crate) fn needed_token<B>(request: &Request<B>) -> Option<&'static str> {
    request.extensions().get().map(|NeedsToken(id)| *id)
}

impl RequestWriter<'_> {
    /// Leaves room for an access token: until the request is sent, nobody knows it.
    pub(super) fn access_token(&mut self, credential: &'static Credential) {
        let mut room = HeaderValue::from_static("");
        room.set_sensitive(true);
        self.headers.insert(AUTHORIZATION, room);
        self.token = Some(NeedsToken(credential.id));
    }
}

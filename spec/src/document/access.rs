//! Which credentials an operation needs, as written.

use schemars::{Schema, SchemaGenerator, json_schema};

use super::define::document;
use super::{form, together};
use crate::api::{ClientAuthentication, Grant};
use crate::decode::{AnyKey, Decode, Decoder, Entries, Text};
use crate::yaml::{Node, Value};
use crate::{Span, Spanned};

document! {
    /// How a client requests the access tokens that are the value of a credential (OAuth 2.0, RFC 6749).
    struct OAuth {
        /// What a token is requested with.
        required flow: Spanned<Grant>,
        /// URL of the token endpoint: `https://host[:port][/path]`; `http` only for a loopback host.
        required token_url: Text = form::TOKEN_URL,
        /// Id of the input that is the client id.
        required client_id: Text = form::ID,
        /// Id of the input that is the client secret. Only a refresh token can do without it.
        optional client_secret: Text = form::ID,
        /// Id of the input that is the refresh token.
        optional refresh_token: Text = form::ID,
        /// How the client authenticates at the token endpoint. By default `basic`.
        optional authentication: Spanned<ClientAuthentication>,
        /// Scopes to request.
        optional scopes: Vec<Text> = form::SCOPES,
        /// Further parameters of each request, such as `audience`: a map from names on the wire to texts.
        optional parameters: Entries<AnyKey, Text> = form::LINES,
    }
    together together::oauth();

    /// Credentials of which a call sends those that the client was given.
    struct Alternatives {
        /// Alternatives, each a list of ids. A call sends the first alternative that the client was given.
        required first_of: Vec<Vec<Text>> = form::SOME,
        /// Whether a call sends none where the client was given none. Otherwise, the call fails before it is sent.
        optional optional: Spanned<bool>,
    }
}

/// Which credentials an operation needs.
#[derive(Debug)]
pub(crate) enum Credentials {
    /// All of them.
    All(Vec<Text>),
    FirstOf(Alternatives),
}

impl Credentials {
    /// The credentials that are named, alternative by alternative.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &Text> {
        let (all, alternatives) = match self {
            Self::All(ids) => (Some(ids), None),
            Self::FirstOf(choice) => (None, choice.first_of.as_ref()),
        };
        all.into_iter().flatten().chain(alternatives.into_iter().flatten().flatten())
    }
}

impl Decode for Credentials {
    fn decode(node: Node, at: Span, decoder: &mut Decoder<'_>) -> Option<Self> {
        match &node.value {
            Value::Map(_) => Alternatives::decode(node, at, decoder).map(Self::FirstOf),
            _ => Vec::decode(node, at, decoder).map(Self::All),
        }
    }

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        let mut ids = Vec::<Text>::schema(generator);
        form::IDS.refine(&mut ids);
        let choice = Alternatives::schema(generator);
        json_schema!({ "oneOf": [ids, choice] })
    }
}

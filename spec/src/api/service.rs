//! Name, servers and credentials of the API.

use std::collections::BTreeSet;

use super::{Code, Deprecation, Input, OAuth};
use crate::Spanned;

/// What the API and the emitted crate are called.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// Package name of the crate, in kebab or snake case.
    pub name: Spanned<String>,
    /// Title for people.
    pub title: String,
    /// What the API is for; the opening of the crate's documentation.
    pub description: String,
    /// Version of the emitted crate.
    pub version: Spanned<String>,
    /// Home of the vendor's documentation.
    pub documentation: Option<String>,
    /// Ids of the client-level credentials that `Client::new` takes, in the order of its arguments.
    pub arguments: Vec<Spanned<String>>,
    /// Id of the server that a client uses by default.
    pub default_server: String,
    /// Constants in the query or in headers that are sent with every call, by id.
    pub constants: Vec<Input>,
    /// `Content-Type` of every request, also of those without a body.
    pub request_content_type: Option<Spanned<String>>,
    /// Response header that holds the id of a request.
    pub request_id_header: Option<Spanned<String>>,
    /// Request header that holds the idempotency key of operations that create, consume or send.
    pub idempotency: Option<Spanned<String>>,
    /// Codes of the errors that any operation can return, sorted.
    pub errors: BTreeSet<Code>,
}

/// A base URL of the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Stable id, snake case.
    pub id: Spanned<String>,
    /// `https://host[:port][/prefix]`, without a slash at the end.
    pub url: Spanned<String>,
    /// What it is for.
    pub description: String,
    /// Former id.
    pub renamed_from: Option<Spanned<String>>,
    /// Set once it should no longer be used.
    pub deprecated: Option<Deprecation>,
}

/// A key, token or other credential that authenticates requests. Its value is always secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// Stable id, snake case.
    pub id: Spanned<String>,
    /// What it is and where a caller gets one.
    pub description: String,
    /// Who provides it, and when.
    pub given: Given,
    /// Where it may go on the wire; the first is the default. Never empty.
    pub placements: Vec<Placement>,
    /// A value for documentation.
    pub example: Option<String>,
    /// Former id.
    pub renamed_from: Option<Spanned<String>>,
    /// Set once it should no longer be used.
    pub deprecated: Option<Deprecation>,
}

/// When a credential is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// Once, to the client: an argument of its constructor.
    Client,
    /// Once, to the client, where needed: a setter of its builder.
    ClientOptional,
    /// With each call that needs it: an argument of the operation.
    Call,
}

/// One place on the wire that a credential can take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placement {
    /// A query parameter of this name.
    Query(String),
    /// A header of this name, the value behind `scheme` and a space where there is one (`Bearer`).
    Header {
        /// Name of the header.
        name: String,
        /// Authentication scheme.
        scheme: Option<String>,
    },
    /// A cookie of this name.
    Cookie(String),
    /// The header `Authorization`, with a user name and a password (RFC 7617). It is the only placement of its credential.
    Basic(Basic),
    /// The header `Authorization` with an access token that the client requests. It is the only placement of its credential.
    OAuth(Box<OAuth>),
}

/// The inputs that HTTP basic authentication is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basic {
    /// Id of the user name, or of a key alone.
    pub user: Spanned<String>,
    /// Id of the password; without it, the password is empty.
    pub password: Option<Spanned<String>>,
}

impl Credential {
    /// The inputs of a user name with a password.
    #[must_use]
    pub fn basic(&self) -> Option<&Basic> {
        match self.placements.first()? {
            Placement::Basic(basic) => Some(basic),
            _ => None,
        }
    }
}

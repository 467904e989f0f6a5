//! Name, servers and credentials of the API.

use std::collections::BTreeSet;

use super::{Api, Code, Deprecation, Input, OAuth};
use crate::Spanned;

/// What the API and the emitted crate are called.
#[derive(Clone, Debug, PartialEq, Hash)]
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
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Server {
    /// Stable id, snake case.
    pub id: Spanned<String>,
    /// `https://host[:port][/prefix]`, without a slash at the end; `{id}` stands for the variable of that id.
    pub url: Spanned<String>,
    /// Its variables, in the order in which they are first in the URL.
    pub variables: Vec<ServerVariable>,
    /// What it is for.
    pub description: String,
    /// Former id.
    pub renamed_from: Option<Spanned<String>>,
    /// Set once it should no longer be used.
    pub deprecated: Option<Deprecation>,
}

impl Server {
    /// The URL with the value that a variable has where the caller gives none; `None` if one has no such value.
    #[must_use]
    pub fn default_url(&self) -> Option<String> {
        self.filled(|variable| variable.default.as_deref())
    }

    /// The URL with a value for each variable, for documentation.
    #[must_use]
    pub fn example_url(&self) -> String {
        self.filled(|variable| Some(variable.example_value())).unwrap_or_default()
    }

    /// Whether a caller has to give a value.
    #[must_use]
    pub fn needs_values(&self) -> bool {
        self.variables.iter().any(|variable| variable.default.is_none())
    }

    fn filled<'a>(
        &'a self,
        value: impl Fn(&'a ServerVariable) -> Option<&'a str>,
    ) -> Option<String> {
        let mut url = self.url.value.clone();
        for variable in &self.variables {
            url = url.replace(&format!("{{{}}}", *variable.id), value(variable)?);
        }
        Some(url)
    }
}

/// A part of the URL of a server that callers choose.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ServerVariable {
    /// Stable id, snake case.
    pub id: Spanned<String>,
    /// What it is a part of.
    pub place: VariablePlace,
    /// What it means.
    pub description: String,
    /// Its value where the caller gives none.
    pub default: Option<String>,
    /// The values that it can have; any if there are none.
    pub values: Vec<String>,
    /// A value for documentation.
    pub example: Option<String>,
}

impl ServerVariable {
    /// A value for documentation.
    #[must_use]
    pub fn example_value(&self) -> &str {
        let known = self.example.as_ref().or(self.default.as_ref()).or(self.values.first());
        known.map_or(self.place.example(), String::as_str)
    }
}

/// Where a variable stands in the URL of a server, which decides what its value may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VariablePlace {
    /// The host or a part of it.
    Host,
    /// The port.
    Port,
    /// A part of the path.
    Path,
}

impl VariablePlace {
    /// A value that can stand there.
    const fn example(self) -> &'static str {
        match self {
            Self::Host => "example.com",
            Self::Port => "8443",
            Self::Path => "main",
        }
    }
}

impl Api {
    /// The server that a client uses by default.
    #[must_use]
    pub fn default_server(&self) -> Option<&Server> {
        self.servers.iter().find(|server| *server.id == self.service.default_server)
    }

    /// The servers that operations are sent to instead of the default one, by id.
    pub fn other_servers(&self) -> impl Iterator<Item = &Server> {
        let named: BTreeSet<_> = self
            .groups
            .iter()
            .flat_map(|group| &group.operations)
            .filter_map(|operation| operation.server.as_ref().map(|id| id.value.as_str()))
            .collect();
        self.servers.iter().filter(move |server| named.contains(server.id.as_str()))
    }
}

/// A key, token or other credential that authenticates requests. Its value is always secret.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Given {
    /// Once, to the client: an argument of its constructor.
    Client,
    /// Once, to the client, where needed: a setter of its builder.
    ClientOptional,
    /// With each call that needs it: an argument of the operation.
    Call,
}

/// One place on the wire that a credential can take.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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

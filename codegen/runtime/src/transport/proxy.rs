//! Which proxy leads to the server.

use std::fmt;

use crate::value::Secret;

/// Which proxy leads to the server of a client.
///
/// The connection to the server is a tunnel through the proxy (`CONNECT`), with TLS inside: the proxy learns the host
/// and nothing else. What is called by `http`, which can only be on this machine, is never reached through a proxy.
#[derive(Clone, Default)]
pub struct Proxy(pub(crate) Choice);

/// How a proxy is chosen.
#[derive(Clone, Default)]
pub(crate) enum Choice {
    #[default]
    Environment,
    Direct,
    Url(
        #[cfg_attr(not(feature = "built-in"), expect(dead_code, reason = "for connections"))]
        Secret,
    ),
}

impl Proxy {
    /// What the environment variable `HTTPS_PROXY` (or `https_proxy`) names when the client is built, except for the
    /// hosts in `NO_PROXY` (or `no_proxy`).
    ///
    /// That is a list, with commas or spaces between, of domains with all below them (`example.com`, `.example.com` and
    /// `*.example.com` are the same), addresses, networks such as `10.0.0.0/8`, each with a port behind it if it holds for
    /// that port alone, or `*` for everything.
    #[must_use]
    pub fn environment() -> Self {
        Self(Choice::Environment)
    }

    /// None, whatever the environment says.
    #[must_use]
    pub fn none() -> Self {
        Self(Choice::Direct)
    }

    /// This one: `http://proxy.example.com:3128`, with `user:password@` before the host if it asks for them.
    #[must_use]
    pub fn url(url: impl Into<Secret>) -> Self {
        Self(Choice::Url(url.into()))
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Choice::Environment => "Proxy::environment()",
            Choice::Direct => "Proxy::none()",
            Choice::Url(_) => "Proxy::url([secret])",
        })
    }
}

//! Proxy configuration.

use std::fmt;

use crate::value::Secret;

/// The proxy configuration of a client.
///
/// The connection to the server is a tunnel through the proxy (`CONNECT`), with TLS inside: the proxy sees only the host name. Requests over `http`, which can only go to loopback, never use a proxy.
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
    /// Uses the proxy in the environment variable `HTTPS_PROXY` (or `https_proxy`), read when the client is built, except for hosts in `NO_PROXY` (or `no_proxy`).
    ///
    /// `NO_PROXY` is a list, separated by commas or spaces, of domains with their subdomains (`example.com`, `.example.com` and
    /// `*.example.com` are the same), addresses, networks such as `10.0.0.0/8`, each with a port behind it if it holds for
    /// that port alone, or `*` for everything.
    #[must_use]
    pub fn environment() -> Self {
        Self(Choice::Environment)
    }

    /// Uses no proxy; ignores the environment.
    #[must_use]
    pub fn none() -> Self {
        Self(Choice::Direct)
    }

    /// Uses this proxy: `http://proxy.example.com:3128`, with `user:password@` before the host if it requires credentials.
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

//! What the built-in transport can be told.

use std::time::Duration;

use super::Proxy;
use crate::value::Secret;

/// How the built-in transport connects and what it accepts. The defaults are meant for servers in production.
///
/// A client takes the same settings from its [`ClientOptions`](crate::ClientOptions).
#[derive(Clone, Debug)]
#[must_use = "options do nothing until they are given to a transport"]
pub struct ConnectionOptions {
    pub(crate) timeout: Duration,
    pub(crate) proxy: Proxy,
    pub(crate) root_certificates: Vec<u8>,
    pub(crate) client_certificate: Option<ClientCertificate>,
    pub(crate) max_head: usize,
    pub(crate) max_headers: usize,
}

/// What proves the identity of the client to a server that asks for it.
#[derive(Clone, Debug)]
#[cfg_attr(
    not(any(feature = "__rustls", feature = "native-tls")),
    expect(dead_code, reason = "for TLS")
)]
pub(crate) struct ClientCertificate {
    pub(crate) chain: Vec<u8>,
    pub(crate) key: Secret,
}

impl ConnectionOptions {
    /// The defaults.
    pub fn new() -> Self {
        Self::default()
    }

    /// How long making a connection may take, name lookup and TLS included: 5 seconds unless set. Over HTTP/2, the other
    /// side of a connection is asked for a sign of life after this time, and has the same time to give it.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.timeout = limit;
        self
    }

    /// Which proxy leads to the server: what the environment variables say, unless set.
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.proxy = proxy;
        self
    }

    /// Root certificates to trust besides those of the operating system, as PEM text.
    pub fn root_certificates(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.root_certificates.extend_from_slice(pem.as_ref());
        self.root_certificates.push(b'\n');
        self
    }

    /// Authenticates with a client certificate (mutual TLS): its chain, own certificate first, and its private key, both as
    /// PEM text. A client has none unless set.
    pub fn client_certificate(mut self, chain: impl AsRef<[u8]>, key: impl Into<Secret>) -> Self {
        let chain = chain.as_ref().to_vec();
        self.client_certificate = Some(ClientCertificate { chain, key: key.into() });
        self
    }

    /// How many bytes the head of an answer may have: 64 KiB unless set.
    pub fn max_head_bytes(mut self, limit: usize) -> Self {
        self.max_head = limit;
        self
    }

    /// How many headers an answer may have: 100 unless set.
    pub fn max_headers(mut self, limit: usize) -> Self {
        self.max_headers = limit;
        self
    }
}

impl Default for ConnectionOptions {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(5),
            proxy: Proxy::default(),
            root_certificates: Vec::new(),
            client_certificate: None,
            max_head: 64 * 1024,
            max_headers: 100,
        }
    }
}

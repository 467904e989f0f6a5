//! Options of the built-in transport.

use std::time::Duration;

use super::Proxy;
use crate::value::Secret;

/// Options of the built-in transport. The defaults suit production servers.
///
/// A client takes the same settings from its [`ClientOptions`](crate::ClientOptions).
#[derive(Clone, Debug)]
#[must_use = "pass the options to a transport"]
pub struct ConnectionOptions {
    pub(crate) timeout: Duration,
    pub(crate) proxy: Proxy,
    pub(crate) root_certificates: Vec<u8>,
    pub(crate) client_certificate: Option<ClientCertificate>,
    pub(crate) max_head: usize,
    pub(crate) max_headers: usize,
}

/// A client certificate for mutual TLS.
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
    /// Creates options with the defaults.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the connect timeout, including DNS and TLS. Default: 5 seconds. An HTTP/2 connection that is idle for this long is checked with a ping, which has the same timeout.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.timeout = limit;
        self
    }

    /// Sets the proxy. Default: taken from the environment.
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.proxy = proxy;
        self
    }

    /// Adds trusted root certificates (PEM) to those of the operating system.
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

    /// Sets the maximum size of a response head. Default: 64 KiB.
    pub fn max_head_bytes(mut self, limit: usize) -> Self {
        self.max_head = limit;
        self
    }

    /// Sets the maximum number of response headers. Default: 100.
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

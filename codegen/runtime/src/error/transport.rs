//! What a transport can fail with.

use std::fmt;

use super::Delivery;

/// Why no complete answer arrived. It holds no text, so that no transport can leak a URL or a header through it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TransportError {
    kind: TransportErrorKind,
    delivery: Delivery,
}

/// The kind of a [`TransportError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection: the host is unknown, unreachable or refuses connections. Check base URL, DNS and firewall.
    Connect,
    /// The connect timeout expired. Check the firewall, or raise the timeout.
    ConnectTimeout,
    /// The TLS handshake failed for another reason. With the feature `native-tls`, for any reason: its library gives none
    /// that a program can distinguish.
    Tls,
    /// The server's certificate has expired. Its operator has to renew it; check the clock of this machine, too.
    CertificateExpired,
    /// The server's certificate is not valid yet. Check the clock of this machine.
    CertificateNotYetValid,
    /// The server's certificate is for another host name. Check the base URL.
    CertificateName,
    /// The issuer of the server's certificate is not trusted. Add its certificate with `root_certificates` if you trust it.
    CertificateIssuer,
    /// The server's certificate was revoked. Do not connect; its operator has to replace it.
    CertificateRevoked,
    /// Client and server have no TLS version or cipher suite in common. The client supports TLS 1.2 and 1.3.
    TlsHandshake,
    /// The server does not use TLS on this port. Check scheme and port of the base URL.
    NotTls,
    /// The transport was compiled without TLS: enable a TLS feature of the crate that it comes from, for `reqwest` the
    /// feature `rustls` or `native-tls` of that crate.
    TlsNotCompiled,
    /// The root certificates of the operating system cannot be loaded. Containers often lack the package
    /// `ca-certificates`.
    NoRootCertificates,
    /// The proxy is unreachable, or closes the connection. Check `HTTPS_PROXY` or the proxy setting.
    Proxy,
    /// The proxy requires other credentials, or some at all: status 407. Set them in the proxy's URL.
    ProxyAuthentication,
    /// The proxy refuses to connect to the server, with this status. Ask its operator to allow the host.
    ProxyStatus(u16),
    /// The response of the proxy is not valid HTTP. Check that the proxy's address is that of an HTTP proxy.
    ProxyProtocol,
    /// A timeout of the transport's own expired.
    Timeout,
    /// The connection broke. Delivery tells whether the request may have been sent.
    Interrupted,
    /// The response is not valid HTTP. Check base URL and port.
    Protocol,
    /// The response head has more bytes or headers than `max_head_bytes` and `max_headers` allow.
    HeadTooLarge,
}

impl TransportError {
    /// An error of this kind. Say [`Delivery::NotSent`] only where it is certain that no byte of the request left.
    #[must_use]
    pub const fn new(kind: TransportErrorKind, delivery: Delivery) -> Self {
        Self { kind, delivery }
    }

    /// What happened.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// How far the request got.
    #[must_use]
    pub fn delivery(&self) -> Delivery {
        self.delivery
    }
}

impl TransportErrorKind {
    /// Whether another attempt would end in the same way.
    pub(crate) fn is_permanent(self) -> bool {
        match self {
            Self::Tls
            | Self::CertificateExpired
            | Self::CertificateNotYetValid
            | Self::CertificateName
            | Self::CertificateIssuer
            | Self::CertificateRevoked
            | Self::TlsHandshake
            | Self::NotTls
            | Self::TlsNotCompiled
            | Self::NoRootCertificates
            | Self::ProxyAuthentication
            | Self::HeadTooLarge => true,
            // A server behind the proxy that is down may come back; one that must not be reached stays out of reach.
            Self::ProxyStatus(status) => status < 500,
            Self::Connect
            | Self::ConnectTimeout
            | Self::Proxy
            | Self::ProxyProtocol
            | Self::Timeout
            | Self::Interrupted
            | Self::Protocol => false,
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Connect => "no connection could be made",
            TransportErrorKind::ConnectTimeout => "no connection could be made in time",
            TransportErrorKind::Tls => "no TLS connection could be made",
            TransportErrorKind::CertificateExpired => "the certificate of the server has expired",
            TransportErrorKind::CertificateNotYetValid => {
                "the certificate of the server is not valid yet"
            }
            TransportErrorKind::CertificateName => {
                "the certificate of the server is for another host name"
            }
            TransportErrorKind::CertificateIssuer => {
                "the issuer of the server's certificate is not trusted"
            }
            TransportErrorKind::CertificateRevoked => "the certificate of the server was revoked",
            TransportErrorKind::TlsHandshake => {
                "client and server have no TLS version or cipher suite in common"
            }
            TransportErrorKind::NotTls => "the server does not use TLS",
            TransportErrorKind::TlsNotCompiled => {
                "the transport was compiled without TLS: enable the feature `rustls` or `native-tls` of `reqwest`"
            }
            TransportErrorKind::NoRootCertificates => "no root certificates could be loaded",
            TransportErrorKind::Proxy => "no connection could be made through the proxy",
            TransportErrorKind::ProxyAuthentication => {
                "the proxy requires other credentials (status 407)"
            }
            TransportErrorKind::ProxyStatus(status) => {
                return write!(f, "the proxy refused to connect to the server (status {status})");
            }
            TransportErrorKind::ProxyProtocol => "the response of the proxy is not valid HTTP",
            TransportErrorKind::Timeout => "no complete response before the timeout",
            TransportErrorKind::Interrupted => "the connection failed during the exchange",
            TransportErrorKind::Protocol => "the response is not valid HTTP",
            TransportErrorKind::HeadTooLarge => {
                "the response head exceeds the limit of bytes or headers"
            }
        })
    }
}

impl std::error::Error for TransportError {}

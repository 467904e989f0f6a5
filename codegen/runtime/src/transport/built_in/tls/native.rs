//! The TLS library of the operating system: `SChannel`, Secure Transport or OpenSSL.

use std::error::Error;
use std::io;

use native_tls::{Certificate, Identity};

use super::super::stream::{Io, Version};
use super::super::tracked::TrackedStream;
use super::{NO_CLIENT_CERTIFICATE, NO_PEM};
use crate::error::{Delivery, SettingError, TransportError, TransportErrorKind};
use crate::transport::ClientCertificate;

/// Trusts the root certificates of the operating system, and those that it is given.
#[derive(Clone)]
pub(in super::super) struct Tls(tokio_native_tls::TlsConnector);

impl Tls {
    pub(in super::super) fn new(
        root_certificates: &[u8],
        client_certificate: Option<&ClientCertificate>,
    ) -> Result<Self, SettingError> {
        let mut builder = native_tls::TlsConnector::builder();
        builder.min_protocol_version(Some(native_tls::Protocol::Tlsv12));
        #[cfg(feature = "http2")]
        builder.request_alpns(&["h2", "http/1.1"]);
        for certificate in certificates(root_certificates)? {
            builder.add_root_certificate(certificate);
        }
        if let Some(own) = client_certificate {
            let identity = Identity::from_pkcs8(&own.chain, own.key.expose().as_bytes());
            builder.identity(identity.map_err(|_| NO_CLIENT_CERTIFICATE)?);
        }
        let no_roots = TransportErrorKind::NoRootCertificates;
        let no_roots = TransportError::new(no_roots, Delivery::NotSent);
        let connector = builder.build().map_err(|_| no_roots)?;
        Ok(Self(connector.into()))
    }

    /// Makes a connection secure; no kind where it merely ended. What the library tells of other failures is text for
    /// people, from which nothing is read.
    pub(in super::super) async fn handshake(
        &self,
        host: &str,
        wire: TrackedStream,
    ) -> Result<(Box<dyn Io>, Version), Option<TransportErrorKind>> {
        let stream = self.0.connect(host, wire).await;
        let stream =
            stream.map_err(|error| (!has_ended(&error)).then_some(TransportErrorKind::Tls))?;
        #[cfg(not(feature = "http2"))]
        let version = Version::Http1;
        #[cfg(feature = "http2")]
        let version = match stream.get_ref().negotiated_alpn() {
            Ok(Some(protocol)) if protocol == b"h2" => Version::Http2,
            _ => Version::Http1,
        };
        Ok((Box::new(stream), version))
    }
}

/// Whether the connection ended.
fn has_ended(error: &(dyn Error + 'static)) -> bool {
    error.is::<io::Error>() || error.source().is_some_and(has_ended)
}

fn certificates(pem: &[u8]) -> Result<Vec<Certificate>, SettingError> {
    const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
    if pem.is_empty() {
        return Ok(Vec::new());
    }
    let text = std::str::from_utf8(pem).map_err(|_| NO_PEM)?;
    let blocks = text.split(BEGIN).skip(1).map(|rest| format!("{BEGIN}{rest}"));
    let certificates: Result<Vec<_>, _> =
        blocks.map(|block| Certificate::from_pem(block.as_bytes())).collect();
    certificates.ok().filter(|certificates| !certificates.is_empty()).ok_or(NO_PEM)
}

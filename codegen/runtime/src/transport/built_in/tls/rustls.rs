//! TLS by rustls, with the root certificates of the operating system.

use std::io;
use std::sync::Arc;

use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{AlertDescription, CertificateError, ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;
use tokio_rustls::TlsConnector;

use super::super::stream::{Io, Version};
use super::super::tracked::TrackedStream;
use super::{NO_CLIENT_CERTIFICATE, NO_PEM};
use crate::error::{Delivery, SettingError, TransportError, TransportErrorKind};
use crate::transport::ClientCertificate;

/// Trusts the root certificates of the operating system, and those that it is given.
#[derive(Clone)]
pub(in super::super) struct Tls(TlsConnector);

impl Tls {
    pub(in super::super) fn new(
        root_certificates: &[u8],
        client_certificate: Option<&ClientCertificate>,
    ) -> Result<Self, SettingError> {
        let no_roots = TransportErrorKind::NoRootCertificates;
        let no_roots = |_| TransportError::new(no_roots, Delivery::NotSent);
        let provider = Arc::new(provider());
        let roots = certificates(root_certificates)?;
        let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .map_err(no_roots)?;
        // What is called dangerous here is to choose a verifier at all: this one is that of the operating system.
        let verifier = Arc::new(verifier(roots, provider).map_err(no_roots)?);
        let builder = builder.dangerous().with_custom_certificate_verifier(verifier);
        let mut config = match client_certificate {
            None => builder.with_no_client_auth(),
            Some(own) => {
                let (chain, key) = chain_and_key(own).ok_or(NO_CLIENT_CERTIFICATE)?;
                // It fails where the key is not that of the certificate.
                builder.with_client_auth_cert(chain, key).map_err(|_| NO_CLIENT_CERTIFICATE)?
            }
        };
        if cfg!(feature = "http2") {
            config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        }
        Ok(Self(Arc::new(config).into()))
    }

    /// Makes a connection secure; no kind where it merely ended.
    pub(in super::super) async fn handshake(
        &self,
        host: &str,
        wire: TrackedStream,
    ) -> Result<(Box<dyn Io>, Version), Option<TransportErrorKind>> {
        let name = ServerName::try_from(host.to_owned());
        let name = name.map_err(|_| TransportErrorKind::CertificateName)?;
        let stream = self.0.connect(name, wire).await.map_err(|error| kind_of(&error))?;
        let version = match stream.get_ref().1.alpn_protocol() {
            Some(b"h2") => Version::Http2,
            _ => Version::Http1,
        };
        Ok((Box::new(stream), version))
    }
}

#[cfg(feature = "rustls-ring")]
fn provider() -> CryptoProvider {
    rustls::crypto::ring::default_provider()
}

#[cfg(not(feature = "rustls-ring"))]
fn provider() -> CryptoProvider {
    rustls::crypto::aws_lc_rs::default_provider()
}

fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, SettingError> {
    let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    let certificates = certificates.map_err(|_| NO_PEM)?;
    if certificates.is_empty() && !pem.is_empty() {
        return Err(NO_PEM);
    }
    for certificate in &certificates {
        // What is PEM need not be a certificate.
        RootCertStore::empty().add(certificate.clone()).map_err(|_| NO_PEM)?;
    }
    Ok(certificates)
}

fn chain_and_key(
    own: &ClientCertificate,
) -> Option<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>)> {
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&own.chain).collect();
    let chain = chain.ok().filter(|chain| !chain.is_empty())?;
    Some((chain, PrivateKeyDer::from_pem_slice(own.key.expose().as_bytes()).ok()?))
}

#[cfg(not(target_os = "android"))]
fn verifier(
    roots: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<Verifier, rustls::Error> {
    Verifier::new_with_extra_roots(roots, provider)
}

/// There, only the operating system can be told which certificates to trust.
#[cfg(target_os = "android")]
fn verifier(
    roots: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<Verifier, rustls::Error> {
    if roots.is_empty() {
        return Verifier::new(provider);
    }
    Err(rustls::Error::General("root certificates cannot be added on Android".to_owned()))
}

fn kind_of(error: &io::Error) -> Option<TransportErrorKind> {
    let error = error.get_ref()?.downcast_ref::<rustls::Error>()?;
    Some(match error {
        rustls::Error::InvalidCertificate(problem) => kind_of_certificate(problem),
        rustls::Error::InvalidMessage(_) => TransportErrorKind::NotTls,
        rustls::Error::PeerIncompatible(_)
        | rustls::Error::AlertReceived(
            AlertDescription::HandshakeFailure
            | AlertDescription::ProtocolVersion
            | AlertDescription::InsufficientSecurity,
        ) => TransportErrorKind::TlsHandshake,
        _ => TransportErrorKind::Tls,
    })
}

fn kind_of_certificate(problem: &CertificateError) -> TransportErrorKind {
    match problem {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            TransportErrorKind::CertificateExpired
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            TransportErrorKind::CertificateNotYetValid
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            TransportErrorKind::CertificateName
        }
        CertificateError::UnknownIssuer => TransportErrorKind::CertificateIssuer,
        CertificateError::Revoked => TransportErrorKind::CertificateRevoked,
        _ => TransportErrorKind::Tls,
    }
}

//! Whom to trust.

use std::sync::Arc;

use rustls::ClientConfig;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls_platform_verifier::Verifier;

use crate::error::{Delivery, Problem, TransportError, TransportErrorKind};
use crate::input::InputProblem;

/// Trusts what the operating system trusts, and these certificates.
pub(super) fn tls_config(root_certificates: &[u8]) -> Result<ClientConfig, Problem> {
    let no_trust = TransportError::new(TransportErrorKind::NoTrust, Delivery::NotSent);
    let no_trust = |_| Problem::Transport(no_trust);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let roots = certificates(root_certificates)?;
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(no_trust)?;
    // What is called dangerous here is to choose a verifier at all: this one is that of the operating system.
    let verifier = Arc::new(verifier(roots, provider).map_err(no_trust)?);
    Ok(builder.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth())
}

fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, Problem> {
    const REFUSED: InputProblem = InputProblem::Setting("must be certificates as PEM text");
    let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    match certificates {
        Ok(certificates) if pem.is_empty() || !certificates.is_empty() => Ok(certificates),
        _ => Err(Problem::Input("root_certificates", REFUSED)),
    }
}

#[cfg(not(target_os = "android"))]
fn verifier(
    roots: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<Verifier, rustls::Error> {
    Verifier::new_with_extra_roots(roots, provider)
}

/// There, only the operating system can be told whom to trust.
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

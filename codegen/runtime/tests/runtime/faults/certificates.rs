//! Certificates that are wrong in one way each.

use std::io::Read;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rcgen::{
    BasicConstraints, Certificate, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair,
    date_time_ymd,
};
use restwright_runtime::{Client, ClientOptions, Delivery, Effect, ErrorKind};
use rustls::pki_types::PrivateKeyDer;
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};

use super::act::ALL;
use super::case::{builder, call, call_blocking, shown};
use crate::sample::ErrorCode;

const HOST: &str = "127.0.0.1";

/// What a server shows, and whether its issuer is trusted.
struct Row {
    name: &'static str,
    host: &'static str,
    /// The first and the last year in which the certificate counts.
    years: [i32; 2],
    is_issuer_trusted: bool,
    /// What the error says; none where there is none.
    refusal: Option<&'static str>,
}

#[test]
pub(super) fn that_are_wrong() {
    #[rustfmt::skip]
    let table = [
        Row { name: "right",        host: HOST,                 years: [2020, 2090], is_issuer_trusted: true,  refusal: None },
        Row { name: "expired",      host: HOST,                 years: [2020, 2021], is_issuer_trusted: true,  refusal: Some("the certificate of the server has expired") },
        Row { name: "not yet",      host: HOST,                 years: [2089, 2090], is_issuer_trusted: true,  refusal: Some("the certificate of the server is not valid yet") },
        Row { name: "other host",   host: "other.example.com",  years: [2020, 2090], is_issuer_trusted: true,  refusal: Some("the certificate of the server is for another host name") },
        Row { name: "self-signed",  host: HOST,                 years: [2020, 2090], is_issuer_trusted: false, refusal: Some("the issuer of the server's certificate is not trusted") },
    ];
    for row in table {
        let (config, issuer) = certificate(&row);
        let (url, requests) = serve(config);
        let options = ClientOptions::new();
        let options =
            if row.is_issuer_trusted { options.root_certificates(issuer) } else { options };
        let client = builder(&url).options(options).build::<ErrorCode>().unwrap();
        for effect in ALL {
            check(&row, &client, *effect);
        }
        let expected = if row.refusal.is_none() { 2 * ALL.len() } else { 0 };
        assert_eq!(requests.load(Ordering::SeqCst), expected, "{}", row.name);
    }
}

/// A server that asks for a certificate gets that of the client; without one, no call succeeds.
#[test]
fn of_the_client() {
    let row = Row {
        name: "mutual",
        host: HOST,
        years: [2020, 2090],
        is_issuer_trusted: true,
        refusal: None,
    };
    let (own, issuer) = signed(&row);
    let mut roots = RootCertStore::empty();
    roots.add(issuer.der().clone()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let verifier =
        WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider)).build();
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_client_cert_verifier(verifier.unwrap())
        .with_single_cert(vec![own.0.der().clone()], own.1.serialize_der().try_into().unwrap())
        .unwrap();
    let (url, requests) = serve(config);
    let (certificate, key) = signed(&row).0;
    let own_issuer = ClientOptions::new().root_certificates(issuer.pem());
    let client = |options| builder(&url).options(options).build::<ErrorCode>();

    let error = call(&client(own_issuer.clone()).unwrap(), ALL[0]).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Connect | ErrorKind::Transport), "{error}");
    // Of an issuer that the server does not know.
    let stranger = own_issuer.clone().client_certificate(certificate.pem(), key.serialize_pem());
    assert!(call(&client(stranger).unwrap(), ALL[0]).is_err());
    assert_eq!(requests.load(Ordering::SeqCst), 0);
    let mutual = own_issuer.clone().client_certificate(own.0.pem(), own.1.serialize_pem());
    for call in [call as fn(&_, _) -> _, call_blocking] {
        call(&client(mutual.clone()).unwrap(), ALL[0]).unwrap();
    }
    assert_eq!(requests.load(Ordering::SeqCst), 2);

    let other_key = KeyPair::generate().unwrap().serialize_pem();
    for (chain, key) in [
        (own.0.pem(), other_key.as_str()),
        (own.0.pem(), "c4n4ry"),
        ("c4n4ry".to_owned(), &own.1.serialize_pem()),
    ] {
        let error = client(own_issuer.clone().client_certificate(chain, key)).unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Input, Delivery::NotSent));
        assert!(error.to_string().starts_with("`client_certificate` must be a"), "{error}");
        assert!(!format!("{error:?}").contains("c4n4ry"), "{error:?}");
    }
}

fn check(row: &Row, client: &Client, effect: Effect) {
    for call in [call as fn(&_, _) -> _, call_blocking] {
        let outcome = call(client, effect);
        assert!(!shown(&outcome).contains(super::act::CANARY), "{}", row.name);
        assert_eq!(outcome.is_ok(), row.refusal.is_none(), "{}: {outcome:?}", row.name);
        if let Err(error) = outcome {
            assert_eq!((error.kind(), error.delivery()), (ErrorKind::Connect, Delivery::NotSent));
            assert_eq!((error.attempts(), error.is_retryable()), (1, false), "{}", row.name);
            assert_eq!(error.to_string(), format!("acts.act: {}", row.refusal.unwrap_or_default()));
        }
    }
}

/// A certificate with its key, and its issuer.
fn signed(row: &Row) -> ((Certificate, KeyPair), CertifiedIssuer<'static, KeyPair>) {
    let mut authority = CertificateParams::new(Vec::new()).unwrap();
    // Under the name of the certificate itself, some libraries would take that for self-signed.
    authority.distinguished_name.push(DnType::CommonName, "issuer");
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let issuer = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    let mut own = CertificateParams::new([row.host.to_owned()]).unwrap();
    [own.not_before, own.not_after] = row.years.map(|year| date_time_ymd(year, 1, 1));
    let key = KeyPair::generate().unwrap();
    let certificate = own.signed_by(&key, &issuer).unwrap();
    ((certificate, key), issuer)
}

/// The configuration of a server, and the certificate of its issuer as PEM text.
fn certificate(row: &Row) -> (ServerConfig, String) {
    let ((certificate, key), issuer) = signed(row);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    (config, issuer.pem())
}

/// Answers every request over TLS; where it listens, and how many came.
fn serve(config: ServerConfig) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind((HOST, 0)).unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let (config, requests) = (Arc::new(config), Arc::new(AtomicUsize::new(0)));
    let seen = Arc::clone(&requests);
    // It ends with the process.
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = StreamOwned::new(connection, stream.unwrap());
            let mut request = [0; 4096];
            // Where the handshake failed, there is no request.
            let mut length = stream.read(&mut request).unwrap_or(0);
            while length > 0 && !request[..length].ends_with(b"}") {
                length += stream.read(&mut request[length..]).unwrap();
            }
            if length > 0 {
                seen.fetch_add(1, Ordering::SeqCst);
                let bytes = crate::server::http("200 OK", &["connection: close"], "{}");
                std::io::Write::write_all(&mut stream, &bytes).unwrap();
                stream.conn.send_close_notify();
                let _ = std::io::Write::flush(&mut stream);
            }
        }
    });
    (url, requests)
}

//! How connections are made: trusted roots, proxies, headers.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread::JoinHandle;

use restwright_runtime::{
    BuiltInTransport, Client, ClientOptions, ConnectionOptions, Delivery, ErrorKind,
    Operation as _, Proxy, Transport as _,
};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::sample::service::{API_KEY, SERVICE};
use crate::sample::{Error, ErrorCode, Probe, Remove};
use crate::server::{Script, Server, answer, block_on, http};

/// A certificate that no operating system knows, as PEM text and for a server.
pub(crate) fn certificate() -> (String, ServerConfig) {
    let own = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let key = PrivateKeyDer::try_from(own.signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![own.cert.der().clone()], key)
        .unwrap();
    (own.cert.pem(), config)
}

/// The lines of a head.
fn read_head(reader: impl Read) -> Vec<String> {
    let lines = BufReader::new(reader).lines().map_while(Result::ok);
    lines.take_while(|line| !line.is_empty()).collect()
}

/// Answers one request over TLS, behind a proxy if one is to be played: what the proxy was asked, and the request.
fn serve(proxy: Option<&'static str>, config: ServerConfig) -> (u16, JoinHandle<[Vec<String>; 2]>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut asked = Vec::new();
        if let Some(status) = proxy {
            asked = read_head(&stream);
            stream.write_all(format!("HTTP/1.1 {status}\r\n\r\n").as_bytes()).unwrap();
        }
        [asked, serve_tls(stream, config)]
    });
    (port, server)
}

fn serve_tls(stream: TcpStream, config: ServerConfig) -> Vec<String> {
    let connection = ServerConnection::new(Arc::new(config)).unwrap();
    let mut stream = StreamOwned::new(connection, stream);
    let head = read_head(&mut stream);
    // Where the handshake failed, there is nobody to answer.
    let _ = stream.write_all(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n");
    head
}

fn call(port: u16, options: ClientOptions) -> Result<u16, Error> {
    let builder = Client::builder(&SERVICE).credential(&API_KEY, "key").options(options);
    let client = builder.base_url(format!("https://127.0.0.1:{port}")).build::<ErrorCode>()?;
    block_on(client.send(&Probe {})).map(|response| response.status().as_u16())
}

/// Kind, delivery and number of attempts of an error.
fn facts(error: &Error) -> (ErrorKind, Delivery, u32) {
    (error.kind(), error.delivery(), error.attempts())
}

#[test]
fn certificates() {
    let (pem, config) = certificate();
    let (port, server) = serve(None, config.clone());
    let error = call(port, ClientOptions::new()).unwrap_err();
    assert_eq!(facts(&error), (ErrorKind::Connect, Delivery::NotSent, 1));
    assert_eq!(
        error.to_string(),
        "pets.probe: the issuer of the server's certificate is not trusted"
    );
    assert!(!error.is_retryable());
    assert!(server.join().unwrap()[1].is_empty());

    let (other, _) = certificate();
    let (port, server) = serve(None, config);
    let options = ClientOptions::new().root_certificates(other).root_certificates(&pem);
    assert_eq!(call(port, options).unwrap(), 204);
    assert_eq!(server.join().unwrap()[1][0], "HEAD /pets HTTP/1.1");

    let no_der = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----";
    let key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----";
    let cut = pem.split("-----END").next().unwrap();
    let x = "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----";
    for pem in ["", "no certificate", x, no_der, key, cut] {
        let error = call(1, ClientOptions::new().root_certificates(pem)).unwrap_err();
        assert_eq!(error.to_string(), "`root_certificates` must be certificates as PEM text");
    }
}

#[test]
fn proxies() {
    let (pem, config) = certificate();
    let options = || ClientOptions::new().root_certificates(&pem);
    let (port, server) = serve(Some("200 Connected"), config.clone());
    let proxy = Proxy::url(format!("http://user:word@127.0.0.1:{port}"));
    assert_eq!(call(4433, options().proxy(proxy)).unwrap(), 204);
    let [asked, request] = server.join().unwrap();
    assert_eq!(asked[0], "CONNECT 127.0.0.1:4433 HTTP/1.1");
    assert_eq!(asked[2], "proxy-authorization: Basic dXNlcjp3b3Jk");
    assert_eq!(request[0], "HEAD /pets HTTP/1.1");
    assert!(!request.concat().contains("roxy"), "the server learns nothing of the proxy");

    let error = call(4433, options().proxy(Proxy::url("socks5://canary:1"))).unwrap_err();
    assert_eq!(error.to_string(), "`proxy` must be like http://proxy.example.com:3128");
}

#[test]
fn headers_of_the_client() {
    let server = Server::start(vec![answer(http("204 No Content", &[], ""))]);
    let options = ClientOptions::new()
        .user_agent_suffix("shop/2.1")
        .header("X-Team", "blue")
        .header("x-team", "green")
        .header("authorization", "not this one");
    let client = server.client().options(options).build::<ErrorCode>().unwrap();
    block_on(client.send::<_, ErrorCode>(&Remove { access_token: "t".into() })).unwrap();
    let request = server.requests().remove(0);
    let headers: Vec<_> =
        request.lines().skip(1).filter(|line| !line.starts_with("host:")).collect();
    #[rustfmt::skip]
    let expected = [
        "authorization: Bearer t", "accept: application/json", "user-agent: sample-rust/1.2.3 shop/2.1",
        "x-team: blue", "x-team: green", "",
    ];
    assert_eq!(headers, expected);
}

#[test]
fn refused_options() {
    let options = ClientOptions::new;
    #[rustfmt::skip]
    let table = [
        (options().user_agent_suffix("a\r\nb"), "`user_agent_suffix` must not contain control characters"),
        (options().header("x", "a\nb"),         "`header` must not contain control characters"),
        (options().header("a b", "c"),          "`header` must have a valid name"),
        (options().header("Host", "h"),         "`header` is a header that the client sets automatically"),
        (options().header("accept-encoding", "br"), "`header` is a header that the client sets automatically"),
    ];
    for (options, expected) in table {
        let error = Client::builder(&SERVICE).options(options).build::<ErrorCode>().unwrap_err();
        assert_eq!((error.kind(), error.to_string().as_str()), (ErrorKind::Input, expected));
    }
}

#[test]
fn clients_share_the_pool_of_one_transport() {
    let answers = vec![http("204 No Content", &[], ""), http("204 No Content", &[], "")];
    let server = Server::start(vec![Script::Answers(answers)]);
    let transport = BuiltInTransport::new(&server.url, &ConnectionOptions::new()).unwrap();
    let pool = Arc::new(transport);
    block_on(async {
        for key in ["first", "second"] {
            let client = server.client().credential(&API_KEY, key).transport(Arc::clone(&pool));
            let client = client.build::<ErrorCode>().unwrap();
            client.call::<(), ErrorCode>(Probe::ENDPOINT).await.unwrap();
        }
    });
    drop(pool);
    // The server plays one connection only.
    let requests = server.requests();
    assert_eq!(requests.len(), 2, "{requests:?}");
    for (request, key) in requests.iter().zip(["apikey=first", "apikey=second"]) {
        assert!(request.contains(key), "{request}");
    }
}

/// One that was created for this machine makes no other connections, which `build` says and not each call.
#[test]
fn a_transport_without_tls_is_for_no_https_url() {
    let plain = BuiltInTransport::new("http://127.0.0.1:1", &ConnectionOptions::new()).unwrap();
    assert!(!plain.has_tls());
    let plain = Arc::new(plain);
    let builder = || Client::builder(&SERVICE).credential(&API_KEY, "key");
    let error = builder().transport(Arc::clone(&plain)).build::<ErrorCode>().unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Input, Delivery::NotSent));
    assert!(error.to_string().starts_with("`transport` has no TLS: "), "{error}");
    builder().base_url("http://127.0.0.1:1").transport(plain).build::<ErrorCode>().unwrap();
    let secure =
        BuiltInTransport::new("https://api.example.com", &ConnectionOptions::new()).unwrap();
    assert!(secure.has_tls());
    builder().transport(secure).build::<ErrorCode>().unwrap();
}

//! Hosts that are this machine, and transports around the built-in one.

use std::net::{Ipv6Addr, TcpListener};
use std::sync::{Arc, Mutex};

use restwright_runtime::mock::{Script, Wire};
use restwright_runtime::{
    Body, BoxFuture, BuiltInTransport, ClientOptions, ConnectionOptions, Effect, HttpRequest,
    Transport, TransportError,
};

use super::case::{builder, call, call_blocking};
use crate::sample::ErrorCode;
use crate::server::http;

#[test]
pub(super) fn of_this_machine() {
    let script = || Script::answer(http("200 OK", &["connection: close"], r#"{"Count":1}"#));
    for host in ["127.0.0.1", "localhost", "api.localhost", "A.b.LocalHost", "api.localhost."] {
        let wire = Wire::start([script(), script()]).unwrap();
        let authority = format!("{host}:{}", wire.address().port());
        let client = builder(&format!("http://{authority}")).build::<ErrorCode>().unwrap();
        for call in [call as fn(&_, _) -> _, call_blocking] {
            call(&client, Effect::Sends).unwrap();
        }
        let hosts = wire.finish();
        assert!(hosts.iter().all(|it| it.header("host") == Some(&*authority)), "{authority}");
    }
}

/// Some machines have no IPv6.
#[test]
fn an_address_of_ipv6_in_brackets() {
    let Ok(listener) = TcpListener::bind((Ipv6Addr::LOCALHOST, 0)) else { return };
    let authority = format!("[::1]:{}", listener.local_addr().unwrap().port());
    let client = builder(&format!("http://{authority}")).build::<ErrorCode>().unwrap();
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"}") {
            let mut piece = [0; 4096];
            let length = std::io::Read::read(&mut stream, &mut piece).unwrap();
            head.extend_from_slice(&piece[..length]);
        }
        let bytes = http("200 OK", &["connection: close"], "{}");
        std::io::Write::write_all(&mut stream, &bytes).unwrap();
        String::from_utf8(head).unwrap()
    });
    call(&client, Effect::Sends).unwrap();
    let head = server.join().unwrap();
    assert!(head.contains(&format!("\r\nhost: {authority}\r\n")), "{head}");
}

/// Notes the operations that pass through it.
struct Noted<T> {
    inner: T,
    seen: Arc<Mutex<Vec<String>>>,
}

impl<T: Transport> Transport for Noted<T> {
    fn send(
        &self,
        request: HttpRequest,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let endpoint = request.endpoint().unwrap();
        self.seen.lock().unwrap().push(format!("{} {}", endpoint.id, endpoint.path));
        // What is known of a request outlives the request of `http` that it is.
        self.inner.send(HttpRequest::from(request.into_inner()))
    }
}

#[test]
pub(super) fn a_transport_around_another() {
    let script = || Script::answer(http("200 OK", &["connection: close"], "{}"));
    let wire = Wire::start([script(), script()]).unwrap();
    let seen = Arc::<Mutex<Vec<String>>>::default();
    let noted = Arc::clone(&seen);
    let options =
        ClientOptions::new().wrap_transport(move |inner| Noted { inner, seen: Arc::clone(&noted) });
    let client = builder(&wire.url()).options(options).build::<ErrorCode>().unwrap();
    call(&client, Effect::Sends).unwrap();

    let inner = BuiltInTransport::new(&wire.url(), &ConnectionOptions::new()).unwrap();
    let client = builder(&wire.url()).transport(Noted { inner, seen: Arc::clone(&seen) });
    call(&client.build::<ErrorCode>().unwrap(), Effect::Sends).unwrap();
    assert_eq!(*seen.lock().unwrap(), ["acts.act /act"; 2]);

    let error = BuiltInTransport::new("http://c4n4ry.example.com", &ConnectionOptions::new());
    let expected = "`base_url` must start with https://, unless it names this machine";
    assert_eq!(error.unwrap_err().to_string(), expected);
}

//! Servers on localhost that play a fault to every request, over TCP, TLS or a proxy.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use socket2::SockRef;

/// Ends a test that would wait for ever.
const PATIENCE: Duration = Duration::from_secs(20);

/// What a server does with a connection.
#[derive(Clone, Copy)]
pub(super) enum Act {
    /// Reads a request, sends what is made of it, and closes.
    Answer(fn(&str) -> Vec<u8>),
    Close,
    Reset,
    ReadAndClose,
    ReadAndReset,
    /// Reads a request, and then nothing happens until the other side closes.
    Hang,
}

/// How a server is reached.
#[derive(Clone)]
pub(super) enum Way {
    Tcp,
    Tls(Arc<ServerConfig>),
    /// TLS in a tunnel.
    Proxy(Arc<ServerConfig>),
}

pub(super) struct Stage {
    pub(super) address: SocketAddr,
    is_over: Arc<AtomicBool>,
    requests: JoinHandle<String>,
}

impl Stage {
    pub(super) fn open(way: Way, act: Act) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("a bound port has an address");
        let is_over = Arc::new(AtomicBool::new(false));
        let end = Arc::clone(&is_over);
        let requests = std::thread::spawn(move || {
            let mut requests = String::new();
            while let Ok((stream, _)) = listener.accept() {
                if end.load(Ordering::Acquire) {
                    break;
                }
                requests += &serve(&way, act, &stream);
            }
            requests
        });
        Self { address, is_over, requests }
    }

    /// Everything that was received.
    pub(super) fn close(self) -> String {
        self.is_over.store(true, Ordering::Release);
        drop(TcpStream::connect(self.address));
        self.requests.join().expect("the server did not panic")
    }
}

/// A certificate for this machine that no operating system knows, as PEM text and for a server.
pub(super) fn certificate() -> (String, ServerConfig) {
    let own = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).expect("a certificate");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let key = PrivateKeyDer::try_from(own.signing_key.serialize_der()).expect("its key");
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions that the provider knows")
        .with_no_client_auth()
        .with_single_cert(vec![own.cert.der().clone()], key)
        .expect("a key that fits");
    (own.cert.pem(), config)
}

/// Plays one connection, and returns what was received on it.
fn serve(way: &Way, act: Act, stream: &TcpStream) -> String {
    stream.set_read_timeout(Some(PATIENCE)).expect("a time to wait");
    let mut received = String::new();
    if let Way::Proxy(_) = way {
        received = read_request(&mut &*stream);
        // A client that is gone needs no tunnel.
        let _ = (&*stream).write_all(b"HTTP/1.1 200 Connected\r\n\r\n");
    }
    match way {
        Way::Tcp => received + &play(act, stream, &mut &*stream),
        Way::Tls(config) | Way::Proxy(config) => {
            let connection = ServerConnection::new(Arc::clone(config)).expect("a sound config");
            let mut tls = StreamOwned::new(connection, stream);
            received += &play(act, stream, &mut tls);
            // Whoever is gone needs no goodbye.
            tls.conn.send_close_notify();
            let _ = tls.flush();
            received
        }
    }
}

fn play<S: Read + Write>(act: Act, socket: &TcpStream, stream: &mut S) -> String {
    let reset = || SockRef::from(socket).set_linger(Some(Duration::ZERO)).expect("a reset");
    match act {
        Act::Close => String::new(),
        Act::Reset => {
            reset();
            String::new()
        }
        Act::ReadAndClose => read_request(stream),
        Act::ReadAndReset => {
            let request = read_request(stream);
            reset();
            request
        }
        Act::Hang => {
            let request = read_request(stream);
            let _ = stream.read_to_end(&mut Vec::new());
            request
        }
        Act::Answer(answer) => {
            let request = read_request(stream);
            // The client may have closed already, if it has seen enough.
            let _ = stream.write_all(&answer(&request));
            request
        }
    }
}

/// Head and body of a request; its outcome, if the other side stopped.
fn read_request(stream: &mut impl Read) -> String {
    let mut bytes = Vec::new();
    let mut byte = [0];
    while !bytes.ends_with(b"\r\n\r\n") && matches!(stream.read(&mut byte), Ok(1)) {
        bytes.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&bytes).to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.map_or(0, |length| length.parse().expect("a length"))];
    if stream.read_exact(&mut body).is_ok() {
        bytes.extend_from_slice(&body);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

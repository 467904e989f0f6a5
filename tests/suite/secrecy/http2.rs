//! A server that speaks HTTP/2 over TLS.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use rustls::ServerConfig;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Builder;
use tokio_rustls::TlsAcceptor;

use super::canary::canary;
use super::faults::refusal;

/// What the server does with a request.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fault {
    /// It answers with an error response that repeats the request.
    Refusal,
    /// It answers with what is no JSON, and repeats the request.
    Echo,
    /// It gives up on the request.
    Reset,
    /// It gives up on the request in the middle of its answer.
    HalfABody,
    /// It ends the connection.
    GoAway,
}

pub(super) const FAULTS: [Fault; 5] =
    [Fault::Refusal, Fault::Echo, Fault::Reset, Fault::HalfABody, Fault::GoAway];

pub(super) struct Server {
    address: SocketAddr,
    fault: Arc<Mutex<Fault>>,
    requests: Arc<AtomicUsize>,
}

impl Server {
    pub(super) fn start(mut config: ServerConfig) -> Self {
        config.alpn_protocols = vec![b"h2".to_vec()];
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("a bound port has an address");
        listener.set_nonblocking(true).expect("a socket that does not block");
        let fault = Arc::new(Mutex::new(Fault::Echo));
        let requests = Arc::new(AtomicUsize::new(0));
        let server = Self { address, fault: Arc::clone(&fault), requests: Arc::clone(&requests) };
        std::thread::spawn(move || {
            let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let listener = TcpListener::from_std(listener).expect("a socket for tokio");
                while let Ok((stream, _)) = listener.accept().await {
                    let (fault, requests) = (Arc::clone(&fault), Arc::clone(&requests));
                    tokio::spawn(serve(acceptor.clone(), stream, fault, requests));
                }
            });
        });
        server
    }

    pub(super) fn url(&self) -> String {
        format!("https://{}", self.address)
    }

    /// Makes a call while the server plays a fault.
    pub(super) fn play<T>(&self, fault: Fault, call: impl FnOnce() -> T) -> T {
        *self.fault.lock().expect("nobody panics with it") = fault;
        call()
    }

    /// How many requests with a canary came.
    pub(super) fn requests(&self) -> usize {
        self.requests.load(Ordering::Acquire)
    }
}

async fn serve(
    acceptor: TlsAcceptor,
    stream: TcpStream,
    fault: Arc<Mutex<Fault>>,
    requests: Arc<AtomicUsize>,
) {
    // Whoever ends a connection is on the other side, and says so.
    let Ok(stream) = acceptor.accept(stream).await else { return };
    let Ok(mut connection) = h2::server::handshake(stream).await else { return };
    while let Some(Ok((request, mut respond))) = connection.accept().await {
        let (head, body) = request.into_parts();
        let said = format!("{} {:?}", head.uri, head.headers);
        drop(body);
        requests.fetch_add(usize::from(said.contains(super::MARK)), Ordering::Release);
        let fault = *fault.lock().expect("nobody panics with it");
        let answer = |status: u16| {
            let answer = ::http::Response::builder().status(status).header("x-echo", canary("h2"));
            answer.body(()).expect("a sound answer")
        };
        let body = match fault {
            Fault::Reset => {
                respond.send_reset(h2::Reason::INTERNAL_ERROR);
                continue;
            }
            Fault::GoAway => {
                connection.abrupt_shutdown(h2::Reason::ENHANCE_YOUR_CALM);
                continue;
            }
            Fault::Refusal => refusal(&said, 1134),
            Fault::Echo | Fault::HalfABody => said,
        };
        let status = if let Fault::Refusal = fault { 403 } else { 200 };
        let Ok(mut sending) = respond.send_response(answer(status), false) else { continue };
        let is_whole = !matches!(fault, Fault::HalfABody);
        // The other side may have seen enough.
        let _ = sending.send_data(body.into(), is_whole);
        if !is_whole {
            sending.send_reset(h2::Reason::CANCEL);
        }
    }
}

//! The other side: it plays bytes, on threads of its own, and counts what reaches it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::time::Duration;

use socket2::SockRef;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;

use crate::outcome::Outcome;

/// How long a delayed answer takes.
const DELAY: Duration = Duration::from_millis(20);

pub(crate) struct Server {
    address: SocketAddr,
    runtime: Runtime,
    shared: Arc<Shared>,
}

struct Shared {
    /// How often each call arrived.
    seen: Vec<AtomicU8>,
    connections: AtomicUsize,
    /// How many connections are open.
    open: watch::Sender<usize>,
}

impl Server {
    pub(crate) fn start(calls: u32) -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let seen = (0..calls).map(|_| AtomicU8::new(0)).collect();
        let open = watch::Sender::new(0);
        let shared = Arc::new(Shared { seen, connections: AtomicUsize::new(0), open });
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let server = Arc::clone(&shared);
        runtime.spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let server = Arc::clone(&server);
                server.connections.fetch_add(1, Ordering::Relaxed);
                server.open.send_modify(|open| *open += 1);
                tokio::spawn(async move {
                    server.serve(stream).await;
                    server.open.send_modify(|open| *open -= 1);
                });
            }
        });
        Self { address, runtime, shared }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How often each call arrived.
    pub(crate) fn seen(&self) -> Vec<u8> {
        self.shared.seen.iter().map(|count| count.load(Ordering::Relaxed)).collect()
    }

    /// How many connections were made.
    pub(crate) fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::Relaxed)
    }

    /// Waits until no connection is open.
    pub(crate) fn wait_until_idle(&self) {
        let mut open = self.shared.open.subscribe();
        self.runtime.block_on(async {
            let idle =
                tokio::time::timeout(Duration::from_secs(10), open.wait_for(|open| *open == 0));
            idle.await.expect("connections are left").unwrap();
        });
    }
}

impl Shared {
    /// Answers one request after the other until the connection ends.
    async fn serve(&self, stream: TcpStream) {
        stream.set_nodelay(true).unwrap();
        let mut stream = BufReader::new(stream);
        while let Some(id) = read(&mut stream).await {
            self.seen[usize::try_from(id).unwrap()].fetch_add(1, Ordering::Relaxed);
            let outcome = Outcome::of(id);
            if outcome == Outcome::Delay {
                tokio::time::sleep(DELAY).await;
            }
            // What happens to a client that is gone is seen on its side.
            let _ = stream.write_all(script(outcome, id).as_bytes()).await;
            match outcome {
                Outcome::Answer | Outcome::Delay | Outcome::Busy => {}
                Outcome::Close | Outcome::Truncation => return,
                Outcome::Reset => {
                    SockRef::from(stream.get_ref()).set_linger(Some(Duration::ZERO)).unwrap();
                    return;
                }
            }
        }
    }
}

/// The bytes of an answer.
fn script(outcome: Outcome, id: u32) -> String {
    let (status, body) = match outcome {
        Outcome::Reset | Outcome::Close => return String::new(),
        Outcome::Busy => ("503 Busy", "<html>busy</html>".to_owned()),
        _ => ("200 OK", format!(r#"{{"id":{id}}}"#)),
    };
    let sent = if outcome == Outcome::Truncation { &body[..3] } else { &body };
    format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n\r\n{sent}", body.len())
}

/// The number in a request, which its path and its body have to agree on; none at the end of the connection.
async fn read(stream: &mut BufReader<TcpStream>) -> Option<u32> {
    let mut start = String::new();
    if stream.read_line(&mut start).await.unwrap_or(0) == 0 {
        return None;
    }
    let id = start.strip_prefix("POST /echo/").and_then(|rest| rest.split_once(' '));
    let (id, _) = id.unwrap_or_else(|| panic!("{start}"));
    let mut length = 0;
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await.unwrap();
        if line == "\r\n" {
            break;
        }
        if let Some(value) = line.strip_prefix("content-length: ") {
            length = value.trim().parse().unwrap();
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.unwrap();
    assert_eq!(str::from_utf8(&body), Ok(format!(r#"{{"id":{id}}}"#).as_str()), "a mixed request");
    Some(id.parse().unwrap())
}

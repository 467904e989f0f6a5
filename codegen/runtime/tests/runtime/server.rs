//! A server that sends scripted bytes.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, OnceLock};
use std::thread::JoinHandle;
use std::time::Duration;

use restwright_runtime::{Client, ClientBuilder, Operation, Response};
use socket2::{Domain, SockRef, Socket, Type};

use crate::sample::Error;
use crate::sample::service::{API_KEY, SERVICE};

/// What the server does with one connection.
pub(crate) enum Script {
    /// For each request on it, reads it and sends these bytes; then closes.
    Answers(Vec<Vec<u8>>),
    /// Reads a request, and then nothing happens until the other side closes.
    Hang,
    /// Reads a request, and then the connection is reset.
    ReadAndReset,
    /// Closes without reading.
    Close,
    /// Resets the connection without reading.
    Reset,
    /// Sends these bytes at once, without reading, and closes when the other side does.
    Greet(&'static [u8]),
}

/// One answer, then the end.
pub(crate) fn answer(bytes: impl Into<Vec<u8>>) -> Script {
    Script::Answers(vec![bytes.into()])
}

/// An answer with a body and its length.
pub(crate) fn http(status: &str, headers: &[&str], body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let length = format!("content-length: {}", body.len());
    let status = format!("HTTP/1.1 {status}");
    let lines = [&[&*status, &*length], headers, &["", ""]].concat();
    [lines.join("\r\n").as_bytes(), body].concat()
}

/// A server on this machine that plays one script a connection. After the last it listens no longer.
pub(crate) struct Server {
    pub(crate) url: String,
    address: SocketAddr,
    /// A connection from there comes after all others.
    last: Arc<OnceLock<SocketAddr>>,
    requests: JoinHandle<Vec<String>>,
}

impl Server {
    pub(crate) fn start(scripts: Vec<Script>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let last = Arc::new(OnceLock::new());
        let end = Arc::clone(&last);
        let requests = std::thread::spawn(move || {
            let mut requests = Vec::new();
            for script in scripts {
                let (stream, peer) = listener.accept().unwrap();
                if end.get() == Some(&peer) {
                    break;
                }
                play(script, &stream, &mut requests);
            }
            requests
        });
        Self { url: format!("http://{address}"), address, last, requests }
    }

    pub(crate) fn client(&self) -> ClientBuilder {
        Client::builder(&SERVICE).credential(&API_KEY, "key").base_url(&self.url)
    }

    /// The requests that came on all connections until now.
    pub(crate) fn requests(self) -> Vec<String> {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        socket.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
        self.last.set(socket.local_addr().unwrap().as_socket().unwrap()).unwrap();
        // Where the last script was played, nobody listens.
        let _ = socket.connect(&self.address.into());
        self.requests.join().unwrap()
    }
}

/// A client that talks to a server with one script, and the outcome of one call.
pub(crate) fn call<O: Operation>(
    script: Script,
    operation: &O,
) -> Result<Response<O::Output>, Error> {
    let server = Server::start(vec![script]);
    let outcome =
        block_on(server.client().build::<crate::sample::ErrorCode>().unwrap().send(operation));
    server.requests();
    outcome
}

pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

fn play(script: Script, stream: &TcpStream, requests: &mut Vec<String>) {
    let mut reader = BufReader::new(stream);
    let mut writer = stream;
    match script {
        Script::Answers(answers) => {
            for bytes in answers {
                requests.push(read_request(&mut reader));
                // The client may have closed already, if it has seen enough.
                let _ = writer.write_all(&bytes);
            }
        }
        Script::Hang => {
            requests.push(read_request(&mut reader));
            let _ = reader.read_to_end(&mut Vec::new());
        }
        Script::ReadAndReset => {
            requests.push(read_request(&mut reader));
            reset(stream);
        }
        Script::Close => {}
        Script::Reset => reset(stream),
        Script::Greet(bytes) => {
            let _ = writer.write_all(bytes);
            let _ = reader.read_to_end(&mut Vec::new());
        }
    }
}

/// The connection ends with a reset instead of an end when it is dropped.
fn reset(stream: &TcpStream) {
    SockRef::from(stream).set_linger(Some(Duration::ZERO)).unwrap();
}

/// Head and body of a request, as far as it came; empty if none came. Chunks are put together.
fn read_request(reader: &mut impl BufRead) -> String {
    let (mut request, mut length, mut is_chunked) = (String::new(), 0, false);
    loop {
        let start = request.len();
        if reader.read_line(&mut request).unwrap_or(0) == 0 || &request[start..] == "\r\n" {
            break;
        }
        if let Some(value) = request[start..].strip_prefix("content-length: ") {
            length = value.trim().parse().unwrap();
        }
        is_chunked |= &request[start..] == "transfer-encoding: chunked\r\n";
    }
    let mut body = Vec::new();
    if is_chunked {
        while read_chunk(reader, &mut body) {}
    } else {
        let _ = reader.take(length).read_to_end(&mut body);
    }
    request + str::from_utf8(&body).unwrap()
}

/// Reads a chunk; false after the last one, and where there is no more.
fn read_chunk(reader: &mut impl BufRead, body: &mut Vec<u8>) -> bool {
    let mut size = String::new();
    let _ = reader.read_line(&mut size);
    let Ok(size) = u64::from_str_radix(size.trim(), 16) else { return false };
    let is_whole = reader.take(size).read_to_end(body).is_ok_and(|read| read as u64 == size);
    let _ = reader.read_line(&mut String::new());
    is_whole && size > 0
}

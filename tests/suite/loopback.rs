//! A server on localhost that takes one request, remembers it and says what it was told to say.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use restwright_runtime::{CallOptions, ClientOptions, RetryPolicy};

use crate::request::{Request, plain};

/// Ends a test that would wait for ever.
const PATIENCE: Duration = Duration::from_secs(20);

/// Runs a call against a server that answers `answer`. Returns the request, if there was one, and what the call made
/// of the response.
pub(crate) fn exchange<T>(answer: &[u8], call: impl FnOnce(&str) -> T) -> (Option<Request>, T) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("a bound port has an address");
    thread::scope(|scope| {
        let server = scope.spawn(move || {
            let (stream, _) = listener.accept().expect("somebody connects");
            serve(stream, answer)
        });
        let release = Release(address);
        let outcome = call(&format!("http://{address}"));
        drop(release);
        (server.join().expect("the server did not panic"), outcome)
    })
}

/// Ends the wait of a server for a call that has not connected, even if the call panics. It is rejected if the call has
/// connected.
struct Release(SocketAddr);

impl Drop for Release {
    fn drop(&mut self) {
        drop(TcpStream::connect(self.0));
    }
}

/// Options by which every call is one request, since the server takes no second one.
pub(crate) fn once() -> ClientOptions {
    ClientOptions::new().calls(CallOptions::new().retry(RetryPolicy::none()))
}

/// A whole answer with a JSON body.
pub(crate) fn answer(status: u16, body: &str) -> Vec<u8> {
    answer_of(status, "application/json; charset=utf-8", body)
}

/// The same of another content type.
pub(crate) fn answer_of(status: u16, content_type: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status} Scripted\r\nContent-Type: {content_type}\r\n\
         Content-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    (head + body).into_bytes()
}

fn serve(mut stream: TcpStream, answer: &[u8]) -> Option<Request> {
    stream.set_read_timeout(Some(PATIENCE)).expect("a time to wait");
    let request = read(&mut BufReader::new(&stream))?;
    stream.write_all(answer).expect("the client reads the response");
    Some(request)
}

/// Reads a request; nothing where the other side closes without a word.
fn read(stream: &mut impl BufRead) -> Option<Request> {
    let start = line(stream);
    let (method, target) = start.strip_suffix(" HTTP/1.1")?.split_once(' ')?;
    let mut request = Request::line(method, target);
    loop {
        let header = line(stream);
        let Some((name, value)) = header.split_once(':') else {
            assert_eq!(header, "", "a header has a colon");
            break;
        };
        let twice = request.headers.insert(name.to_lowercase(), value.trim().to_owned());
        assert_eq!(twice, None, "the header `{name}` is sent twice");
    }
    let body = body(&request, stream);
    if !body.is_empty() {
        let is_json = request.headers.get("content-type").is_some_and(|it| it.ends_with("json"));
        request.body = Some(if is_json {
            plain(serde_json::from_slice(&body).expect("the body is JSON"))
        } else {
            String::from_utf8(body).expect("the bodies of tests are text").into()
        });
    }
    Some(request)
}

/// The bytes of a body, of which chunks are put together.
fn body(request: &Request, stream: &mut impl BufRead) -> Vec<u8> {
    let mut body = Vec::new();
    if !request.headers.contains_key("transfer-encoding") {
        let length = request.headers.get("content-length");
        let length = length.map_or(0, |length| length.parse().expect("a length is a number"));
        take(stream, length, &mut body);
        return body;
    }
    loop {
        let size = usize::from_str_radix(&line(stream), 16).expect("a chunk has a size");
        take(stream, size, &mut body);
        assert_eq!(line(stream), "", "a chunk ends with its line");
        if size == 0 {
            return body;
        }
    }
}

fn take(stream: &mut impl BufRead, length: usize, body: &mut Vec<u8>) {
    let mut bytes = vec![0; length];
    stream.read_exact(&mut bytes).expect("the body is as long as was said");
    body.append(&mut bytes);
}

/// A line without its end. Headers may hold any byte; here they are UTF-8.
fn line(stream: &mut impl BufRead) -> String {
    let mut line = Vec::new();
    stream.read_until(b'\n', &mut line).expect("the client goes on sending");
    let line = String::from_utf8(line).expect("a header is UTF-8");
    line.trim_end_matches(['\r', '\n']).to_owned()
}

#[test]
fn a_call_that_panics_ends_the_server() {
    let panicked = std::panic::catch_unwind(|| {
        exchange(&answer(204, ""), |_| panic!("before it has connected"));
    });
    assert!(panicked.is_err());
}

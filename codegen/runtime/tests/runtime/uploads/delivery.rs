//! Which files fail a call, when, and what has left by then.

use std::fs;
use std::io::{self, Read};
use std::time::Duration;

use futures_util::{StreamExt as _, stream};
use restwright_runtime::{
    CallOptions, ClientOptions, Delivery, ErrorKind, Operation, RetryPolicy, Upload,
};

use super::plain::tempdir;
use super::{SAFE, SENDS, request, scan};
use crate::retries::{CLOSE, FakeClock};
use crate::sample::{Error, ErrorCode};
use crate::server::{Script, Server, answer, block_on, http};

/// What came of a call, its attempts, and the requests that arrived.
fn send<O: Operation>(scripts: Vec<Script>, operation: &O) -> (Result<(), Error>, Vec<String>) {
    let server = Server::start(scripts);
    let calls = CallOptions::new().retry(RetryPolicy::repeat_idempotent());
    let options = ClientOptions::new().clock(FakeClock::new()).calls(calls);
    let client = server.client().options(options).build::<ErrorCode>().unwrap();
    let outcome = block_on(client.send::<_, ErrorCode>(operation)).map(drop);
    drop(client);
    (outcome, server.requests())
}

fn down() -> Script {
    answer(http("503 Down", &[CLOSE], "{}"))
}

fn ok() -> Script {
    answer(http("200 OK", &[CLOSE], ""))
}

fn once(text: &'static str) -> Upload {
    Upload::stream(stream::iter([Ok::<_, io::Error>(text)]))
}

#[test]
fn what_can_be_read_again_is_retried_and_what_cannot_is_not() {
    let path = tempdir().join("scan");
    fs::write(&path, "scan").unwrap();
    #[rustfmt::skip]
    let table = [
        ("bytes",  Upload::bytes("scan"),                    3),
        ("path",   Upload::blocking_path(&path).unwrap(),    3),
        ("stream", once("scan"),                             1),
        ("reader", Upload::reader(&b"scan"[..]).length(4),   1),
    ];
    for (name, upload, attempts) in table {
        let call = scan::<SAFE>(upload);
        let (outcome, requests) = send(vec![down(), down(), ok()], &call);
        assert_eq!(requests.len(), attempts, "{name}");
        for request in requests {
            assert!(request.ends_with("\r\n\r\nscan"), "{name}: {request}");
            let is_chunked = request.contains("transfer-encoding: chunked\r\n");
            assert_eq!(is_chunked, name == "stream", "{name}: {request}");
        }
        match outcome {
            Ok(()) => assert_eq!(attempts, 3, "{name}"),
            Err(error) => {
                assert_eq!(error.status(), Some(503), "{name}");
                assert!(!error.is_retryable(), "{name}");
            }
        }
    }
}

#[test]
fn a_stream_is_sent_once() {
    let call = scan::<SENDS>(once("scan"));
    let clone = call.clone();
    assert!(send(vec![ok()], &call).0.is_ok());
    for again in [call, clone] {
        let (outcome, requests) = send(vec![ok()], &again);
        let error = outcome.unwrap_err();
        let facts = (error.kind(), error.delivery(), error.is_retryable(), requests.len());
        assert_eq!(facts, (ErrorKind::Input, Delivery::NotSent, false, 0));
        let text = "scans.send: `body` is a stream that was sent before, and can be sent only once";
        assert_eq!(error.to_string(), text);
    }
    // A request that is not sent uses nothing up, and neither does one that nobody takes.
    let call = scan::<SENDS>(once("scan"));
    drop(request(&call).unwrap());
    let (outcome, _) = send(vec![Script::Close], &call);
    assert_eq!(outcome.unwrap_err().attempts(), 1);
}

#[test]
fn files_that_are_not_there_are_noticed_before_anything_is_sent() {
    let folder = tempdir();
    let path = folder.join("c4n4ry");
    fs::write(&path, "12345").unwrap();
    let upload = Upload::blocking_path(&path).unwrap();
    let check = |expected: &str| {
        let (outcome, requests) = send(vec![ok()], &scan::<SAFE>(upload.clone()));
        let error = outcome.unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Input, Delivery::NotSent));
        assert_eq!((error.attempts(), requests.len()), (1, 0));
        assert_eq!(error.to_string(), format!("scans.send: `body` {expected}"));
        assert!(!format!("{error:?}").contains("c4n4ry"));
    };
    fs::write(&path, "1234").unwrap();
    check(
        "ended before its length: the file was truncated, or the stream yields fewer bytes than declared",
    );
    fs::remove_file(&path).unwrap();
    check("is a file that does not exist");
    fs::create_dir(&path).unwrap();
    check("could not be read");
    fs::remove_dir(&path).unwrap();
    // What was appended is not part of the file that was handed over.
    fs::write(&path, "123456").unwrap();
    let (outcome, requests) = send(vec![ok()], &scan::<SAFE>(upload.clone()));
    assert!(outcome.is_ok() && requests[0].ends_with("\r\n\r\n12345"), "{requests:?}");
    fs::remove_dir_all(folder).unwrap();
}

/// Yields some bytes, and then an error.
struct Broken(usize);

impl Read for Broken {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::Error::other("c4n4ry"));
        }
        self.0 -= 1;
        buffer[..4].copy_from_slice(b"half");
        Ok(4)
    }
}

type Make = fn() -> Upload;

#[test]
fn half_a_request_is_no_success() {
    let short = "ended before its length: the file was truncated, or the stream yields fewer bytes than declared";
    let long = "is a stream that yields more bytes than declared";
    #[rustfmt::skip]
    let table: [(&str, Make, &str); 6] = [
        ("reader",         || Upload::reader(Broken(3)),                     "could not be read"),
        ("counted reader", || Upload::reader(Broken(3)).length(100),         "could not be read"),
        ("short",          || once("half").length(5),                        ""),
        ("short reader",   || Upload::reader(&b"half"[..]).length(5),        ""),
        ("long",           || once("half").length(3),                        ""),
        ("long reader",    || Upload::reader(&b"half"[..]).length(3),        ""),
    ];
    for (name, upload, problem) in table {
        let problem = match name {
            _ if name.starts_with("short") => short,
            _ if name.starts_with("long") => long,
            _ => problem,
        };
        let (outcome, requests) = send(vec![ok()], &scan::<SAFE>(upload()));
        let error = outcome.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input, "{name}: {error}");
        assert_eq!((error.attempts(), error.is_retryable()), (1, false), "{name}");
        assert!(requests.len() <= 1, "{name}");
        let (text, shown) = (error.to_string(), format!("{error:?}"));
        assert!(text.contains(problem) && !shown.contains("c4n4ry"), "{name}: {text}");
        // A server that says yes without a look at what it is sent. Either the file fails before the transport gives up, or after.
        let eager = Script::Greet(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
        let error = send(vec![eager], &scan::<SAFE>(upload())).0.unwrap_err();
        let is_either = matches!(error.kind(), ErrorKind::Input | ErrorKind::Transport);
        assert!(is_either && error.attempts() == 1, "{name}: {error}");
    }
}

#[test]
fn an_empty_file_has_a_length() {
    let path = tempdir().join("empty");
    fs::write(&path, "").unwrap();
    let uploads = [
        Upload::bytes(""),
        Upload::blocking_path(&path).unwrap(),
        Upload::reader(&b""[..]).length(0),
        Upload::reader(&b""[..]),
    ];
    for upload in uploads {
        let is_counted = !format!("{upload:?}").contains("None");
        let (outcome, requests) = send(vec![ok()], &scan::<SENDS>(upload));
        outcome.unwrap();
        let header = if is_counted { "content-length: 0" } else { "transfer-encoding: chunked" };
        assert!(requests[0].contains(&format!("{header}\r\n")), "{}", requests[0]);
    }
}

#[test]
fn a_stream_that_stalls_meets_the_timeout() {
    let server = Server::start(vec![Script::Hang, Script::Hang]);
    let calls = CallOptions::new().attempt_timeout(Duration::from_millis(200));
    let options = ClientOptions::new().calls(calls);
    let client = server.client().options(options).build::<ErrorCode>().unwrap();
    let items = stream::iter([Ok::<_, io::Error>("half")]).chain(stream::pending());
    let call = scan::<SAFE>(Upload::stream(items));
    let error = block_on(client.send::<_, ErrorCode>(&call)).unwrap_err();
    let facts = (error.kind(), error.delivery(), error.attempts(), error.is_retryable());
    assert_eq!(facts, (ErrorKind::Timeout, Delivery::MaybeSent, 1, false));
    drop(client);
    assert_eq!(server.requests().len(), 1);
}

#[cfg(feature = "reqwest")]
#[test]
fn another_transport_sends_the_same() {
    let path = tempdir().join("scan");
    fs::write(&path, "scan").unwrap();
    #[rustfmt::skip]
    let table = [
        (Upload::blocking_path(&path).unwrap(),    Ok("content-length: 4")),
        (Upload::reader(&b"scan"[..]),             Ok("transfer-encoding: chunked")),
        (Upload::reader(Broken(3)).length(100),    Err(ErrorKind::Input)),
    ];
    for (upload, expected) in table {
        let server = Server::start(vec![ok()]);
        let reqwest = reqwest::Client::builder().no_proxy();
        let transport = restwright_runtime::ReqwestTransport::new(reqwest).unwrap();
        let client = server.client().transport(transport).build::<ErrorCode>().unwrap();
        let outcome = block_on(client.send::<_, ErrorCode>(&scan::<SENDS>(upload)));
        drop(client);
        let requests = server.requests();
        match (outcome, expected) {
            (Ok(_), Ok(header)) => {
                assert!(requests[0].contains(&format!("{header}\r\n")), "{}", requests[0]);
                assert!(requests[0].ends_with("\r\n\r\nscan"), "{}", requests[0]);
            }
            (Err(error), Err(kind)) => assert_eq!(error.kind(), kind, "{error}"),
            (outcome, expected) => panic!("{:?} instead of {expected:?}", outcome.map(drop)),
        }
    }
}

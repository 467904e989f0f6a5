//! Files and other bytes: in memory, in chunks, in a file.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use futures_util::TryStreamExt as _;
use restwright_runtime::mock::{Reply, Script, ScriptedTransport, Wire};
use restwright_runtime::{CallOptions, Client, Download, Error, ErrorKind, RetryPolicy, blocking};

use super::{SHORT, client, failure, head, on_threads};
use crate::sample::ErrorCode;
use crate::sample::service::SERVICE;
use crate::sample::stream::Copy;
use crate::server::block_on;

/// A folder of its own that is removed at the end.
pub(super) struct Folder(pub(super) PathBuf);

impl Folder {
    pub(super) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("restwright-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

fn http(headers: &str, body: &str) -> Script {
    let length = body.len();
    Script::answer(format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n{headers}\r\n{body}"))
}

/// The same by both kinds of client.
fn both<T: std::fmt::Debug + PartialEq, F: Future<Output = Result<T, Error<ErrorCode>>>>(
    calls: &CallOptions,
    script: impl Fn() -> Script,
    by_async: impl FnOnce(Download<ErrorCode>) -> F,
    by_blocking: impl FnOnce(blocking::Download<ErrorCode>) -> Result<T, Error<ErrorCode>>,
) -> Result<T, String> {
    let wire = Wire::start([script()]).unwrap();
    let asynchronous = client(&wire, calls.clone());
    let first = block_on(async {
        by_async(asynchronous.download(&Copy, &CallOptions::new()).await?).await
    });
    let wire = Wire::start([script()]).unwrap();
    let client = on_threads(client(&wire, calls.clone()));
    let second = client.download(&Copy, &CallOptions::new()).and_then(by_blocking);
    let [first, second] = [first, second].map(|outcome| outcome.map_err(|error| failure(&error)));
    assert_eq!(first, second);
    first
}

fn bytes(calls: &CallOptions, script: impl Fn() -> Script) -> Result<String, String> {
    let text = |bytes: bytes::Bytes| String::from_utf8_lossy(&bytes).into_owned();
    let by_async = |download: Download<ErrorCode>| async { download.bytes().await.map(text) };
    both(calls, script, by_async, |download| download.bytes().map(text))
}

/// Saves a download, and tells what is in the file.
fn save(path: &Path, script: impl Fn() -> Script) -> Result<(u64, String), String> {
    let size = both(
        &CallOptions::new().max_body_bytes(10).chunk_timeout(SHORT),
        script,
        |download| download.save(path),
        |download| download.save(path),
    )?;
    Ok((size, fs::read_to_string(path).unwrap()))
}

#[test]
fn in_memory() {
    let calls = CallOptions::new();
    assert_eq!(bytes(&calls, || http("", "0123456789")), Ok("0123456789".to_owned()));
    assert_eq!(bytes(&calls, || http("", "")), Ok(String::new()));
    let limited = calls.clone().max_body_bytes(9);
    assert_eq!(bytes(&limited, || http("", "0123456789")), Err("TooLarge".to_owned()));
    let unannounced = || Script::answer(head("image/png") + "0123456789");
    assert_eq!(bytes(&limited, unannounced), Err("TooLarge".to_owned()));
    assert_eq!(bytes(&calls, unannounced), Ok("0123456789".to_owned()));
    let cut = || Script::answer("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n1234");
    assert_eq!(bytes(&calls, cut), Err("Transport retryable".to_owned()));
    let text = both(&calls, || http("", "\u{FEFF}é"), Download::text, blocking::Download::text);
    assert_eq!(text, Ok("é".to_owned()));
}

#[test]
fn errors_of_the_api_are_no_files() {
    let json = "content-type: application/json\r\n";
    let calls = CallOptions::new();
    let refused = Err("Api INVALID_CAPTCHA (1218)".to_owned());
    assert_eq!(bytes(&calls, || http(json, "{\"ErrorCode\":1218}")), refused);
    // A file of JSON is none, however large.
    let small = bytes(&calls, || http(json, "{\"Text\":1}"));
    assert_eq!(small, Ok("{\"Text\":1}".to_owned()));
    let large = format!("[{}1]", "1,".repeat(100_000));
    assert_eq!(bytes(&calls, || http(json, &large)).as_ref(), Ok(&large));
}

#[test]
fn in_chunks() {
    let script = || http("", &"0123456789".repeat(20_000));
    let wire = Wire::start([script(), script()]).unwrap();
    let asynchronous = client(&wire, CallOptions::new());
    let chunks: Vec<_> = block_on(async {
        let download = asynchronous.download::<_, ErrorCode>(&Copy, &CallOptions::new()).await;
        download.unwrap().try_collect().await.unwrap()
    });
    assert!(chunks.len() > 1 && chunks.concat() == "0123456789".repeat(20_000).as_bytes());
    let client = on_threads(asynchronous);
    let mut download = client.download::<_, ErrorCode>(&Copy, &CallOptions::new()).unwrap();
    let (mut start, mut rest) = ([0; 7], Vec::new());
    download.read_exact(&mut start).unwrap();
    download.read_to_end(&mut rest).unwrap();
    assert_eq!([&start[..], &rest].concat(), "0123456789".repeat(20_000).as_bytes());
}

#[test]
fn a_read_that_fails_has_the_error() {
    let wire =
        Wire::start([Script::answer("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n1")]).unwrap();
    let client = on_threads(client(&wire, CallOptions::new()));
    let mut download = client.download::<_, ErrorCode>(&Copy, &CallOptions::new()).unwrap();
    let error = download.read_to_end(&mut Vec::new()).unwrap_err();
    let error = error.downcast::<Error<ErrorCode>>().unwrap();
    assert_eq!(failure(&error), "Transport retryable");
}

#[test]
fn in_a_file() {
    let folder = Folder::new("save");
    let path = folder.0.join("a file");
    let body = "0123456789".repeat(50_000);
    let whole = || http("", &body);
    assert_eq!(save(&path, whole), Ok((500_000, body.clone())));
    assert_eq!(folder.names(), ["a file"]);
    // What exists is replaced by what is complete, and by nothing else.
    assert_eq!(save(&path, || http("", "new")), Ok((3, "new".to_owned())));
    let cut = || Script::answer("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n1234");
    assert_eq!(save(&path, cut), Err("Transport retryable".to_owned()));
    let stalled =
        || Script::new().read().send("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n1234").hang();
    assert_eq!(save(&path, stalled), Err("Timeout".to_owned()));
    assert_eq!(
        (folder.names(), fs::read_to_string(&path).unwrap()),
        (vec!["a file".to_owned()], "new".to_owned())
    );
    assert_eq!(save(&folder.0.join("none/file"), whole), Err("File".to_owned()));
    assert_eq!(save(&folder.0, whole), Err("File".to_owned()));
    assert_eq!(folder.names(), ["a file"]);
}

#[test]
fn dropping_a_save_leaves_nothing() {
    let folder = Folder::new("drop");
    let send = "HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n1234";
    let wire = Wire::start([Script::new().read().send(send).hang()]).unwrap();
    block_on(async {
        let client = client(&wire, CallOptions::new());
        let download = client.download::<_, ErrorCode>(&Copy, &CallOptions::new()).await.unwrap();
        let saving = download.save(folder.0.join("file"));
        tokio::time::timeout(SHORT, saving).await.unwrap_err();
    });
    assert_eq!(folder.names(), Vec::<String>::new());
    wire.wait_for_ends(1);
}

#[test]
fn the_head_tells_what_comes() {
    let headers = "content-type: image/png\r\ncontent-disposition: attachment; filename=\"../a.png\"\r\nx-request-id: r1\r\n";
    let wire = Wire::start([http(headers, "canary")]).unwrap();
    block_on(async {
        let client = client(&wire, CallOptions::new());
        let download = client.download::<_, ErrorCode>(&Copy, &CallOptions::new()).await.unwrap();
        let head = download.head();
        assert_eq!(head.content_type(), Some("image/png"));
        assert_eq!(head.content_length(), Some(6));
        assert_eq!(head.file_name().as_deref(), Some("a.png"));
        assert_eq!(head.request_id(), Some("r1"));
        assert_eq!((head.status().as_u16(), head.attempts()), (200, 1));
        let shown = format!("{download:?} {head:?}");
        assert!(!shown.contains("canary") && !shown.contains("a.png"), "{shown}");
    });
}

#[test]
fn a_transport_that_hides_a_broken_body_is_not_believed() {
    // JSON could be an error, so its beginning is read before the download is given to the caller.
    for content_type in ["image/png", "application/json"] {
        let short = Reply::content(200, content_type, "1234").header("content-length", "9");
        let transport = ScriptedTransport::new([short]);
        let client = Client::builder(&SERVICE).transport(transport).build::<ErrorCode>().unwrap();
        let once = CallOptions::new().retry(RetryPolicy::none());
        let outcome =
            block_on(async { client.download::<_, ErrorCode>(&Copy, &once).await?.bytes().await });
        assert_eq!(outcome.unwrap_err().kind(), ErrorKind::Transport, "{content_type}");
    }
}

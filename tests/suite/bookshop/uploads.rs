//! Bodies that are text, bytes, files or multipart, over sockets and against the mock server.

use std::fs;

use bookshop::mock::{Recorder, Reply, Server};
use bookshop::{CallOptions, Client, ClientOptions, ErrorKind, RetryPolicy, Upload, mock};
use restwright_runtime::mock::Part;
use serde_json::Value;

use crate::request::Request;

/// The request with a fixed boundary between its parts.
pub(super) fn with_known_boundary(mut request: Request) -> Request {
    let content_type = request.headers.get("content-type");
    let boundary = content_type.and_then(|it| it.strip_prefix("multipart/form-data; boundary="));
    if let (Some(boundary), Some(Value::String(body))) = (boundary, &request.body) {
        request.body = Some(body.replace(boundary, "BOUNDARY").into());
    }
    request
}

fn server() -> (Server, Client) {
    let server = Server::start().expect("a server");
    let client = server.client().expect("a client");
    (server, client)
}

#[test]
fn the_mock_takes_what_the_client_sends() {
    let (server, client) = server();
    let blocking = server.blocking_client().expect("a client");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("pic \"1\".png");
    let contents: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
    fs::write(&path, &contents).expect("a file");
    let cover = Upload::blocking_path(&path).expect("a file");
    let pages = [Upload::reader(&b"a"[..]), Upload::bytes("b").file_name("é.pdf")];
    let call = blocking.uploads().attach("o1", "Emma\r\n--", cover).pages(pages).copies(3);
    call.sender("Ann").letter(Upload::bytes("").content_type("text/plain")).send().expect("fits");
    blocking.uploads().restock("").send().expect("an empty text fits");
    blocking.uploads().stamp(contents.clone()).send().expect("bytes fit");
    blocking.uploads().sign("a\nb").send().expect("a text fits");
    let scan = Upload::blocking_path(&path).expect("a file").content_type("image/jpeg");
    drop(client);
    blocking.uploads().scan(scan).send().expect("a file fits");
    let requests = server.requests();
    for request in &requests {
        assert!(
            request.problems().is_empty(),
            "{:?}: {:?}",
            request.operation(),
            request.problems()
        );
    }
    let parts = requests[0].parts().expect("parts");
    let cover: Vec<&Part> = parts.iter().filter(|part| part.name() == "cover").collect();
    assert_eq!(cover[0].file_name(), Some("pic \"1\".png"));
    assert_eq!(cover[0].content_type(), Some("image/png"));
    assert!(cover[0].body() == contents, "every byte arrives");
    let names: Vec<_> = parts.iter().map(|part| (part.name(), part.body().len())).collect();
    let expected = [
        ("title", 8),
        ("from", 3),
        ("copies", 1),
        ("cover", contents.len()),
        ("letter", 0),
        ("pages", 1),
        ("pages", 1),
    ];
    assert_eq!(names, expected);
    assert!(requests[2].body() == contents && requests[4].body() == contents);
    assert_eq!(requests[4].header("content-type"), Some("image/jpeg"));
    assert_eq!(requests[4].header("content-length"), Some("800000"));
}

/// What the mock says of requests that another client has made.
#[test]
fn the_mock_refuses_what_is_not_declared() {
    let part = |disposition: &str, rest: &str| {
        format!("--b\r\nContent-Disposition: form-data; {disposition}\r\n{rest}\r\n")
    };
    let title = part("name=\"title\"", "\r\na");
    let cover = part("name=\"cover\"; filename=\"f\"", "Content-Type: image/png\r\n\r\nb");
    let attach = "POST /orders/o1/attachments";
    let parts = "multipart/form-data; boundary=b";
    #[rustfmt::skip]
    let table = [
        (attach, parts, format!("{title}{cover}--b--\r\n"), ""),
        (attach, "multipart/form-data; boundary=\"b\"", format!("preamble\r\n{title}{cover}--b--"), ""),
        (attach, parts, format!("{title}{cover}"), "the body is not a multipart body"),
        (attach, "application/json", "{}".to_owned(), "the body is not a multipart body; header `content-type` is not `multipart/form-data`"),
        (attach, parts, format!("{title}--b--"), "body key `cover` is missing"),
        (attach, parts, format!("{title}{title}{cover}--b--"), "body part `title` is given 2 times"),
        (attach, parts, format!("{title}{}--b--", part("name=\"cover\"", "\r\nb")), "body part `cover` is not a file"),
        (attach, parts, format!("{cover}{}--b--", part("name=\"title\"; filename=\"x\"", "\r\nb")), "body part `title` is not text"),
        (attach, parts, format!("{title}{}--b--", cover.replace("png", "gif")), "body part `cover` has a content type that is not declared"),
        (attach, parts, format!("{title}{cover}{}--b--", part("name=\"copies\"", "\r\nx")), "body key `copies` is not a whole number of 32 bits"),
        (attach, parts, format!("{title}{cover}{}--b--", part("name=\"edition\"", "\r\n{\"number\":1}")), "body part `edition` is not of the type `application/json`"),
        (attach, parts, format!("{title}{cover}{}--b--", part("name=\"edition\"", "Content-Type: application/json\r\n\r\n{}")), "body key `edition.number` is missing"),
        (attach, parts, format!("{title}{cover}{}--b--", part("name=\"extra\"", "Content-Type: application/json\r\n\r\n{")), "body part `extra` is not JSON"),
        (attach, parts, format!("{title}{cover}{}--b--", part("name=\"extra\"", "Content-Type: application/json\r\n\r\n{\"a\":1,\"a\":2}")), "body key `extra` has one key several times"),
        ("PUT /stock.csv", "text/csv; charset=utf-8", "a".to_owned(), ""),
        ("PUT /stock.csv", "text/plain", "a".to_owned(), "header `content-type` is not `text/csv`"),
        ("PUT /stamp", "", "a".to_owned(), "header `content-type` is missing: declared is `image/png`"),
        ("POST /scans", "image/gif", "a".to_owned(), "header `content-type` is not `image/png` or `image/jpeg`"),
    ];
    for (line, content_type, body, expected) in table {
        let (server, _) = server();
        send(&server.url(), line, content_type, &body);
        let mut problems = server.requests()[0].problems().to_vec();
        // What clients send themselves.
        problems.retain(|it| !it.contains("Idempotency-Key") && !it.contains("X-Shop-Version"));
        let mut expected: Vec<_> = expected.split("; ").filter(|it| !it.is_empty()).collect();
        expected.sort_unstable();
        problems.sort_unstable();
        assert_eq!(problems, expected, "{line} {content_type} {body}");
    }
}

/// Sends a request by hand, and waits for its response.
fn send(url: &str, line: &str, content_type: &str, body: &str) {
    use std::io::{Read as _, Write as _};
    let address = url.strip_prefix("http://").expect("a mock server speaks HTTP");
    let mut stream = std::net::TcpStream::connect(address).expect("a server");
    let (length, typed) = (body.len(), !content_type.is_empty());
    let content_type =
        if typed { format!("content-type: {content_type}\r\n") } else { String::new() };
    let head = format!(
        "{line} HTTP/1.1\r\n{content_type}content-length: {length}\r\nconnection: close\r\n\r\n"
    );
    stream.write_all((head + body).as_bytes()).expect("the server reads");
    stream.read_to_end(&mut Vec::new()).expect("the server responds");
}

/// A key by which the service recognizes a repetition does not make a stream one that can be read again.
#[test]
fn a_stream_is_not_sent_again_for_a_key() {
    for (is_stream, attempts) in [(true, 1), (false, 3)] {
        let (server, client) = server();
        server.reply::<bookshop::operations::uploads::Scan>(Reply::status(503));
        server.reply::<bookshop::operations::uploads::Scan>(Reply::status(503));
        let scan = if is_stream { Upload::reader(&b"PNG"[..]) } else { Upload::bytes("PNG") };
        let options = CallOptions::new().retry(RetryPolicy::repeat_idempotent());
        let call = client.uploads().scan(scan).with(options);
        let outcome = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime")
            .block_on(call.send());
        assert_eq!(outcome.is_err(), is_stream);
        assert_eq!(server.requests().len(), attempts);
    }
}

#[test]
fn recordings_hold_no_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let (recording, file) = (folder.path().join("calls.json"), folder.path().join("c4n4ry.png"));
    fs::write(&file, "c4n4ry").expect("a file");
    let server = Server::start().expect("a server");
    let recorder: Recorder = mock::recorder();
    let calls = |client: &bookshop::blocking::Client, upload: fn(&std::path::Path) -> Upload| {
        let call = client.uploads().attach("o1", "Emma", upload(&file)).sender("c4n4ry");
        call.send().expect("a response");
        client.uploads().scan(upload(&file)).send().expect("a response");
        client.uploads().sign("c4n4ry").send().expect("a response");
        client.uploads().stamp(b"c4n4ry".to_vec()).send().expect("a response");
        client.uploads().restock("a,b").send().expect("a response");
    };
    let client = |options: ClientOptions| {
        let builder = bookshop::blocking::Client::builder("t1", "k").base_url(server.url());
        builder.options(options).build().expect("a client")
    };
    calls(&client(ClientOptions::new().wrap_transport(recorder.wrap())), |path| {
        Upload::blocking_path(path).expect("a file")
    });
    recorder.save(&recording).expect("a file");
    let text = fs::read_to_string(&recording).expect("a file");
    assert!(!text.contains("c4n4ry"), "{text}");
    assert_eq!(text.matches("\"[file]\"").count(), 3, "{text}");
    assert!(text.contains("\"body\": \"a,b\"") && text.contains("\"[secret]\""), "{text}");
    let replay = mock::replay(&recording).expect("a recording");
    let builder = bookshop::blocking::Client::builder("t1", "k").transport(replay.transport());
    // Another kind of upload is the same request.
    calls(&builder.build().expect("a client"), |_| Upload::bytes("other").file_name("o.png"));
}

#[test]
fn nothing_of_a_file_shows() {
    let (_server, client) = server();
    let file = || Upload::bytes("c4n4ry").file_name("c4n4ry").content_type("image/c4n4ry");
    let call = client.uploads().attach("o1", "Emma", file()).letter(file());
    let scan = client.uploads().scan(file());
    let note = client.uploads().sign("c4n4ry");
    let stamp = client.uploads().stamp(b"c4n4ry".to_vec());
    for shown in
        [format!("{call:?}"), format!("{scan:#?}"), format!("{note:?}"), format!("{stamp:?}")]
    {
        assert!(!shown.contains("c4n4ry"), "{shown}");
    }
    let error = scan.into_http_request().expect_err("the content type is not declared");
    assert_eq!(error.kind(), ErrorKind::Input);
    assert!(!format!("{error} {error:?}").contains("c4n4ry"));
}

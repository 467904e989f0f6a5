//! Bodies that are text, bytes or one file.

use std::fs;
use std::io::Cursor;

use bytes::Bytes;
use futures_util::stream;
use http_body_util::Full;
use restwright_runtime::{Binary, Effect, Endpoint, Method, Operation, RequestWriter, Upload};

use super::{SAFE, body, request, scan};
use crate::server::block_on;

/// Longer than what is read at once.
fn long() -> Vec<u8> {
    (0..300_000_u32).flat_map(u32::to_be_bytes).collect()
}

#[test]
fn every_source_gives_every_byte() {
    let folder = tempdir();
    for contents in [Vec::new(), b"a".to_vec(), long()] {
        let path = folder.join(contents.len().to_string());
        fs::write(&path, &contents).unwrap();
        let pieces = |size: usize| {
            let pieces: Vec<_> = contents.chunks(size).map(<[u8]>::to_vec).collect();
            // An empty piece is no end.
            let pieces = [Vec::new()].into_iter().chain(pieces);
            stream::iter(pieces.map(Ok::<_, std::io::Error>))
        };
        let length = Some(contents.len() as u64);
        let in_memory = Bytes::from(contents.clone());
        #[rustfmt::skip]
        let table = [
            ("bytes",           Upload::bytes(contents.clone()),                               length),
            ("path",            block_on(Upload::path(&path)).unwrap(),                        length),
            ("blocking path",   Upload::blocking_path(&path).unwrap(),                         length),
            ("stream",          Upload::stream(pieces(7_777)),                                 None),
            ("stream, counted", Upload::stream(pieces(7_777)).length(contents.len() as u64),   length),
            ("body",            Upload::body(Full::new(in_memory)),                            length),
            ("reader",          Upload::reader(Cursor::new(contents.clone())),                 None),
            ("reader, counted", Upload::reader(Cursor::new(contents.clone())).length(contents.len() as u64), length),
        ];
        for (name, upload, length) in table {
            let (content_type, declared, bytes) = body(request(&scan::<SAFE>(upload)).unwrap());
            assert_eq!(content_type, "application/octet-stream", "{name}");
            assert_eq!(declared, length, "{name}");
            assert!(bytes == contents, "{name}: {} bytes of {}", bytes.len(), contents.len());
        }
    }
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn what_is_no_file_has_no_path() {
    let folder = tempdir();
    for path in [folder.clone(), folder.join("missing"), "/dev/null".into()] {
        assert!(Upload::blocking_path(&path).is_err(), "{}", path.display());
        assert!(block_on(Upload::path(&path)).is_err(), "{}", path.display());
    }
    fs::remove_dir_all(folder).unwrap();
}

type Types = &'static [&'static str];

#[test]
fn content_types() {
    const PICTURES: &[&str] = &["image/png", "image/jpeg"];
    let refused = "has a content type that the operation does not take";
    let none = "has a content type that is none, such as `image/png`";
    #[rustfmt::skip]
    let table: &[(Types, Option<&str>, Result<&str, &str>)] = &[
        (&[],      None,                        Ok("application/octet-stream")),
        (PICTURES, None,                        Ok("image/png")),
        (PICTURES, Some("image/jpeg"),          Ok("image/jpeg")),
        (PICTURES, Some("IMAGE/JPEG; q=1"),     Ok("IMAGE/JPEG; q=1")),
        (PICTURES, Some("image/gif"),           Err(refused)),
        (&[],      Some("text/csv; charset=x"), Ok("text/csv; charset=x")),
        (&[],      Some(""),                    Err(none)),
        (&[],      Some("text"),                Err(none)),
        (&[],      Some("a/b/c"),               Err(none)),
        (&[],      Some("a/b\r\nx: y"),         Err(none)),
        (&[],      Some("a/b; \n"),             Err(none)),
        (&[],      Some("a/é"),                 Err(none)),
    ];
    for (types, own, expected) in table {
        let upload = Upload::bytes("a");
        let file = match own {
            Some(own) => upload.content_type(*own),
            None => upload,
        };
        let found = request(&super::Scan::<SAFE> { file, types });
        let found = found.map(|request| body(request).0).map_err(|error| error.to_string());
        let expected = expected.map(str::to_owned);
        let expected = expected.map_err(|problem| format!("scans.send: `body` {problem}"));
        assert_eq!(found, expected, "{own:?}");
    }
}

/// Text and bytes as they are.
struct Plain {
    text: Option<&'static str>,
    bytes: Binary,
}

impl Operation for Plain {
    type Output = ();

    const ENDPOINT: &'static Endpoint =
        &Endpoint { id: "plain.send", method: Method::Put, path: "/", effect: Effect::Safe };

    fn write(&self, request: &mut RequestWriter<'_>) {
        match self.text {
            Some(text) => request.text_body(text, "text/csv"),
            None => request.bytes_body(&self.bytes, "image/png"),
        }
    }
}

#[test]
fn text_and_bytes() {
    for text in ["", "a\r\nb\0\u{1f600}"] {
        let call = Plain { text: Some(text), bytes: Binary::default() };
        let found = body(request(&call).unwrap());
        assert_eq!(found, ("text/csv".to_owned(), Some(text.len() as u64), text.into()));
    }
    let call = Plain { text: None, bytes: vec![0, 255].into() };
    assert_eq!(body(request(&call).unwrap()), ("image/png".to_owned(), Some(2), vec![0, 255]));
}

#[test]
fn nothing_of_a_file_shows() {
    let upload = Upload::bytes("c4n4ry").file_name("c4n4ry").content_type("c4n4ry/c4n4ry");
    let call = scan::<SAFE>(upload.clone());
    let request = request(&call).unwrap();
    for shown in [format!("{upload:?}"), format!("{call:#?}"), format!("{request:?}")] {
        assert!(!shown.contains("c4n4ry"), "{shown}");
    }
    assert_eq!(format!("{upload:?}"), "Upload { length: Some(6), .. }");
}

/// A folder of its own.
pub(super) fn tempdir() -> std::path::PathBuf {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("uploads-{}-{number}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    folder
}

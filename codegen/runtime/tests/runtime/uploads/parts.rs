//! Parts of multipart bodies, read back by another parser.

use std::collections::BTreeMap;

use bytes::Bytes;
use proptest::prelude::*;
use restwright_runtime::{
    Effect, Endpoint, Json, Method, Nullable, Operation, Personal, RequestWriter, Secret, Upload,
    Value,
};

use super::{body, request};
use crate::sample::Pet;
use crate::server::block_on;

/// A multipart body with one value, as `k`, and some files.
struct Parts<'v> {
    value: &'v dyn Value,
    files: Vec<Upload>,
}

impl Operation for Parts<'_> {
    type Output = ();

    const ENDPOINT: &'static Endpoint =
        &Endpoint { id: "parts.send", method: Method::Post, path: "/parts", effect: Effect::Safe };

    fn write(&self, request: &mut RequestWriter<'_>) {
        request.multipart();
        request.field("k", self.value);
        request.files("f", &self.files, &[]);
    }
}

/// Name, file name, content type and contents.
type Part = (String, Option<String>, Option<String>, Vec<u8>);

/// The parts of a body, as another parser reads them.
fn parts(call: &Parts<'_>) -> Vec<Part> {
    let (content_type, length, bytes) = body(request(call).unwrap());
    if bytes.is_empty() {
        assert_eq!((content_type.as_str(), length), ("", Some(0)));
        return Vec::new();
    }
    if let Some(length) = length {
        assert_eq!(length, bytes.len() as u64);
    }
    let boundary = multer::parse_boundary(content_type).unwrap();
    block_on(async {
        let bytes = Ok::<_, std::io::Error>(Bytes::from(bytes));
        let mut parser = multer::Multipart::new(futures_util::stream::iter([bytes]), boundary);
        let mut parts = Vec::new();
        while let Some(field) = parser.next_field().await.unwrap() {
            let text = |text: Option<&str>| text.map(str::to_owned);
            let (name, file) = (text(field.name()).unwrap(), text(field.file_name()));
            let kind = field.content_type().map(ToString::to_string);
            parts.push((name, file, kind, field.bytes().await.unwrap().to_vec()));
        }
        parts
    })
}

/// Content types and texts.
type Expected = &'static [(Option<&'static str>, &'static str)];

#[test]
fn values() {
    const JSON: Option<&str> = Some("application/json");
    let pet = Pet { token: Secret::from("t"), ..Pet::default() };
    let map = BTreeMap::from([("a".to_owned(), true)]);
    #[rustfmt::skip]
    let table: &[(&dyn Value, Expected)] = &[
        (&"a\r\nb --x\"é".to_owned(),            &[(None, "a\r\nb --x\"é")]),
        (&String::new(),                         &[(None, "")]),
        (&true,                                  &[(None, "true")]),
        (&-3_i64,                                &[(None, "-3")]),
        (&Secret::from("s"),                     &[(None, "s")]),
        (&Personal::from("p"),                   &[(None, "p")]),
        (&None::<String>,                        &[]),
        (&Nullable::<String>::Absent,            &[]),
        (&Nullable::<String>::Null,              &[(None, "")]),
        (&vec!["a".to_owned(), "b".to_owned()],  &[(None, "a"), (None, "b")]),
        (&Vec::<String>::new(),                  &[]),
        (&pet,                                   &[(JSON, r#"{"owner":{},"token":"t"}"#)]),
        (&vec![pet.clone(), pet.clone()],        &[(JSON, r#"{"owner":{},"token":"t"}"#); 2]),
        (&map,                                   &[(JSON, r#"{"a":true}"#)]),
        (&Json::parse("\"a\"").unwrap(),         &[(JSON, "\"a\"")]),
        (&Json::parse("[1]").unwrap(),           &[(JSON, "[1]")]),
    ];
    for (value, expected) in table {
        let found = parts(&Parts { value: *value, files: Vec::new() });
        let expected = expected.iter().map(|(kind, text)| {
            ("k".to_owned(), None, kind.map(str::to_owned), text.as_bytes().to_vec())
        });
        assert_eq!(found, expected.collect::<Vec<_>>());
    }
}

#[test]
fn a_body_as_a_whole() {
    let files = vec![
        Upload::bytes("1\r\n--2").file_name("a\"b\r\nc;é.txt").content_type("text/plain"),
        Upload::reader(&b"3"[..]),
    ];
    let (content_type, length, bytes) =
        body(request(&Parts { value: &"v".to_owned(), files }).unwrap());
    assert_eq!(length, None, "nobody knows how long the reader is");
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    let expected = format!(
        "--{boundary}\r\n\
         Content-Disposition: form-data; name=\"k\"\r\n\
         \r\n\
         v\r\n\
         --{boundary}\r\n\
         Content-Disposition: form-data; name=\"f\"; filename=\"a%22b%0D%0Ac;é.txt\"\r\n\
         Content-Type: text/plain\r\n\
         \r\n\
         1\r\n--2\r\n\
         --{boundary}\r\n\
         Content-Disposition: form-data; name=\"f\"; filename=\"file\"\r\n\
         Content-Type: application/octet-stream\r\n\
         \r\n\
         3\r\n\
         --{boundary}--\r\n"
    );
    assert_eq!(String::from_utf8(bytes).unwrap(), expected);
}

#[test]
fn boundaries_differ() {
    let boundary = || body(request(&Parts { value: &true, files: Vec::new() }).unwrap()).0;
    let all: std::collections::BTreeSet<_> = (0..100).map(|_| boundary()).collect();
    assert_eq!(all.len(), 100);
}

/// Texts that are close to what separates parts.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\r\n".to_owned()),
        Just("--".to_owned()),
        Just("\"".to_owned()),
        Just("%22".to_owned()),
        Just("; name=\"x\"".to_owned()),
        any::<String>(),
    ];
    proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn whatever_is_sent_comes_back(value in text(), contents in any::<Vec<u8>>(), name in text()) {
        let files = vec![Upload::bytes(contents.clone()).file_name(name.clone())];
        let found = parts(&Parts { value: &value, files });
        let escaped = name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
        let any = Some("application/octet-stream".to_owned());
        prop_assert_eq!(&found[0], &("k".to_owned(), None, None, value.into_bytes()));
        // The parser of this test trims a name, and undoes backslashes that nobody has written as escapes.
        prop_assert_eq!((&found[1].0, &found[1].2, &found[1].3), (&"f".to_owned(), &any, &contents));
        if !escaped.contains('\\') && !escaped.contains(|it: char| it.is_control()) {
            prop_assert_eq!(&found[1].1, &Some(escaped));
        }
        prop_assert_eq!(found.len(), 2);
    }
}

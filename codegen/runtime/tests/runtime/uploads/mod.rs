//! Files that are read while they are sent, alone or in multipart bodies.

/// Which files fail a call, when, and what has left by then.
mod delivery;
/// Responses that come before the request is out.
mod early;
/// Parts, read back by another parser.
mod parts;
/// Bodies that are text, bytes or one file.
mod plain;

use std::sync::LazyLock;

use http_body_util::BodyExt as _;
use restwright_runtime::{
    Client, Effect, Endpoint, HttpRequest, Method, Operation, RequestWriter, Upload,
};

use crate::sample::Error;
use crate::sample::service::SERVICE;
use crate::server::block_on;

/// `POST /scans`: a body that is a file.
#[derive(Clone, Debug)]
struct Scan<const EFFECT: usize> {
    file: Upload,
    types: &'static [&'static str],
}

impl<const EFFECT: usize> Operation for Scan<EFFECT> {
    type Output = ();

    const ENDPOINT: &'static Endpoint = &Endpoint {
        id: "scans.send",
        method: Method::Post,
        path: "/scans",
        effect: crate::retries::EFFECTS[EFFECT],
    };

    fn write(&self, request: &mut RequestWriter<'_>) {
        request.file_body(&self.file, self.types);
    }
}

const SAFE: usize = 0;
const SENDS: usize = 3;

fn scan<const EFFECT: usize>(file: Upload) -> Scan<EFFECT> {
    assert_eq!(crate::retries::EFFECTS[SAFE], Effect::Safe);
    Scan { file, types: &[] }
}

/// The request of an operation that nobody sends.
fn request<O: Operation>(operation: &O) -> Result<HttpRequest, Error> {
    static CLIENT: LazyLock<Client> = LazyLock::new(|| {
        let client: Result<_, Error> = Client::builder(&SERVICE).build();
        client.unwrap()
    });
    CLIENT.request(operation)
}

/// Content type, declared length and bytes of the body of a request.
fn body(request: HttpRequest) -> (String, Option<u64>, Vec<u8>) {
    let (head, body) = request.into_inner().into_parts();
    let content_type = head.headers.get("content-type").map(|it| it.to_str().unwrap().to_owned());
    let length = http_body::Body::size_hint(&body).exact();
    let bytes = block_on(body.collect()).unwrap().to_bytes().to_vec();
    (content_type.unwrap_or_default(), length, bytes)
}

//! A request received by a mock.

use std::fmt;
use std::ops::Deref;

use serde_json::value::RawValue;

use crate::percent::percent_decode_lossy;
use crate::transport::HttpRequest;

/// A request received by a mock.
///
/// It contains all secrets of its call in plain text. Its `Debug` output omits them.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) query: Vec<(String, String)>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Request {
    /// The method: `POST`.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The path, still encoded, without the query.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The first query parameter of this name, decoded.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<&str> {
        self.query_all(name).next()
    }

    /// Every query parameter of this name, decoded.
    pub fn query_all(&self, name: &str) -> impl Iterator<Item = &str> {
        let pairs = self.query.iter().filter(move |(found, _)| found == name);
        pairs.map(|(_, value)| value.as_str())
    }

    /// The first header of this name, in any case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.header_all(name).next()
    }

    /// Every header of this name, in any case.
    pub fn header_all(&self, name: &str) -> impl Iterator<Item = &str> {
        let headers = self.headers.iter().filter(|(found, _)| found.eq_ignore_ascii_case(name));
        headers.map(|(_, value)| value.as_str())
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body as JSON; none if it is not JSON.
    #[must_use]
    pub fn json(&self) -> Option<serde_json::Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// The body as the pairs of a form, decoded; none if it is not UTF-8 or has a pair without `=`.
    #[must_use]
    pub fn form(&self) -> Option<Vec<(String, String)>> {
        super::form::pairs(&self.body)
    }

    /// The parts of a multipart body; none if it is not one.
    ///
    /// Where the request has not been sent over a socket, such as one that a [`RecordingTransport`](super::RecordingTransport) has kept, files on disk and
    /// streams are empty.
    #[must_use]
    pub fn parts(&self) -> Option<Vec<super::Part>> {
        super::multipart::parts(self)
    }

    /// The text of the body; none if it is not JSON.
    pub(super) fn raw_json(&self) -> Option<&str> {
        let raw: &RawValue = serde_json::from_slice(&self.body).ok()?;
        Some(raw.get())
    }

    /// A request with this target.
    pub(super) fn new(method: &str, target: &str) -> Self {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let pair = |pair: &str| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let decoded = |text: &str| percent_decode_lossy(&text.replace('+', " "));
            (decoded(name), decoded(value))
        };
        Self {
            method: method.to_owned(),
            path: path.to_owned(),
            query: query.split('&').filter(|pair| !pair.is_empty()).map(pair).collect(),
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    /// A request that a client is about to send.
    pub(super) fn of(request: &HttpRequest) -> Self {
        let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
        let header = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into();
        let headers = request.headers().iter();
        Self {
            headers: headers.map(|(name, value)| (name.to_string(), header(value))).collect(),
            body: known_bytes(request),
            ..Self::new(request.method().as_str(), target)
        }
    }
}

/// The body of a request, without what is read while it is sent.
fn known_bytes(request: &HttpRequest) -> Vec<u8> {
    #[cfg(feature = "uploads")]
    if let Some(body) = request.upload() {
        return body.known_bytes();
    }
    request.body_bytes().map(|bytes| bytes.to_vec()).unwrap_or_default()
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// A request received by a [`Server`](super::Server), with the operation and the problems found. Derefs to the request.
#[derive(Clone, Debug)]
pub struct Received {
    pub(super) request: Request,
    pub(super) operation: Option<&'static str>,
    pub(super) problems: Vec<String>,
}

impl Received {
    /// The operation id (`phone.login`); none where no operation has this method and path.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.operation
    }

    /// The problems of the request, which name inputs and never quote values. Empty for a valid request.
    #[must_use]
    pub fn problems(&self) -> &[String] {
        &self.problems
    }
}

impl Deref for Received {
    type Target = Request;

    fn deref(&self) -> &Request {
        &self.request
    }
}

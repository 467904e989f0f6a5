//! Recording calls of a real service, for tests that replay them without network.

use std::fmt;
use std::future::poll_fn;
use std::io;
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, Response, StatusCode};
use http_body::Body as _;
use serde_json::Value as Json;

#[cfg(feature = "streams")]
use super::recorded_stream::RecordedStream;
use super::recording::{self, Call};
use super::redact::{self, REMOVED};
use super::reply::error_body;
use super::{Api, Request, Route, lock};
use crate::error::{
    Delivery, FoundCode, Problem, RawResponse, TransportError, TransportErrorKind, refusal,
    refusal_in_success,
};
#[cfg(feature = "oauth")]
use crate::exchange::asks_for_token;
use crate::request::{ErrorBody, ErrorEntry, Service};
use crate::transport::{Body, BoxFuture, HttpRequest, Transport};

/// A body has to fit into memory, and into a file that people review.
pub(super) const MAX_BODY: usize = 16 * 1024 * 1024;

/// Headers of a response that a client looks at, and that hold nothing about a person.
const KEPT_HEADERS: [&str; 2] = ["content-type", "retry-after"];

/// Records the calls of a client in a file, which a [`Replay`](super::Replay) gives back.
///
/// What must not stand in a file is removed while it is recorded, by the declaration of the API:
///
/// - Credentials are left out. Inputs and fields of responses that are declared secret or personal become `[secret]` and
///   `[personal]`; the keys of a map with such values, or with values of the type `json`, become `[key 1]`, `[key 2]`.
///   A form does not show whether a value is a number or text: what may be such a text is removed.
/// - What is not declared is left out: unknown fields and inputs, and all headers of a response but `content-type` and
///   `retry-after`, and the scheme of a challenge for an access token. A value of the type `json` loses its content and keeps its kind. A success that cannot be read
///   is recorded without its body, and so is one whose body is bytes.
/// - Of an error response, the status and the code remain, with the message of the catalogue.
///
/// Anything else is recorded as it is: text that is about a person and not declared so ends up in the file. Review it
/// before you commit it.
///
/// Attempts without a complete response are not recorded. Of a stream, the items are recorded that were received until it was
/// dropped, unless it broke off. Clones share what is recorded.
#[derive(Clone)]
pub struct Recorder {
    api: &'static Api,
    calls: Arc<Mutex<Vec<Call>>>,
}

impl Recorder {
    /// A recorder without calls.
    #[must_use]
    pub fn new(api: &'static Api) -> Self {
        Self { api, calls: Arc::default() }
    }

    /// Records what goes through the transport of a client: an argument for
    /// [`wrap_transport`](crate::ClientOptions::wrap_transport).
    pub fn wrap(&self) -> impl Fn(Arc<dyn Transport>) -> RecorderTransport + Send + Sync + use<> {
        let recorder = self.clone();
        move |inner| RecorderTransport { inner, recorder: recorder.clone() }
    }

    /// Writes the calls recorded so far, and replaces the file.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> io::Result<()> {
        recording::write(path.as_ref(), &lock(&self.calls))
    }

    fn keep(
        &self,
        route: &Route,
        inputs: Json,
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) {
        let header = |name: &str| {
            let value = headers.get(name)?.to_str().ok()?;
            Some((name.to_owned(), value.to_owned()))
        };
        let kept = KEPT_HEADERS.into_iter().filter_map(header);
        #[cfg(feature = "oauth")]
        let kept = kept.chain(challenge(headers));
        lock(&self.calls).push(Call {
            operation: route.endpoint.id.to_owned(),
            inputs,
            status: status.as_u16(),
            headers: kept.collect(),
            body: response_body(self.api.service, route, status, body),
        });
    }
}

/// A challenge for another access token, without what else it says: a client repeats a call for it.
#[cfg(feature = "oauth")]
fn challenge(headers: &HeaderMap) -> Option<(String, String)> {
    asks_for_token(headers).then(|| ("www-authenticate".to_owned(), "Bearer".to_owned()))
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let calls = lock(&self.calls).len();
        f.debug_struct("Recorder").field("calls", &calls).finish_non_exhaustive()
    }
}

/// The transport of a client whose calls are recorded: see [`Recorder::wrap`].
pub struct RecorderTransport {
    inner: Arc<dyn Transport>,
    recorder: Recorder,
}

impl Transport for RecorderTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let route = request.endpoint().and_then(|endpoint| self.recorder.api.route(endpoint.id));
        let Some(route) = route else {
            return self.inner.send(request);
        };
        let inputs = redact::inputs(route, &Request::of(&request));
        let response = self.inner.send(request);
        Box::pin(async move {
            let (parts, body) = response.await?.into_parts();
            #[cfg(feature = "streams")]
            if let Some(stream) = route.stream.filter(|_| parts.status.is_success()) {
                let (recorder, head) = (self.recorder.clone(), parts.clone());
                let stream = RecordedStream::new(body, stream, move |body| {
                    recorder.keep(route, inputs, head.status, &head.headers, body);
                });
                return Ok(Response::from_parts(parts, Body::stream(stream)));
            }
            let body = collect(body).await?;
            self.recorder.keep(route, inputs, parts.status, &parts.headers, &body);
            Ok(Response::from_parts(parts, Body::from(body)))
        })
    }
}

impl fmt::Debug for RecorderTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RecorderTransport").field(&self.recorder).finish()
    }
}

async fn collect(mut body: Body) -> Result<Bytes, TransportError> {
    let mut bytes = BytesMut::new();
    while let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
        bytes.extend(frame?.into_data().ok());
        if bytes.len() > MAX_BODY {
            let kind = TransportErrorKind::Interrupted;
            return Err(TransportError::new(kind, Delivery::Answered));
        }
    }
    Ok(bytes.freeze())
}

/// What of a response body may stand in a file.
fn response_body(
    service: &'static Service,
    route: &Route,
    status: StatusCode,
    body: &[u8],
) -> Option<Json> {
    let problem = if status.is_success() {
        refusal_in_success(body, service)
    } else {
        let mut response = RawResponse::new(status, HeaderMap::new());
        response.body = Bytes::copy_from_slice(body);
        refusal(&response, service)
    };
    match problem {
        Some(Problem::Api { code, layout }) => Some(known_error(service, &code, layout)),
        #[cfg(feature = "streams")]
        None if status.is_success() && route.stream.is_some() => route.stream?.redact(body),
        _ if status.is_success() => {
            serde_json::from_str(&(route.redacted)(status.as_u16(), body)?).ok()
        }
        _ => None,
    }
}

/// An error body with the code that was sent, unless it is a text of the server alone, and the message that belongs to it.
fn known_error(service: &Service, code: &FoundCode, layout: &ErrorBody) -> Json {
    let (code, entry) = match code {
        FoundCode::Nothing => (None, None),
        FoundCode::Number(number) => (Some(Json::from(*number)), service.error(*number)),
        FoundCode::Text(text) => {
            let entry = service.error_of_text(text.as_str());
            (Some(entry.map_or(REMOVED, |_| text.as_str()).into()), entry)
        }
    };
    let message = entry.map_or(Some(REMOVED), ErrorEntry::message);
    error_body(Some(layout), code.as_ref(), message)
}

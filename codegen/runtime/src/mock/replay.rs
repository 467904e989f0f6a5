//! Replaying recorded calls, without network.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::path::{Path, PathBuf};
#[cfg(feature = "oauth")]
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::{io, thread};

use http::Response;
use serde_json::Value as Json;

use super::recording::{self, Call};
use super::reply::Answer;
use super::{Api, Request, Route, lock, redact, transport};
use crate::error::TransportError;
#[cfg(feature = "oauth")]
use crate::request::TOKEN_REQUEST;
use crate::transport::{Body, BoxFuture, HttpRequest, Transport};

/// Replays the calls that a [`Recorder`](super::Recorder) has recorded.
///
/// A request gets the response of the first unused call with its operation and its inputs. Credentials and other secrets,
/// personal data and values of the type `json` are not in the file, so they are not compared.
///
/// # Panics
///
/// A request that matches no unused call panics with the differences. So does the end of the replay where calls are
/// left: a test that no longer sends a request should no longer have it recorded.
pub struct Replay {
    shared: Arc<Shared>,
}

/// What a replay and its transports share.
struct Shared {
    api: &'static Api,
    path: PathBuf,
    calls: Mutex<Vec<Recorded>>,
    /// How many tokens were issued.
    #[cfg(feature = "oauth")]
    tokens: AtomicUsize,
}

struct Recorded {
    call: Call,
    is_used: bool,
}

impl Replay {
    /// Reads a file of recorded calls.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be read, or is none of a [`Recorder`](super::Recorder).
    pub fn open(api: &'static Api, path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let calls = recording::read(path)?;
        let calls = calls.into_iter().map(|call| Recorded { call, is_used: false });
        let calls = Mutex::new(calls.collect());
        let shared = Shared {
            api,
            path: path.to_owned(),
            calls,
            #[cfg(feature = "oauth")]
            tokens: AtomicUsize::default(),
        };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// A transport for a client. Several transports share the calls, each of which is replayed once.
    #[must_use]
    pub fn transport(&self) -> ReplayTransport {
        ReplayTransport { shared: Arc::clone(&self.shared) }
    }

    /// The operations of the calls that were not replayed yet, in the order of the file.
    #[must_use]
    pub fn unused(&self) -> Vec<String> {
        let calls = lock(&self.shared.calls);
        let unused = calls.iter().filter(|recorded| !recorded.is_used);
        unused.map(|recorded| recorded.call.operation.clone()).collect()
    }
}

impl Drop for Replay {
    fn drop(&mut self) {
        let unused = self.unused();
        // A test that fails already has its message.
        assert!(
            unused.is_empty() || thread::panicking(),
            "recorded calls in `{}` were not used: {}",
            self.shared.path.display(),
            unused.join(", ")
        );
    }
}

impl fmt::Debug for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Replay");
        debug.field("path", &self.shared.path).field("unused", &self.unused()).finish()
    }
}

/// A transport that answers with recorded calls: see [`Replay::transport`].
#[derive(Clone)]
pub struct ReplayTransport {
    shared: Arc<Shared>,
}

impl Transport for ReplayTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        #[cfg(feature = "oauth")]
        if request.endpoint().is_some_and(|endpoint| endpoint.id == TOKEN_REQUEST) {
            // A recorder keeps no tokens, and a replay compares none.
            let body = Body::from(self.shared.issue());
            return Box::pin(async { Ok(Response::new(body)) });
        }
        let response = self.shared.answer(&request).unwrap_or_else(|problem| panic!("{problem}"));
        let body = Body::from(response.body.clone());
        Box::pin(async move { transport::response(&response, body) })
    }
}

impl fmt::Debug for ReplayTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReplayTransport").field("path", &self.shared.path).finish_non_exhaustive()
    }
}

impl Shared {
    /// The response to a request for a token. Each is another one, as a recording may have calls that were refused and repeated.
    #[cfg(feature = "oauth")]
    fn issue(&self) -> String {
        let number = self.tokens.fetch_add(1, Ordering::Relaxed);
        format!(r#"{{"access_token":"replayed-{number}","token_type":"Bearer"}}"#)
    }

    fn answer(&self, request: &HttpRequest) -> Result<Answer, String> {
        let id = request.endpoint().map_or("", |endpoint| endpoint.id);
        let route = self.api.route(id);
        let route =
            route.ok_or("a request that is of no operation of the API cannot be replayed")?;
        let inputs = redact::inputs(route, &Request::of(request));
        let mut calls = lock(&self.calls);
        let mut unused: Vec<_> = calls
            .iter_mut()
            .filter(|recorded| recorded.call.operation == id && !recorded.is_used)
            .collect();
        if let Some(recorded) = unused.iter_mut().find(|it| it.call.inputs == inputs) {
            recorded.is_used = true;
            return Ok(recorded.call.answer(route));
        }
        let differences = unused.iter().map(|it| differences(&it.call.inputs, &inputs));
        let closest = differences.min_by_key(Vec::len).unwrap_or_default();
        Err(self.missing(id, &closest, calls.iter().filter(|it| it.call.operation == id).count()))
    }

    fn missing(&self, id: &str, differences: &[String], recorded: usize) -> String {
        let path = self.path.display();
        let mut message = match (differences, recorded) {
            ([], 0) => format!("no call of `{id}` is recorded in `{path}`"),
            ([], count) => format!("all {count} recorded calls of `{id}` in `{path}` are used"),
            (differences, _) => {
                let mut text = format!(
                    "no recorded call of `{id}` in `{path}` fits the request; the closest differs in"
                );
                for difference in differences {
                    let _ = write!(text, "\n  {difference}");
                }
                text
            }
        };
        message.push_str("\n  help: record the calls again with `mock::recorder()`");
        message
    }
}

/// What is not the same in two sets of inputs. Nothing in them is secret.
fn differences(recorded: &Json, sent: &Json) -> Vec<String> {
    let (recorded, sent) = (flat(recorded), flat(sent));
    let names = recorded.keys().chain(sent.keys()).collect::<std::collections::BTreeSet<_>>();
    let differing = names.into_iter().filter(|name| recorded.get(*name) != sent.get(*name));
    let value = |value: Option<&Json>| value.map_or_else(|| "nothing".to_owned(), Json::to_string);
    differing
        .map(|name| {
            let (recorded, sent) = (value(recorded.get(name)), value(sent.get(name)));
            format!("{name}: recorded {recorded}, sent {sent}")
        })
        .collect()
}

/// Inputs by place and name: `query.fields`.
fn flat(inputs: &Json) -> BTreeMap<String, Json> {
    let mut flat = BTreeMap::new();
    for (place, inputs) in inputs.as_object().into_iter().flatten() {
        match inputs.as_object() {
            Some(entries) => flat.extend(
                entries.iter().map(|(name, value)| (format!("{place}.{name}"), value.clone())),
            ),
            None => drop(flat.insert(place.clone(), inputs.clone())),
        }
    }
    flat
}

impl Call {
    fn answer(&self, route: &Route) -> Answer {
        #[cfg(feature = "streams")]
        if let (Some(stream), Some(items), true) =
            (&route.stream, &self.body, (200..300).contains(&self.status))
            && items.is_array()
        {
            let body = stream.chunks(&items.to_string()).concat();
            return Answer { status: self.status, headers: self.headers.clone(), body };
        }
        let body = self.body.as_ref().map(|body| match body.as_str() {
            Some(text) if route.content(self.status).is_some() => text.as_bytes().to_vec(),
            _ => body.to_string().into_bytes(),
        });
        Answer {
            status: self.status,
            headers: self.headers.clone(),
            body: body.unwrap_or_default(),
        }
    }
}

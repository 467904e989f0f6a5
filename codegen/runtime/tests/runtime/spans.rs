//! What a subscriber of `tracing` sees of a call.

use std::fmt::{Debug, Write};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use restwright_runtime::{BoxFuture, ClientOptions, Clock, Personal};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::sample::service::API_KEY;
use crate::sample::{ErrorCode, Find, Login};
use crate::server::{Server, answer, block_on, http};

const CANARY: &str = "c4n4ry";

/// Keeps the spans of this crate, one text each, and everything that anybody says on the thread that made it.
///
/// It is the one subscriber of the process, since tracing forgets those of single threads at times.
#[derive(Clone)]
struct Listener {
    thread: ThreadId,
    spans: Arc<Mutex<Vec<String>>>,
    all: Arc<Mutex<String>>,
}

struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

impl Listener {
    fn new() -> Self {
        Self { thread: thread::current().id(), spans: Arc::default(), all: Arc::default() }
    }

    fn hear(&self, text: &str) {
        if self.is_here() {
            self.all.lock().unwrap().push_str(text);
        }
    }

    fn is_here(&self) -> bool {
        thread::current().id() == self.thread
    }
}

impl Subscriber for Listener {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut fields = Fields(match attributes.parent() {
            Some(parent) => format!("{}<{}", attributes.metadata().name(), parent.into_u64()),
            None => attributes.metadata().name().to_owned(),
        });
        attributes.record(&mut fields);
        self.hear(&fields.0);
        if !self.is_here() || attributes.metadata().target() != env!("CARGO_CRATE_NAME") {
            return Id::from_u64(u64::MAX);
        }
        let mut spans = self.spans.lock().unwrap();
        spans.push(fields.0);
        Id::from_u64(u64::try_from(spans.len()).unwrap())
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        if !self.is_here() {
            return;
        }
        let mut fields = Fields(String::new());
        values.record(&mut fields);
        let index = usize::try_from(id.into_u64()).unwrap() - 1;
        self.hear(&fields.0);
        if let Some(span) = self.spans.lock().unwrap().get_mut(index) {
            span.push_str(&fields.0);
        }
    }

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields(String::new());
        event.record(&mut fields);
        self.hear(&fields.0);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// A clock that only a backoff moves, by a second and a half.
struct FakeClock {
    start: Instant,
    backoffs: AtomicU32,
}

impl Clock for FakeClock {
    fn now(&self) -> Instant {
        self.start + Duration::from_millis(1500) * self.backoffs.load(Ordering::Relaxed)
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        self.backoffs.fetch_add(1, Ordering::Relaxed);
        Box::pin(std::future::ready(()))
    }
}

/// The spans of three calls: the first succeeds in its second attempt, the second is refused, the third is never sent.
#[test]
fn a_span_for_each_call_and_each_attempt() {
    let busy = http(
        "503 Busy",
        &["connection: close"],
        format!(r#"{{"ErrorCode":901,"Message":"{CANARY}"}}"#),
    );
    let found = http("200 OK", &["connection: close"], format!(r#"[{{"Name":"{CANARY}"}}]"#));
    let refused = http("200 OK", &[], format!(r#"{{"ErrorCode":1218,"Message":"{CANARY}"}}"#));
    let server = Server::start(vec![answer(busy), answer(found), answer(refused)]);
    let listener = Listener::new();
    tracing::subscriber::set_global_default(listener.clone()).unwrap();
    let clock = FakeClock { start: Instant::now(), backoffs: AtomicU32::new(0) };
    let builder = server.client().credential(&API_KEY, CANARY);
    let options = ClientOptions::new().clock(clock).header("x-secret", CANARY);
    let client = builder.options(options).build::<ErrorCode>().unwrap();
    let find =
        Find { pet_id: CANARY.to_owned(), tags: Some(vec![CANARY.to_owned()]), ..Find::default() };
    block_on(async {
        client.send::<_, ErrorCode>(&find).await.unwrap();
        client.send::<_, ErrorCode>(&Login::new(Personal::from(CANARY), CANARY)).await.unwrap_err();
        let nowhere = Find { pet_id: "..".to_owned(), ..Find::default() };
        client.send::<_, ErrorCode>(&nowhere).await.unwrap_err();
    });
    let (address, port) = server.url["http://".len()..].split_once(':').unwrap();
    let call = |operation: &str, end: &str| {
        format!(
            "api_call otel.name={operation:?} otel.kind=\"internal\" api.name=\"sample\" \
             api.operation={operation:?}{end}"
        )
    };
    let span = |parent: u32, method: &str, path: &str, resent: &str, operation: &str, end: &str| {
        format!(
            "http_request<{parent} otel.name={method} {path} otel.kind=\"client\" http.request.method=\"{method}\" \
             url.template=\"{path}\" server.address=\"{address}\" server.port={port}{resent} \
             api.operation=\"{operation}\"{end}"
        )
    };
    let photos = "/pets/{pet_id}/photos";
    let expected = [
        call(
            "pets.find",
            " http.response.status_code=200 otel.status_code=\"OK\" api.attempts=2 api.elapsed_ms=1500",
        ),
        span(
            1,
            "GET",
            photos,
            "",
            "pets.find",
            " http.response.status_code=503 error.type=\"503\" api.error_code=901",
        ),
        span(
            1,
            "GET",
            photos,
            " http.request.resend_count=1",
            "pets.find",
            " http.response.status_code=200",
        ),
        call(
            "phone.login",
            " http.response.status_code=200 error.type=\"200\" api.error_code=1218 \
             api.delivery=\"answered\" otel.status_code=\"ERROR\" api.attempts=1 api.elapsed_ms=0",
        ),
        span(
            4,
            "POST",
            "/auth/login",
            "",
            "phone.login",
            " http.response.status_code=200 error.type=\"200\" api.error_code=1218",
        ),
        call(
            "pets.find",
            " error.type=\"input\" api.delivery=\"not_sent\" otel.status_code=\"ERROR\" \
             api.attempts=0 api.elapsed_ms=0",
        ),
    ];
    assert_eq!(*listener.spans.lock().unwrap(), expected);
    let all = listener.all.lock().unwrap();
    assert!(!all.contains(CANARY) && all.contains("http_request"), "{all}");
    assert_eq!(server.requests().iter().filter(|request| request.contains(CANARY)).count(), 3);
}

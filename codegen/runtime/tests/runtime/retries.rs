//! Which calls are made again, and when.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use restwright_runtime::{
    BoxFuture, CallOptions, Client, ClientOptions, Clock, Delivery, Effect, Endpoint, ErrorKind,
    Method, Operation, RequestWriter, RetryPolicy,
};

use socket2::{Domain, Socket, Type};

use crate::sample::service::SERVICE;
use crate::sample::{Error, ErrorCode};
use crate::server::{Script, Server, answer, block_on, http};

/// An operation that differs only in its effect: the index of one of [`EFFECTS`].
struct Act<const EFFECT: usize>;

pub(crate) const EFFECTS: [Effect; 5] =
    [Effect::Safe, Effect::Idempotent, Effect::Consumes, Effect::Sends, Effect::Creates];

impl<const EFFECT: usize> Operation for Act<EFFECT> {
    type Output = ();

    // What is safe is a POST here: the method must not decide.
    const ENDPOINT: &'static Endpoint =
        &Endpoint { id: "acts.act", method: Method::Post, path: "/act", effect: EFFECTS[EFFECT] };

    fn write(&self, request: &mut RequestWriter<'_>) {
        request.field("text", &"text".to_owned());
    }
}

/// A clock that moves only when it is waited for, and chance that always takes the longest.
#[derive(Clone)]
pub(crate) struct FakeClock {
    start: Instant,
    waits: Arc<Mutex<Vec<Duration>>>,
}

impl FakeClock {
    pub(crate) fn new() -> Self {
        Self { start: Instant::now(), waits: Arc::default() }
    }

    pub(crate) fn waits(&self) -> Vec<u128> {
        self.waits.lock().unwrap().iter().map(Duration::as_millis).collect()
    }
}

impl Clock for FakeClock {
    fn now(&self) -> Instant {
        self.start + self.waits.lock().unwrap().iter().sum::<Duration>()
    }

    /// Sun, 06 Nov 1994 08:49:37 GMT
    fn date(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(784_111_777)
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        self.waits.lock().unwrap().push(time);
        Box::pin(std::future::ready(()))
    }

    fn jitter(&self, longest: Duration) -> Duration {
        longest
    }
}

fn client(server: &Server, clock: &FakeClock, options: CallOptions) -> Client {
    let options = ClientOptions::new().clock(clock.clone()).calls(options);
    server.client().options(options).build::<ErrorCode>().unwrap()
}

/// A client that wants TLS of a server that ends before it: no request can have left.
fn tls_client(server: &Server, clock: &FakeClock, options: CallOptions) -> Client {
    let options = ClientOptions::new().clock(clock.clone()).calls(options);
    let url = server.url.replace("http:", "https:");
    server.client().base_url(url).options(options).build::<ErrorCode>().unwrap()
}

/// A call with this effect: done, or why not.
async fn act(client: &Client, effect: Effect) -> Result<(), Error> {
    match effect {
        Effect::Safe => client.send(&Act::<0>).await.map(drop),
        Effect::Idempotent => client.send(&Act::<1>).await.map(drop),
        Effect::Consumes => client.send(&Act::<2>).await.map(drop),
        Effect::Sends => client.send(&Act::<3>).await.map(drop),
        Effect::Creates => client.send(&Act::<4>).await.map(drop),
    }
}

/// Without it, a client may write its next request before it learns that the connection is over.
pub(crate) const CLOSE: &str = "connection: close";

fn ok() -> Script {
    answer(http("200 OK", &[CLOSE], ""))
}

fn status(status: &'static str) -> impl Fn() -> Script {
    move || answer(http(status, &[CLOSE], "{}"))
}

/// What a server does, how the calls end if it goes on, whether it sees requests, and which effects are tried again by
/// default and with idempotent operations repeated.
struct Row {
    name: &'static str,
    script: Box<dyn Fn() -> Script>,
    facts: (ErrorKind, Delivery),
    requests: usize,
    again: &'static [Effect],
    repeated: &'static [Effect],
}

impl Row {
    fn client(&self) -> fn(&Server, &FakeClock, CallOptions) -> Client {
        if self.requests == 0 { tls_client } else { client }
    }
}

const ALL: &[Effect] = &EFFECTS;
const SAFE: &[Effect] = &[Effect::Safe];
const HARMLESS: &[Effect] = &[Effect::Safe, Effect::Idempotent];
const NONE: &[Effect] = &[];

#[rustfmt::skip]
fn rows() -> Vec<Row> {
    use Delivery::{Answered, MaybeSent, NotSent};
    use ErrorKind::{Api, Connect, Protocol, Transport, UnexpectedStatus};
    let row = |name, script, facts, requests, again, repeated| Row { name, script, facts, requests, again, repeated };
    let refusal = || answer(http("403 Forbidden", &[CLOSE], r#"{"ErrorCode":901}"#));
    let limit = || answer(http("429 Too Many", &[CLOSE], r#"{"ErrorCode":901}"#));
    let cut = || answer(*b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{}");
    let cut_503 = || answer(*b"HTTP/1.1 503 No\r\ncontent-length: 9\r\n\r\n{}");
    vec![
        row("closed on accept",   Box::new(|| Script::Close),                     (Connect, NotSent),           0, ALL, ALL),
        row("reset on accept",    Box::new(|| Script::Reset),                     (Connect, NotSent),           0, ALL, ALL),
        row("no TLS",             Box::new(|| Script::Greet(b"HTTP/1.1 400 Bad\r\n\r\n")), (Connect, NotSent), 0, NONE, NONE),
        row("read and closed",    Box::new(|| answer([])),                        (Transport, MaybeSent),       1, SAFE, HARMLESS),
        row("read and reset",     Box::new(|| Script::ReadAndReset),              (Transport, MaybeSent),       1, SAFE, HARMLESS),
        row("half a head",        Box::new(|| answer(*b"HTTP/1.1 20")),           (Transport, MaybeSent),       1, SAFE, HARMLESS),
        row("no HTTP",            Box::new(|| answer(*b"SSH-2.0-x\r\n")),         (Protocol, MaybeSent),        1, SAFE, HARMLESS),
        row("half a body",        Box::new(cut),                                  (Transport, Answered),        1, SAFE, HARMLESS),
        row("half a body of 503", Box::new(cut_503),                              (Transport, Answered),        1, SAFE, HARMLESS),
        row("429 of the service", Box::new(limit),                                (Api, Answered),              1, HARMLESS, HARMLESS),
        row("429",                Box::new(status("429 Too Many")),               (UnexpectedStatus, Answered), 1, HARMLESS, HARMLESS),
        row("500",                Box::new(status("500 Internal Server Error")),  (UnexpectedStatus, Answered), 1, NONE, NONE),
        row("502",                Box::new(status("502 Bad Gateway")),            (UnexpectedStatus, Answered), 1, SAFE, HARMLESS),
        row("503",                Box::new(status("503 Service Unavailable")),    (UnexpectedStatus, Answered), 1, SAFE, HARMLESS),
        row("504",                Box::new(status("504 Gateway Timeout")),        (UnexpectedStatus, Answered), 1, SAFE, HARMLESS),
        row("407",                Box::new(status("407 Proxy Authentication Required")), (UnexpectedStatus, Answered), 1, NONE, NONE),
        row("403 of the service", Box::new(refusal),                              (Api, Answered),              1, NONE, NONE),
    ]
}

#[test]
fn effects_and_faults() {
    let policies = [RetryPolicy::none(), RetryPolicy::default(), RetryPolicy::repeat_idempotent()];
    for row in rows() {
        for (effect, policy) in
            EFFECTS.iter().flat_map(|effect| policies.map(|policy| (*effect, policy)))
        {
            let name = format!("{} {effect:?} {policy:?}", row.name);
            let effects = match policy {
                _ if policy == RetryPolicy::none() => NONE,
                _ if policy == RetryPolicy::default() => row.again,
                _ => row.repeated,
            };
            let attempts = if effects.contains(&effect) { 3 } else { 1 };
            let scripts = (0..4).map(|_| (row.script)()).collect();
            let (server, clock) = (Server::start(scripts), FakeClock::new());
            let client = (row.client())(&server, &clock, CallOptions::new().retry(policy));
            let error = block_on(act(&client, effect)).unwrap_err();
            assert_eq!((error.kind(), error.delivery()), row.facts, "{name}");
            assert_eq!(error.attempts(), attempts, "{name}");
            assert_eq!(error.is_retryable(), effects.contains(&effect), "{name}");
            let waits = if attempts == 3 { &[250, 500][..] } else { &[] };
            assert_eq!(clock.waits(), waits, "{name}");
            let requests = usize::try_from(attempts).unwrap() * row.requests;
            assert_eq!(server.requests().len(), requests, "{name}");
        }
    }
}

#[test]
fn a_later_attempt_succeeds() {
    for row in rows().into_iter().filter(|row| row.requests > 0) {
        for effect in EFFECTS {
            let (server, clock) =
                (Server::start(vec![(row.script)(), (row.script)(), ok()]), FakeClock::new());
            let client = client(&server, &clock, CallOptions::new());
            let outcome = block_on(act(&client, effect)).is_ok();
            assert_eq!(outcome, row.again.contains(&effect), "{} {effect:?}", row.name);
        }
    }
}

/// An address that is taken, and refuses every connection.
pub(crate) fn nobody() -> Socket {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    socket.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
    socket
}

fn client_of(nobody: &Socket, clock: &FakeClock) -> Client {
    let url = format!("http://{}", nobody.local_addr().unwrap().as_socket().unwrap());
    let options = ClientOptions::new().clock(clock.clone());
    let builder = Client::builder(&SERVICE).base_url(url).options(options);
    builder.build::<ErrorCode>().unwrap()
}

#[test]
fn refused_connections() {
    let nobody = nobody();
    for effect in EFFECTS {
        let clock = FakeClock::new();
        let error = block_on(act(&client_of(&nobody, &clock), effect)).unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Connect, Delivery::NotSent));
        assert_eq!(error.attempts(), 3, "{effect:?}");
    }
}

/// The header, how long is waited for it, and what the error says if there is no second attempt.
#[test]
fn retry_after() {
    #[rustfmt::skip]
    let table: &[(&str, Option<u128>, Option<u64>)] = &[
        ("2",                             Some(2000),   Some(2)),
        ("0",                             Some(0),      Some(0)),
        ("30",                            Some(30_000), Some(30)),
        ("31",                            None,         Some(31)),
        ("86400",                         None,         Some(86_400)),
        ("Sun, 06 Nov 1994 08:49:42 GMT", Some(5000),   Some(5)),
        ("Sun, 06 Nov 1994 08:49:30 GMT", Some(0),      Some(0)),
        ("Mon, 06 Nov 1995 08:49:30 GMT", None,         Some(31_535_993)),
        ("1.5",                           Some(1500),   Some(1)),
        ("60.0",                          None,         Some(60)),
        ("5, 10",                         Some(10_000), Some(10)),
        ("-1",                            None,         Some(60)),
        ("soon",                          None,         Some(60)),
    ];
    for (text, wait, seconds) in table {
        let header = format!("retry-after: {text}");
        let bytes = http("429 Too Many Requests", &[&header, CLOSE], "");
        let (server, clock) = (Server::start(vec![answer(bytes.clone()), ok()]), FakeClock::new());
        let outcome = block_on(act(&client(&server, &clock, CallOptions::new()), Effect::Safe));
        assert_eq!(outcome.is_ok(), wait.is_some(), "{text}");
        assert_eq!(clock.waits(), wait.iter().copied().collect::<Vec<_>>(), "{text}");
        let server = Server::start(vec![answer(bytes), ok()]);
        let outcome = block_on(act(&client(&server, &clock, CallOptions::new()), Effect::Sends));
        let error = outcome.unwrap_err();
        assert_eq!(error.retry_after().map(|time| time.as_secs()), *seconds, "{text}");
        assert_eq!((error.attempts(), error.is_retryable()), (1, false), "{text}");
        assert_eq!(server.requests().len(), 1, "{text}");
    }
}

#[test]
fn no_attempt_starts_behind_the_deadline() {
    let bytes = http("503 Service Unavailable", &["retry-after: 20", CLOSE], "");
    #[rustfmt::skip]
    let table = [
        // The first attempt, and one each after 20 and 40 seconds.
        (60, 3), (41, 3), (40, 2), (21, 2), (20, 1), (1, 1),
    ];
    for (seconds, attempts) in table {
        let scripts = (0..3).map(|_| answer(bytes.clone())).collect();
        let (server, clock) = (Server::start(scripts), FakeClock::new());
        let options = CallOptions::new().total_timeout(Duration::from_secs(seconds));
        let error = block_on(act(&client(&server, &clock, options), Effect::Safe)).unwrap_err();
        assert_eq!((error.status(), error.attempts()), (Some(503), attempts), "{seconds}");
        assert_eq!(server.requests().len(), usize::try_from(attempts).unwrap(), "{seconds}");
    }
}

#[test]
fn a_service_that_is_down_is_spared() {
    let nobody = nobody();
    let client = client_of(&nobody, &FakeClock::new());
    let attempts: u32 = block_on(async {
        let mut attempts = 0;
        for _ in 0..60 {
            attempts += act(&client, Effect::Safe).await.unwrap_err().attempts();
        }
        attempts
    });
    assert_eq!(attempts, 60 + 100);
}

#[test]
fn a_call_overrides_its_client() {
    let bytes = http("503 Service Unavailable", &[CLOSE], "");
    let (server, clock) =
        (Server::start(vec![answer(bytes.clone()), answer(bytes), ok()]), FakeClock::new());
    let client = client(&server, &clock, CallOptions::new().retry(RetryPolicy::none()));
    let error = block_on(act(&client, Effect::Safe)).unwrap_err();
    assert_eq!(error.attempts(), 1);
    let options = CallOptions::new().retry(RetryPolicy::default());
    assert!(block_on(client.send_with::<_, ErrorCode>(&Act::<0>, &options)).is_ok());
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn an_idle_connection_that_is_gone() {
    for effect in EFFECTS {
        let bytes = http("200 OK", &[], "");
        let (server, clock) = (Server::start(vec![answer(bytes), ok(), ok()]), FakeClock::new());
        let options = CallOptions::new().retry(RetryPolicy::none());
        let (first, second) =
            (client(&server, &clock, options.clone()), client(&server, &clock, options));
        block_on(async {
            act(&first, effect).await.unwrap();
            // The server comes to the second connection when it has closed the first.
            act(&second, effect).await.unwrap();
            act(&first, effect).await.unwrap();
        });
        assert_eq!(server.requests().len(), 3, "{effect:?}");
    }
}

/// Both know their attempts, their time and the id that the last response has.
#[test]
fn what_successes_and_errors_know() {
    let busy = |id: &str| answer(http("503 Busy", &["connection: close", id], ""));
    let found = answer(http("200 OK", &["connection: close", "X-Request-ID: r-2"], ""));
    let refused = answer(http("400 No", &["connection: close", "x-request-id: r-3"], ""));
    let without = answer(http("200 OK", &["connection: close"], ""));
    let odd = answer(http("200 OK", &["connection: close", "x-request-id: \u{e9}"], ""));
    let server = Server::start(vec![busy("x-request-id: r-1"), found, refused, without, odd]);
    let clock = FakeClock::new();
    let client = client(&server, &clock, CallOptions::new());
    let send = || block_on(client.send::<_, ErrorCode>(&Act::<0>));

    let response = send().unwrap();
    assert_eq!((response.attempts(), response.elapsed().as_millis()), (2, 250));
    assert_eq!(response.request_id(), Some("r-2"));
    let error = send().unwrap_err();
    assert_eq!((error.attempts(), error.elapsed().as_millis()), (1, 0));
    assert_eq!(error.request_id(), Some("r-3"));
    assert_eq!(send().unwrap().request_id(), None);
    assert_eq!(send().unwrap().request_id(), None);
    let error = send().unwrap_err();
    assert_eq!((error.attempts(), error.request_id()), (3, None));
    assert_eq!(error.elapsed().as_millis(), 250 + 500);
}

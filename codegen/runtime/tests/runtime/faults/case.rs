//! One case of the catalogue, and how clients are checked against it.

use std::error::Error as _;
use std::fmt::{Debug, Write};
use std::net::{SocketAddr, TcpStream};

use restwright_runtime::mock::{Script, Wire};
use restwright_runtime::{
    CallOptions, Client, ClientBuilder, ClientOptions, Delivery, Effect, ErrorKind, Response,
    blocking, to_json,
};
use socket2::{Domain, Socket, Type};

use super::act::{ALL, Account, CANARY, KEY, is_whole, with_effect};
use crate::retries::{FakeClock, nobody};
use crate::sample::service::{API_KEY, SERVICE};
use crate::sample::{Error, ErrorCode};
use crate::server::block_on;

/// A fault, and all that shall come of it.
pub(super) struct Case {
    /// Its numbers in the catalogue.
    pub(super) faults: &'static [u8],
    pub(super) name: &'static str,
    peer: Peer,
    outcome: Outcome,
    effects: &'static [Effect],
    again: &'static [Effect],
    retryable: &'static [Effect],
    waits: &'static [u128],
    retry_after: Option<u64>,
    requests: usize,
    calls: CallOptions,
    options: fn(ClientOptions) -> ClientOptions,
}

/// The server that a client connects to.
pub(super) enum Peer {
    /// A server that plays this script on every connection.
    Plain(Script),
    /// The same, while the client wants TLS.
    Tls(Script),
    /// An address where nobody listens.
    Nobody,
    /// An address where nobody answers.
    BlackHole,
    /// A name that no host can have.
    UnknownHost,
}

/// What comes of a call.
pub(super) enum Outcome {
    /// This status, and this value as JSON.
    Ok(u16, String),
    /// An error that says this.
    Err(ErrorKind, Delivery, Option<u16>, String),
}

impl Case {
    /// A case in which every request is read, and nothing is retried.
    pub(super) fn new(
        faults: &'static [u8],
        name: &'static str,
        peer: Peer,
        outcome: Outcome,
    ) -> Self {
        Self {
            faults,
            name,
            peer,
            outcome,
            effects: &[Effect::Safe, Effect::Sends],
            again: &[],
            retryable: &[],
            waits: &[250, 500],
            retry_after: None,
            requests: 1,
            calls: CallOptions::new(),
            options: |options| options,
        }
    }

    /// Calls with these effects are made again; all effects are tried.
    pub(super) fn again(mut self, effects: &'static [Effect]) -> Self {
        (self.effects, self.again, self.retryable) = (ALL, effects, effects);
        self
    }

    /// Calls with these effects could be made again, but not now.
    pub(super) fn returned_at_once(mut self, effects: &'static [Effect]) -> Self {
        (self.again, self.retryable) = (&[], effects);
        self
    }

    /// The waits before the attempts, and what the error says about the next.
    pub(super) fn waits(mut self, waits: &'static [u128], retry_after: u64) -> Self {
        (self.waits, self.retry_after) = (waits, Some(retry_after));
        self
    }

    /// No request is seen.
    pub(super) fn unsent(mut self) -> Self {
        self.requests = 0;
        self
    }

    pub(super) fn calls(mut self, calls: CallOptions) -> Self {
        self.calls = calls;
        self
    }

    pub(super) fn options(mut self, options: fn(ClientOptions) -> ClientOptions) -> Self {
        self.options = options;
        self
    }
}

/// Checks both kinds of client against a case, with each of its effects.
pub(super) fn check(case: &Case) {
    for effect in case.effects {
        for kind in [call as fn(&_, _) -> _, call_blocking] {
            check_call(case, *effect, kind);
        }
    }
}

/// A way to make a call.
type Call = fn(&Client, Effect) -> Result<Response<Account>, Error>;

fn check_call(case: &Case, effect: Effect, call: Call) {
    let name = format!("{} ({effect:?})", case.name);
    let clock = FakeClock::new();
    let site = Site::of(&case.peer);
    let options = ClientOptions::new().clock(clock.clone()).calls(case.calls.clone());
    let options = (case.options)(options);
    let client = builder(&site.url).options(options).build::<ErrorCode>().unwrap();
    let outcome = call(&client, effect);
    let shown = shown(&outcome);
    assert!(!shown.contains(CANARY), "{name}: {shown}");
    let attempts = if case.again.contains(&effect) { 3 } else { 1 };
    match (&case.outcome, &outcome) {
        (Outcome::Ok(status, json), Ok(response)) => {
            assert_eq!(response.status().as_u16(), *status, "{name}");
            assert_eq!(to_json(&**response), *json, "{name}");
        }
        (Outcome::Err(kind, delivery, status, text), Err(error)) => {
            assert_eq!(error.to_string(), *text, "{name}");
            let facts = (error.kind(), error.delivery(), error.status());
            assert_eq!(facts, (*kind, *delivery, *status), "{name}");
            assert_eq!(error.attempts(), attempts, "{name}");
            assert_eq!(error.is_retryable(), case.retryable.contains(&effect), "{name}");
            assert_eq!(error.retry_after().map(|time| time.as_secs()), case.retry_after, "{name}");
            assert_eq!(error.raw_body().is_some(), has_raw_body(*kind), "{name}");
        }
        _ => panic!("{name}: {shown}"),
    }
    let attempts = usize::try_from(attempts).unwrap();
    assert_eq!(clock.waits(), case.waits[..attempts - 1], "{name}");
    let requests = site.wire.map(Wire::finish).unwrap_or_default();
    assert_eq!(requests.len(), attempts * case.requests, "{name}");
    assert!(requests.iter().all(is_whole), "{name}");
}

fn has_raw_body(kind: ErrorKind) -> bool {
    use ErrorKind::{Api, Decode, Redirect, UnexpectedStatus};
    matches!(kind, Api | Decode | Redirect | UnexpectedStatus)
}

/// A client with a canary for a key.
pub(super) fn builder(url: &str) -> ClientBuilder {
    Client::builder(&SERVICE).credential(&API_KEY, KEY).base_url(url)
}

/// A call that is awaited.
pub(super) fn call(client: &Client, effect: Effect) -> Result<Response<Account>, Error> {
    with_effect!(effect, |act| block_on(client.send(act)))
}

/// A call that waits.
pub(super) fn call_blocking(client: &Client, effect: Effect) -> Result<Response<Account>, Error> {
    let client = blocking::Client::new::<ErrorCode>(client.clone())?;
    with_effect!(effect, |act| client.send(act))
}

/// All that can be shown of an outcome.
pub(super) fn shown<T: Debug>(outcome: &Result<Response<T>, Error>) -> String {
    let mut page = format!("{outcome:?} {outcome:#?}");
    match outcome {
        // Of a value, only what is not secret shows.
        Ok(response) => write!(page, "{:?} {:#?}", **response, **response).unwrap(),
        Err(error) => {
            write!(page, "{error} {:?}", error.api()).unwrap();
            let mut source = error.source();
            while let Some(error) = source {
                write!(page, "{error} {error:?}").unwrap();
                source = error.source();
            }
        }
    }
    page
}

/// Where the other side of a case is, while a client is checked against it.
struct Site {
    url: String,
    wire: Option<Wire>,
    /// What an address takes to stay as it is.
    _sockets: Vec<Socket>,
}

impl Site {
    fn of(peer: &Peer) -> Self {
        let play = |script: &Script| {
            let script = script.clone();
            let wire = Wire::play(move |_| Some(script.clone())).unwrap();
            (wire.url(), wire)
        };
        let at = |socket: &Socket| {
            format!("http://{}", socket.local_addr().unwrap().as_socket().unwrap())
        };
        match peer {
            Peer::Plain(script) => {
                let (url, wire) = play(script);
                Self { url, wire: Some(wire), _sockets: Vec::new() }
            }
            Peer::Tls(script) => {
                let (url, wire) = play(script);
                let url = url.replace("http:", "https:");
                Self { url, wire: Some(wire), _sockets: Vec::new() }
            }
            Peer::Nobody => {
                let socket = nobody();
                Self { url: at(&socket), wire: None, _sockets: vec![socket] }
            }
            Peer::BlackHole => {
                let sockets = black_hole();
                Self { url: at(&sockets[0]), wire: None, _sockets: sockets.into() }
            }
            Peer::UnknownHost => {
                // Too long for a name, so that nobody in the network is asked about it.
                let url = format!("https://{}.invalid", "x".repeat(64));
                Self { url, wire: None, _sockets: Vec::new() }
            }
        }
    }
}

/// An address with room for one connection, which is taken: no other handshake is answered.
fn black_hole() -> [Socket; 2] {
    let listener = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    listener.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
    listener.listen(0).unwrap();
    let address = listener.local_addr().unwrap().as_socket().unwrap();
    let first = TcpStream::connect(address).unwrap();
    [listener, first.into()]
}

//! A server on this machine that plays a whole API.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::io::{self, BufReader};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use socket2::SockRef;

use super::check::{Verdict, judge};
use super::reply::{Play, message_key};
use super::wire::{self, Incoming};
use super::{Api, Example, Received, Reply, Request, Route, lock};
use crate::operation::Operation;

/// A server on this machine that plays a whole API.
///
/// It checks each request against the table of the API: its path, the inputs that it cannot be without, their types,
/// the JSON. One that is wrong gets status 400, or 404 where there is no such operation, and a message that says why.
/// One that is right gets the next scripted reply for its operation or, without one, its documented answer. The server
/// stops when it is dropped.
///
/// Generated crates wrap it; they add the table, and clients.
pub struct Server {
    shared: Arc<Shared>,
    address: SocketAddr,
}

impl Server {
    /// Starts a server on a port of the loopback interface; on any free one if that is 0.
    ///
    /// # Errors
    ///
    /// Fails if the port is taken, or the operating system has no thread or socket to give.
    pub fn start(api: &'static Api, port: u16) -> io::Result<Self> {
        Self::observed(api, port, |_, _| {})
    }

    /// The base URL, for clients of any kind.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Adds a reply for the next call of an operation that has none yet. Calls behind the last one get the documented
    /// answer again; a request that is wrong uses no reply up.
    pub fn reply<O: Operation>(&self, reply: Reply) {
        lock(&self.shared.scripts).entry(O::ENDPOINT.id).or_default().push_back(reply);
    }

    /// The documented answers of an operation.
    #[must_use]
    pub fn examples<O: Operation>(&self) -> &'static [Example] {
        let mut routes = self.shared.api.routes.iter();
        routes.find(|route| route.endpoint.id == O::ENDPOINT.id).map_or(&[], |route| route.examples)
    }

    /// What was received so far. A request is here before its answer is on the way.
    #[must_use]
    pub fn requests(&self) -> Vec<Received> {
        lock(&self.shared.log).clone()
    }

    /// Starts a server that tells `observe` of each request and the status of its answer, which a fault has none of.
    pub(super) fn observed(api: &'static Api, port: u16, observe: Observe) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            api,
            scripts: Mutex::default(),
            log: Mutex::default(),
            life: Mutex::new(Life::Runs(BTreeMap::new())),
            end: Condvar::new(),
            observe,
        });
        let server = Arc::clone(&shared);
        thread::Builder::new().spawn(move || {
            for stream in listener.incoming() {
                // What could not be accepted is gone; there is nobody to tell.
                let Ok(stream) = stream else { continue };
                let Some(number) = server.admit(&stream) else { return };
                let server = Arc::clone(&server);
                // Without a thread, the connection is dropped, as a server under load does.
                let _ = thread::Builder::new().spawn(move || {
                    let next = server.serve(&stream);
                    server.dismiss(number);
                    if let Next::Close = next {
                        // It may be closed already.
                        let _ = stream.shutdown(Shutdown::Both);
                    }
                });
            }
        })?;
        Ok(Self { shared, address })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let life = std::mem::replace(&mut *lock(&self.shared.life), Life::Ended);
        self.shared.end.notify_all();
        if let Life::Runs(connections) = life {
            for connection in connections.into_values() {
                // It may be closed already.
                let _ = connection.shutdown(Shutdown::Both);
            }
        }
        // Wakes the thread that accepts; if it is gone, nobody has to be woken.
        drop(TcpStream::connect(self.address));
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server")
            .field("service", &self.shared.api.service.name)
            .field("url", &self.url())
            .finish_non_exhaustive()
    }
}

/// Is told of a request, and of the status of its answer.
pub(super) type Observe = fn(&Received, Option<u16>);

/// What all threads of a server share.
struct Shared {
    api: &'static Api,
    /// Replies by the id of their operation.
    scripts: Mutex<BTreeMap<&'static str, VecDeque<Reply>>>,
    log: Mutex<Vec<Received>>,
    life: Mutex<Life>,
    /// Wakes those who let time pass.
    end: Condvar,
    observe: Observe,
}

/// Whether a server runs.
enum Life {
    /// It does, with these connections by their numbers.
    Runs(BTreeMap<usize, TcpStream>),
    Ended,
}

/// What becomes of a connection.
enum Next {
    Request,
    Close,
    /// It is closed by nobody but the one who serves it, and so is reset.
    Reset,
}

impl Shared {
    /// Keeps hold of a connection, so that it ends with the server. A server that has ended admits none.
    fn admit(&self, stream: &TcpStream) -> Option<usize> {
        let mut life = lock(&self.life);
        let Life::Runs(connections) = &mut *life else { return None };
        let number = connections.last_key_value().map_or(0, |(last, _)| last + 1);
        // Without a second handle, the connection merely outlives the server.
        connections.extend(stream.try_clone().map(|stream| (number, stream)));
        Some(number)
    }

    /// Lets go of a connection.
    fn dismiss(&self, number: usize) {
        if let Life::Runs(connections) = &mut *lock(&self.life) {
            connections.remove(&number);
        }
    }

    fn serve(&self, stream: &TcpStream) -> Next {
        // An answer is written at once, and needs no company.
        let _ = stream.set_nodelay(true);
        let mut reader = BufReader::new(stream);
        loop {
            match wire::read(&mut reader, &mut &*stream) {
                Ok(Some(incoming)) => match self.handle(incoming, &mut reader, stream) {
                    Ok(Next::Request) => {}
                    Ok(next) => return next,
                    // Whoever is gone needs no answer.
                    Err(_) => return Next::Close,
                },
                Ok(None) => return Next::Close,
                Err(_) => {
                    let bytes =
                        b"HTTP/1.1 400 Mock\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
                    let _ = io::Write::write_all(&mut &*stream, bytes);
                    return Next::Close;
                }
            }
        }
    }

    fn handle(
        &self,
        incoming: Incoming,
        reader: &mut BufReader<&TcpStream>,
        stream: &TcpStream,
    ) -> io::Result<Next> {
        let Incoming { request, goes_on } = incoming;
        let method = request.method.clone();
        let reply = self.receive(request);
        if !self.outlasts(reply.delay) {
            return Ok(Next::Close);
        }
        let mut writer = stream;
        match reply.play {
            Play::Answer(answer) => {
                wire::write(&mut writer, &answer, &method, &answer.body, goes_on)?;
                Ok(if goes_on { Next::Request } else { Next::Close })
            }
            Play::Truncated(answer) => {
                let half = &answer.body[..answer.body.len() / 2];
                wire::write(&mut writer, &answer, &method, half, goes_on)?;
                Ok(Next::Close)
            }
            Play::Bytes(bytes) => {
                io::Write::write_all(&mut writer, &bytes)?;
                Ok(Next::Close)
            }
            Play::Reset => {
                // Without time to linger, closing a connection resets it.
                SockRef::from(stream).set_linger(Some(Duration::ZERO))?;
                Ok(Next::Reset)
            }
            Play::Hang => {
                io::copy(reader, &mut io::sink())?;
                Ok(Next::Close)
            }
        }
    }

    /// Judges a request, keeps it, and finds the reply to it.
    fn receive(&self, request: Request) -> Reply {
        let Verdict { route, problems } = judge(self.api, &request);
        let reply = match route {
            None => self.refuse(404, &problems),
            Some(_) if !problems.is_empty() => self.refuse(400, &problems),
            Some(route) => self.scripted(route).unwrap_or_else(|| documented(route)),
        };
        let status = match &reply.play {
            Play::Answer(answer) => Some(answer.status),
            _ => None,
        };
        let operation = route.map(|route| route.endpoint.id);
        let received = Received { request, operation, problems };
        (self.observe)(&received, status);
        lock(&self.log).push(received);
        reply
    }

    fn scripted(&self, route: &Route) -> Option<Reply> {
        lock(&self.scripts).get_mut(route.endpoint.id)?.pop_front()
    }

    fn refuse(&self, status: u16, problems: &[String]) -> Reply {
        let message = format!("mock: {}", problems.join("; "));
        let key = message_key(self.api.service).to_owned();
        let body = serde_json::Map::from_iter([(key, message.into())]);
        Reply::json(status, serde_json::Value::Object(body).to_string())
    }

    /// Lets time pass, and tells whether the server still runs at its end.
    fn outlasts(&self, delay: Duration) -> bool {
        let runs = |life: &mut Life| matches!(life, Life::Runs(_));
        let waited = self.end.wait_timeout_while(lock(&self.life), delay, runs);
        let (life, _) = waited.unwrap_or_else(PoisonError::into_inner);
        matches!(*life, Life::Runs(_))
    }
}

/// The first documented answer that is a success, or the least that is one.
fn documented(route: &Route) -> Reply {
    let success = route.examples.iter().find(|example| example.status == route.success);
    success.map_or_else(
        || {
            let body = (route.least)();
            if body.is_empty() {
                Reply::status(route.success)
            } else {
                Reply::json(route.success, body)
            }
        },
        Reply::from,
    )
}

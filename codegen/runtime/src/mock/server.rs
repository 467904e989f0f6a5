//! A mock server for a whole API, on loopback.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::io::{self, BufReader};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use super::check::{Verdict, judge};
use super::connections::{Connections, End, reset};
#[cfg(feature = "streams")]
use super::reply::{Chunks, StreamEnd};
use super::reply::{Play, error_body};
#[cfg(feature = "oauth")]
use super::tokens;
use super::wire::{self, Incoming};
use super::{Api, Example, Received, Reply, Request, Route, SERVER_PREFIX, lock, pages};
use crate::error::refusal_in_success;
use crate::request::{Operation, Service};

/// A mock server for a whole API, on loopback.
///
/// It checks each request against the description: path, credentials, required inputs, types within types, enum values,
/// timestamps, repeated parameters and keys, and the content type. A request that the API does not declare gets status
/// 400, or 404 where there is no such operation, and a message that says why and quotes no value. Undeclared query
/// parameters, headers and fields are ignored, as most servers do. A valid request gets the next scripted reply for its
/// operation or, without one, its documented response. The server stops when it is dropped.
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
    /// Fails if the port is already in use, or the operating system has no thread or socket left.
    pub fn start(api: &'static Api, port: u16) -> io::Result<Self> {
        Self::open(api, port, None)
    }

    /// The base URL, for any client.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The base URL of a server other than the default one, for any client. Its paths begin with `~` and its id, so that
    /// [`requests`](Self::requests) tells where each request was sent.
    #[must_use]
    pub fn url_of(&self, server: &str) -> String {
        format!("{}{SERVER_PREFIX}{server}", self.url())
    }

    /// Queues a reply for an operation. Calls after the last reply get the documented response again; an invalid request
    /// consumes no reply.
    pub fn reply<O: Operation>(&self, reply: Reply) {
        lock(&self.shared.scripts).entry(O::ENDPOINT.id).or_default().push_back(reply);
    }

    /// The documented responses of an operation.
    #[must_use]
    pub fn examples<O: Operation>(&self) -> &'static [Example] {
        self.shared.api.route(O::ENDPOINT.id).map_or(&[], |route| route.examples)
    }

    /// The URL of the token endpoint that this server has for a credential, by its id.
    ///
    /// It checks requests as RFC 6749 says and issues tokens that are valid for an hour; a refresh token is replaced each
    /// time, and refused once another one was issued. Tokens that it did not issue are taken to come from elsewhere.
    #[cfg(feature = "oauth")]
    #[must_use]
    pub fn token_url(&self, credential: &str) -> String {
        format!("{}{}{credential}", self.url(), tokens::PATH)
    }

    /// Queues a reply of the token endpoint of a credential; an invalid request consumes none.
    #[cfg(feature = "oauth")]
    pub fn reply_token(&self, credential: &str, reply: Reply) {
        self.shared.tokens.script(credential, reply);
    }

    /// Revokes the access tokens issued so far: requests with one of them get the status 401.
    #[cfg(feature = "oauth")]
    pub fn revoke_tokens(&self) {
        self.shared.tokens.revoke();
    }

    /// The requests for tokens received so far.
    #[cfg(feature = "oauth")]
    #[must_use]
    pub fn token_requests(&self) -> Vec<Request> {
        self.shared.tokens.requests()
    }

    /// The requests received so far, except for those for tokens. A request is listed before its response is sent.
    #[must_use]
    pub fn requests(&self) -> Vec<Received> {
        lock(&self.shared.log).clone()
    }

    /// Starts a server that reports each request and the status of its response to `observe`; a fault has no status. It
    /// may run for long, and keeps no request.
    pub(super) fn observed(api: &'static Api, port: u16, observe: Observe) -> io::Result<Self> {
        Self::open(api, port, Some(observe))
    }

    fn open(api: &'static Api, port: u16, observe: Option<Observe>) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            api,
            scripts: Mutex::default(),
            log: Mutex::default(),
            connections: Connections::default(),
            observe,
            #[cfg(feature = "oauth")]
            tokens: tokens::Tokens::default(),
        });
        let server = Arc::clone(&shared);
        thread::Builder::new().spawn(move || {
            for stream in listener.incoming() {
                // A connection that could not be accepted is gone.
                let Ok(stream) = stream else { continue };
                let Some(number) = server.connections.admit(&stream) else { return };
                let server = Arc::clone(&server);
                // Without a thread, the connection is dropped, as a server under load does.
                let _ = thread::Builder::new().spawn(move || {
                    let end = server.serve(&stream);
                    server.connections.dismiss(number, &stream, end);
                });
            }
        })?;
        Ok(Self { shared, address })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.connections.end(Shutdown::Both);
        // Wakes the thread that accepts, unless that has ended.
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

/// Receives a request and the status of its response.
pub(super) type Observe = fn(&Received, Option<u16>);

/// What all threads of a server share.
struct Shared {
    api: &'static Api,
    /// Replies by the id of their operation.
    scripts: Mutex<BTreeMap<&'static str, VecDeque<Reply>>>,
    log: Mutex<Vec<Received>>,
    connections: Connections,
    /// Receives requests, instead of the log.
    observe: Option<Observe>,
    #[cfg(feature = "oauth")]
    tokens: tokens::Tokens,
}

/// What a connection does after a request.
enum Next {
    Request,
    End(End),
}

impl Shared {
    fn serve(&self, stream: &TcpStream) -> End {
        // A response is written in one piece.
        let _ = stream.set_nodelay(true);
        let mut reader = BufReader::new(stream);
        loop {
            match wire::read(&mut reader, &mut &*stream) {
                Ok(Some(incoming)) => match self.handle(incoming, &mut reader, stream) {
                    Ok(Next::Request) => {}
                    Ok(Next::End(end)) => return end,
                    // The client is gone.
                    Err(_) => return End::Close,
                },
                Ok(None) => return End::Close,
                Err(_) => {
                    let bytes =
                        b"HTTP/1.1 400 Mock\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
                    let _ = io::Write::write_all(&mut &*stream, bytes);
                    return End::Close;
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
        if !self.connections.outlast(reply.delay) {
            return Ok(Next::End(End::Close));
        }
        let mut writer = stream;
        match reply.play {
            Play::Answer(answer) => {
                wire::write(&mut writer, &answer, &method, &answer.body, goes_on)?;
                Ok(if goes_on { Next::Request } else { Next::End(End::Close) })
            }
            Play::Truncated(answer) => {
                let half = &answer.body[..answer.body.len() / 2];
                wire::write(&mut writer, &answer, &method, half, goes_on)?;
                Ok(Next::End(End::Close))
            }
            #[cfg(feature = "streams")]
            Play::Chunks(chunks) => self.stream(&chunks, &method, reader, stream, goes_on),
            Play::Bytes(bytes) => {
                io::Write::write_all(&mut writer, &bytes)?;
                Ok(Next::End(End::Close))
            }
            Play::Reset => Ok(Next::End(reset(stream)?)),
            Play::Hang => {
                io::copy(reader, &mut io::sink())?;
                Ok(Next::End(End::Close))
            }
        }
    }

    /// Sends a body piece by piece.
    #[cfg(feature = "streams")]
    fn stream(
        &self,
        Chunks { head, pieces, pause, end }: &Chunks,
        method: &str,
        reader: &mut BufReader<&TcpStream>,
        stream: &TcpStream,
        goes_on: bool,
    ) -> io::Result<Next> {
        let mut writer = stream;
        if !wire::write_head(&mut writer, head, method, goes_on)? {
            return Ok(if goes_on { Next::Request } else { Next::End(End::Close) });
        }
        for chunk in pieces {
            if !self.connections.outlast(*pause) {
                return Ok(Next::End(End::Close));
            }
            wire::write_chunk(&mut writer, chunk)?;
        }
        match end {
            StreamEnd::Complete => {
                wire::write_chunk(&mut writer, &[])?;
                Ok(if goes_on { Next::Request } else { Next::End(End::Close) })
            }
            StreamEnd::Cut => Ok(Next::End(End::Close)),
            StreamEnd::Stall => {
                io::copy(reader, &mut io::sink())?;
                Ok(Next::End(End::Close))
            }
        }
    }

    /// Checks a request, keeps it, and finds its reply.
    fn receive(&self, request: Request) -> Reply {
        #[cfg(feature = "oauth")]
        if let Some(id) = request.path.strip_prefix(tokens::PATH) {
            let (reply, problems) = self.tokens.reply(self.api, id, &request);
            match self.observe {
                Some(observe) => {
                    let operation = Some(crate::request::TOKEN_REQUEST);
                    let received = Received { request, operation, problems };
                    observe(&received, reply.status_of_response());
                }
                None => self.tokens.keep(request),
            }
            return reply;
        }
        let Verdict { route, problems } = judge(self.api, &request);
        let reply = match route {
            None => self.refuse(404, &problems),
            Some(_) if !problems.is_empty() => self.refuse(400, &problems),
            #[cfg(feature = "oauth")]
            Some(route) if route.oauth.iter().any(|it| self.tokens.is_revoked(it, &request)) => {
                let reply = self.refuse(401, &["the access token is revoked".to_owned()]);
                reply.header("www-authenticate", "Bearer error=\"invalid_token\"")
            }
            Some(route) => {
                let documented = || documented(self.api.service, route, &request);
                self.scripted(route).unwrap_or_else(documented)
            }
        };
        let status = reply.status_of_response();
        let operation = route.map(|route| route.endpoint.id);
        let received = Received { request, operation, problems };
        match self.observe {
            Some(observe) => observe(&received, status),
            None => lock(&self.log).push(received),
        }
        reply
    }

    fn scripted(&self, route: &Route) -> Option<Reply> {
        lock(&self.scripts).get_mut(route.endpoint.id)?.pop_front()
    }

    fn refuse(&self, status: u16, problems: &[String]) -> Reply {
        let message = format!("mock: {}", problems.join("; "));
        Reply::json(
            status,
            error_body(self.api.service.error_bodies.first(), None, Some(&message)).to_string(),
        )
    }
}

/// The first documented success, the page of a list that the request asks for, or a minimal response.
fn documented(service: &'static Service, route: &Route, request: &Request) -> Reply {
    let is_error = |example: &Example| {
        route.content(example.status).is_none()
            && refusal_in_success(example.body.as_bytes(), service).is_some()
    };
    let is_success = |example: &&Example| example.status == route.success && !is_error(example);
    let successes: Vec<_> = route.examples.iter().filter(is_success).collect();
    if let Some(pages) = route.pages.as_ref().filter(|_| !successes.is_empty()) {
        return pages::reply(pages, &successes, request);
    }
    route.reply(route.success, successes.first().map_or(route.least, |example| example.body))
}

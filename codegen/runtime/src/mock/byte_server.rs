//! A server that replays byte scripts, for fault injection.

use std::fmt;
use std::io::{self, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, OnceLock, PoisonError};
use std::thread::{self, JoinHandle};

use socket2::{Domain, SockAddr, Socket, Type};

use super::connections::{Connections, End, reset};
use super::script::Step;
use super::{Request, Script, Signal, lock, wire};

/// A server on loopback that runs a [`Script`] for each connection, to test code against servers that stall, close the
/// connection early, or send malformed responses.
///
/// It knows no API and sends only what a script says. Connections after the last script are refused. Dropping the server
/// closes all of its connections.
///
/// ```
/// use restwright_runtime::mock::{Script, Wire};
/// # fn main() -> std::io::Result<()> {
/// let wire = Wire::start([Script::new().read().reset()])?;
/// let client = wire.url(); // the base URL of a client
/// # drop(client);
/// assert!(wire.finish().is_empty(), "nobody sent a request");
/// # Ok(())
/// # }
/// ```
pub struct Wire {
    shared: Arc<Shared>,
    address: SocketAddr,
    /// Ends with the threads of all connections.
    accepting: Option<JoinHandle<Vec<JoinHandle<()>>>>,
}

impl Wire {
    /// Starts a server that plays these scripts, one for each connection.
    ///
    /// # Errors
    ///
    /// Fails if the operating system has no thread or socket to give.
    pub fn start(scripts: impl IntoIterator<Item = Script>) -> io::Result<Self> {
        let mut scripts = scripts.into_iter().collect::<Vec<_>>().into_iter();
        Self::play(move |_| scripts.next())
    }

    /// Starts a server that asks for a script before each connection, by the number of the connection, from 0 on.
    /// Without a script it listens no longer.
    ///
    /// # Errors
    ///
    /// Fails if the operating system has no thread or socket to give.
    pub fn play(next: impl FnMut(usize) -> Option<Script> + Send + 'static) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared::default());
        let accepting = Arc::clone(&shared);
        let accepting =
            thread::Builder::new().spawn(move || accept(&accepting, &listener, next))?;
        Ok(Self { shared, address, accepting: Some(accepting) })
    }

    /// The base URL, for any client.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The address on which it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The requests read so far. A request is listed before anything is sent for it.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        lock(&self.shared.log).clone()
    }

    /// How many connections were accepted so far.
    #[must_use]
    pub fn connections(&self) -> usize {
        *lock(&self.shared.accepted)
    }

    /// Blocks the thread until that many connections have ended, on either side.
    pub fn wait_for_ends(&self, connections: usize) {
        let ended = lock(&self.shared.ended);
        let waited = self.shared.end_of_one.wait_while(ended, |ended| *ended < connections);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }

    /// Ends the server when it has gone through all that was sent to it, and tells which requests that were.
    #[must_use]
    pub fn finish(mut self) -> Vec<Request> {
        let connections = self.end_accepting();
        self.shared.end(Shutdown::Read);
        for connection in connections {
            // One that panicked says so by itself.
            let _ = connection.join();
        }
        self.requests()
    }

    /// Accepts what has connected already, and then no more.
    fn end_accepting(&mut self) -> Vec<JoinHandle<()>> {
        let Some(accepting) = self.accepting.take() else {
            return Vec::new();
        };
        let last = || -> io::Result<()> {
            let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
            socket.bind(&SockAddr::from(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))))?;
            if let Some(address) = socket.local_addr()?.as_socket() {
                self.shared.last.get_or_init(|| address);
            }
            socket.connect(&self.address.into())
        };
        // Where the last script was played, nobody listens.
        let _ = last();
        accepting.join().unwrap_or_default()
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        drop(self.end_accepting());
        self.shared.end(Shutdown::Both);
    }
}

impl fmt::Debug for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wire").field("url", &self.url()).finish_non_exhaustive()
    }
}

/// What all threads of a server share.
#[derive(Default)]
struct Shared {
    connections: Connections,
    accepted: Mutex<usize>,
    ended: Mutex<usize>,
    end_of_one: Condvar,
    log: Mutex<Vec<Request>>,
    /// What scripts wait for: none shall wait longer than the server runs.
    signals: Mutex<Vec<Signal>>,
    /// A connection from there comes after all others.
    last: OnceLock<SocketAddr>,
}

fn accept(
    shared: &Arc<Shared>,
    listener: &TcpListener,
    mut next: impl FnMut(usize) -> Option<Script>,
) -> Vec<JoinHandle<()>> {
    let mut threads = Vec::new();
    let mut number = 0;
    while let Some(script) = next(number) {
        let stream = loop {
            match listener.accept() {
                Ok((_, peer)) if shared.last.get() == Some(&peer) => return threads,
                Ok((stream, _)) => break stream,
                // What could not be accepted is gone; there is nobody to tell.
                Err(_) => {}
            }
        };
        number += 1;
        *lock(&shared.accepted) = number;
        lock(&shared.signals).extend(script.signals().cloned());
        let Some(admission) = shared.connections.admit(&stream) else { break };
        let shared = Arc::clone(shared);
        let thread = thread::Builder::new().spawn(move || {
            let end = shared.serve(&script, &stream).unwrap_or(End::Close);
            shared.connections.dismiss(admission, &stream, end);
            drop(stream);
            *lock(&shared.ended) += 1;
            shared.end_of_one.notify_all();
        });
        // Without a thread, the connection is dropped, as a server under load does.
        threads.extend(thread);
    }
    threads
}

impl Shared {
    /// Plays a script as far as the other side plays along.
    fn serve(&self, script: &Script, stream: &TcpStream) -> io::Result<End> {
        stream.set_nodelay(true)?;
        let mut reader = BufReader::new(stream);
        let mut writer = stream;
        let mut request = None;
        for step in &script.steps {
            match step {
                Step::Read => {
                    let Some(incoming) = wire::read(&mut reader, &mut writer)? else { break };
                    lock(&self.log).push(incoming.request.clone());
                    request = Some(incoming.request);
                }
                Step::ReadHead => {
                    let Some(head) = wire::read_head(&mut reader)? else { break };
                    lock(&self.log).push(head.request.clone());
                    request = Some(head.request);
                }
                Step::Respond(respond) => {
                    writer
                        .write_all(&request.as_ref().map(|it| respond(it)).unwrap_or_default())?;
                }
                Step::Send(bytes) => writer.write_all(bytes)?,
                Step::Drip(bytes, pause) => {
                    for byte in bytes {
                        if !self.connections.outlast(*pause) {
                            return Ok(End::Close);
                        }
                        writer.write_all(&[*byte])?;
                    }
                }
                Step::Flood(bytes) => loop {
                    writer.write_all(bytes)?;
                },
                Step::Pause(time) => {
                    if !self.connections.outlast(*time) {
                        break;
                    }
                }
                Step::Await(signal) => signal.wait(),
                Step::Give(signal) => signal.give(),
                Step::Hang => {
                    io::copy(&mut reader.by_ref(), &mut io::sink())?;
                }
                Step::Reset => return reset(stream),
            }
        }
        Ok(End::Close)
    }

    fn end(&self, how: Shutdown) {
        self.connections.end(how);
        lock(&self.signals).iter().for_each(Signal::give);
    }
}

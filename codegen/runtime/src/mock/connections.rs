//! The connections of a server, which all end with it.

use std::collections::BTreeMap;
use std::io;
use std::net::{Shutdown, TcpStream};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use socket2::SockRef;

use super::lock;

/// The connections of a server, which all end with it.
#[derive(Default)]
pub(super) struct Connections {
    life: Mutex<Life>,
    /// Wakes those who let time pass.
    end: Condvar,
}

/// Whether a server runs.
enum Life {
    /// It does, with these connections by their numbers.
    Runs(BTreeMap<usize, TcpStream>),
    Ended,
}

/// How a connection ends.
#[derive(Clone, Copy)]
pub(super) enum End {
    Close,
    /// It is closed by nobody but the one who serves it, and so is reset.
    Reset,
}

/// Makes the end of a connection a reset: without time to linger, closing it resets it.
pub(super) fn reset(stream: &TcpStream) -> io::Result<End> {
    SockRef::from(stream).set_linger(Some(Duration::ZERO))?;
    Ok(End::Reset)
}

impl Connections {
    /// Keeps hold of a connection, so that it ends with the server. A server that has ended admits none.
    pub(super) fn admit(&self, stream: &TcpStream) -> Option<usize> {
        let mut life = lock(&self.life);
        let Life::Runs(connections) = &mut *life else { return None };
        let number = connections.last_key_value().map_or(0, |(last, _)| last + 1);
        // Without a second handle, the connection merely outlives the server.
        connections.extend(stream.try_clone().map(|stream| (number, stream)));
        Some(number)
    }

    /// Lets go of a connection, and ends it. A reset follows once the last handle is dropped.
    pub(super) fn dismiss(&self, number: usize, stream: &TcpStream, end: End) {
        if let Life::Runs(connections) = &mut *lock(&self.life) {
            connections.remove(&number);
        }
        if let End::Close = end {
            // It may be closed already.
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    /// Lets time pass, and tells whether the server still runs at its end.
    pub(super) fn outlast(&self, delay: Duration) -> bool {
        let runs = |life: &mut Life| matches!(life, Life::Runs(_));
        let waited = self.end.wait_timeout_while(lock(&self.life), delay, runs);
        let (life, _) = waited.unwrap_or_else(PoisonError::into_inner);
        matches!(*life, Life::Runs(_))
    }

    /// Ends the server. What is shut down of its connections need not be all of them.
    pub(super) fn end(&self, how: Shutdown) {
        let life = std::mem::replace(&mut *lock(&self.life), Life::Ended);
        self.end.notify_all();
        if let Life::Runs(connections) = life {
            for connection in connections.into_values() {
                // It may be closed already.
                let _ = connection.shutdown(how);
            }
        }
    }
}

impl Default for Life {
    fn default() -> Self {
        Self::Runs(BTreeMap::new())
    }
}

//! What a wire does with one connection, step by step.

use std::fmt;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use super::{Request, lock};

/// What a [`Wire`](super::Wire) does with one connection, step by step. After the last step, the connection is closed.
///
/// ```
/// use restwright_runtime::mock::Script;
/// let half_a_body = Script::new().read().send("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{}");
/// let refused_before_the_request = Script::new().reset();
/// let no_answer = Script::new().read().hang();
/// ```
#[derive(Clone, Default)]
#[must_use = "a script does nothing until it is given to a wire"]
pub struct Script {
    pub(super) steps: Vec<Step>,
}

/// What is sent for a request.
type Respond = Arc<dyn Fn(&Request) -> Vec<u8> + Send + Sync>;

/// One step of a script.
#[derive(Clone)]
pub(super) enum Step {
    Read,
    ReadHead,
    Send(Vec<u8>),
    Respond(Respond),
    Drip(Vec<u8>, Duration),
    Flood(Vec<u8>),
    Pause(Duration),
    Await(Signal),
    Give(Signal),
    Hang,
    Reset,
}

impl Script {
    /// Closes the connection as soon as it is accepted.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads a request, sends these bytes and closes the connection.
    pub fn answer(bytes: impl Into<Vec<u8>>) -> Self {
        Self::new().read().send(bytes)
    }

    /// Reads and keeps a request. The script ends if no complete request arrives.
    pub fn read(self) -> Self {
        self.then(Step::Read)
    }

    /// Reads the head of a request, and keeps it without a body.
    pub fn read_head(self) -> Self {
        self.then(Step::ReadHead)
    }

    /// Sends bytes, which need not be HTTP.
    pub fn send(self, bytes: impl Into<Vec<u8>>) -> Self {
        self.then(Step::Send(bytes.into()))
    }

    /// Sends what `respond` returns for the last request; nothing if there was none.
    pub fn respond(self, respond: impl Fn(&Request) -> Vec<u8> + Send + Sync + 'static) -> Self {
        self.then(Step::Respond(Arc::new(respond)))
    }

    /// Sends bytes one by one, with this pause before each, until the client closes the connection.
    pub fn drip(self, bytes: impl Into<Vec<u8>>, pause: Duration) -> Self {
        self.then(Step::Drip(bytes.into(), pause))
    }

    /// Sends the same bytes repeatedly, until the client closes the connection.
    pub fn flood(self, bytes: impl Into<Vec<u8>>) -> Self {
        self.then(Step::Flood(bytes.into()))
    }

    /// Waits for this time.
    pub fn pause(self, time: Duration) -> Self {
        self.then(Step::Pause(time))
    }

    /// Waits for a signal.
    pub fn wait(self, signal: &Signal) -> Self {
        self.then(Step::Await(signal.clone()))
    }

    /// Gives a signal.
    pub fn give(self, signal: &Signal) -> Self {
        self.then(Step::Give(signal.clone()))
    }

    /// Sends nothing until the client closes the connection.
    pub fn hang(self) -> Self {
        self.then(Step::Hang)
    }

    /// Resets the connection, which ends the script.
    pub fn reset(self) -> Self {
        self.then(Step::Reset)
    }

    /// What the script waits for.
    pub(super) fn signals(&self) -> impl Iterator<Item = &Signal> {
        self.steps.iter().filter_map(|step| match step {
            Step::Await(signal) => Some(signal),
            _ => None,
        })
    }

    fn then(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }
}

/// Omits the bytes, which may contain anything.
impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.steps).finish()
    }
}

impl fmt::Debug for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read => f.write_str("read"),
            Self::ReadHead => f.write_str("read head"),
            Self::Send(bytes) => write!(f, "send {} bytes", bytes.len()),
            Self::Respond(_) => f.write_str("respond"),
            Self::Drip(bytes, _) => write!(f, "drip {} bytes", bytes.len()),
            Self::Flood(_) => f.write_str("flood"),
            Self::Pause(time) => write!(f, "pause {time:?}"),
            Self::Await(_) => f.write_str("wait"),
            Self::Give(_) => f.write_str("give"),
            Self::Hang => f.write_str("hang"),
            Self::Reset => f.write_str("reset"),
        }
    }
}

/// A one-shot event between scripts and tests. Clones share it.
#[derive(Clone, Default)]
pub struct Signal(Arc<(Mutex<bool>, Condvar)>);

impl Signal {
    /// A signal that is not given yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Wakes all current and future waiters.
    pub fn give(&self) {
        *lock(&self.0.0) = true;
        self.0.1.notify_all();
    }

    /// Blocks the thread until the signal is given. In an async task, use `spawn_blocking`.
    pub fn wait(&self) {
        let waited = self.0.1.wait_while(lock(&self.0.0), |given| !*given);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }
}

impl fmt::Debug for Signal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Signal").field(&*lock(&self.0.0)).finish()
    }
}

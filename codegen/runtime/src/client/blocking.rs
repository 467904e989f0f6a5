//! Calls that wait for their answer, for programs without an async runtime.
//!
//! A client owns a runtime of one thread, which serves its connections and its clock as long as the client lives:
//! also between calls, so that a connection that the server closed is not taken for one that is open. A call itself
//! runs on the thread of its caller, which sleeps while there is nothing to do.

use std::fmt;
use std::future::pending;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use tokio::runtime::{Builder, Handle};
use tokio::task::AbortHandle;

use super::{CallOptions, Response};
use crate::error::{Error, Failure, Problem};
use crate::input::InputProblem;
use crate::request::Operation;
use crate::transport::HttpRequest;

const NO_THREAD: InputProblem =
    InputProblem::Setting("could not be started: the operating system has no thread for it");
const WITHIN_ASYNC: InputProblem = InputProblem::Setting(
    "calls must not be made within an async task: await the async client there",
);

/// A client whose calls wait. Clones are cheap, and share connections, settings and the runtime.
///
/// Any number of threads can use it at once. Generated crates wrap it; they add the operations.
#[derive(Clone)]
pub struct Client {
    client: super::Client,
    driver: Arc<Driver>,
}

impl Client {
    /// A client that calls as `client` does.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Input`](crate::ErrorKind::Input) if the operating system has no thread for the runtime.
    pub fn new<C>(client: super::Client) -> Result<Self, Error<C>> {
        let driver = Driver::start(client.service().name).map_err(|_| {
            let problem = Problem::Input("runtime", NO_THREAD);
            Error::new(Failure::unsent(client.service(), None, problem))
        })?;
        Ok(Self { client, driver: Arc::new(driver) })
    }

    /// Sends an operation and waits for what comes of it.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind). Within an async task, which must not wait,
    /// [`ErrorKind::Input`](crate::ErrorKind::Input); a thread of `spawn_blocking` may wait.
    pub fn send<O: Operation, C>(&self, operation: &O) -> Result<Response<O::Output>, Error<C>> {
        self.send_with(operation, CallOptions::default())
    }

    /// Sends an operation like [`send`](Self::send), with options of its own.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub fn send_with<O: Operation, C>(
        &self,
        operation: &O,
        options: CallOptions,
    ) -> Result<Response<O::Output>, Error<C>> {
        if is_async() {
            let problem = Problem::Input("blocking", WITHIN_ASYNC);
            return Err(Error::new(Failure::unsent(
                self.client.service(),
                Some(O::ENDPOINT),
                problem,
            )));
        }
        let mut call = pin!(self.client.send_with(operation, options));
        let mut outcome = None;
        self.driver.run(&mut |cx| call.as_mut().poll(cx).map(|done| outcome = Some(done)));
        let Some(outcome) = outcome else {
            unreachable!("the driver returns once the call is done");
        };
        outcome
    }

    /// Builds the request of an operation, without sending it: see [`Client::request`](crate::Client::request).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Input`](crate::ErrorKind::Input) where an input cannot be sent.
    pub fn request<O: Operation, C>(&self, operation: &O) -> Result<HttpRequest, Error<C>> {
        self.client.request(operation)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.client.fmt(f)
    }
}

/// The runtime, and the thread that it lives on.
struct Driver {
    handle: Handle,
    /// Ends the one task that the thread waits for.
    life: AbortHandle,
}

impl Driver {
    fn start(name: &str) -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let life = runtime.spawn(pending::<()>());
        let driver = Self { handle, life: life.abort_handle() };
        thread::Builder::new().name(format!("{name}-client")).spawn(move || {
            // It ends by being aborted, which is no error.
            let _ = runtime.block_on(life);
            // A look-up of a host may still be under way; nobody waits for it.
            runtime.shutdown_background();
        })?;
        Ok(driver)
    }

    /// Polls on this thread until there is an outcome.
    fn run(&self, poll: &mut dyn FnMut(&mut Context<'_>) -> Poll<()>) {
        let _context = self.handle.enter();
        let waker = Waker::from(Arc::new(Unpark(thread::current())));
        let mut context = Context::from_waker(&waker);
        while poll(&mut context).is_pending() {
            thread::park();
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.life.abort();
    }
}

/// Wakes a thread that waits for a call.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Whether this is code of an async task, which must not wait, rather than a thread that may.
///
/// The runtime gives each task a budget of steps before it has to let others run, and none to threads that are there
/// to wait, such as those of `spawn_blocking`. Nothing else tells the two apart.
fn is_async() -> bool {
    /// More than any budget.
    const STEPS: usize = 1024;
    let mut context = Context::from_waker(Waker::noop());
    let mut is_limited = || pin!(tokio::task::consume_budget()).poll(&mut context).is_pending();
    Handle::try_current().is_ok() && (0..STEPS).any(|_| is_limited())
}

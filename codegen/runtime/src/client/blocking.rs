//! Blocking calls, for programs without an async runtime.
//!
//! A client owns a runtime of one thread, which serves its connections and its clock as long as the client lives:
//! also between calls, so that a connection that the server closed is not mistaken for an open one. The thread of a
//! caller builds the request, parks until the response is complete, and decodes it.

use std::fmt;
use std::future::pending;
use std::io;
use std::panic::resume_unwind;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use tokio::runtime::{Builder, Handle};
use tokio::task::{AbortHandle, unconstrained};

#[cfg(feature = "oauth")]
pub use super::oauth::blocking::{TokenSource, token_source};
#[cfg(feature = "pages")]
pub use super::pages::blocking::{Items, Pages};
#[cfg(feature = "streams")]
pub use super::streams::blocking::{Download, Streamed};
use super::{CallFuture, CallOptions, CustomCall, Response};
use crate::error::{Error, Failure, Problem};
use crate::input::InputProblem;
use crate::request::{Endpoint, Operation};
use crate::transport::{BoxFuture, HttpRequest};

const NO_THREAD: InputProblem =
    InputProblem::Setting("could not be started: the operating system refused to create a thread");

/// A call of a generated blocking client: what a function over all calls is generic over.
///
/// ```
/// use restwright_runtime::blocking::Call;
/// use restwright_runtime::{Delivery, Error, Response};
///
/// /// Sends a call, and once more if nothing was sent: after the retries that the client makes itself.
/// fn persistent<O: Call + Clone>(call: O) -> Result<Response<O::Output>, Error<O::Code>> {
///     match call.clone().send() {
///         Err(error) if error.delivery() == Delivery::NotSent => call.send(),
///         outcome => outcome,
///     }
/// }
/// ```
pub trait Call: Operation + Sized {
    /// The error codes of the API.
    type Code;

    /// Sends the call and waits for its response.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    fn send(self) -> Result<Response<Self::Output>, Error<Self::Code>>;
}

/// A blocking client. Cheap to clone; clones share the connection pool, the settings and the runtime.
///
/// Threads can share it. A call blocks its thread, so do not use it in an async task: await the
/// async client there, or use `spawn_blocking`. Generated crates wrap it and add the operations.
#[derive(Clone)]
pub struct Client {
    client: super::Client,
    runtime: Arc<RuntimeThread>,
}

impl Client {
    /// Creates a blocking client from an async one.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Input`](crate::ErrorKind::Input) if the operating system refuses to create a thread.
    pub fn new<C>(client: super::Client) -> Result<Self, Error<C>> {
        let runtime = RuntimeThread::start(client.service().name).map_err(|_| {
            let problem = Problem::Input("runtime", NO_THREAD);
            Error::new(Failure::not_sent(client.service(), None, problem))
        })?;
        Ok(Self { client, runtime: Arc::new(runtime) })
    }

    /// Sends an operation and waits for the result.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send<O: Operation, C>(&self, operation: &O) -> Result<Response<O::Output>, Error<C>> {
        self.send_with(operation, &CallOptions::default())
    }

    /// Sends an operation with options of its own.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub fn send_with<O: Operation, C>(
        &self,
        operation: &O,
        options: &CallOptions,
    ) -> Result<Response<O::Output>, Error<C>> {
        self.wait(self.client.send_with(operation, options))
    }

    /// Starts a call to an operation that the crate lacks.
    pub fn call<T, C>(&self, endpoint: &'static Endpoint) -> CustomCall<T, C, Self> {
        CustomCall::new(self.clone(), endpoint)
    }

    pub(super) fn as_async(&self) -> &super::Client {
        &self.client
    }

    /// Runs a future on the thread of the runtime, and waits for its result.
    #[cfg(feature = "streams")]
    pub(super) fn wait_for<T: Send + 'static>(&self, future: BoxFuture<'static, T>) -> T {
        self.runtime.wait(future)
    }

    pub(super) fn wait<T: Default, C>(
        &self,
        call: CallFuture<T, C>,
    ) -> Result<Response<T>, Error<C>> {
        call.wait(|response| self.runtime.wait(response))
    }

    /// Builds the request of an operation, without sending it: see [`Client::request`](crate::Client::request).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Input`](crate::ErrorKind::Input) if an input is invalid.
    pub fn request<O: Operation, C>(&self, operation: &O) -> Result<HttpRequest, Error<C>> {
        self.client.request(operation)
    }

    /// Builds the request of an operation with options, without sending it: see
    /// [`Client::request_with`](crate::Client::request_with).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Input`](crate::ErrorKind::Input) if an input is invalid.
    pub fn request_with<O: Operation, C>(
        &self,
        operation: &O,
        options: &CallOptions,
    ) -> Result<HttpRequest, Error<C>> {
        self.client.request_with(operation, options)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.client.fmt(f)
    }
}

/// A tokio runtime and the thread that drives it.
struct RuntimeThread {
    handle: Handle,
    /// Ends the task that keeps the thread running.
    life: AbortHandle,
}

impl RuntimeThread {
    fn start(name: &str) -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let life = runtime.spawn(pending::<()>());
        let thread = Self { handle, life: life.abort_handle() };
        thread::Builder::new().name(format!("{name}-client")).spawn(move || {
            // It ends by being aborted, which is no error.
            let _ = runtime.block_on(life);
            // A DNS lookup may still be running: do not wait for it.
            runtime.shutdown_background();
        })?;
        Ok(thread)
    }

    /// Runs a future on the thread of the runtime, and waits for its result.
    ///
    /// It could be polled here. But the caller may be within a task of another runtime, which some of what is awaited
    /// would then look to for its next turn; and that runtime waits for this thread.
    fn wait<T: Send + 'static>(&self, future: BoxFuture<'static, T>) -> T {
        let mut task = pin!(unconstrained(self.handle.spawn(future)));
        let waker = Waker::from(Arc::new(ThreadWaker(thread::current())));
        let mut context = Context::from_waker(&waker);
        loop {
            match task.as_mut().poll(&mut context) {
                Poll::Ready(Ok(outcome)) => return outcome,
                // A custom transport or clock has panicked.
                Poll::Ready(Err(error)) => resume_unwind(error.into_panic()),
                Poll::Pending => thread::park(),
            }
        }
    }
}

impl Drop for RuntimeThread {
    fn drop(&mut self) {
        self.life.abort();
    }
}

/// Wakes the thread that waits for a call.
struct ThreadWaker(Thread);

impl Wake for ThreadWaker {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

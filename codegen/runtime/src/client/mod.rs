//! The client: what all calls share, and the two things that can be done with an operation.

#[cfg(feature = "blocking")]
pub mod blocking;
mod builder;
#[macro_use]
mod call;
mod options;
mod pending;
mod response;

use std::fmt;
use std::future::ready;
use std::sync::Arc;

pub use self::builder::ClientBuilder;
pub use self::call::Call;
pub use self::options::{CallOptions, ClientOptions};
pub use self::pending::Pending;
pub use self::response::Response;

use crate::error::{Error, Failure, Problem};
use crate::exchange::{Exchanged, Sender, Trace, exchange};
use crate::input::Refusal;
use crate::request::{Endpoint, Operation, RequestWriter, Service, Settings, build};
use crate::transport::{BoxFuture, HttpRequest};

/// A client of some service. Clones are cheap, and share connections and settings.
///
/// A connection lives on the runtime of the call that opened it: a call of another runtime that is given it waits in
/// vain while the first one stands still.
///
/// Generated crates wrap it; they add the operations.
#[derive(Clone)]
pub struct Client {
    core: Arc<Core>,
}

/// What all clones of a client share.
struct Core {
    settings: Settings,
    sender: Arc<Sender>,
    calls: CallOptions,
}

impl Client {
    /// Starts to build a client of a service.
    pub fn builder(service: &'static Service) -> ClientBuilder {
        ClientBuilder::new(service)
    }

    /// Sends an operation. Nothing is sent before the future is polled; dropping it stops the call.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send<O: Operation, C>(&self, operation: &O) -> Pending<O::Output, C> {
        self.send_with(operation, &CallOptions::default())
    }

    /// Sends an operation like [`send`](Self::send), with options of its own.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send_with<O: Operation, C>(
        &self,
        operation: &O,
        options: &CallOptions,
    ) -> Pending<O::Output, C> {
        let answer = self.start(O::ENDPOINT, options, &|request| {
            operation.write(request);
        });
        Pending::new(self.core.settings.service, O::ENDPOINT, answer)
    }

    /// Builds the request of an operation, without sending it.
    ///
    /// It holds every secret of the call in clear.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Input`](crate::ErrorKind::Input) where an input cannot be sent.
    pub fn request<O: Operation, C>(&self, operation: &O) -> Result<HttpRequest, Error<C>> {
        self.request_with(operation, &CallOptions::default())
    }

    /// Builds the request of an operation like [`request`](Self::request), with what options add to it.
    ///
    /// # Errors
    ///
    /// As [`request`](Self::request).
    pub fn request_with<O: Operation, C>(
        &self,
        operation: &O,
        options: &CallOptions,
    ) -> Result<HttpRequest, Error<C>> {
        let Core { settings, calls, .. } = &*self.core;
        let extras = [&calls.extras, &options.extras];
        let write = |request: &mut RequestWriter<'_>| operation.write(request);
        let request = build(settings, O::ENDPOINT, &write, &extras);
        let refused = |refusal| Error::new(self.refused(O::ENDPOINT, refusal));
        request.map(|request| HttpRequest::new(request, O::ENDPOINT)).map_err(refused)
    }

    #[cfg(feature = "blocking")]
    fn service(&self) -> &'static Service {
        self.core.settings.service
    }

    /// Not generic, so that the exchange is compiled once.
    fn start(
        &self,
        endpoint: &'static Endpoint,
        options: &CallOptions,
        write: &dyn Fn(&mut RequestWriter<'_>),
    ) -> BoxFuture<'static, Result<Exchanged, Box<Failure>>> {
        let Core { settings, sender, calls } = &*self.core;
        // On the thread of the caller, whose span is its parent.
        let call = Trace::call(settings.service, endpoint);
        match build(settings, endpoint, write, &[&calls.extras, &options.extras]) {
            Ok(request) => {
                let limits = options.limits(calls);
                Box::pin(exchange(Arc::clone(sender), endpoint, request, limits, call))
            }
            Err(refusal) => {
                let failure = self.refused(endpoint, refusal);
                call.record_failure(&failure);
                Box::pin(ready(Err(failure)))
            }
        }
    }

    fn refused(&self, endpoint: &'static Endpoint, refusal: Refusal) -> Box<Failure> {
        let (name, problem) = refusal;
        let problem = Problem::Input(name, problem);
        Failure::unsent(self.core.settings.service, Some(endpoint), problem)
    }

    fn new(settings: Settings, sender: Sender, calls: CallOptions) -> Self {
        Self { core: Arc::new(Core { settings, sender: Arc::new(sender), calls }) }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("service", &self.core.settings.service.name)
            .field("base_url", &self.core.settings.base_url.as_str())
            .finish_non_exhaustive()
    }
}

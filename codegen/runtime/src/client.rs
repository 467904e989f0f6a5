//! The client: what all calls share, and the two things that can be done with an operation.

use std::fmt;
use std::future::ready;
use std::sync::Arc;

use http::header::{HeaderMap, HeaderValue};

use crate::answer::Answer;
use crate::base_url::BaseUrl;
use crate::builder::ClientBuilder;
use crate::environment::Environment;
use crate::error::{Error, Failure};
use crate::exchange::exchange;
use crate::operation::{Endpoint, Operation};
use crate::options::CallOptions;
use crate::pending::Pending;
use crate::request::{HttpRequest, RequestWriter, build};
use crate::retry::Bucket;
use crate::service::{Credential, Placement, Service};
use crate::transport::{BoxFuture, Transport};
use crate::value::Secret;

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
pub(crate) struct Core {
    pub(crate) settings: Settings,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) bucket: Bucket,
}

/// What requests are built from, besides the operation.
pub(crate) struct Settings {
    pub(crate) service: &'static Service,
    pub(crate) base_url: BaseUrl,
    pub(crate) user_agent: HeaderValue,
    pub(crate) headers: HeaderMap,
    pub(crate) credentials: Vec<(&'static str, Secret)>,
    pub(crate) placements: Vec<(&'static str, usize)>,
    pub(crate) calls: CallOptions,
    pub(crate) environment: Arc<dyn Environment>,
}

impl Settings {
    /// The credential of this id that the client holds.
    pub(crate) fn credential(&self, id: &str) -> Option<&Secret> {
        self.credentials.iter().find(|(held, _)| *held == id).map(|(_, secret)| secret)
    }

    /// Where a credential goes.
    pub(crate) fn placement(&self, credential: &Credential) -> Option<Placement> {
        let chosen = self.placements.iter().find(|(id, _)| *id == credential.id);
        let index = chosen.map_or(0, |(_, index)| *index);
        credential.placements.get(index).copied()
    }
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
        self.send_with(operation, CallOptions::default())
    }

    /// Sends an operation like [`send`](Self::send), with options of its own.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send_with<O: Operation, C>(
        &self,
        operation: &O,
        options: CallOptions,
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
        let request = build(&self.core.settings, O::ENDPOINT, &|request| {
            operation.write(request);
        });
        request.map_err(Error::new)
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn service(&self) -> &'static Service {
        self.core.settings.service
    }

    /// Not generic, so that the exchange is compiled once.
    fn start(
        &self,
        endpoint: &'static Endpoint,
        options: CallOptions,
        write: &dyn Fn(&mut RequestWriter<'_>),
    ) -> BoxFuture<'static, Result<Answer, Box<Failure>>> {
        match build(&self.core.settings, endpoint, write) {
            Ok(request) => Box::pin(exchange(Arc::clone(&self.core), endpoint, request, options)),
            Err(failure) => Box::pin(ready(Err(failure))),
        }
    }

    pub(crate) fn new(settings: Settings, transport: Arc<dyn Transport>) -> Self {
        Self { core: Arc::new(Core { settings, transport, bucket: Bucket::default() }) }
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

//! The client: sends operations, or builds their requests.

#[cfg(feature = "blocking")]
pub mod blocking;
mod builder;
#[macro_use]
mod call;
mod call_future;
mod custom;
#[cfg(feature = "oauth")]
mod oauth;
mod options;
#[cfg(feature = "pages")]
#[macro_use]
pub(crate) mod pages;
mod response;
mod server_url;
#[cfg(feature = "streams")]
#[macro_use]
pub(crate) mod streams;

use std::fmt;
use std::future::ready;
use std::sync::Arc;

use http::Request;

pub use self::builder::ClientBuilder;
pub use self::call::Call;
pub use self::call_future::CallFuture;
pub use self::custom::CustomCall;
pub use self::options::{CallOptions, ClientOptions};
pub use self::response::Response;
pub use self::server_url::server_url;

use crate::error::{Error, Failure, Problem};
use crate::exchange::{Exchanged, Limits, Sender, Trace, run_attempts};
use crate::request::{
    Endpoint, Operation, Payload, RequestWriter, ServerIndex, Service, Settings, build, has_key,
};
use crate::transport::{BoxFuture, HttpRequest};

/// An API client. Cheap to clone; clones share connection pool and settings.
///
/// Pooled connections belong to the tokio runtime that opened them. Use one client per runtime.
///
/// Generated crates wrap it and add the operations.
#[derive(Clone)]
pub struct Client {
    core: Arc<Core>,
}

/// What all clones of a client share.
struct Core {
    settings: Settings,
    /// For the default server.
    sender: Arc<Sender>,
    /// For the other servers, in the order of the settings.
    others: Vec<Arc<Sender>>,
    calls: CallOptions,
}

impl Core {
    /// What sends a request to its server.
    fn sender(&self, request: &Request<Payload>) -> &Arc<Sender> {
        let server = request.extensions().get();
        server.and_then(|ServerIndex(index)| self.others.get(*index)).unwrap_or(&self.sender)
    }
}

impl Client {
    /// Starts building a client of a service.
    pub fn builder(service: &'static Service) -> ClientBuilder {
        ClientBuilder::new(service)
    }

    /// Sends an operation. Nothing is sent until the future is polled. Dropping it cancels the call.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send<O: Operation, C>(&self, operation: &O) -> CallFuture<O::Output, C> {
        self.send_with(operation, &CallOptions::default())
    }

    /// Sends an operation with options of its own.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send_with<O: Operation, C>(
        &self,
        operation: &O,
        options: &CallOptions,
    ) -> CallFuture<O::Output, C> {
        let response = self.start(O::ENDPOINT, options, &|request| {
            operation.write(request);
        });
        CallFuture::new(self.core.settings.service, O::ENDPOINT, response, O::body_slot)
    }

    /// Builds the request of an operation, without sending it.
    ///
    /// It contains all secrets in plain text.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Input`](crate::ErrorKind::Input) if an input is invalid.
    pub fn request<O: Operation, C>(&self, operation: &O) -> Result<HttpRequest, Error<C>> {
        self.request_with(operation, &CallOptions::default())
    }

    /// Builds the request of an operation with options of its own.
    ///
    /// # Errors
    ///
    /// As [`request`](Self::request).
    pub fn request_with<O: Operation, C>(
        &self,
        operation: &O,
        options: &CallOptions,
    ) -> Result<HttpRequest, Error<C>> {
        self.build(O::ENDPOINT, options, &|request| operation.write(request))
    }

    /// Starts a call to an operation that the crate lacks.
    pub fn call<T, C>(&self, endpoint: &'static Endpoint) -> CustomCall<T, C> {
        CustomCall::new(self.clone(), endpoint)
    }

    fn build<C>(
        &self,
        endpoint: &'static Endpoint,
        options: &CallOptions,
        write: &dyn Fn(&mut RequestWriter<'_>),
    ) -> Result<HttpRequest, Error<C>> {
        let Core { settings, calls, .. } = &*self.core;
        let request = build(settings, endpoint, write, &[&calls.extras, &options.extras]);
        #[cfg(feature = "oauth")]
        let request = request.and_then(oauth::refuse_without_token);
        let request = request.map(|request| HttpRequest::new(request, endpoint));
        request.map_err(|(name, problem)| {
            let problem = Problem::Input(name, problem);
            Error::new(Failure::not_sent(settings.service, Some(endpoint), problem))
        })
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
        self.start_built(endpoint, options, &mut || self.built(endpoint, options, write))
    }

    fn built(
        &self,
        endpoint: &'static Endpoint,
        options: &CallOptions,
        write: &dyn Fn(&mut RequestWriter<'_>),
    ) -> Result<Request<Payload>, Problem> {
        let Core { settings, calls, .. } = &*self.core;
        let request = build(settings, endpoint, write, &[&calls.extras, &options.extras]);
        request.map_err(|(name, problem)| Problem::Input(name, problem))
    }

    fn start_built(
        &self,
        endpoint: &'static Endpoint,
        options: &CallOptions,
        build: &mut dyn FnMut() -> Result<Request<Payload>, Problem>,
    ) -> BoxFuture<'static, Result<Exchanged, Box<Failure>>> {
        self.start_limited(endpoint, options.limits(&self.core.calls), build)
    }

    fn start_limited(
        &self,
        endpoint: &'static Endpoint,
        mut limits: Limits,
        build: &mut dyn FnMut() -> Result<Request<Payload>, Problem>,
    ) -> BoxFuture<'static, Result<Exchanged, Box<Failure>>> {
        let settings = &self.core.settings;
        // On the thread of the caller, whose span is its parent.
        let call = Trace::call(settings.service, endpoint);
        match build() {
            Ok(request) => {
                if has_key(&request) {
                    limits.retry = limits.retry.with_key();
                }
                let sender = Arc::clone(self.core.sender(&request));
                Box::pin(run_attempts(sender, endpoint, request, limits, call))
            }
            Err(problem) => {
                let failure = Failure::not_sent(settings.service, Some(endpoint), problem);
                call.record_failure(&failure);
                Box::pin(ready(Err(failure)))
            }
        }
    }

    /// The first sender is that of the default server.
    fn new(
        settings: Settings,
        sender: Sender,
        others: impl IntoIterator<Item = Sender>,
        calls: CallOptions,
    ) -> Self {
        let (sender, others) = (Arc::new(sender), others.into_iter().map(Arc::new).collect());
        Self { core: Arc::new(Core { settings, sender, others, calls }) }
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

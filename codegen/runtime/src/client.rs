//! The client: what all calls share, and the two things that can be done with an operation.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::Request;
use http::header::HeaderValue;

use crate::base_url::BaseUrl;
use crate::builder::ClientBuilder;
use crate::error::{Error, Failure};
use crate::exchange::{Limits, exchange};
use crate::operation::Operation;
use crate::pending::Pending;
use crate::request::build;
use crate::service::{Credential, Placement, Service};
use crate::transport::Transport;
use crate::value::Secret;

/// A client of some service. Clones are cheap, and share connections and settings.
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
}

/// What requests are built from, besides the operation.
pub(crate) struct Settings {
    pub(crate) service: &'static Service,
    pub(crate) base_url: BaseUrl,
    pub(crate) user_agent: HeaderValue,
    pub(crate) credentials: Vec<(&'static str, Secret)>,
    pub(crate) placements: Vec<(&'static str, Placement)>,
    pub(crate) limits: Limits,
}

impl Settings {
    /// The credential of this id that the client holds.
    pub(crate) fn credential(&self, id: &str) -> Option<&Secret> {
        self.credentials
            .iter()
            .find(|(held, _)| *held == id)
            .map(|(_, secret)| secret)
    }

    /// Where a credential goes.
    pub(crate) fn placement(&self, credential: &Credential) -> Option<Placement> {
        let chosen = self.placements.iter().find(|(id, _)| *id == credential.id);
        chosen
            .map(|(_, placement)| *placement)
            .or_else(|| credential.placements.first().copied())
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
    pub fn send<O: Operation, C>(&self, operation: O) -> Pending<O::Output, C> {
        let request = self.build(&operation);
        drop(operation);
        let core = Arc::clone(&self.core);
        let service = core.settings.service;
        let answer = Box::pin(async move { exchange(core, O::ENDPOINT, request?).await });
        Pending::new(service, O::ENDPOINT, answer)
    }

    /// Builds the request of an operation, without sending it.
    ///
    /// It holds every secret of the call in clear: its `Debug` shows the URL with its query.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Input`](crate::ErrorKind::Input) where an input cannot be sent.
    pub fn http_request<O: Operation, C>(&self, operation: &O) -> Result<Request<Bytes>, Error<C>> {
        self.build(operation).map_err(Error::new)
    }

    fn build<O: Operation>(&self, operation: &O) -> Result<Request<Bytes>, Box<Failure>> {
        build(&self.core.settings, O::ENDPOINT, &|request| {
            operation.write(request);
        })
    }

    pub(crate) fn new(settings: Settings, transport: Arc<dyn Transport>) -> Self {
        Self {
            core: Arc::new(Core {
                settings,
                transport,
            }),
        }
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

//! Building a client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::HeaderValue;

use crate::base_url::{BaseUrl, Scheme};
use crate::client::{Client, Settings};
use crate::error::{Error, Failure, InputProblem, Problem};
use crate::exchange::Limits;
use crate::service::{Credential, Service};
use crate::transport::Transport;
use crate::value::Secret;

/// The settings of a client that is being built.
#[derive(Clone)]
#[must_use = "a builder does nothing until `build`"]
pub struct ClientBuilder {
    service: &'static Service,
    base_url: String,
    credentials: Vec<(&'static str, Secret)>,
    placements: Vec<(&'static str, usize)>,
    limits: Limits,
    connect_timeout: Duration,
    transport: Option<Arc<dyn Transport>>,
}

impl ClientBuilder {
    pub(crate) fn new(service: &'static Service) -> Self {
        Self {
            service,
            base_url: service.base_url.to_owned(),
            credentials: Vec::new(),
            placements: Vec::new(),
            limits: Limits::default(),
            connect_timeout: Duration::from_secs(5),
            transport: None,
        }
    }

    /// Sends requests to this URL: `https`, unless it names this machine; a path in it goes before every path.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// Gives a credential, for all calls that need it.
    pub fn credential(
        mut self,
        credential: &'static Credential,
        secret: impl Into<Secret>,
    ) -> Self {
        self.credentials.retain(|(id, _)| *id != credential.id);
        self.credentials.push((credential.id, secret.into()));
        self
    }

    /// Chooses where a credential goes: the index of one of its [`placements`](Credential::placements).
    pub fn placement(mut self, credential: &'static Credential, placement: usize) -> Self {
        self.placements.retain(|(id, _)| *id != credential.id);
        self.placements.push((credential.id, placement));
        self
    }

    /// Sends requests by this transport instead of the one that is built in.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// How long making a connection may take, TLS included; 5 seconds unless set. Only the built-in transport knows.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// How long one attempt of a call may take, from its start to the end of the answer; 30 seconds unless set.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.limits.attempt = limit;
        self
    }

    /// How long a call may take as a whole; 60 seconds unless set.
    pub fn total_timeout(mut self, limit: Duration) -> Self {
        self.limits.total = limit;
        self
    }

    /// How many bytes the body of an answer may have; 8 MiB unless set.
    pub fn max_body_bytes(mut self, limit: usize) -> Self {
        self.limits.body = limit;
        self
    }

    /// The client. Needs no runtime; its calls need one of tokio, with time and IO enabled.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Input`](crate::ErrorKind::Input) for a base URL that requests must not go to, and for a credential
    /// that is blank; [`ErrorKind::Connect`](crate::ErrorKind::Connect) if the certificates that the operating system
    /// trusts cannot be loaded.
    pub fn build<C>(self) -> Result<Client, Error<C>> {
        let service = self.service;
        let fail = |problem| Error::new(Failure::unsent(service, None, problem));
        if let Some((id, _)) = self.credentials.iter().find(|(_, secret)| secret.is_blank()) {
            return Err(fail(Problem::Input(id, InputProblem::Blank)));
        }
        let base_url = BaseUrl::parse(&self.base_url)
            .map_err(|problem| fail(Problem::Input("base_url", problem)))?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(base_url.scheme(), self.connect_timeout).map_err(fail)?,
        };
        let user_agent = format!("{}-rust/{}", service.name, service.version);
        let settings = Settings {
            service,
            base_url,
            user_agent: HeaderValue::from_str(&user_agent)
                .map_err(|_| fail(Problem::Input("user_agent", InputProblem::ControlCharacter)))?,
            credentials: self.credentials,
            placements: self.placements,
            limits: self.limits,
        };
        Ok(Client::new(settings, transport))
    }
}

#[cfg(feature = "rustls")]
fn default_transport(scheme: Scheme, timeout: Duration) -> Result<Arc<dyn Transport>, Problem> {
    let transport = crate::transport::HyperTransport::new(scheme, timeout);
    Ok(Arc::new(transport.map_err(Problem::Transport)?))
}

#[cfg(not(feature = "rustls"))]
fn default_transport(_: Scheme, _: Duration) -> Result<Arc<dyn Transport>, Problem> {
    Err(Problem::Input("transport", InputProblem::NoTransport))
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The base URL was not checked yet: it might name a user.
        f.debug_struct("ClientBuilder").field("service", &self.service.name).finish_non_exhaustive()
    }
}

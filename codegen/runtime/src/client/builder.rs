//! Building a client.

use std::fmt;
use std::sync::Arc;

use http::header::{HeaderMap, HeaderValue};

use super::{Client, ClientOptions};
use crate::error::{Error, Failure, Problem, SettingError};
use crate::exchange::Sender;
use crate::input::{InputProblem, Refusal, has_control};
use crate::request::{BaseUrl, Credential, MAX_HEADERS, Scheme, Service, Settings, header};
use crate::transport::{ConnectionOptions, Transport};
use crate::value::Secret;

/// The settings of a client that is being built.
#[derive(Clone)]
#[must_use = "a builder does nothing until `build`"]
pub struct ClientBuilder {
    service: &'static Service,
    base_url: String,
    credentials: Vec<(&'static str, Secret)>,
    placements: Vec<(&'static str, usize)>,
    options: ClientOptions,
    transport: Option<Arc<dyn Transport>>,
}

impl ClientBuilder {
    pub(crate) fn new(service: &'static Service) -> Self {
        Self {
            service,
            base_url: service.base_url.to_owned(),
            credentials: Vec::new(),
            placements: Vec::new(),
            options: ClientOptions::default(),
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

    /// Chooses everything that is not particular to the service: limits, retries, proxy, certificates, headers.
    pub fn options(mut self, options: ClientOptions) -> Self {
        self.options = options;
        self
    }

    /// The client. Needs no runtime; its calls need one of tokio, with time and IO enabled.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Input`](crate::ErrorKind::Input) for a base URL that requests must not go to, for a credential
    /// that is blank or holds a control character, and for options that cannot be used; [`ErrorKind::Connect`](crate::ErrorKind::Connect) if the certificates that the operating system
    /// trusts cannot be loaded.
    pub fn build<C>(self) -> Result<Client, Error<C>> {
        let service = self.service;
        let fail = |problem| Error::new(Failure::unsent(service, None, problem));
        for (id, secret) in &self.credentials {
            let problem = match secret {
                secret if secret.is_blank() => InputProblem::Blank,
                secret if has_control(secret.expose()) => InputProblem::ControlCharacter,
                _ => continue,
            };
            return Err(fail(Problem::Input(id, problem)));
        }
        let base_url = BaseUrl::parse(&self.base_url)
            .map_err(|problem| fail(Problem::Input("base_url", problem)))?;
        let options = self.options;
        let transport = match self.transport {
            Some(transport) if base_url.scheme() == Scheme::Https && !transport.has_tls() => {
                return Err(fail(Problem::Input("transport", NO_TLS)));
            }
            Some(transport) => transport,
            None => default_transport(&base_url, &options.connection)
                .map_err(|error| fail(error.into()))?,
        };
        let transport = options.wraps.iter().fold(transport, |inner, wrap| wrap(inner));
        let input = |(name, problem)| fail(Problem::Input(name, problem));
        let settings = Settings {
            service,
            base_url,
            user_agent: user_agent(service, &options.user_agent_suffix).map_err(input)?,
            headers: default_headers(&options.headers).map_err(input)?,
            content_type: service.request_content_type.map(HeaderValue::from_static),
            credentials: self.credentials,
            placements: self.placements,
        };
        let sender = Sender::new(&settings, transport, options.environment, &options.connection);
        Ok(Client::new(settings, sender, options.calls))
    }
}

const NO_TLS: InputProblem = InputProblem::Setting(
    "was compiled without TLS: enable the feature `rustls` or `native-tls` of `reqwest` in the manifest of your program",
);

fn user_agent(service: &Service, suffix: &str) -> Result<HeaderValue, Refusal> {
    if suffix.len() > MAX_HEADERS {
        return Err(("user_agent_suffix", InputProblem::HeadersTooLong));
    }
    let text = format!("{}-rust/{} {suffix}", service.name, service.version);
    let value = HeaderValue::from_str(text.trim_end());
    value.map_err(|_| ("user_agent_suffix", InputProblem::ControlCharacter))
}

fn default_headers(headers: &[(String, Secret)]) -> Result<HeaderMap, Refusal> {
    if headers.iter().map(|(_, value)| value.expose().len()).sum::<usize>() > MAX_HEADERS {
        return Err(("header", InputProblem::HeadersTooLong));
    }
    headers.iter().map(|(name, value)| header(name, value)).collect()
}

#[cfg(feature = "built-in")]
fn default_transport(
    base_url: &BaseUrl,
    options: &ConnectionOptions,
) -> Result<Arc<dyn Transport>, SettingError> {
    Ok(Arc::new(crate::transport::BuiltInTransport::to(base_url, options)?))
}

#[cfg(not(feature = "built-in"))]
const NO_TRANSPORT: InputProblem =
    InputProblem::Setting("is needed, since this build has no transport of its own");

#[cfg(not(feature = "built-in"))]
fn default_transport(
    _: &BaseUrl,
    _: &ConnectionOptions,
) -> Result<Arc<dyn Transport>, SettingError> {
    Err(SettingError::input("transport", NO_TRANSPORT))
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The base URL was not checked yet: it might name a user.
        f.debug_struct("ClientBuilder").field("service", &self.service.name).finish_non_exhaustive()
    }
}

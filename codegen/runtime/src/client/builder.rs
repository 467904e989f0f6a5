//! Building a client.

use std::fmt;
use std::sync::Arc;

use http::header::{HeaderMap, HeaderValue};

#[cfg(feature = "oauth")]
use super::oauth::{self, OAuthSetting, Surroundings};
use super::{Client, ClientOptions};
use crate::error::{Error, Failure, Problem, SettingError};
use crate::exchange::Sender;
use crate::input::{InputProblem, InvalidSetting};
use crate::request::{
    BaseUrl, Credential, MAX_HEADERS, Scheme, Server, Service, Settings, header, secret_problem,
    user_and_password,
};
use crate::transport::{ConnectionOptions, Transport};
use crate::value::Secret;

/// Builds a client.
#[derive(Clone)]
#[must_use = "call `build` to create the client"]
pub struct ClientBuilder {
    service: &'static Service,
    base_url: String,
    servers: Vec<(&'static Server, String)>,
    credentials: Vec<(&'static Credential, Secret)>,
    placements: Vec<(&'static str, usize)>,
    /// The last user name and password of each id that cannot be sent.
    unfit: Vec<InvalidSetting>,
    options: ClientOptions,
    transport: Option<Arc<dyn Transport>>,
    #[cfg(feature = "oauth")]
    pub(super) oauth: Vec<OAuthSetting>,
}

impl ClientBuilder {
    pub(crate) fn new(service: &'static Service) -> Self {
        Self {
            service,
            base_url: service.base_url.to_owned(),
            servers: Vec::new(),
            credentials: Vec::new(),
            placements: Vec::new(),
            unfit: Vec::new(),
            options: ClientOptions::default(),
            transport: None,
            #[cfg(feature = "oauth")]
            oauth: Vec::new(),
        }
    }

    /// Sets the base URL: `https`, or `http` for loopback. Its path precedes the path of every operation.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// Declares a server that some operations are sent to instead of the default one.
    pub fn server(self, server: &'static Server) -> Self {
        self.server_url(server, server.base_url)
    }

    /// Sets the base URL of a server that some operations are sent to, as [`base_url`](Self::base_url) does that of the
    /// default one.
    pub fn server_url(mut self, server: &'static Server, url: impl Into<String>) -> Self {
        match self.servers.iter_mut().find(|(held, _)| held.id == server.id) {
            Some((_, held)) => *held = url.into(),
            None => self.servers.push((server, url.into())),
        }
        self
    }

    /// Sets a credential for all calls that require it.
    pub fn credential(
        mut self,
        credential: &'static Credential,
        secret: impl Into<Secret>,
    ) -> Self {
        self.credentials.retain(|(held, _)| held.id != credential.id);
        self.credentials.push((credential, secret.into()));
        self
    }

    /// Sets a user name and a password for all calls that require them.
    ///
    /// `build` rejects a user name with a colon (RFC 7617).
    pub fn basic(
        mut self,
        credential: &'static Credential,
        user: impl Into<Secret>,
        password: impl Into<Secret>,
    ) -> Self {
        self.unfit.retain(|(id, _)| *id != credential.id);
        match user_and_password(&user.into(), &password.into()) {
            Ok(secret) => return self.credential(credential, secret),
            Err(problem) => self.unfit.push((credential.id, problem)),
        }
        self
    }

    /// Chooses the placement of a credential: the index of one of its [`placements`](Credential::placements).
    pub fn placement(mut self, credential: &'static Credential, placement: usize) -> Self {
        self.placements.retain(|(id, _)| *id != credential.id);
        self.placements.push((credential.id, placement));
        self
    }

    /// Replaces the built-in transport.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Sets everything that does not depend on the API: timeouts, retries, proxy, certificates, headers.
    pub fn options(mut self, options: ClientOptions) -> Self {
        self.options = options;
        self
    }

    /// Creates the client. Needs no runtime; its calls need a tokio runtime with the `time` and `io` drivers enabled.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Input`](crate::ErrorKind::Input) for an invalid base URL, a credential that is blank or contains control characters, invalid options, and a transport without TLS where the base URL requires it; [`ErrorKind::Connect`](crate::ErrorKind::Connect) if the operating system's trust store cannot be loaded.
    pub fn build<C>(self) -> Result<Client, Error<C>> {
        let service = self.service;
        let fail = |problem| Error::new(Failure::not_sent(service, None, problem));
        if let Some((id, problem)) = self.unfit.first() {
            return Err(fail(Problem::Input(id, *problem)));
        }
        for (credential, secret) in &self.credentials {
            if let Some(problem) = secret_problem(secret) {
                return Err(fail(Problem::Input(credential.id, problem)));
            }
        }
        let input = |(name, problem)| fail(Problem::Input(name, problem));
        let parsed = |name, url: &str| {
            BaseUrl::parse(url).map_err(|problem| fail(Problem::Input(name, problem)))
        };
        let base_url = parsed("base_url", &self.base_url)?;
        let servers = self.servers.iter();
        let servers = servers.map(|(server, url)| Ok((*server, parsed(server.id, url)?)));
        let servers = servers.collect::<Result<Vec<_>, _>>()?;
        let options = self.options;
        let given = self.transport.as_ref();
        let user_agent = user_agent(service, &options.user_agent_suffix).map_err(input)?;
        #[cfg(feature = "oauth")]
        let (token_credentials, tokens) = {
            let (options, user_agent) = (&options, &user_agent);
            let around = Surroundings { service, options, user_agent, transport: given };
            oauth::tokens(self.oauth, &around).map_err(fail)?
        };
        let sender = |base_url: &BaseUrl| {
            let transport = transport_to(base_url, given, &options).map_err(fail)?;
            let (clock, server) = (Arc::clone(&options.clock), base_url.server());
            let sender = Sender::new(service, server, transport, clock, &options.connection);
            #[cfg(feature = "oauth")]
            let sender = sender.with_tokens(tokens.clone());
            Ok(sender)
        };
        let own_sender = sender(&base_url)?;
        let others = servers.iter().map(|(_, base_url)| sender(base_url));
        let others = others.collect::<Result<Vec<_>, _>>()?;
        let settings = Settings {
            service,
            base_url,
            servers,
            user_agent,
            headers: default_headers(&options.headers).map_err(input)?,
            content_type: service.request_content_type.map(HeaderValue::from_static),
            credentials: self.credentials,
            placements: self.placements,
            #[cfg(feature = "oauth")]
            tokens: token_credentials,
        };
        Ok(Client::new(settings, own_sender, others, options.calls))
    }
}

/// What sends requests to the server of this URL: the transport that the caller has given for all, or the built-in one.
pub(super) fn transport_to(
    url: &BaseUrl,
    given: Option<&Arc<dyn Transport>>,
    options: &ClientOptions,
) -> Result<Arc<dyn Transport>, Problem> {
    let transport = match given {
        Some(transport) if url.scheme() == Scheme::Https && !transport.has_tls() => {
            return Err(Problem::Input("transport", NO_TLS));
        }
        Some(transport) => Arc::clone(transport),
        None => default_transport(url, &options.connection)?,
    };
    Ok(options.wraps.iter().fold(transport, |inner, wrap| wrap(inner)))
}

const NO_TLS: InputProblem = InputProblem::Setting(
    "has no TLS: create a `BuiltInTransport` for a URL with https://, or enable the feature `rustls` or `native-tls` of `reqwest` in the manifest of your program",
);

fn user_agent(service: &Service, suffix: &str) -> Result<HeaderValue, InvalidSetting> {
    if suffix.len() > MAX_HEADERS {
        return Err(("user_agent_suffix", InputProblem::HeadersTooLong));
    }
    let text = format!("{}-rust/{} {suffix}", service.name, service.version);
    let value = HeaderValue::from_str(text.trim_end());
    value.map_err(|_| ("user_agent_suffix", InputProblem::ControlCharacter))
}

fn default_headers(headers: &[(String, Secret)]) -> Result<HeaderMap, InvalidSetting> {
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
    InputProblem::Setting("is required: this build has no built-in transport");

#[cfg(not(feature = "built-in"))]
fn default_transport(
    _: &BaseUrl,
    _: &ConnectionOptions,
) -> Result<Arc<dyn Transport>, SettingError> {
    Err(SettingError::input("transport", NO_TRANSPORT))
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The base URL is not validated yet, and may contain user information.
        f.debug_struct("ClientBuilder").field("service", &self.service.name).finish_non_exhaustive()
    }
}

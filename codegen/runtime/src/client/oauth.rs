//! Credentials of a client that are access tokens: where the tokens come from.

#[cfg(feature = "blocking")]
pub(super) mod blocking;

use std::sync::{Arc, Mutex};

use http::Request;
use http::header::HeaderValue;

use super::builder::transport_to;
use super::{ClientBuilder, ClientOptions};
use crate::error::Problem;
use crate::exchange::{Limits, Origin, Rotated, Sender, TokenServer, TokenSource, Tokens};
use crate::input::{InputProblem, InvalidSetting};
use crate::request::{
    BaseUrl, ClientAuthentication, Credential, Grant, OAuth, Payload, Service, needed_token,
    secret_problem,
};
use crate::transport::Transport;
use crate::value::Secret;

/// The body of a response of a token endpoint may have this many bytes.
const MAX_BODY: usize = 64 * 1024;

/// What a client was told about a credential.
#[derive(Clone)]
pub(super) struct OAuthSetting {
    oauth: &'static OAuth,
    inputs: Option<Inputs>,
    source: Option<Arc<dyn TokenSource>>,
    token_url: Option<String>,
    rotated: Option<Rotated>,
}

/// What a token is requested with.
#[derive(Clone)]
struct Inputs {
    client_id: Secret,
    client_secret: Secret,
    refresh_token: Secret,
}

impl ClientBuilder {
    /// Requests the access tokens of a credential with the id and the secret of a client.
    pub fn client_credentials(
        self,
        oauth: &'static OAuth,
        client_id: impl Into<Secret>,
        client_secret: impl Into<Secret>,
    ) -> Self {
        self.refresh_token(oauth, client_id, client_secret, Secret::default())
    }

    /// Requests the access tokens of a credential with a refresh token.
    pub fn refresh_token(
        mut self,
        oauth: &'static OAuth,
        client_id: impl Into<Secret>,
        client_secret: impl Into<Secret>,
        refresh_token: impl Into<Secret>,
    ) -> Self {
        let (client_id, client_secret) = (client_id.into(), client_secret.into());
        let inputs = Inputs { client_id, client_secret, refresh_token: refresh_token.into() };
        self.oauth_setting(oauth).inputs = Some(inputs);
        self
    }

    /// Takes the access tokens of a credential from elsewhere.
    pub fn tokens(mut self, oauth: &'static OAuth, source: impl TokenSource) -> Self {
        self.oauth_setting(oauth).source = Some(Arc::new(source));
        self
    }

    /// Sets the URL of the token endpoint of a credential: `https`, or `http` for loopback.
    pub fn token_url(mut self, oauth: &'static OAuth, url: impl Into<String>) -> Self {
        self.oauth_setting(oauth).token_url = Some(url.into());
        self
    }

    /// Sets what is called with each refresh token that replaces the one before.
    pub fn rotated(
        mut self,
        oauth: &'static OAuth,
        store: impl Fn(&Secret) + Send + Sync + 'static,
    ) -> Self {
        self.oauth_setting(oauth).rotated = Some(Arc::new(store));
        self
    }

    fn oauth_setting(&mut self, oauth: &'static OAuth) -> &mut OAuthSetting {
        let id = oauth.credential.id;
        let place = self.oauth.iter().position(|setting| setting.oauth.credential.id == id);
        let place = place.unwrap_or_else(|| {
            let setting =
                OAuthSetting { oauth, inputs: None, source: None, token_url: None, rotated: None };
            self.oauth.push(setting);
            self.oauth.len() - 1
        });
        &mut self.oauth[place]
    }
}

/// What the clients of token endpoints have in common with those of the API.
pub(super) struct Surroundings<'a> {
    pub(super) service: &'static Service,
    pub(super) options: &'a ClientOptions,
    pub(super) user_agent: &'a HeaderValue,
    /// The transport of the client, where it is not the built-in one.
    pub(super) transport: Option<&'a Arc<dyn Transport>>,
}

/// The credentials whose value is an access token, and their tokens.
pub(super) fn tokens(
    settings: Vec<OAuthSetting>,
    around: &Surroundings<'_>,
) -> Result<(Vec<&'static Credential>, Vec<Arc<Tokens>>), Problem> {
    let credentials = settings.iter().filter_map(OAuthSetting::credential).collect();
    let tokens = settings.into_iter().map(|setting| setting.tokens(around));
    let tokens = tokens.collect::<Result<Vec<_>, _>>()?;
    Ok((credentials, tokens.into_iter().flatten().collect()))
}

/// Refuses to hand out a request that has no access token, since it gets one when it is sent.
pub(super) fn refuse_without_token(
    request: Request<Payload>,
) -> Result<Request<Payload>, InvalidSetting> {
    match needed_token(&request) {
        None => Ok(request),
        Some(id) => Err((id, NO_TOKEN)),
    }
}

const NO_TOKEN: InputProblem = InputProblem::Setting(
    "is an access token, which a client requests when it sends a call: give this request one with `CallOptions::credential`",
);

impl OAuthSetting {
    /// The credential, if tokens come from anywhere.
    pub(super) fn credential(&self) -> Option<&'static Credential> {
        (self.source.is_some() || self.inputs.is_some()).then_some(self.oauth.credential)
    }

    /// The tokens of the credential; none if nobody said where they come from.
    pub(super) fn tokens(self, around: &Surroundings<'_>) -> Result<Option<Arc<Tokens>>, Problem> {
        let calls = &around.options.calls;
        let limits = Limits { body: MAX_BODY, ..calls.limits(calls) };
        let id = self.oauth.credential.id;
        let origin = match (self.source.clone(), self.inputs.clone()) {
            (Some(source), _) => Origin::Source(source, limits.total),
            (None, Some(inputs)) => Origin::Server(Box::new(self.server(inputs, limits, around)?)),
            (None, None) => return Ok(None),
        };
        let clock = Arc::clone(&around.options.clock);
        Ok(Some(Arc::new(Tokens::new(id, origin, clock))))
    }

    fn server(
        self,
        inputs: Inputs,
        limits: Limits,
        around: &Surroundings<'_>,
    ) -> Result<TokenServer, Problem> {
        let Self { oauth, token_url, rotated, .. } = self;
        let input = |(name, problem)| Problem::Input(name, problem);
        inputs.check(oauth).map_err(input)?;
        let text = token_url.as_deref().unwrap_or(oauth.token_url);
        let refuse = |problem| Problem::Input("token_url", problem);
        let url = BaseUrl::parse(text).map_err(refuse)?;
        let options = around.options;
        let transport = transport_to(&url, around.transport, options)?;
        let connection = &options.connection;
        let clock = Arc::clone(&options.clock);
        let sender = Sender::new(around.service, url.server(), transport, clock, connection);
        // Unlike those of a base URL, a slash at the end belongs to the path.
        let slash = if text.ends_with('/') { "/" } else { "" };
        let uri = format!("{}{slash}", url.as_str()).parse();
        Ok(TokenServer {
            oauth,
            url: uri.map_err(|_| refuse(InputProblem::Setting("is not a URL")))?,
            user_agent: around.user_agent.clone(),
            client_id: inputs.client_id,
            client_secret: inputs.client_secret,
            refresh_token: Mutex::new(inputs.refresh_token),
            rotated,
            sender: Arc::new(sender),
            limits,
        })
    }
}

impl Inputs {
    fn check(&self, oauth: &OAuth) -> Result<(), InvalidSetting> {
        let is_public = oauth.authentication == ClientAuthentication::Public;
        let secret = (!is_public).then_some(&self.client_secret);
        let refresh_token = (oauth.grant == Grant::RefreshToken).then_some(&self.refresh_token);
        let needed = [Some(&self.client_id), secret, refresh_token];
        let problem = needed.into_iter().flatten().find_map(secret_problem);
        problem.map_or(Ok(()), |problem| Err((oauth.credential.id, problem)))
    }
}

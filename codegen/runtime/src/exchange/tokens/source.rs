//! Access tokens, and where they come from if not from the token endpoint.

use std::fmt;
use std::time::Duration;

use crate::error::{TokenError, TokenErrorKind};
use crate::request::secret_problem;
use crate::transport::BoxFuture;
use crate::value::Secret;

/// An access token.
#[derive(Clone)]
pub struct AccessToken {
    pub(super) token: Secret,
    pub(super) lifetime: Option<Duration>,
}

impl AccessToken {
    /// Creates a token that is used until the API refuses it.
    pub fn new(token: impl Into<Secret>) -> Self {
        Self { token: token.into(), lifetime: None }
    }

    /// Sets how long the token is valid from now on. The client asks for another one shortly before.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }

    /// Returns the token in plain text. Never log it.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.token.expose()
    }

    pub(crate) fn secret(&self) -> &Secret {
        &self.token
    }

    /// Refuses a token that cannot be sent.
    pub(super) fn check(self) -> Result<Self, TokenError> {
        match secret_problem(&self.token) {
            None => Ok(self),
            Some(_) => Err(TokenError::new(TokenErrorKind::Invalid)),
        }
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessToken").field("lifetime", &self.lifetime).finish_non_exhaustive()
    }
}

/// Where access tokens come from, instead of the token endpoint: another flow, a vault, the identity of a machine.
///
/// The client keeps a token until shortly before it expires, or until the API refuses it with the status 401, and all
/// calls share it. It asks for one token at a time, and calls that need it wait. The total timeout of the client applies.
///
/// ```
/// use std::time::Duration;
///
/// use restwright_runtime::{AccessToken, BoxFuture, TokenError, TokenErrorKind, TokenSource};
///
/// /// Reads tokens that another program writes into a file.
/// struct TokenFile(std::path::PathBuf);
///
/// impl TokenSource for TokenFile {
///     fn token<'a>(
///         &'a self,
///         _refused: Option<&'a AccessToken>,
///     ) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
///         Box::pin(async move {
///             let text = std::fs::read_to_string(&self.0);
///             let text = text.map_err(|_| TokenError::new(TokenErrorKind::Unavailable))?;
///             Ok(AccessToken::new(text.trim()).expires_in(Duration::from_secs(300)))
///         })
///     }
/// }
/// ```
pub trait TokenSource: Send + Sync + 'static {
    /// Returns a token. `refused` is the one that the API has refused, if that is why another one is needed: a source
    /// that keeps tokens must not return it again.
    ///
    /// # Errors
    ///
    /// A [`TokenError`] by its kind: calls that wait for the token fail with it.
    fn token<'a>(
        &'a self,
        refused: Option<&'a AccessToken>,
    ) -> BoxFuture<'a, Result<AccessToken, TokenError>>;
}

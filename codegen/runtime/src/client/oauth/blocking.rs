//! Sources of access tokens that block their thread.

use std::sync::Arc;

use crate::error::{TokenError, TokenErrorKind};
use crate::exchange::{self, AccessToken};
use crate::transport::BoxFuture;

/// Where access tokens come from, for programs without an async runtime: see
/// [`TokenSource`](crate::TokenSource). [`token_source`] makes one for a client.
pub trait TokenSource: Send + Sync + 'static {
    /// Returns a token. `refused` is the one that the API has refused, if that is why another one is needed: a source
    /// that keeps tokens must not return it again.
    ///
    /// It may block: it runs on a thread of its own.
    ///
    /// # Errors
    ///
    /// A [`TokenError`] by its kind: calls that wait for the token fail with it.
    fn token(&self, refused: Option<&AccessToken>) -> Result<AccessToken, TokenError>;
}

/// Makes a source that blocks its thread usable for clients, async ones included.
///
/// ```
/// use restwright_runtime::blocking::{self, TokenSource};
/// use restwright_runtime::{AccessToken, TokenError};
///
/// /// Always returns the same token.
/// struct Fixed(AccessToken);
///
/// impl TokenSource for Fixed {
///     fn token(&self, _refused: Option<&AccessToken>) -> Result<AccessToken, TokenError> {
///         Ok(self.0.clone())
///     }
/// }
///
/// let source = blocking::token_source(Fixed(AccessToken::new("token")));
/// # drop(source);
/// ```
pub fn token_source(source: impl TokenSource) -> impl exchange::TokenSource {
    Blocking(Arc::new(source))
}

struct Blocking<S>(Arc<S>);

impl<S: TokenSource> exchange::TokenSource for Blocking<S> {
    fn token<'a>(
        &'a self,
        refused: Option<&'a AccessToken>,
    ) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
        let (source, refused) = (Arc::clone(&self.0), refused.cloned());
        let token = tokio::task::spawn_blocking(move || source.token(refused.as_ref()));
        Box::pin(async move {
            // It has panicked, or its runtime has ended.
            token.await.unwrap_or_else(|_| Err(TokenError::new(TokenErrorKind::Unavailable)))
        })
    }
}

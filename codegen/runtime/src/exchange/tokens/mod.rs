//! Access tokens: requested once for all calls in flight, renewed before they expire and after the API has refused one.

mod flight;
mod response;
mod server;
mod source;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

pub use self::source::{AccessToken, TokenSource};

pub(crate) use self::server::{Rotated, TokenServer};

use self::flight::Flight;
use self::response::Issued;
use super::attempt::within;
use super::clock::Clock;
use crate::error::{TokenError, TokenErrorKind};
use crate::request::Grant;
use crate::value::Secret;

/// A token is renewed this long before it expires, so that it is still valid when a request arrives; a short-lived one
/// when a quarter of its life is left.
const MARGIN: Duration = Duration::from_secs(60);

/// The pause after a renewal that failed, while the token is still valid.
const PAUSE: Duration = Duration::from_secs(10);

/// A token, or why there is none.
pub(super) type Granted = Result<Arc<Held>, Arc<TokenError>>;

/// The access tokens of one credential.
pub(crate) struct Tokens {
    /// Id of the credential.
    pub(super) id: &'static str,
    origin: Origin,
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
}

/// Where tokens come from.
pub(crate) enum Origin {
    Server(Box<TokenServer>),
    /// With the time that it has.
    Source(Arc<dyn TokenSource>, Duration),
}

#[derive(Default)]
struct State {
    held: Option<Arc<Held>>,
    /// The request for a token that is under way.
    flight: Option<Arc<Flight>>,
    /// The token that the API has refused, until there is another one.
    refused: Option<Arc<Held>>,
}

/// A token in use.
pub(super) struct Held {
    pub(super) token: AccessToken,
    /// When it is to be renewed, and when it expires; never, if nobody said so.
    renew_at: Option<Instant>,
    expires_at: Option<Instant>,
}

impl Tokens {
    pub(crate) fn new(id: &'static str, origin: Origin, clock: Arc<dyn Clock>) -> Self {
        Self { id, origin, clock, state: Mutex::default() }
    }

    /// The token for a request: the one that is held, or the next one.
    pub(super) async fn token(self: Arc<Self>) -> Granted {
        // A flight is lost with its runtime. Whoever waits for it in another one starts a new one, if it can be repeated.
        for _ in 0..2 {
            let flight = match self.held_or_flight() {
                Ok(held) => return Ok(held),
                Err(flight) => flight,
            };
            if let Some(granted) = flight.wait().await {
                return granted;
            }
            if !self.origin.is_repeatable() {
                // It may have been lost after its end.
                if let Some(held) = self.valid() {
                    return Ok(held);
                }
                break;
            }
        }
        Err(Arc::new(TokenError::new(TokenErrorKind::Unavailable)))
    }

    /// Forgets a token that the API has refused, unless there is another one already.
    pub(super) fn refuse(&self, refused: &Arc<Held>) {
        let mut state = self.lock();
        if state.held.as_ref().is_some_and(|held| held.is_same(refused)) {
            state.held = None;
            state.refused = Some(Arc::clone(refused));
        }
    }

    /// The token that is held, if it is valid. One that is to be renewed serves calls meanwhile.
    pub(super) fn held(self: &Arc<Self>) -> Option<Arc<Held>> {
        self.held_or_flight().ok()
    }

    fn valid(&self) -> Option<Arc<Held>> {
        let now = self.clock.now();
        self.lock().held.clone().filter(|held| held.is_valid(now))
    }

    fn held_or_flight(self: &Arc<Self>) -> Result<Arc<Held>, Arc<Flight>> {
        let now = self.clock.now();
        let mut state = self.lock();
        match state.held.clone().filter(|held| held.is_valid(now)) {
            Some(held) => {
                if held.is_due(now) {
                    self.flight(&mut state, now);
                }
                Ok(held)
            }
            None => Err(self.flight(&mut state, now)),
        }
    }

    /// The request for a token that is under way, or a new one.
    fn flight(self: &Arc<Self>, state: &mut State, now: Instant) -> Arc<Flight> {
        if let Some(flight) = state.flight.as_ref().filter(|flight| flight.is_under_way()) {
            return Arc::clone(flight);
        }
        let (flight, landing) = Flight::start();
        state.flight = Some(Arc::clone(&flight));
        let (tokens, refused) = (Arc::clone(self), state.refused.clone());
        // A task of its own, so that no caller who leaves takes it away from the others.
        tokio::spawn(async move {
            let issued = tokens.origin.token(refused.as_deref()).await;
            let (token, refresh_token) = match issued {
                Ok(Issued { token, refresh_token }) => (Ok(token), refresh_token),
                Err(error) => (Err(error), None),
            };
            let granted = tokens.settle(token, now);
            // The flight is under way until the refresh token is stored, so that the next one is stored after it.
            if let Some(refresh_token) = refresh_token {
                tokens.origin.store(&refresh_token);
            }
            tokens.lock().flight = None;
            landing.with(granted);
        });
        flight
    }

    /// Keeps a new token. Where there is none, the one before is good until it expires.
    fn settle(&self, granted: Result<AccessToken, TokenError>, start: Instant) -> Granted {
        let mut state = self.lock();
        let held = match granted {
            Ok(token) => Held::new(token, start),
            Err(error) => {
                let now = self.clock.now();
                match state.held.as_ref().filter(|held| held.is_valid(now)) {
                    Some(held) => held.renewed_after(now),
                    None => return Err(Arc::new(error)),
                }
            }
        };
        let held = Arc::new(held);
        state.held = Some(Arc::clone(&held));
        state.refused = None;
        Ok(held)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Origin {
    async fn token(&self, refused: Option<&Held>) -> Result<Issued, TokenError> {
        match self {
            Self::Server(server) => server.token().await,
            Self::Source(source, time) => {
                let token = source.token(refused.map(|held| &held.token));
                let unavailable = TokenError::new(TokenErrorKind::Unavailable);
                let token = within(*time, token).await.unwrap_or(Err(unavailable))?;
                Ok(Issued { token: token.check()?, refresh_token: None })
            }
        }
    }

    /// Whether a request whose end nobody knows can be sent again: not with a refresh token, which is used once.
    fn is_repeatable(&self) -> bool {
        match self {
            Self::Server(server) => server.oauth.grant == Grant::ClientCredentials,
            Self::Source(..) => true,
        }
    }

    /// Hands out a new refresh token.
    fn store(&self, refresh_token: &Secret) {
        if let Self::Server(server) = self
            && let Some(rotated) = &server.rotated
        {
            rotated(refresh_token);
        }
    }
}

impl Held {
    /// A token that was asked for at this time, so that it does not live longer than the server means it to.
    fn new(token: AccessToken, start: Instant) -> Self {
        let expires_at = token.lifetime.and_then(|lifetime| start.checked_add(lifetime));
        let renew_at = token
            .lifetime
            .map(|lifetime| lifetime.saturating_sub(MARGIN.min(lifetime / 4)))
            .and_then(|lifetime| start.checked_add(lifetime));
        Self { token, renew_at, expires_at }
    }

    fn is_valid(&self, now: Instant) -> bool {
        self.expires_at.is_none_or(|end| now < end)
    }

    fn is_due(&self, now: Instant) -> bool {
        self.renew_at.is_some_and(|renew_at| now >= renew_at)
    }

    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.token.secret() == other.token.secret()
    }

    /// The same token, which is renewed after a pause, at the latest when it expires.
    fn renewed_after(&self, now: Instant) -> Self {
        let renew_at = now.checked_add(PAUSE).min(self.expires_at);
        Self { token: self.token.clone(), renew_at, expires_at: self.expires_at }
    }
}

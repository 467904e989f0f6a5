//! Webhooks: requests that the API sends. They are verified and decoded here, without IO.

mod error;
mod event;
mod header;
mod key;
mod scheme;

pub use self::error::{WebhookError, WebhookErrorKind};
pub use self::event::{Event, UnknownEvent};
pub use self::scheme::{
    Algorithm, Element, ElementValue, Encoding, EventName, Scheme, SecretForm, Signed,
};

#[cfg(feature = "mock")]
pub(crate) use self::key::Key;
#[cfg(not(feature = "mock"))]
use self::key::Key;

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::time::{SystemTime, UNIX_EPOCH};

use self::header::{Headers, Timestamp};
use crate::decode::{DecodeError, DecodeProblem, read, text_at, value_at};
use crate::value::{Json, Secret};

/// How many bytes a body may have, unless the receiver says otherwise.
const MAX_BODY: usize = 8 * 1024 * 1024;

/// Verifies the webhooks of an API, and decodes their events.
///
/// Keep one for all requests. It has no connection and does no IO.
pub struct Webhooks<E> {
    keys: Vec<Key>,
    max_body_bytes: usize,
    events: PhantomData<fn() -> E>,
}

impl<E: Event> Webhooks<E> {
    /// Creates a receiver with the secret that the API signs with.
    ///
    /// # Errors
    ///
    /// Returns an error if the secret is empty, or not written as the API writes its secrets.
    pub fn new(secret: impl Into<Secret>) -> Result<Self, WebhookError> {
        let keys = vec![Key::read(E::SCHEME, &secret.into())?];
        Ok(Self { keys, max_body_bytes: MAX_BODY, events: PhantomData })
    }

    /// Accepts another secret as well, while secrets are rotated.
    ///
    /// # Errors
    ///
    /// Returns an error as [`new`](Self::new) does.
    pub fn or_secret(mut self, secret: impl Into<Secret>) -> Result<Self, WebhookError> {
        self.keys.push(Key::read(E::SCHEME, &secret.into())?);
        Ok(self)
    }

    /// Sets how many bytes a body may have. The default is 8 MiB.
    #[must_use]
    pub fn max_body_bytes(mut self, limit: usize) -> Self {
        self.max_body_bytes = limit;
        self
    }

    /// Verifies a webhook, and decodes its event.
    ///
    /// `headers` are pairs of names and values, such as `&http::HeaderMap`. `body` is the body byte for byte: what was parsed
    /// and written again has another signature.
    ///
    /// # Errors
    ///
    /// Returns an error if the webhook is not one of this API, too old, or cannot be decoded.
    pub fn verify<N: AsRef<str>, V: AsRef<[u8]>>(
        &self,
        headers: impl IntoIterator<Item = (N, V)>,
        body: impl AsRef<[u8]>,
    ) -> Result<E, WebhookError> {
        self.verify_at(SystemTime::now(), headers, body)
    }

    /// Verifies a webhook as [`verify`](Self::verify) does, by another clock.
    ///
    /// # Errors
    ///
    /// Returns an error as [`verify`](Self::verify) does.
    pub fn verify_at<N: AsRef<str>, V: AsRef<[u8]>>(
        &self,
        now: SystemTime,
        headers: impl IntoIterator<Item = (N, V)>,
        body: impl AsRef<[u8]>,
    ) -> Result<E, WebhookError> {
        let mut found = Headers::default();
        for (name, value) in headers {
            found.take(E::SCHEME, name.as_ref(), value.as_ref())?;
        }
        let body = body.as_ref();
        self.check(now, &found, body, E::SCHEME)?;
        let text = text(body)?;
        let name = name(&found, text, E::SCHEME)?;
        let Some(mut event) = E::choose(&name) else {
            let body = Json::parse(text).ok_or_else(|| undecodable(&[], DecodeProblem::Syntax))?;
            return Ok(E::unknown(UnknownEvent::new(name, body)));
        };
        let path = E::SCHEME.payload;
        let payload =
            value_at(text, path).ok_or_else(|| undecodable(path, DecodeProblem::Missing))?;
        read(payload.as_bytes(), event.chosen(), None)?;
        Ok(event)
    }

    /// Whether a webhook is one of this API, and of today.
    fn check(
        &self,
        now: SystemTime,
        headers: &Headers,
        body: &[u8],
        scheme: &Scheme,
    ) -> Result<(), WebhookError> {
        if body.len() > self.max_body_bytes {
            return Err(WebhookError::new(WebhookErrorKind::BodyTooLarge));
        }
        let received = headers.read(scheme)?;
        let id = headers.id(scheme)?;
        let timestamp = received.timestamp.as_ref();
        let parts = signed(scheme, timestamp.map_or("", |it| it.text.as_str()), id, body);
        let is_signed = |key: &Key| key.signs(scheme.algorithm, &parts, &received.signatures);
        if !self.keys.iter().any(is_signed) {
            return Err(WebhookError::new(WebhookErrorKind::NoMatchingSignature));
        }
        timestamp.map_or(Ok(()), |timestamp| check_age(now, timestamp, scheme.tolerance))
    }
}

/// The parts of what is signed.
pub(crate) fn signed<'a>(
    scheme: &Scheme,
    timestamp: &'a str,
    id: &'a str,
    body: &'a [u8],
) -> Vec<&'a [u8]> {
    let part = |part: &Signed| match part {
        Signed::Text(text) => text.as_bytes(),
        Signed::Timestamp => timestamp.as_bytes(),
        Signed::Id => id.as_bytes(),
        Signed::Body => body,
    };
    scheme.signed.iter().map(part).collect()
}

fn check_age(now: SystemTime, sent: &Timestamp, tolerance: u64) -> Result<(), WebhookError> {
    // A clock that stands before 1970 finds every webhook too new.
    let now = now.duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
    if now.saturating_sub(sent.seconds) > tolerance {
        return Err(WebhookError::new(WebhookErrorKind::TooOld));
    }
    if sent.seconds.saturating_sub(now) > tolerance {
        return Err(WebhookError::new(WebhookErrorKind::TooNew));
    }
    Ok(())
}

/// The body as text, without a byte order mark.
fn text(body: &[u8]) -> Result<&str, WebhookError> {
    let text = str::from_utf8(body).map_err(|_| undecodable(&[], DecodeProblem::Undecodable))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim_ascii().is_empty() {
        return Err(undecodable(&[], DecodeProblem::Empty));
    }
    Ok(text)
}

/// The name of the event.
fn name<'t>(
    headers: &'t Headers,
    body: &'t str,
    scheme: &Scheme,
) -> Result<Cow<'t, str>, WebhookError> {
    match scheme.event {
        EventName::Header(header) => headers.event(header).map(Cow::Borrowed),
        EventName::Body(path) => {
            if Json::parse(body).is_none() {
                return Err(undecodable(&[], DecodeProblem::Syntax));
            }
            text_at(body, path).ok_or_else(|| undecodable(path, DecodeProblem::Missing))
        }
    }
}

fn undecodable(path: &[&str], problem: DecodeProblem) -> WebhookError {
    DecodeError::at(path, problem).into()
}

impl<E> Clone for Webhooks<E> {
    fn clone(&self) -> Self {
        let (keys, max_body_bytes) = (self.keys.clone(), self.max_body_bytes);
        Self { keys, max_body_bytes, events: PhantomData }
    }
}

impl<E> fmt::Debug for Webhooks<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Webhooks").field("keys", &self.keys).finish_non_exhaustive()
    }
}

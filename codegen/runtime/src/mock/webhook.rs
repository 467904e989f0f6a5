//! Webhooks for the tests of those who receive them.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value};

use crate::value::Secret;
use crate::webhooks::{ElementValue, Event, EventName, Key, Scheme, WebhookError, signed};

/// The id of a message that is signed.
const ID: &str = "msg_mock";

/// A webhook that is signed as the API signs its own.
///
/// `Debug` shows neither its body nor its signature.
#[derive(Clone)]
pub struct SignedWebhook {
    headers: Vec<(&'static str, String)>,
    body: String,
}

impl SignedWebhook {
    /// Signs an event, as of now.
    ///
    /// # Errors
    ///
    /// Returns an error if the secret is empty, or not written as the API writes its secrets.
    pub fn new<E: Event>(secret: impl Into<Secret>, event: &E) -> Result<Self, WebhookError> {
        Self::at(SystemTime::now(), secret, event)
    }

    /// Signs an event, as of another time.
    ///
    /// # Errors
    ///
    /// Returns an error as [`new`](Self::new) does.
    pub fn at<E: Event>(
        time: SystemTime,
        secret: impl Into<Secret>,
        event: &E,
    ) -> Result<Self, WebhookError> {
        let body = body(E::SCHEME, event);
        let mut webhook = Self::of_body(E::SCHEME, time, secret, body)?;
        if let EventName::Header(header) = E::SCHEME.event {
            webhook.headers.push((header, event.wire_name().to_owned()));
        }
        Ok(webhook)
    }

    /// Signs a body. The header that names the event, where there is one, is not among its headers.
    fn of_body(
        scheme: &'static Scheme,
        time: SystemTime,
        secret: impl Into<Secret>,
        body: String,
    ) -> Result<Self, WebhookError> {
        let key = Key::read(scheme, &secret.into())?;
        let seconds = time.duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
        let timestamp = seconds.to_string();
        let signature = key.sign(scheme, &signed(scheme, &timestamp, ID, body.as_bytes()));
        let elements = scheme.elements.iter().map(|element| {
            let value = match element.value {
                ElementValue::Timestamp => &timestamp,
                ElementValue::Signature(_) => &signature,
            };
            format!("{}{value}", element.prefix)
        });
        let separator = scheme.separator.map(String::from).unwrap_or_default();
        let mut headers = vec![(scheme.header, elements.collect::<Vec<_>>().join(&separator))];
        headers.extend(scheme.timestamp_header.map(|name| (name, timestamp)));
        headers.extend(scheme.id_header.map(|name| (name, ID.to_owned())));
        Ok(Self { headers, body })
    }

    /// Returns the headers, by name.
    pub fn headers(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.headers.iter().map(|(name, value)| (*name, value.as_str()))
    }

    /// Returns the body.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.body
    }
}

impl fmt::Debug for SignedWebhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        f.debug_struct("SignedWebhook").field("headers", &names).finish_non_exhaustive()
    }
}

/// The body of an event: its payload at the end of its path, and its name where the body names it.
fn body<E: Event>(scheme: &Scheme, event: &E) -> String {
    let payload = event.payload();
    // A body that is not known is kept as it is.
    if E::choose(event.wire_name()).is_none() {
        return payload;
    }
    let mut body = Value::Null;
    *place(&mut body, scheme.payload) = serde_json::from_str(&payload).unwrap_or_default();
    if let EventName::Body(path) = scheme.event {
        *place(&mut body, path) = event.wire_name().into();
    }
    body.to_string()
}

/// The place at the end of a path, which is made where it is not there.
fn place<'v>(value: &'v mut Value, path: &[&str]) -> &'v mut Value {
    path.iter().fold(value, |value, step| {
        if !value.is_object() {
            *value = Value::Object(Map::new());
        }
        &mut value[*step]
    })
}

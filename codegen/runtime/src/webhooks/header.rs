//! The headers of a webhook that its signature needs.

use zeroize::Zeroizing;

use super::key::decode;
use super::{EventName, Scheme, WebhookError, WebhookErrorKind};

/// How many bytes a header may have. A list of signatures, one for each secret, is far shorter.
const MAX_HEADER: usize = 8 * 1024;

/// How many digits a timestamp may have: more than the years need that a clock counts.
const MAX_DIGITS: usize = 12;

/// The headers that count, as text.
#[derive(Default)]
pub(super) struct Headers {
    signature: Option<String>,
    timestamp: Option<String>,
    id: Option<String>,
    event: Option<String>,
}

/// What the header of the signature says.
pub(super) struct Received {
    /// The signatures that could be decoded.
    pub(super) signatures: Vec<Zeroizing<Vec<u8>>>,
    pub(super) timestamp: Option<Timestamp>,
}

/// Seconds since 1970, and as the header has them.
pub(super) struct Timestamp {
    pub(super) seconds: u64,
    pub(super) text: String,
}

impl Headers {
    /// Takes note of a header, if it counts.
    pub(super) fn take(
        &mut self,
        scheme: &Scheme,
        name: &str,
        value: &[u8],
    ) -> Result<(), WebhookError> {
        let event = match scheme.event {
            EventName::Header(event) => Some(event),
            EventName::Body(_) => None,
        };
        for (wanted, place) in [
            (Some(scheme.header), &mut self.signature),
            (scheme.timestamp_header, &mut self.timestamp),
            (scheme.id_header, &mut self.id),
            (event, &mut self.event),
        ] {
            let Some(wanted) = wanted.filter(|wanted| wanted.eq_ignore_ascii_case(name)) else {
                continue;
            };
            if place.is_some() {
                return Err(WebhookError::of_header(WebhookErrorKind::DuplicateHeader, wanted));
            }
            let text = str::from_utf8(value).ok().filter(|text| text.len() <= MAX_HEADER);
            let text = text.map(str::trim_ascii).filter(|text| !text.is_empty());
            *place = Some(text.ok_or_else(|| malformed(wanted))?.to_owned());
        }
        Ok(())
    }

    /// The signatures, and the time at which they were made.
    pub(super) fn read(&self, scheme: &Scheme) -> Result<Received, WebhookError> {
        let header = present(self.signature.as_ref(), scheme.header)?;
        let mut received = Received { signatures: Vec::new(), timestamp: None };
        let (prefix, encoding) = scheme.signature();
        let elements: Vec<_> = match scheme.separator {
            Some(separator) => header.split(separator).map(str::trim_ascii).collect(),
            None => vec![header],
        };
        for element in elements {
            let stamp = scheme.timestamp_prefix().and_then(|prefix| element.strip_prefix(prefix));
            if let Some(text) = stamp {
                let first = received.timestamp.replace(timestamp(text, scheme.header)?);
                // Which of two was signed is not to be guessed.
                if first.is_some() {
                    return Err(malformed(scheme.header));
                }
            } else if let Some(text) = element.strip_prefix(prefix) {
                received.signatures.extend(decode(encoding, text));
            }
        }
        if let Some(name) = scheme.timestamp_header {
            let text = present(self.timestamp.as_ref(), name)?;
            received.timestamp = Some(timestamp(text, name)?);
        }
        let lacks_timestamp = scheme.timestamp_prefix().is_some() && received.timestamp.is_none();
        if received.signatures.is_empty() || lacks_timestamp {
            return Err(malformed(scheme.header));
        }
        Ok(received)
    }

    /// The id of the message.
    pub(super) fn id(&self, scheme: &Scheme) -> Result<&str, WebhookError> {
        scheme.id_header.map_or(Ok(""), |name| present(self.id.as_ref(), name))
    }

    /// The name of the event, where a header has it.
    pub(super) fn event(&self, name: &'static str) -> Result<&str, WebhookError> {
        present(self.event.as_ref(), name)
    }
}

fn present<'t>(text: Option<&'t String>, name: &'static str) -> Result<&'t str, WebhookError> {
    text.map(String::as_str)
        .ok_or_else(|| WebhookError::of_header(WebhookErrorKind::MissingHeader, name))
}

fn timestamp(text: &str, header: &'static str) -> Result<Timestamp, WebhookError> {
    let is_number = text.len() <= MAX_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = text.parse().ok().filter(|_| is_number).ok_or_else(|| malformed(header))?;
    Ok(Timestamp { seconds, text: text.to_owned() })
}

fn malformed(header: &'static str) -> WebhookError {
    WebhookError::of_header(WebhookErrorKind::MalformedHeader, header)
}

//! Webhooks: requests that the API sends, and how they are signed.

use std::fmt;

use super::{Api, KeyPath};
use crate::Spanned;

/// What the API sends to those who use it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Webhooks {
    /// How they are signed.
    pub signature: WebhookSignature,
    /// What names the event.
    pub told_by: EventName,
    /// Path to the payload; empty for the body as a whole.
    pub payload: KeyPath,
    /// The known events, by id. Never empty.
    pub events: Vec<WebhookEvent>,
}

/// How webhooks are signed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WebhookSignature {
    /// Header that holds the signature.
    pub header: Spanned<String>,
    /// How it is made.
    pub algorithm: SignatureAlgorithm,
    /// What the header consists of, in the order in which it is written. Exactly one element is the signature.
    pub elements: Vec<SignatureElement>,
    /// What separates elements.
    pub separator: Option<char>,
    /// Header that holds the timestamp, where the elements do not.
    pub timestamp_header: Option<Spanned<String>>,
    /// Header that holds the id of the message, which is then signed.
    pub id_header: Option<Spanned<String>>,
    /// What is signed. Exactly one part is the body.
    pub signed: Vec<SignedPart>,
    /// By how many seconds a timestamp may differ from the clock; there where a timestamp is.
    pub tolerance: Option<u32>,
    /// How the secret is written, where its bytes are not the key: a prefix, and the encoding.
    pub secret: Option<(String, SignatureEncoding)>,
}

/// How a signature is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignatureAlgorithm {
    /// HMAC with SHA-256.
    HmacSha256,
    /// HMAC with SHA-512.
    HmacSha512,
}

/// How bytes are written as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignatureEncoding {
    /// Two hexadecimal digits for each byte.
    Hex,
    /// Base64 of RFC 4648, section 4.
    Base64,
}

/// An element of the header with the signature.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SignatureElement {
    /// What stands before its value.
    pub prefix: String,
    /// The encoding of a signature; none for the timestamp.
    pub encoding: Option<SignatureEncoding>,
}

/// A part of what is signed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SignedPart {
    /// This text.
    Text(String),
    /// The timestamp.
    Timestamp,
    /// The id of the message.
    Id,
    /// The body.
    Body,
}

/// What names the event.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum EventName {
    /// A header of this name.
    Header(Spanned<String>),
    /// The value at the end of this path in the body.
    Body(KeyPath),
}

/// An event that a webhook reports.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WebhookEvent {
    /// Stable id, snake case.
    pub id: Spanned<String>,
    /// Its name on the wire.
    pub wire: Spanned<String>,
    /// Name of the type of its payload.
    pub ty: Spanned<String>,
    /// What has happened.
    pub description: String,
}

impl Api {
    /// Whether the API sends webhooks.
    #[must_use]
    pub fn has_webhooks(&self) -> bool {
        self.webhooks.is_some()
    }
}

impl WebhookSignature {
    /// The header as a template, as descriptions have it.
    #[must_use]
    pub fn format(&self) -> String {
        let separator = self.separator.map(String::from).unwrap_or_default();
        let elements = self.elements.iter().map(|element| match element.encoding {
            Some(encoding) => format!("{}{{{encoding}}}", element.prefix),
            None => format!("{}{{timestamp}}", element.prefix),
        });
        elements.collect::<Vec<_>>().join(&separator)
    }

    /// What is signed as a template, as descriptions have it.
    #[must_use]
    pub fn signed_template(&self) -> String {
        let parts = self.signed.iter().map(|part| match part {
            SignedPart::Text(text) => text.as_str(),
            SignedPart::Timestamp => "{timestamp}",
            SignedPart::Id => "{id}",
            SignedPart::Body => "{body}",
        });
        parts.collect()
    }

    /// The form of the secret as a template, as descriptions have it.
    #[must_use]
    pub fn secret_template(&self) -> Option<String> {
        self.secret.as_ref().map(|(prefix, encoding)| format!("{prefix}{{{encoding}}}"))
    }
}

/// The word of the language.
impl fmt::Display for SignatureEncoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Hex => "hex",
            Self::Base64 => "base64",
        })
    }
}

/// The word of the language.
impl fmt::Display for SignatureAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::HmacSha256 => "hmac_sha256",
            Self::HmacSha512 => "hmac_sha512",
        })
    }
}

/// For people.
impl fmt::Display for EventName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Header(header) => write!(f, "header `{}`", header.value),
            Self::Body(path) => write!(f, "`{path}` in the body"),
        }
    }
}

//! How an API signs its webhooks, as a table that is emitted with the client.

/// How an API signs its webhooks, and how they say which event they report.
#[derive(Debug)]
pub struct Scheme {
    /// Header that holds the signature.
    pub header: &'static str,
    /// How the signature is made.
    pub algorithm: Algorithm,
    /// What the header consists of. One element is the signature.
    pub elements: &'static [Element],
    /// What separates the elements, where a header can have several. Elements of other prefixes are left unread.
    pub separator: Option<char>,
    /// Header that holds the timestamp, where the header of the signature does not.
    pub timestamp_header: Option<&'static str>,
    /// Header that holds the id of the message, where it is signed.
    pub id_header: Option<&'static str>,
    /// What is signed.
    pub signed: &'static [Signed],
    /// By how many seconds the timestamp may differ from the clock. Without a timestamp it means nothing.
    pub tolerance: u64,
    /// How the secret is written.
    pub secret: SecretForm,
    /// What names the event.
    pub event: EventName,
    /// Path to the payload of a known event; empty for the body as a whole.
    pub payload: &'static [&'static str],
}

/// How a signature is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// HMAC with SHA-256.
    HmacSha256,
    /// HMAC with SHA-512.
    HmacSha512,
}

/// One element of the header with the signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Element {
    /// What stands before its value.
    pub prefix: &'static str,
    /// What it holds.
    pub value: ElementValue,
}

/// What an element of the header holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ElementValue {
    /// Seconds since 1970.
    Timestamp,
    /// The signature.
    Signature(Encoding),
}

/// How bytes are written as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Two hexadecimal digits for each byte.
    Hex,
    /// Base64 of RFC 4648, section 4.
    Base64,
}

/// A part of what is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signed {
    /// This text.
    Text(&'static str),
    /// The timestamp, as the header has it.
    Timestamp,
    /// The id of the message.
    Id,
    /// The body, byte for byte.
    Body,
}

/// How the secret is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretForm {
    /// Its bytes are the key.
    Plain,
    /// The key is encoded, possibly with a prefix.
    Encoded(&'static str, Encoding),
}

/// What names the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventName {
    /// A header of this name.
    Header(&'static str),
    /// The value at the end of this path in the body.
    Body(&'static [&'static str]),
}

impl Scheme {
    /// The prefix and the encoding of the signature.
    pub(crate) fn signature(&self) -> (&'static str, Encoding) {
        let mut elements = self.elements.iter();
        let found = elements.find_map(|element| match element.value {
            ElementValue::Signature(encoding) => Some((element.prefix, encoding)),
            ElementValue::Timestamp => None,
        });
        found.unwrap_or(("", Encoding::Hex))
    }

    /// The prefix of the timestamp, where the header of the signature holds it.
    pub(crate) fn timestamp_prefix(&self) -> Option<&'static str> {
        let is_timestamp = |element: &&Element| element.value == ElementValue::Timestamp;
        self.elements.iter().find(is_timestamp).map(|element| element.prefix)
    }
}

//! Webhooks, as they are written.

use schemars::{Schema, SchemaGenerator, json_schema};

use super::define::document;
use super::errors::KeyPath;
use super::{Id, form};
use crate::api::SignatureAlgorithm;
use crate::decode::{Decode, Decoder, Entries, Text};
use crate::yaml::{Node, Value};
use crate::{Span, Spanned};

document! {
    /// Requests that the API sends to report what has happened.
    struct Webhooks {
        /// How they are signed.
        required signature: WebhookSignature,
        /// What names the event: a path into the body, such as `[type]`, or `{ header: .. }`.
        required told_by: EventName,
        /// Path to the payload in the body, such as `[data, object]`. Without it, the whole body.
        optional payload: KeyPath,
        /// The known events: a map from ids to events. Others are kept as raw JSON.
        required events: Entries<Id, WebhookEvent> = form::ENTRIES,
    }

    /// How webhooks are signed.
    struct WebhookSignature {
        /// Header that holds the signature.
        required header: Text = form::SCHEME,
        /// How the signature is made.
        required algorithm: Spanned<SignatureAlgorithm>,
        /// What the header consists of: `{hex}` or `{base64}` stands for the signature, `{timestamp}` for seconds since 1970.
        required format: Text = form::SIGNATURE_HEADER,
        /// What separates the elements of the header, where there can be several. Others than those of `format` are left unread.
        optional separator: Text = form::SEPARATOR,
        /// Header that holds the timestamp, if it is not in `format`.
        optional timestamp_header: Text = form::SCHEME,
        /// Header that holds the id of the message, if it is signed.
        optional id_header: Text = form::SCHEME,
        /// What is signed: `{body}`, possibly with `{timestamp}` and `{id}`. By default the body alone.
        optional signed: Text = form::SIGNED,
        /// By how many seconds the timestamp may differ from the clock of the receiver.
        optional tolerance: Spanned<i64> = form::TOLERANCE,
        /// How the secret is written, such as `whsec_{base64}`. By default, its characters are the key.
        optional secret: Text = form::SIGNING_SECRET,
    }

    /// An event that a webhook reports.
    struct WebhookEvent {
        /// Its name on the wire; by default the id.
        optional equals: Text = form::WIRE_NAME,
        /// Name of the type of the payload.
        required ty as "type": Text = form::TYPE_NAME,
        /// What has happened.
        required description: Text = form::WORDS,
    }

    /// A header that names the event.
    struct EventHeader {
        /// Name of the header.
        required header: Text = form::SCHEME,
    }
}

/// What names the event.
#[derive(Debug)]
pub(crate) enum EventName {
    Body(KeyPath),
    Header(EventHeader),
}

impl Decode for EventName {
    fn decode(node: Node, at: Span, decoder: &mut Decoder<'_>) -> Option<Self> {
        match &node.value {
            Value::Map(_) => EventHeader::decode(node, at, decoder).map(Self::Header),
            Value::List(_) => KeyPath::decode(node, at, decoder).map(Self::Body),
            _ => {
                decoder.refuse_type(&node, at, "a list of keys or a map with `header`");
                None
            }
        }
    }

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        let (path, header) = (KeyPath::schema(generator), EventHeader::schema(generator));
        json_schema!({ "oneOf": [path, header] })
    }
}

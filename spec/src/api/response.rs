//! What an operation returns, by the status of the response.

use super::{Privacy, Type};
use crate::Spanned;

/// What a call returns if it succeeds.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Response {
    /// One for each declared status, in the order of the statuses. At least one of them is from 200 to 299. Either all of them are
    /// variants, or none.
    pub outcomes: Vec<Outcome>,
}

/// What a status comes with.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Outcome {
    /// The status: from 200 to 299, or 304.
    pub status: u16,
    /// What the body is.
    pub payload: Payload,
    /// What tells it from the others, where the types differ.
    pub variant: Option<OutcomeVariant>,
}

/// What an outcome is called, where callers tell it from others.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct OutcomeVariant {
    /// Id, unique among the outcomes of its operation. An outcome is identified by its status, not by its id.
    pub id: Spanned<String>,
    /// When it occurs.
    pub description: String,
}

/// What the body of a success is.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Payload {
    /// There is none.
    None,
    /// There is none, since the caller has it already (status 304).
    Unchanged,
    /// JSON of this type.
    Json(Type),
    /// Text, as it is.
    Text(Privacy, Option<String>),
    /// Any bytes.
    Bytes(Option<String>),
    /// Any bytes, read while they arrive.
    Download(Option<String>),
    /// Server-sent events.
    Events {
        /// The type of their data, which is JSON.
        item: Type,
        /// Data that ends them, and is no item.
        end: Option<String>,
    },
    /// Lines of JSON of this type.
    Lines(Type, Option<String>),
}

/// What a call returns, all statuses taken together.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
pub enum Returned<'a> {
    /// No value.
    Nothing,
    /// Always the same kind of value.
    One(&'a Payload),
    /// The same kind of value, or none.
    Optional(&'a Payload),
    /// One of several variants.
    Variants(&'a [Outcome]),
}

impl Response {
    /// What a call returns.
    #[must_use]
    pub fn returned(&self) -> Returned<'_> {
        if self.outcomes.iter().any(|outcome| outcome.variant.is_some()) {
            return Returned::Variants(&self.outcomes);
        }
        let value = self.outcomes.iter().map(|outcome| &outcome.payload).find(|it| it.has_body());
        let is_always = self.outcomes.iter().all(|outcome| outcome.payload.has_body());
        match value {
            None => Returned::Nothing,
            Some(payload) if is_always => Returned::One(payload),
            Some(payload) => Returned::Optional(payload),
        }
    }

    /// The type of the one JSON value that a call returns, possibly only for some of its statuses.
    #[must_use]
    pub fn value(&self) -> Option<&Type> {
        match self.returned() {
            Returned::One(payload) | Returned::Optional(payload) => payload.json(),
            Returned::Nothing | Returned::Variants(_) => None,
        }
    }

    /// The type of the JSON value that a call always returns.
    #[must_use]
    pub fn always(&self) -> Option<&Type> {
        match self.returned() {
            Returned::One(payload) => payload.json(),
            _ => None,
        }
    }

    /// The success with the lowest status. A success with a status that is not declared is read in the same way.
    ///
    /// # Panics
    ///
    /// Panics if there is none, which no description leads to.
    #[must_use]
    pub fn success(&self) -> &Outcome {
        let success = self.outcomes.iter().find(|outcome| outcome.status < 300);
        success.unwrap_or_else(|| unreachable!("a response without a success was refused"))
    }

    /// The outcome that is declared for a status.
    #[must_use]
    pub fn at(&self, status: u16) -> Option<&Outcome> {
        self.outcomes.iter().find(|outcome| outcome.status == status)
    }

    /// The types of all bodies that are JSON, and of the items of streams.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let payloads = self.outcomes.iter().map(|outcome| &outcome.payload);
        payloads.filter_map(|payload| payload.json().or(payload.item()))
    }

    /// What it is, if it is a stream. All of its outcomes are the same one then.
    #[must_use]
    pub fn stream(&self) -> Option<&Payload> {
        Some(&self.success().payload).filter(|payload| payload.is_stream())
    }

    /// The content types that a client asks for. `None` where that is JSON alone.
    #[must_use]
    pub fn accepted(&self) -> Option<String> {
        let mut accepted: Vec<&str> = Vec::new();
        for outcome in &self.outcomes {
            let content_type = match &outcome.payload {
                Payload::None | Payload::Unchanged => continue,
                Payload::Json(_) => "application/json",
                Payload::Text(_, content_type)
                | Payload::Bytes(content_type)
                | Payload::Download(content_type) => content_type.as_deref().unwrap_or("*/*"),
                Payload::Events { .. } | Payload::Lines(..) => {
                    outcome.payload.content_type().unwrap_or("*/*")
                }
            };
            if !accepted.contains(&content_type) {
                accepted.push(content_type);
            }
        }
        match accepted.as_slice() {
            [] | ["application/json"] => None,
            all if all.contains(&"*/*") => Some("*/*".to_owned()),
            all => Some(all.join(", ")),
        }
    }
}

impl Payload {
    /// The type, where it is JSON.
    #[must_use]
    pub fn json(&self) -> Option<&Type> {
        match self {
            Self::Json(ty) => Some(ty),
            _ => None,
        }
    }

    /// The type of an item, where it is a stream of these.
    #[must_use]
    pub fn item(&self) -> Option<&Type> {
        match self {
            Self::Events { item, .. } | Self::Lines(item, _) => Some(item),
            _ => None,
        }
    }

    /// Whether it is read while it arrives.
    #[must_use]
    pub fn is_stream(&self) -> bool {
        matches!(self, Self::Download(_) | Self::Events { .. } | Self::Lines(..))
    }

    /// Whether there is a body.
    #[must_use]
    pub fn has_body(&self) -> bool {
        !matches!(self, Self::None | Self::Unchanged)
    }

    /// The content type of a body that is not JSON: the declared one, or that of any such body.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        match self {
            Self::Text(_, content_type) => {
                Some(content_type.as_deref().unwrap_or("text/plain; charset=utf-8"))
            }
            Self::Bytes(content_type) | Self::Download(content_type) => {
                Some(content_type.as_deref().unwrap_or("application/octet-stream"))
            }
            Self::Events { .. } => Some("text/event-stream"),
            Self::Lines(_, content_type) => {
                Some(content_type.as_deref().unwrap_or("application/x-ndjson"))
            }
            Self::None | Self::Unchanged | Self::Json(_) => None,
        }
    }
}

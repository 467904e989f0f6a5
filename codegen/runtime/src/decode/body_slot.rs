//! Where the body of a success goes, by its kind.

use super::slot::Text;
use super::text::{self, Validity};
use super::{DecodeError, DecodeProblem, Slot};
use crate::value::{Binary, Value};

/// A place that waits for the body of a success, and knows whether that is JSON, text or bytes.
pub struct BodySlot<'a>(pub(crate) BodyKind<'a>);

/// The kinds of body.
pub(crate) enum BodyKind<'a> {
    /// There is none, or it is left unread.
    Nothing,
    /// There is none, since the caller has it already. Its status, 304, is not a success otherwise.
    Unchanged,
    Json(Slot<'a>),
    Text(&'a mut dyn Text),
    Bytes(&'a mut Binary),
}

impl<'a> BodySlot<'a> {
    /// A place for a body that is left unread.
    #[must_use]
    pub fn nothing() -> Self {
        Self(BodyKind::Nothing)
    }

    /// A place for the body of a response with the status 304, which has none.
    #[must_use]
    pub fn unchanged() -> Self {
        Self(BodyKind::Unchanged)
    }

    /// A place for JSON.
    pub fn json(value: &'a mut impl Value) -> Self {
        Self(BodyKind::Json(value.slot()))
    }

    /// A place for text as it is: a `String`, or what can be made of one.
    pub fn text<T: for<'t> From<&'t str>>(value: &'a mut T) -> Self {
        Self(BodyKind::Text(value))
    }

    /// A place for any bytes.
    pub fn bytes(value: &'a mut Binary) -> Self {
        Self(BodyKind::Bytes(value))
    }

    /// Whether it takes a response that has no body because nothing has changed.
    pub(crate) fn is_unchanged(&self) -> bool {
        matches!(self.0, BodyKind::Unchanged)
    }
}

/// Reads text, without its byte order mark, and says whether characters of it had to be replaced.
pub(crate) fn read_text(body: &[u8], place: &mut dyn Text) -> Vec<DecodeError> {
    let (text, validity) = text::decode(body);
    place.set(&text);
    let is_repaired = validity == Validity::Repaired;
    is_repaired.then(|| DecodeError::of_body(DecodeProblem::Undecodable)).into_iter().collect()
}

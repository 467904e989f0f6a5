//! Problem details as RFC 9457 defines them.

use std::borrow::Cow;
use std::fmt;

use crate::decode::text_at;

/// A body of `application/problem+json`, as RFC 9457 defines it.
///
/// The texts are the server's and may repeat what it was sent: they are never formatted.
#[derive(Clone)]
pub struct ProblemDetails<'a> {
    json: Cow<'a, str>,
}

impl<'a> ProblemDetails<'a> {
    pub(super) fn new(json: Cow<'a, str>) -> Self {
        Self { json }
    }

    /// The kind of problem, a URI. Without it, the HTTP status says all there is to say.
    #[must_use]
    pub fn type_uri(&self) -> Option<Cow<'_, str>> {
        text_at(&self.json, &["type"])
    }

    /// What kind of problem it is, in short.
    #[must_use]
    pub fn title(&self) -> Option<Cow<'_, str>> {
        text_at(&self.json, &["title"])
    }

    /// The HTTP status that the server set, which a proxy may have changed since.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        text_at(&self.json, &["status"])?.parse().ok()
    }

    /// What is wrong this time.
    #[must_use]
    pub fn detail(&self) -> Option<Cow<'_, str>> {
        text_at(&self.json, &["detail"])
    }

    /// This occurrence of the problem, a URI.
    #[must_use]
    pub fn instance(&self) -> Option<Cow<'_, str>> {
        text_at(&self.json, &["instance"])
    }
}

impl fmt::Debug for ProblemDetails<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProblemDetails").finish_non_exhaustive()
    }
}

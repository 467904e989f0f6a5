//! The error body of an API.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde_json::value::RawValue;

use super::{Code, Failure, FoundCode, Problem, ProblemDetails, Sealed as _};
use crate::decode::{Keys, text_at, text_of, value_at};
use crate::request::{ErrorBody, FieldErrorKeys, KeyPath};

/// The error body returned by the API.
///
/// Its texts come from the server and may repeat inputs: they are never formatted. Do not log them, and do not show them to users.
pub struct ApiError<'a, C> {
    code: &'a FoundCode,
    layout: &'static ErrorBody,
    body: &'a [u8],
    type_of_code: PhantomData<fn() -> C>,
}

/// An error of one field of a request.
#[derive(Clone, PartialEq, Eq)]
pub struct FieldError {
    field: String,
    message: String,
}

impl<'a, C: Code> ApiError<'a, C> {
    pub(super) fn of(failure: &'a Failure) -> Option<Self> {
        let Problem::Api { code, layout } = &failure.problem else {
            return None;
        };
        let body = failure.response.as_ref().map_or(&[][..], |response| &*response.body);
        Some(Self { code, layout, body, type_of_code: PhantomData })
    }

    /// Returns the error code; its number is 0, or its text empty, if the body has none.
    #[must_use]
    pub fn code(&self) -> C {
        C::from_wire(C::Wire::of(self.code))
    }

    /// Returns the short text.
    #[must_use]
    pub fn message(&self) -> Option<Cow<'a, str>> {
        text_in(self.body, self.layout.message?)
    }

    /// Returns the longer text.
    #[must_use]
    pub fn description(&self) -> Option<Cow<'a, str>> {
        text_in(self.body, self.layout.description?)
    }

    /// Returns the error of a provider behind the API; JSON if that is not a text.
    #[must_use]
    pub fn provider_error(&self) -> Option<Cow<'a, str>> {
        text_in(self.body, self.layout.provider_error?)
    }

    /// Returns the errors of single fields.
    #[must_use]
    pub fn field_errors(&self) -> Vec<FieldError> {
        let keys = self.layout.field_errors;
        keys.and_then(|keys| field_errors(self.body, keys)).unwrap_or_default()
    }

    /// Returns the problem details of RFC 9457, if the error is one.
    #[must_use]
    pub fn problem(&self) -> Option<ProblemDetails<'a>> {
        self.layout.is_problem.then(|| ProblemDetails::new(text_of(self.body)))
    }
}

/// The text at the end of a path; JSON where it is no text.
fn text_in(body: &[u8], path: KeyPath) -> Option<Cow<'_, str>> {
    match text_of(body) {
        Cow::Borrowed(json) => text_at(json, path),
        Cow::Owned(json) => text_at(&json, path).map(|text| Cow::Owned(text.into_owned())),
    }
}

fn field_errors(body: &[u8], keys: FieldErrorKeys) -> Option<Vec<FieldError>> {
    let json = text_of(body);
    let entries: Vec<&RawValue> = serde_json::from_str(value_at(&json, keys.list)?).ok()?;
    let entry = |raw: &&RawValue| {
        Keys::parse(raw.get())?;
        let text = |key| text_at(raw.get(), &[key]).map(Cow::into_owned).unwrap_or_default();
        Some(FieldError { field: text(keys.field), message: text(keys.message) })
    };
    Some(entries.iter().filter_map(entry).collect())
}

impl<C: Code + fmt::Debug> fmt::Debug for ApiError<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError").field("code", &self.code()).finish_non_exhaustive()
    }
}

impl FieldError {
    /// Returns the server's name of the field.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }

    /// Returns the server's message about it.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Debug for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FieldError").finish_non_exhaustive()
    }
}

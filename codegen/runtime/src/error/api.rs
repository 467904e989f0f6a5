//! The error body of an API.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde_json::value::RawValue;

use super::{Code, Failure, Number, Problem};
use crate::decode::Keys;
use crate::request::{ErrorBody, FieldErrorKeys};

/// The error body returned by the API.
///
/// Its texts come from the server and may repeat inputs: they are never formatted. Do not log them, and do not show them to users.
pub struct ApiError<'a, C> {
    number: i64,
    keys: Option<ErrorBody>,
    body: &'a [u8],
    code: PhantomData<fn() -> C>,
}

/// An error of one field of a request.
#[derive(Clone, PartialEq, Eq)]
pub struct FieldError {
    field: String,
    message: String,
}

impl<'a, C: Code> ApiError<'a, C> {
    pub(super) fn of(failure: &'a Failure) -> Option<Self> {
        let Problem::Api(number) = failure.problem else {
            return None;
        };
        let body = failure.response.as_ref().map_or(&[][..], |response| &*response.body);
        Some(Self { number, keys: failure.service.error_body, body, code: PhantomData })
    }

    /// Returns the error code; its number is 0 if the body has none.
    #[must_use]
    pub fn code(&self) -> C {
        C::from_number(Number::new(self.number))
    }

    /// Returns the short text.
    #[must_use]
    pub fn message(&self) -> Option<Cow<'a, str>> {
        text_at(self.body, self.keys?.message?)
    }

    /// Returns the longer text.
    #[must_use]
    pub fn description(&self) -> Option<Cow<'a, str>> {
        text_at(self.body, self.keys?.description?)
    }

    /// Returns the error of a provider behind the API; JSON if that is not a text.
    #[must_use]
    pub fn provider_error(&self) -> Option<Cow<'a, str>> {
        text_at(self.body, self.keys?.provider_error?)
    }

    /// Returns the errors of single fields.
    #[must_use]
    pub fn field_errors(&self) -> Vec<FieldError> {
        let keys = self.keys.and_then(|keys| keys.field_errors);
        keys.and_then(|keys| field_errors(self.body, keys)).unwrap_or_default()
    }
}

/// Returns the text of a key, case-insensitive in the first letter; JSON if it is not a text.
fn text_at<'a>(body: &'a [u8], key: &str) -> Option<Cow<'a, str>> {
    match crate::decode::text_of(body) {
        Cow::Borrowed(json) => text_in(&Keys::parse(json)?, key),
        Cow::Owned(json) => {
            text_in(&Keys::parse(&json)?, key).map(|text| Cow::Owned(text.into_owned()))
        }
    }
}

fn text_in<'a>(keys: &Keys<'a>, key: &str) -> Option<Cow<'a, str>> {
    keys.text(key).or_else(|| keys.value(key).map(Cow::Borrowed))
}

fn field_errors(body: &[u8], keys: FieldErrorKeys) -> Option<Vec<FieldError>> {
    let json = crate::decode::text_of(body);
    let list = Keys::parse(&json)?.value(keys.list)?;
    let entries: Vec<&RawValue> = serde_json::from_str(list).ok()?;
    let entry = |raw: &&RawValue| {
        let entry = Keys::parse(raw.get())?;
        let text = |key| text_in(&entry, key).map(Cow::into_owned).unwrap_or_default();
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

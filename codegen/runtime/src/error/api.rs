//! What the service said about an error.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde_json::value::RawValue;

use super::{Code, Failure, Number, Problem};
use crate::decode::Keys;
use crate::request::{ErrorBody, FieldErrorKeys};

/// What the service said about an error, in its own format.
///
/// The texts are the server's and may repeat what it was sent: they are read from the body when they are asked for,
/// and never formatted.
pub struct ApiError<'a, C> {
    number: i64,
    keys: Option<ErrorBody>,
    body: &'a [u8],
    code: PhantomData<fn() -> C>,
}

/// What is wrong with one field of a request.
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
        let body = failure.answer.as_ref().map_or(&[][..], |answer| &*answer.body);
        Some(Self { number, keys: failure.service.error_body, body, code: PhantomData })
    }

    /// The code. Where the answer had none that could be one, its number is 0.
    #[must_use]
    pub fn code(&self) -> C {
        C::from_number(Number::new(self.number))
    }

    /// The short text.
    #[must_use]
    pub fn message(&self) -> Option<Cow<'a, str>> {
        text_at(self.body, self.keys?.message?)
    }

    /// The longer text.
    #[must_use]
    pub fn description(&self) -> Option<Cow<'a, str>> {
        text_at(self.body, self.keys?.description?)
    }

    /// What a provider behind the service answered; JSON where that is no text.
    #[must_use]
    pub fn provider_error(&self) -> Option<Cow<'a, str>> {
        text_at(self.body, self.keys?.provider_error?)
    }

    /// Problems of single fields.
    #[must_use]
    pub fn field_errors(&self) -> Vec<FieldError> {
        let keys = self.keys.and_then(|keys| keys.field_errors);
        keys.and_then(|keys| field_errors(self.body, keys)).unwrap_or_default()
    }
}

/// The text under a key in either case; JSON where it is no text.
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
    /// The field, as the server calls it.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }

    /// What the server says about it.
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

//! The typed details of an error.

use super::{Code, Error, Problem};
use crate::decode::{from_json, text_of, value_at};
use crate::value::Value;

/// A generated type of error codes, of an API whose errors have details.
pub trait HasDetails: Code {
    /// The type of the details.
    type Details: Value + Default;
}

impl<C: HasDetails> Error<C> {
    /// The details of the error, read from the body when they are asked for.
    ///
    /// Nothing, where the response has none, or none that can be read; code, status and [`raw_body`](Self::raw_body) are
    /// there all the same.
    #[must_use]
    pub fn details(&self) -> Option<C::Details> {
        let Problem::Api { layout, .. } = self.failure.problem else { return None };
        let response = self.failure.response.as_ref()?;
        from_json(value_at(&text_of(&response.body), layout.details?)?.as_bytes()).ok()
    }
}

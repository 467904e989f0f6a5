//! What an operation says of itself.

use std::fmt;

use super::RequestWriter;
use crate::value::Value;

/// One call of a service: where its inputs go, and what comes back.
pub trait Operation {
    /// What a success carries; `()` where there is nothing to read.
    type Output: Value + Default;

    /// What does not change from call to call.
    const ENDPOINT: &'static Endpoint;

    /// Writes the inputs, in the order in which they shall stand in the request.
    fn write(&self, request: &mut RequestWriter<'_>);
}

/// What does not change from call to call of an operation.
#[derive(Debug)]
pub struct Endpoint {
    /// Group and name of the operation: `phone.login`.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path behind the base URL, from its slash on, with `{placeholders}`.
    pub path: &'static str,
    /// What sending it twice would do.
    pub effect: Effect,
}

/// HTTP methods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// GET
    Get,
    /// HEAD
    Head,
    /// POST
    Post,
    /// PUT
    Put,
    /// PATCH
    Patch,
    /// DELETE
    Delete,
}

impl Method {
    /// The method in upper case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<Method> for http::Method {
    fn from(method: Method) -> Self {
        match method {
            Method::Get => Self::GET,
            Method::Head => Self::HEAD,
            Method::Post => Self::POST,
            Method::Put => Self::PUT,
            Method::Patch => Self::PATCH,
            Method::Delete => Self::DELETE,
        }
    }
}

/// What sending an operation twice would do. It decides who may repeat it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It reads; any number of times.
    Safe,
    /// It writes the same again.
    Idempotent,
    /// It uses something up (a code, an attempt): a second time fails, or counts against the user.
    Consumes,
    /// It sends something out (an SMS, a mail): a second time sends it again.
    Sends,
}

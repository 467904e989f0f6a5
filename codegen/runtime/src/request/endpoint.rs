//! Operations and what is constant about them.

use std::fmt;

use super::RequestWriter;
use crate::decode::BodySlot;
use crate::value::Value;

/// One call of an API: where its inputs go, and what comes back.
///
/// Every call of a generated client is one, and a future as well, so that a function can be generic over all of them:
///
/// ```
/// use restwright_runtime::{Error, Operation, Response};
///
/// /// Sends a call and prints how it went.
/// async fn timed<O, C>(call: O) -> Result<Response<<O as Operation>::Output>, Error<C>>
/// where
///     O: Operation + IntoFuture<Output = Result<Response<<O as Operation>::Output>, Error<C>>>,
/// {
///     let outcome = call.await;
///     let (attempts, elapsed) = match &outcome {
///         Ok(response) => (response.attempts(), response.elapsed()),
///         Err(error) => (error.attempts(), error.elapsed()),
///     };
///     println!("{}: {attempts} attempts in {elapsed:?}", O::ENDPOINT.id);
///     outcome
/// }
/// ```
///
/// For the blocking client, `blocking::Call` is such a bound.
pub trait Operation {
    /// The type of a successful response; `()` if there is nothing to decode.
    type Output: Value + Default;

    /// The constant part of all calls.
    const ENDPOINT: &'static Endpoint;

    /// Writes the inputs, in the order of the request.
    fn write(&self, request: &mut RequestWriter<'_>);

    /// Where the body of a success with this status goes: as JSON into the output, unless the operation declares another
    /// kind of body, or several statuses that differ.
    fn body_slot(output: &mut Self::Output, status: u16) -> BodySlot<'_> {
        let _ = status;
        BodySlot::json(output)
    }
}

/// The constant part of all calls of an operation.
#[derive(Debug)]
pub struct Endpoint {
    /// The operation id: `phone.login`.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path behind the base URL, from its slash on, with `{placeholders}`.
    pub path: &'static str,
    /// What a repeated call would do.
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

/// What a repeated call would do. [`RetryPolicy`](crate::RetryPolicy) has the table of what is retried.
///
/// Where a call has an idempotency key, the service recognizes its attempts as one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Only reads: repeating the call has no effect at all.
    Safe,
    /// Repeating the call has no further effect.
    Idempotent,
    /// Creates something: a repeated call creates another one.
    Creates,
    /// Consumes something, such as a code or an attempt: a repeated call fails, or counts against the user.
    Consumes,
    /// Sends something, such as an SMS or an email: a repeated call sends another one.
    Sends,
}

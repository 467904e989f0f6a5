//! What a call can fail with.

mod answer;
mod api;
mod code;
mod failure;
mod setting;
mod transport;

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

pub use self::api::{ApiError, FieldError};
pub use self::code::{Code, Number};
pub use self::setting::SettingError;
pub use self::transport::{TransportError, TransportErrorKind};

pub(crate) use self::answer::Answer;
pub(crate) use self::failure::{Failure, Problem};

use crate::decode::DecodeError;

/// Why a call failed.
///
/// One pointer wide. No text of the server, no URL, no input and no secret is in its `Display`, its `Debug` or its
/// [`source`](std::error::Error::source); what the server said is in [`api`](Self::api) and [`raw_body`](Self::raw_body)
/// for those who ask.
pub struct Error<C> {
    failure: Box<Failure>,
    code: PhantomData<fn() -> C>,
}

/// The kind of an [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// An input or a setting cannot be sent; nothing was.
    Input,
    /// No connection could be made, or none that is safe.
    Connect,
    /// It took too long.
    Timeout,
    /// The connection broke.
    Transport,
    /// What came back is not HTTP.
    Protocol,
    /// The server pointed elsewhere; redirects are not followed.
    Redirect,
    /// The answer is larger than allowed, its head or its body.
    TooLarge,
    /// The service refused the call, and said so in its own format.
    Api,
    /// An answer with a status that is no success, and not in the service's format: of a proxy, for example.
    UnexpectedStatus,
    /// A success that could not be read.
    Decode,
}

/// How far a request got: whether the server may have acted on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// Nothing of it left.
    NotSent,
    /// It may have reached the server.
    MaybeSent,
    /// The server answered.
    Answered,
}

impl<C> Error<C> {
    /// What kind of failure it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.failure.problem.kind()
    }

    /// Group and name of the operation (`phone.login`); none where a client could not be built.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.failure.endpoint.map(|endpoint| endpoint.id)
    }

    /// The HTTP status, if there was an answer.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.failure.answer.as_ref().map(|answer| answer.status.as_u16())
    }

    /// The headers, if there was an answer.
    #[must_use]
    pub fn headers(&self) -> Option<&http::HeaderMap> {
        self.failure.answer.as_ref().map(|answer| &answer.headers)
    }

    /// The body as the server sent it, if there was an answer that was read. It may hold anything: handle with care.
    #[must_use]
    pub fn raw_body(&self) -> Option<&[u8]> {
        match self.failure.problem {
            Problem::Transport(_) | Problem::Timeout | Problem::TooLarge(_) => None,
            _ => self.failure.answer.as_ref().map(|answer| &*answer.body),
        }
    }

    /// Whether the server may have acted on the call: 'may the SMS have gone out?'
    #[must_use]
    pub fn delivery(&self) -> Delivery {
        self.failure.delivery
    }

    /// How often the request was made: once, and once more for each retry. 0 where it could not even be built.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.failure.attempts
    }

    /// The duration of the call until it failed, including all attempts and backoff. Zero where it could not even be built.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.failure.elapsed
    }

    /// The id that the server gave the request, to quote to the API's support.
    ///
    /// None where the API declares no response header for it, or there is no response with one. The text comes from the
    /// server.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.failure.answer.as_ref()?.request_id(self.failure.service)
    }

    /// For how long the server wants to be left alone, if it said so: from the moment of its answer on.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.failure.answer.as_ref().and_then(|answer| answer.retry_after)
    }

    /// Whether the same call can be made again without doing anything twice, and may then succeed.
    ///
    /// It follows the [`RetryPolicy`](crate::RetryPolicy) of the call that failed, which is that of its client unless
    /// it had one of its own: the effect of the operation decides, and whether the request has left.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.failure.is_retryable
    }

    /// Where a redirect pointed to, without query, fragment and user.
    #[must_use]
    pub fn redirect_to(&self) -> Option<&str> {
        match &self.failure.problem {
            Problem::Redirect(location) => Some(location),
            _ => None,
        }
    }

    /// Why an answer could not be read.
    #[must_use]
    pub fn decode(&self) -> Option<&DecodeError> {
        match &self.failure.problem {
            Problem::Decode(error) => Some(error),
            _ => None,
        }
    }

    pub(crate) fn new(failure: Box<Failure>) -> Self {
        Self { failure, code: PhantomData }
    }
}

impl<C: Code> Error<C> {
    /// What the service said, if it refused the call in its own format.
    #[must_use]
    pub fn api(&self) -> Option<ApiError<'_, C>> {
        ApiError::of(&self.failure)
    }

    /// The code of the error, if the service gave one.
    #[must_use]
    pub fn code(&self) -> Option<C> {
        match self.failure.problem {
            Problem::Api(number) if number != 0 => Some(C::from_number(Number::new(number))),
            _ => None,
        }
    }
}

impl<C> Clone for Error<C> {
    fn clone(&self) -> Self {
        Self { failure: self.failure.clone(), code: PhantomData }
    }
}

impl<C> fmt::Display for Error<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&*self.failure, f)
    }
}

impl<C> fmt::Debug for Error<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.kind())
            .field("operation", &self.operation())
            .field("status", &self.status())
            .field("delivery", &self.delivery())
            .field("attempts", &self.attempts())
            .field("message", &self.to_string())
            .finish_non_exhaustive()
    }
}

impl<C> std::error::Error for Error<C> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.failure.problem {
            Problem::Decode(error) => Some(error),
            Problem::Transport(error) => Some(error),
            _ => None,
        }
    }
}

/// Operation, kind, status, code and our own words; never the server's.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(endpoint) = self.endpoint {
            write!(f, "{}: ", endpoint.id)?;
        }
        match &self.problem {
            Problem::Input(name, problem) => write!(f, "`{name}` {problem}"),
            Problem::Transport(error) => write!(f, "{error}"),
            Problem::Timeout => f.write_str("no complete answer in time"),
            Problem::Redirect(_) => {
                f.write_str("the server pointed elsewhere, which is not followed")
            }
            Problem::TooLarge(limit) => write!(f, "the answer is larger than {limit} bytes"),
            Problem::Api(number) => self.write_refusal(*number, f),
            Problem::UnexpectedStatus => {
                f.write_str("the answer is no success, and not of the service")
            }
            Problem::Decode(error) => write!(f, "the answer cannot be read: {error}"),
        }?;
        match &self.answer {
            Some(answer) => write!(f, " (status {})", answer.status.as_u16()),
            None => Ok(()),
        }
    }
}

impl Failure {
    fn write_refusal(&self, number: i64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (number, self.service.error(number)) {
            (0, _) => f.write_str("the service refused the call without an error code"),
            (_, Some(entry)) => write!(f, "{} ({number}): {}", entry.name, entry.meaning),
            (_, None) => write!(f, "the service refused the call with the unknown code {number}"),
        }
    }
}

//! The error type of all calls.

mod api;
mod code;
mod details;
mod failure;
mod layout;
mod problem;
mod raw_response;
mod setting;
#[cfg(feature = "oauth")]
mod token;
mod transport;

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

pub use self::api::{ApiError, FieldError};
pub use self::code::{Code, Number, TextCode, WireCode};
pub use self::details::HasDetails;
pub use self::problem::ProblemDetails;
pub use self::setting::SettingError;
#[cfg(feature = "oauth")]
pub use self::token::{TokenError, TokenErrorKind};
pub use self::transport::{TransportError, TransportErrorKind};

pub(crate) use self::code::{FoundCode, Sealed};
pub(crate) use self::failure::{Failure, Problem};
#[cfg(feature = "streams")]
pub(crate) use self::layout::{Item, refusal_of_item};
pub(crate) use self::layout::{refusal, refusal_in_success};
pub(crate) use self::raw_response::RawResponse;

use crate::decode::DecodeError;

/// The error of a failed call.
///
/// Ask two questions: what went wrong ([`kind`](Self::kind), and [`code`](Self::code) for an error of the API), and may the
/// server have processed the request ([`delivery`](Self::delivery)). [`ErrorKind`] has a table of what to do.
///
/// ```
/// use restwright_runtime::{Code, Delivery, Error, ErrorKind};
///
/// /// Returns what to tell a user when sending a text message failed.
/// fn advice<C: Code>(error: &Error<C>) -> &'static str {
///     match (error.kind(), error.delivery()) {
///         (ErrorKind::Input, _) => "Check what you entered.",
///         (_, Delivery::NotSent) => "No message was sent. Try again.",
///         (_, Delivery::MaybeSent) => "A message may be on its way: wait before you ask for another one.",
///         (ErrorKind::Decode, _) => "The message was sent.",
///         (_, Delivery::Answered) if error.is_retryable() => "The service is busy. Try again later.",
///         (ErrorKind::Api, _) => "The request was rejected.", // match `error.code()` for the reason
///         (_, Delivery::Answered) if matches!(error.status(), Some(200..=299)) => "The message was probably sent.",
///         (_, Delivery::Answered) => "The service is not available.",
///     }
/// }
/// ```
///
/// An error is pointer-sized. Its `Display`, its `Debug` and its [`source`](std::error::Error::source) contain no
/// server-provided text, no URL, no input and no secret. What the server said is in [`api`](Self::api) and
/// [`raw_body`](Self::raw_body): do not log it, and do not show it to users.
pub struct Error<C> {
    failure: Box<Failure>,
    code: PhantomData<fn() -> C>,
}

/// The kind of an [`Error`], and what to do about it.
///
/// | kind | what happened | delivery | retried | what to do |
/// |---|---|---|---|---|
/// | `Input` | an input or a setting is invalid, or a file cannot be read | not sent; any if a file broke off | no | fix the value that the message names |
/// | `Connect` | no connection, or no trusted one | usually not sent: check `delivery` | unless permanent, such as a bad certificate | check host, network, proxy and root certificates: the message says which |
/// | `Timeout` | a timeout expired: connect, attempt or call | any | by effect | see [`Delivery`]; raise the timeout if the server is slow |
/// | `Transport` | the connection failed during the exchange | any | by effect | see [`Delivery`] |
/// | `Protocol` | the response is not valid HTTP | maybe sent, or answered | by effect | check base URL and proxy: something other than the API responded |
/// | `Redirect` | the server redirects; redirects are not followed | answered | no | if [`redirect_to`](Error::redirect_to) is trustworthy, set it as the base URL |
/// | `TooLarge` | the response exceeds a limit | answered | no | raise `max_body_bytes`, `max_head_bytes` or `max_headers` |
/// | `Api` | the API returned an error code | answered | on 429, 502, 503, 504 by effect | match [`code`](Error::code); honour [`retry_after`](Error::retry_after) |
/// | `UnexpectedStatus` | an error status whose body is not an API error: often from a proxy | answered | on 429, 502, 503, 504 by effect | look at [`status`](Error::status) and [`raw_body`](Error::raw_body) |
/// | `Pagination` | the server names a next page that cannot be requested: one on another host, or one that was fetched before | not sent | no | report it to the API's support: the pages before are complete |
/// | `Token` | no access token could be obtained | not sent; answered if the server refused the token before | unless the token server rejected the request | look at `Error::token`: check client id, secret, scopes and the URL of the token endpoint |
/// | `File` | a download could not be written to its file | answered | no | free space, check the folder and its permissions |
/// | `Decode` | the call succeeded, but its response cannot be decoded | answered | no | do not repeat it; [`decode`](Error::decode) names the place, [`raw_body`](Error::raw_body) has the bytes |
///
/// 'Retried' is what the client has done before it returned the error, at most twice; [`RetryPolicy`](crate::RetryPolicy)
/// explains 'by effect'. [`is_retryable`](Error::is_retryable) tells whether you can repeat the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// An input or setting is invalid. Nothing was sent, unless it is a file that could not be read to its end.
    ///
    /// Examples are a blank path segment, a line break in a header, a file that does not exist and a missing tokio runtime. Fix the
    /// value that the message names.
    Input,
    /// No connection could be established, or none that can be trusted: DNS, TCP, TLS or proxy. The [`TransportErrorKind`]
    /// of the error's [`source`](std::error::Error::source) says which. Usually nothing was sent: check
    /// [`delivery`](Error::delivery). A server can reject a client certificate after the request was sent.
    Connect,
    /// A timeout expired: 5 seconds to connect, 30 for an attempt, 60 for the call, unless set otherwise. Look at
    /// [`delivery`](Error::delivery) before you repeat the call.
    Timeout,
    /// The connection broke while the request was sent or the response was read. Look at [`delivery`](Error::delivery)
    /// before you repeat the call.
    Transport,
    /// The response is not valid HTTP: the base URL or the proxy leads to something other than the API.
    Protocol,
    /// The server responded with a redirect. Redirects are never followed, since the request holds secrets: set the base
    /// URL to the new location if you trust it.
    Redirect,
    /// The response exceeds a limit: its body, or the size or number of its headers. The operation may have taken effect.
    TooLarge,
    /// The API returned an error in its own format. Match [`code`](Error::code).
    Api,
    /// The response has an error status, and its body is not an API error: a proxy or a gateway may have responded.
    UnexpectedStatus,
    /// The server names a next page that was fetched before, or one on another scheme, host or port, which must not receive
    /// the credentials. The request of that page was not sent. Only where responses have pages.
    Pagination,
    /// No access token could be obtained, so the request was not performed. `Error::token` says why. Only where clients request
    /// access tokens (OAuth 2.0).
    Token,
    /// A download could not be written to its file, and nothing of it was left there. Only where responses are downloads.
    File,
    /// The call succeeded, but its response cannot be decoded. The operation took effect: do not repeat it.
    Decode,
}

/// Whether the server may have processed the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// No byte of the request was sent: the call had no effect, and can be repeated.
    NotSent,
    /// The request may have reached the server, and no response arrived: the outcome is unknown. Find out whether the call
    /// had its effect before you repeat it, for example by an operation that reads.
    MaybeSent,
    /// The server responded. Its status and error code tell whether the call had its effect.
    Answered,
}

impl<C> Error<C> {
    /// Returns the kind of error.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.failure.problem.kind()
    }

    /// Returns the operation id (`phone.login`); `None` if a client could not be built.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.failure.endpoint.map(|endpoint| endpoint.id)
    }

    /// Returns the number of the page that could not be fetched, from 1; `None` for a call of its own.
    #[must_use]
    pub fn page(&self) -> Option<u32> {
        Some(self.failure.page).filter(|page| *page > 0)
    }

    /// Returns the number of the item of a stream that could not be read, from 1; `None` where the stream itself failed, and
    /// for everything else.
    #[must_use]
    pub fn item(&self) -> Option<u64> {
        Some(self.failure.item).filter(|item| *item > 0)
    }

    /// Returns the HTTP status, if a response arrived.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.failure.response.as_ref().map(|response| response.status.as_u16())
    }

    /// Returns the headers, if a response arrived.
    #[must_use]
    pub fn headers(&self) -> Option<&http::HeaderMap> {
        self.failure.response.as_ref().map(|response| &response.headers)
    }

    /// Returns the raw body, if a response was read. It may contain secrets or personal data.
    #[must_use]
    pub fn raw_body(&self) -> Option<&[u8]> {
        match self.failure.problem {
            Problem::Transport(_) | Problem::Timeout | Problem::TooLarge(_) => None,
            #[cfg(feature = "streams")]
            Problem::File(_) => None,
            _ => self.failure.response.as_ref().map(|response| &*response.body),
        }
    }

    /// Tells whether the server may have processed the request.
    #[must_use]
    pub fn delivery(&self) -> Delivery {
        self.failure.delivery
    }

    /// Returns the number of attempts; 0 if the request could not be built.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.failure.attempts
    }

    /// Returns the duration of the call, including all attempts and backoff; zero if the request could not be built.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.failure.elapsed
    }

    /// Returns the id that the server gave the request, to quote to the API's support.
    ///
    /// `None` if the API declares no response header for it, or no response with one arrived. The text comes from the
    /// server.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.failure.response.as_ref()?.request_id(self.failure.service)
    }

    /// Returns the delay that the server asked for with `Retry-After`, counted from its response.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        #[cfg(feature = "oauth")]
        if let Problem::Token(error) = &self.failure.problem {
            return error.retry_after();
        }
        self.failure.response.as_ref().and_then(|response| response.retry_after)
    }

    /// Returns why no access token could be obtained.
    #[cfg(feature = "oauth")]
    #[must_use]
    pub fn token(&self) -> Option<&TokenError> {
        match &self.failure.problem {
            Problem::Token(error) => Some(error),
            _ => None,
        }
    }

    /// Tells whether the call may succeed if repeated; `true` only where repeating is harmless.
    ///
    /// It follows the [`RetryPolicy`](crate::RetryPolicy) of the failed call: the effect of the operation and the delivery decide.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.failure.is_retryable
    }

    /// Returns the redirect target without query, fragment and user information.
    #[must_use]
    pub fn redirect_to(&self) -> Option<&str> {
        match &self.failure.problem {
            Problem::Redirect(location) => Some(location),
            _ => None,
        }
    }

    /// Returns why the response could not be decoded.
    #[must_use]
    pub fn decode(&self) -> Option<&DecodeError> {
        match &self.failure.problem {
            Problem::Decode(error) => Some(error),
            _ => None,
        }
    }

    #[cfg(feature = "pages")]
    pub(crate) fn on_page(mut self, page: u32) -> Self {
        self.failure.page = page;
        self
    }

    pub(crate) fn new(failure: Box<Failure>) -> Self {
        Self { failure, code: PhantomData }
    }
}

impl<C: Code> Error<C> {
    /// Returns the error body, if the API returned one.
    #[must_use]
    pub fn api(&self) -> Option<ApiError<'_, C>> {
        ApiError::of(&self.failure)
    }

    /// Returns the API error code, if present.
    #[must_use]
    pub fn code(&self) -> Option<C> {
        match &self.failure.problem {
            Problem::Api { code, .. } if code.is_something() => {
                Some(C::from_wire(C::Wire::of(code)))
            }
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
            #[cfg(feature = "oauth")]
            Problem::Token(error) => Some(&**error),
            _ => None,
        }
    }
}

/// Shows operation, status, code and texts of this project; never a text of the server.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(endpoint) = self.endpoint {
            write!(f, "{}: ", endpoint.id)?;
        }
        if self.page > 0 {
            write!(f, "page {}: ", self.page)?;
        }
        if self.item > 0 {
            write!(f, "item {}: ", self.item)?;
        }
        match &self.problem {
            Problem::Input(name, problem) => write!(f, "`{name}` {problem}"),
            Problem::Transport(error) => write!(f, "{error}"),
            Problem::Timeout => f.write_str("no complete response before the timeout"),
            Problem::Redirect(_) => {
                f.write_str("the server redirected, and redirects are not followed")
            }
            Problem::TooLarge(limit) => write!(f, "the response body is larger than {limit} bytes"),
            Problem::Api { code, .. } => self.write_api_error(code, f),
            Problem::UnexpectedStatus => {
                f.write_str("the response has an error status and is no error of the API")
            }
            #[cfg(feature = "pages")]
            Problem::Page(reason) => f.write_str(reason),
            #[cfg(feature = "oauth")]
            Problem::Token(error) => write!(f, "{error}"),
            #[cfg(feature = "streams")]
            Problem::File(kind) => write!(f, "the file cannot be written: {kind}"),
            Problem::Decode(error) => write!(f, "the response cannot be decoded: {error}"),
        }?;
        match &self.response {
            Some(response) => write!(f, " (status {})", response.status.as_u16()),
            None => Ok(()),
        }
    }
}

impl Failure {
    fn write_api_error(&self, code: &FoundCode, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entry = match code {
            FoundCode::Nothing => None,
            FoundCode::Number(number) => self.service.error(*number),
            FoundCode::Text(text) => self.service.error_of_text(text.as_str()),
        };
        match (code, entry) {
            (FoundCode::Nothing, _) => f.write_str("the API returned an error without a code"),
            (FoundCode::Number(number), Some(entry)) => {
                write!(f, "{} ({number}): {}", entry.name, entry.meaning)
            }
            (FoundCode::Text(text), Some(entry)) => {
                write!(f, "{} ({text}): {}", entry.name, entry.meaning)
            }
            (FoundCode::Number(number), None) => {
                write!(f, "the API returned the unknown error code {number}")
            }
            // It is text of the server.
            (FoundCode::Text(_), None) => f.write_str("the API returned an unknown error code"),
        }
    }
}

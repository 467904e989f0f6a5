//! The data of an error, whatever its codes are.

use std::time::Duration;

use super::{Delivery, ErrorKind, FoundCode, RawResponse, TransportError, TransportErrorKind};
use crate::decode::DecodeError;
use crate::input::InputProblem;
use crate::request::{Endpoint, ErrorBody, Service};

/// A call that failed.
#[derive(Clone)]
pub(crate) struct Failure {
    pub(crate) service: &'static Service,
    pub(crate) endpoint: Option<&'static Endpoint>,
    pub(crate) problem: Problem,
    pub(crate) delivery: Delivery,
    /// The number of attempts; 0 if the request could not be built.
    pub(crate) attempts: u32,
    /// The duration of the call; zero if the request could not be built.
    pub(crate) elapsed: Duration,
    /// Whether the call can be retried.
    pub(crate) is_retryable: bool,
    pub(crate) response: Option<RawResponse>,
    /// Which page was fetched, from 1; 0 where no pages are.
    pub(crate) page: u32,
    /// Which item of a stream it is about, from 1; 0 where it is about none.
    pub(crate) item: u64,
}

/// Why it failed.
#[derive(Clone)]
pub(crate) enum Problem {
    Input(&'static str, InputProblem),
    Transport(TransportError),
    /// A timeout of the attempt or of the call expired.
    Timeout,
    Redirect(String),
    TooLarge(usize),
    /// In this layout of the service.
    Api {
        code: FoundCode,
        layout: &'static ErrorBody,
    },
    UnexpectedStatus,
    /// The next page cannot be requested, by this text of the project.
    #[cfg(feature = "pages")]
    Page(&'static str),
    /// There is no access token.
    #[cfg(feature = "oauth")]
    Token(Box<super::TokenError>),
    /// A file cannot be written.
    #[cfg(feature = "streams")]
    File(std::io::ErrorKind),
    Decode(DecodeError),
}

impl Problem {
    pub(crate) fn kind(&self) -> ErrorKind {
        match self {
            Self::Input(..) => ErrorKind::Input,
            Self::Transport(error) => match error.kind() {
                TransportErrorKind::ConnectTimeout | TransportErrorKind::Timeout => {
                    ErrorKind::Timeout
                }
                TransportErrorKind::Interrupted => ErrorKind::Transport,
                TransportErrorKind::Protocol => ErrorKind::Protocol,
                TransportErrorKind::HeadTooLarge => ErrorKind::TooLarge,
                _ => ErrorKind::Connect,
            },
            Self::Timeout => ErrorKind::Timeout,
            Self::Redirect(_) => ErrorKind::Redirect,
            Self::TooLarge(_) => ErrorKind::TooLarge,
            Self::Api { .. } => ErrorKind::Api,
            Self::UnexpectedStatus => ErrorKind::UnexpectedStatus,
            #[cfg(feature = "pages")]
            Self::Page(_) => ErrorKind::Pagination,
            #[cfg(feature = "oauth")]
            Self::Token(_) => ErrorKind::Token,
            #[cfg(feature = "streams")]
            Self::File(_) => ErrorKind::File,
            Self::Decode(_) => ErrorKind::Decode,
        }
    }
}

impl Failure {
    /// A failure before anything was sent.
    pub(crate) fn not_sent(
        service: &'static Service,
        endpoint: Option<&'static Endpoint>,
        problem: Problem,
    ) -> Box<Self> {
        Box::new(Self {
            service,
            endpoint,
            problem,
            delivery: Delivery::NotSent,
            attempts: 0,
            elapsed: Duration::ZERO,
            is_retryable: false,
            response: None,
            page: 0,
            item: 0,
        })
    }
}

//! The body of a request or of an answer.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};

use crate::error::TransportError;
#[cfg(feature = "uploads")]
use crate::error::{Delivery, TransportErrorKind};
use crate::request::Payload;
#[cfg(feature = "uploads")]
use crate::upload::StreamedBody;

/// The body of a request or of an answer: bytes that are there, or a stream of them.
pub struct Body(Source);

enum Source {
    Whole(Bytes),
    Stream(Pin<Box<dyn HttpBody<Data = Bytes, Error = TransportError> + Send>>),
    #[cfg(feature = "uploads")]
    Upload(Box<StreamedBody>),
}

impl Body {
    /// No body.
    #[must_use]
    pub const fn empty() -> Self {
        Self(Source::Whole(Bytes::new()))
    }

    /// A body that arrives piece by piece. As the body of a request it can be sent once.
    pub fn stream<B>(body: B) -> Self
    where
        B: HttpBody<Data = Bytes, Error = TransportError> + Send + 'static,
    {
        Self(Source::Stream(Box::pin(body)))
    }

    /// The body of a request that an operation has written.
    pub(super) fn of(payload: Payload) -> Self {
        Self(match payload {
            Payload::Bytes(bytes) => Source::Whole(bytes),
            #[cfg(feature = "uploads")]
            Payload::Streamed(body) => Source::Upload(Box::new(body)),
        })
    }

    /// The same body once more; none where it is a stream, which can be sent only once. Files on disk are read again.
    #[must_use]
    pub fn try_clone(&self) -> Option<Self> {
        match &self.0 {
            Source::Whole(bytes) => Some(Self::from(bytes.clone())),
            Source::Stream(_) => None,
            #[cfg(feature = "uploads")]
            Source::Upload(body) => body.try_clone().map(|body| Self(Source::Upload(body.into()))),
        }
    }

    /// All bytes of the body, unless it is a stream or holds files.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Source::Whole(bytes) => Some(bytes),
            Source::Stream(_) => None,
            #[cfg(feature = "uploads")]
            Source::Upload(_) => None,
        }
    }

    /// The files that it reads while it is sent.
    #[cfg(feature = "uploads")]
    pub(super) fn upload(&self) -> Option<&StreamedBody> {
        match &self.0 {
            Source::Upload(body) => Some(body),
            Source::Whole(_) | Source::Stream(_) => None,
        }
    }

    /// A stream whose errors become those of a transport.
    #[cfg(any(feature = "built-in", feature = "reqwest"))]
    pub(super) fn mapped<B>(body: B, map: fn(&B::Error) -> TransportError) -> Self
    where
        B: HttpBody<Data = Bytes> + Send + Unpin + 'static,
        B::Error: 'static,
    {
        Self::stream(Mapped { body, map })
    }

    /// The next piece of the data; none at the end.
    pub(crate) fn poll_data(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        loop {
            match ready!(Pin::new(&mut *self).poll_frame(cx)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                // Trailers say nothing that anybody asked for.
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        return Poll::Ready(Some(Ok(data)));
                    }
                }
            }
        }
    }
}

impl HttpBody for Body {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        match &mut self.0 {
            Source::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Source::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Source::Stream(stream) => stream.as_mut().poll_frame(cx),
            #[cfg(feature = "uploads")]
            Source::Upload(body) => {
                // Why is kept by the body itself, since no transport would pass it on.
                let broken =
                    |_| TransportError::new(TransportErrorKind::Interrupted, Delivery::MaybeSent);
                let frame = ready!(Pin::new(&mut **body).poll_frame(cx));
                Poll::Ready(frame.map(|frame| frame.map_err(broken)))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Source::Whole(bytes) => bytes.is_empty(),
            Source::Stream(stream) => stream.is_end_stream(),
            #[cfg(feature = "uploads")]
            Source::Upload(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Source::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Source::Stream(stream) => stream.size_hint(),
            #[cfg(feature = "uploads")]
            Source::Upload(body) => body.size_hint(),
        }
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

impl<B: Into<Bytes>> From<B> for Body {
    fn from(bytes: B) -> Self {
        Self(Source::Whole(bytes.into()))
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body").finish_non_exhaustive()
    }
}

/// A body of a library, and what its errors mean.
#[cfg(any(feature = "built-in", feature = "reqwest"))]
struct Mapped<B: HttpBody> {
    body: B,
    map: fn(&B::Error) -> TransportError,
}

#[cfg(any(feature = "built-in", feature = "reqwest"))]
impl<B: HttpBody<Data = Bytes> + Unpin> HttpBody for Mapped<B> {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(cx));
        Poll::Ready(frame.map(|frame| frame.map_err(|error| (self.map)(&error))))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

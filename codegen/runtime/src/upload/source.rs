//! Where the bytes of an upload come from.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http_body::Body as HttpBody;

/// Where bytes come from. Clones share it.
#[derive(Clone)]
pub(super) enum Source {
    Bytes(Bytes),
    Path(Arc<Path>),
    /// Empty once somebody has begun to read.
    Once(Arc<Mutex<Option<Streamed>>>),
}

/// What can be read once.
pub(super) enum Streamed {
    Pieces(Pin<Box<dyn Pieces>>),
    Reader(Box<dyn Read + Send>),
}

/// An async source of bytes. What its errors say is not kept.
pub(super) trait Pieces: Send {
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, ()>>>;
}

impl Source {
    pub(super) fn once(streamed: Streamed) -> Self {
        Self::Once(Arc::new(Mutex::new(Some(streamed))))
    }

    /// Whether it can be read again.
    pub(super) fn is_repeatable(&self) -> bool {
        !matches!(self, Self::Once(_))
    }
}

/// Takes what can be read once; none if somebody else has taken it.
pub(super) fn take(shared: &Mutex<Option<Streamed>>) -> Option<Streamed> {
    shared.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// Whether it has been taken.
pub(super) fn is_taken(shared: &Mutex<Option<Streamed>>) -> bool {
    shared.lock().unwrap_or_else(PoisonError::into_inner).is_none()
}

/// Opens a file, and determines its length.
pub(super) fn open(path: &Path) -> io::Result<(File, u64)> {
    // To open a pipe would wait for whoever writes into it.
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
    }
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    Ok((file, length))
}

impl Streamed {
    pub(super) fn stream<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
    {
        Self::Pieces(Box::pin(OfStream(Box::pin(stream))))
    }

    pub(super) fn body(body: impl HttpBody<Data = Bytes> + Send + 'static) -> Self {
        Self::Pieces(Box::pin(OfBody(Box::pin(body))))
    }
}

struct OfStream<S>(Pin<Box<S>>);

impl<S, B, E> Pieces for OfStream<S>
where
    S: Stream<Item = Result<B, E>> + Send,
    B: Into<Bytes>,
{
    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, ()>>> {
        let item = ready!(self.0.as_mut().poll_next(cx));
        Poll::Ready(item.map(|item| item.map(Into::into).map_err(drop)))
    }
}

struct OfBody<B>(Pin<Box<B>>);

impl<B: HttpBody<Data = Bytes> + Send> Pieces for OfBody<B> {
    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, ()>>> {
        loop {
            match ready!(self.0.as_mut().poll_frame(cx)) {
                None => return Poll::Ready(None),
                Some(Err(_)) => return Poll::Ready(Some(Err(()))),
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        return Poll::Ready(Some(Ok(data)));
                    }
                }
            }
        }
    }
}

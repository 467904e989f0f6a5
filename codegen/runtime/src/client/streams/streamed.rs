//! The items of a stream, for async clients.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::items::RawItems;
use super::{Opened, StreamHead};
use crate::decode::DecodeError;
use crate::error::Error;
use crate::value::Value;

/// The items of a response, server-sent events or lines of JSON: a [`Stream`], which reads no further than it is asked to.
/// Dropping it closes the connection.
///
/// An item that cannot be decoded is an error with its number ([`Error::item`]), and the stream goes on behind it. An item
/// that is an error of the API, an item that is larger than `max_body_bytes`, and a connection that breaks end the stream.
/// Nothing is retried once it has begun.
#[must_use = "streams do nothing unless polled"]
pub struct Streamed<T, C> {
    pub(super) items: RawItems,
    types: PhantomData<fn() -> (T, C)>,
}

impl<T, C> Streamed<T, C> {
    /// Returns status and headers of the response.
    #[must_use]
    pub fn head(&self) -> StreamHead<'_> {
        self.items.head()
    }

    /// Returns the name of the last event: the last one of which the stream has returned an item or an error. `None` for lines
    /// and for events without a name.
    #[must_use]
    pub fn event(&self) -> Option<&str> {
        self.items.event()
    }

    /// Returns the id of the last event that had one.
    #[must_use]
    pub fn last_event_id(&self) -> Option<&str> {
        self.items.last_id()
    }

    /// Returns the parts of the last item that could not be decoded, as [`Response::problems`](crate::Response::problems) does
    /// for a response.
    #[must_use]
    pub fn problems(&self) -> &[DecodeError] {
        self.items.problems()
    }

    pub(super) fn new(opened: Opened) -> Self {
        Self { items: RawItems::new(opened), types: PhantomData }
    }
}

impl<T: Value + Default, C> Streamed<T, C> {
    /// Returns the next item or error; `None` at the end. The same as `StreamExt::next`.
    pub async fn next(&mut self) -> Option<Result<T, Error<C>>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Returns the next item; `None` at the end. The same as `TryStreamExt::try_next`.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    pub async fn try_next(&mut self) -> Result<Option<T>, Error<C>> {
        self.next().await.transpose()
    }
}

impl<T: Value + Default, C> Stream for Streamed<T, C> {
    type Item = Result<T, Error<C>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let item = match ready!(self.items.poll_raw(cx)) {
            None => return Poll::Ready(None),
            Some(Err(failure)) => return Poll::Ready(Some(Err(Error::new(failure)))),
            Some(Ok(item)) => item,
        };
        let mut value = T::default();
        let outcome = self.items.decode(&item, value.slot());
        Poll::Ready(Some(outcome.map(|()| value).map_err(Error::new)))
    }
}

/// Shows no item.
impl<T, C> fmt::Debug for Streamed<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.items.fmt(f)
    }
}

//! Pages and their entries, for async clients.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use super::{Paged, Pager, entries};
use crate::client::{CallFuture, CallOptions, Client, Response};
use crate::error::Error;

/// The pages of a list: a [`Stream`], which sends one request at a time, when it is polled. Dropping it cancels the
/// request.
///
/// Each page is a call with its own retries and timeouts. An error ends the stream.
#[must_use = "streams do nothing unless polled"]
pub struct Pages<O: Paged, C> {
    client: Client,
    pager: Pager<O>,
    call: Option<CallFuture<O::Output, C>>,
}

/// The entries of all pages of a list: a [`Stream`], which fetches a page when the one before is used up.
#[must_use = "streams do nothing unless polled"]
pub struct Items<O: Paged, C> {
    pages: Pages<O, C>,
    entries: vec::IntoIter<O::Item>,
}

impl<O: Paged, C> Pages<O, C> {
    /// Returns the next page or the error that ends the list; `None` behind it. The same as `StreamExt::next`.
    pub async fn next(&mut self) -> Option<Result<Response<O::Output>, Error<C>>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Returns the next page; `None` behind the last one. The same as `TryStreamExt::try_next`.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind); [`Error::page`] tells which page failed. Behind an error there is no further
    /// page.
    pub async fn try_next(&mut self) -> Result<Option<Response<O::Output>>, Error<C>> {
        self.next().await.transpose()
    }
}

impl<O: Paged, C> Items<O, C> {
    /// Returns the next entry or the error that ends the list; `None` behind it. The same as `StreamExt::next`.
    pub async fn next(&mut self) -> Option<Result<O::Item, Error<C>>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Returns the next entry; `None` behind the last one. The same as `TryStreamExt::try_next`.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind); [`Error::page`] tells which page failed. Behind an error there is no further
    /// entry.
    pub async fn try_next(&mut self) -> Result<Option<O::Item>, Error<C>> {
        self.next().await.transpose()
    }
}

impl Client {
    /// Returns the pages of a list.
    pub fn pages<O: Paged, C>(&self, operation: O, options: CallOptions) -> Pages<O, C> {
        Pages { client: self.clone(), pager: Pager::new(operation, options), call: None }
    }

    /// Returns the entries of all pages of a list.
    pub fn items<O: Paged, C>(&self, operation: O, options: CallOptions) -> Items<O, C> {
        Items { pages: self.pages(operation, options), entries: Vec::new().into_iter() }
    }
}

/// Nothing is pinned: calls are boxed.
impl<O: Paged, C> Unpin for Pages<O, C> {}
impl<O: Paged, C> Unpin for Items<O, C> {}

impl<O: Paged, C> Stream for Pages<O, C> {
    type Item = Result<Response<O::Output>, Error<C>>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Self { client, pager, call } = self.get_mut();
        if call.is_none() {
            *call = pager.start(client);
        }
        let Some(running) = call else { return Poll::Ready(None) };
        let outcome = ready!(Pin::new(running).poll(cx));
        *call = None;
        Poll::Ready(Some(pager.finish(outcome)))
    }
}

impl<O: Paged, C> Stream for Items<O, C> {
    type Item = Result<O::Item, Error<C>>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Self { pages, entries: left } = self.get_mut();
        loop {
            if let Some(entry) = left.next() {
                return Poll::Ready(Some(Ok(entry)));
            }
            match ready!(Pin::new(&mut *pages).poll_next(cx)) {
                Some(Ok(page)) => *left = entries::<O>(page),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<O: Paged, C> fmt::Debug for Pages<O, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pager.fmt(f)
    }
}

impl<O: Paged, C> fmt::Debug for Items<O, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pages.fmt(f)
    }
}

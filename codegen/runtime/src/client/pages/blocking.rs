//! Pages and their entries, for blocking clients.

use std::fmt;
use std::iter::FusedIterator;
use std::vec;

use super::{Paged, Pager, entries};
use crate::client::blocking::Client;
use crate::client::{CallOptions, Response};
use crate::error::Error;

/// The pages of a list: an iterator, of which each step is a call with its own retries and timeouts. An error ends it.
#[must_use = "iterators do nothing unless advanced"]
pub struct Pages<O: Paged, C> {
    client: Client,
    pager: Pager<O>,
    code: std::marker::PhantomData<fn() -> C>,
}

/// The entries of all pages of a list: an iterator, which fetches a page when the one before is used up.
#[must_use = "iterators do nothing unless advanced"]
pub struct Items<O: Paged, C> {
    pages: Pages<O, C>,
    entries: vec::IntoIter<O::Item>,
}

impl Client {
    /// Returns the pages of a list.
    pub fn pages<O: Paged, C>(&self, operation: O, options: CallOptions) -> Pages<O, C> {
        let pager = Pager::new(operation, options);
        Pages { client: self.clone(), pager, code: std::marker::PhantomData }
    }

    /// Returns the entries of all pages of a list.
    pub fn items<O: Paged, C>(&self, operation: O, options: CallOptions) -> Items<O, C> {
        Items { pages: self.pages(operation, options), entries: Vec::new().into_iter() }
    }
}

impl<O: Paged, C> Iterator for Pages<O, C> {
    type Item = Result<Response<O::Output>, Error<C>>;

    fn next(&mut self) -> Option<Self::Item> {
        let call = self.pager.start(self.client.as_async())?;
        let outcome = self.client.wait(call);
        Some(self.pager.finish(outcome))
    }
}

impl<O: Paged, C> Iterator for Items<O, C> {
    type Item = Result<O::Item, Error<C>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(entry) = self.entries.next() {
                return Some(Ok(entry));
            }
            match self.pages.next()? {
                Ok(page) => self.entries = entries::<O>(page),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl<O: Paged, C> FusedIterator for Pages<O, C> {}
impl<O: Paged, C> FusedIterator for Items<O, C> {}

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

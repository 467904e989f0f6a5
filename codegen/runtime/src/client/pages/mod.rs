//! Pagination: an operation that returns a list in pages, fetched one after the other.

#[cfg(feature = "blocking")]
pub(crate) mod blocking;
#[macro_use]
mod methods;
mod next;
mod position;
mod stream;

use std::fmt;

pub use self::next::{NextPage, Received};
pub use self::stream::{Items, Pages};

use self::position::Position;
use super::{CallFuture, CallOptions, Client, Response};
use crate::error::Error;
use crate::request::Operation;

/// An operation whose response is one page of a list.
///
/// Generated crates implement it; `pages` and `items` of a call use it.
pub trait Paged: Operation {
    /// The type of an entry of the list.
    type Item;

    /// The keys that lead to the list in the JSON of a page; none where the page is the list.
    const ITEMS: &'static [&'static str];

    /// The list in a page; `None` if the page has none.
    fn items(page: &mut Self::Output) -> Option<&mut Vec<Self::Item>>;

    /// Tells where the page behind this one is, and sets the input for it, if there is one.
    fn next(&mut self, page: &Self::Output, received: &Received<'_>) -> NextPage;
}

/// What both kinds of client do between two pages.
struct Pager<O> {
    operation: O,
    options: CallOptions,
    position: Position,
}

impl<O: Paged> Pager<O> {
    fn new(operation: O, options: CallOptions) -> Self {
        Self { operation, options, position: Position::default() }
    }

    /// Starts the call of the next page. `None` behind the last one, and behind an error.
    fn start<C>(&mut self, client: &Client) -> Option<CallFuture<O::Output, C>> {
        if self.position.is_at_end() {
            return None;
        }
        Some(client.send_page(&self.operation, &self.options, &mut self.position))
    }

    /// Takes note of how the call ended.
    fn finish<C>(
        &mut self,
        outcome: Result<Response<O::Output>, Error<C>>,
    ) -> Result<Response<O::Output>, Error<C>> {
        self.read(outcome).map_err(|error| {
            self.position.end();
            error.on_page(self.position.page())
        })
    }

    fn read<C>(
        &mut self,
        outcome: Result<Response<O::Output>, Error<C>>,
    ) -> Result<Response<O::Output>, Error<C>> {
        let mut page = outcome?;
        let items = O::items(page.value_mut()).map(|items| items.len());
        let received = Received::new(page.body(), page.problems(), items.unwrap_or_default());
        if items.is_none() && received.lacks(O::ITEMS) {
            // Without this error, a list that cannot be decoded would look like an empty one.
            return Err(page.into_decode_error(O::ENDPOINT, O::ITEMS));
        }
        let next = self.operation.next(&page, &received);
        self.position.advance(next, page.headers());
        Ok(page)
    }
}

/// Takes the entries out of a page.
fn entries<O: Paged>(page: Response<O::Output>) -> std::vec::IntoIter<O::Item> {
    let mut page = page.into_inner();
    O::items(&mut page).map(std::mem::take).unwrap_or_default().into_iter()
}

/// Inputs and cursors may be secret.
impl<O: Operation> fmt::Debug for Pager<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("operation", &O::ENDPOINT.id)
            .field("page", &self.position.page())
            .finish_non_exhaustive()
    }
}

//! Pagination: an operation that returns a list in pages, fetched one after the other.

#[cfg(feature = "blocking")]
pub(crate) mod blocking;
#[macro_use]
mod methods;
mod numbers;
mod position;
mod stream;

use std::fmt;

pub use self::numbers::{next_offset, next_page};
pub use self::stream::{Items, Pages};

use self::position::Position;
use super::{CallFuture, CallOptions, Client, Response};
use crate::encode::{Facts, ValueWriter};
use crate::error::Error;
use crate::request::{Operation, link_target};
use crate::value::Value;

/// An operation whose response is one page of a list.
pub trait Paged: Operation {
    /// The type of an entry of the list.
    type Item;

    /// The entries of a page; `None` if it has no list.
    fn items(page: &mut Self::Output) -> Option<&mut Vec<Self::Item>>;

    /// Prepares the inputs for the page that follows. `None` if this one is the last.
    fn next(&mut self, page: &mut Self::Output) -> Option<NextPage>;
}

/// Where the next page is.
pub enum NextPage {
    /// Where the inputs say.
    Inputs,
    /// At this URL of the client's own server.
    Url(String),
    /// At the target of the link of this relation in the header `Link`, if there is one.
    Link(&'static str),
}

/// The text of a value that leads to the next page. `None` where it is absent or empty, which ends the list.
#[must_use]
pub fn page_reference(value: &dyn Value) -> Option<String> {
    let (mut found, mut facts) = (None, Facts::default());
    if !value.is_absent() {
        let mut keep = |text: &str| found = Some(text.to_owned()).filter(|text| !text.is_empty());
        value.emit(&mut ValueWriter::texts(&mut keep, &mut facts));
    }
    found
}

/// What both kinds of client do between two pages.
struct Pager<O> {
    operation: O,
    options: CallOptions,
    position: Position,
    is_done: bool,
}

impl<O: Paged> Pager<O> {
    fn new(operation: O, options: CallOptions) -> Self {
        Self { operation, options, position: Position::default(), is_done: false }
    }

    /// Starts the call of the next page. `None` behind the last one, and behind an error.
    fn start<C>(&mut self, client: &Client) -> Option<CallFuture<O::Output, C>> {
        (!self.is_done)
            .then(|| client.send_page(&self.operation, &self.options, &mut self.position))
    }

    /// Takes note of how the call ended.
    fn finish<C>(
        &mut self,
        outcome: Result<Response<O::Output>, Error<C>>,
    ) -> Result<Response<O::Output>, Error<C>> {
        match outcome {
            Ok(mut page) => {
                let next = self.operation.next(page.value_mut());
                self.is_done = !self.position.advance(next, page.headers());
                Ok(page)
            }
            Err(error) => {
                self.is_done = true;
                Err(error.on_page(self.position.page()))
            }
        }
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

//! Downloads and items of streams, for blocking clients.

use std::fmt;
use std::future::poll_fn;
use std::io::{self, Read};
use std::iter::FusedIterator;
use std::path::Path;

use bytes::{Buf, Bytes};

use super::download::Whole;
use super::file::PartialFile;
use super::{StreamFuture, StreamHead, StreamedOperation};
use crate::client::CallOptions;
use crate::client::blocking::Client;
use crate::decode::{DecodeError, text_of};
use crate::error::{Error, Failure, Problem};
use crate::request::Operation;
use crate::value::Value;

/// A response that is a file, or any other bytes, which arrives while it is read: an iterator over chunks, and a
/// [`Read`].
///
/// Nothing is read before it is asked for, and no more than a chunk is held. Dropping it closes the connection. Nothing is
/// retried once it has begun; a transfer that breaks off is an error.
#[must_use = "downloads do nothing unless read"]
pub struct Download<C> {
    client: Client,
    inner: super::Download<C>,
    /// What [`Read`] has not passed on yet.
    unread: Bytes,
}

/// The items of a response, server-sent events or lines of JSON: an iterator, which reads no further than it is asked to.
/// Dropping it closes the connection.
///
/// An item that cannot be decoded is an error with its number ([`Error::item`]), and the iterator goes on behind it. An item
/// that is an error of the API, an item that is larger than `max_body_bytes`, and a connection that breaks end the iterator.
/// Nothing is retried once it has begun.
#[must_use = "iterators do nothing unless advanced"]
pub struct Streamed<T, C> {
    client: Client,
    inner: super::Streamed<T, C>,
}

impl Client {
    /// Sends an operation whose response is a file, or any other bytes.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn download<O: Operation, C>(
        &self,
        operation: &O,
        options: &CallOptions,
    ) -> Result<Download<C>, Error<C>> {
        let inner = self.opened(self.as_async().download(operation, options))?;
        Ok(Download { client: self.clone(), inner, unread: Bytes::new() })
    }

    /// Sends an operation whose response consists of items.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn streamed<O: StreamedOperation, C>(
        &self,
        operation: &O,
        options: &CallOptions,
    ) -> Result<Streamed<O::Item, C>, Error<C>> {
        let inner = self.opened(self.as_async().streamed(operation, options))?;
        Ok(Streamed { client: self.clone(), inner })
    }

    fn opened<S, C>(&self, call: StreamFuture<S, C>) -> Result<S, Error<C>> {
        call.wait(|opening| self.wait_for(opening))
    }
}

impl<C> Download<C> {
    /// Returns what precedes the body: status, headers, content type, length and file name.
    #[must_use]
    pub fn head(&self) -> StreamHead<'_> {
        self.inner.head()
    }

    /// Returns the next chunk; `None` behind the last one.
    ///
    /// # Errors
    ///
    /// Fails if the transfer breaks off, or no chunk arrives within the
    /// [`chunk_timeout`](crate::CallOptions::chunk_timeout).
    pub fn chunk(&mut self) -> Result<Option<Bytes>, Error<C>> {
        self.next_chunk().map_err(Error::new)
    }

    /// Reads all of it into memory.
    ///
    /// # Errors
    ///
    /// Fails as [`chunk`](Self::chunk) does, and if it is larger than [`max_body_bytes`](crate::CallOptions::max_body_bytes).
    pub fn bytes(mut self) -> Result<Bytes, Error<C>> {
        let whole = Whole::new(&self.inner.body, self.inner.limit);
        let mut whole = whole.map_err(|problem| self.inner.error(problem))?;
        while let Some(chunk) = self.chunk()? {
            whole.push(&chunk).map_err(|problem| self.inner.error(problem))?;
        }
        Ok(whole.finish())
    }

    /// Reads all of it as text, without its byte order mark. `U+FFFD` stands for what is not UTF-8.
    ///
    /// # Errors
    ///
    /// Fails as [`bytes`](Self::bytes) does.
    pub fn text(self) -> Result<String, Error<C>> {
        Ok(text_of(&self.bytes()?).into_owned())
    }

    /// Writes all of it to a file, whatever its size, and returns the number of bytes. A file that exists is replaced.
    ///
    /// It is written to a temporary file beside it, which is renamed when it is complete: an error leaves the file as it was.
    ///
    /// # Errors
    ///
    /// Fails as [`chunk`](Self::chunk) does, and with [`ErrorKind::File`](crate::ErrorKind::File) if the file cannot be written.
    pub fn save(mut self, path: impl AsRef<Path>) -> Result<u64, Error<C>> {
        self.save_to(path.as_ref()).map_err(Error::new)
    }

    /// Not generic over the path.
    fn save_to(&mut self, path: &Path) -> Result<u64, Box<Failure>> {
        let file = PartialFile::create(path.to_owned());
        let mut file = file.map_err(|error| self.unwritten(&error))?;
        while let Some(chunk) = self.next_chunk()? {
            file.write(&chunk).map_err(|error| self.unwritten(&error))?;
        }
        file.finish().map_err(|error| self.unwritten(&error))
    }

    fn unwritten(&mut self, error: &io::Error) -> Box<Failure> {
        self.inner.body.fail(Problem::File(error.kind()))
    }

    fn next_chunk(&mut self) -> Result<Option<Bytes>, Box<Failure>> {
        if !self.unread.is_empty() {
            return Ok(Some(std::mem::take(&mut self.unread)));
        }
        // It goes to the thread of the runtime and comes back, unless a custom transport panics there.
        let mut body = self.inner.body.take();
        let (body, chunk) = self.client.wait_for(Box::pin(async move {
            let chunk = poll_fn(|cx| body.poll_chunk(cx)).await;
            (body, chunk)
        }));
        self.inner.body = body;
        chunk.transpose()
    }
}

impl<C> Iterator for Download<C> {
    type Item = Result<Bytes, Error<C>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.chunk().transpose()
    }
}

impl<C> FusedIterator for Download<C> {}

/// An [`Error`](crate::Error) is in the error of a read, and can be taken out of it by `downcast`.
impl<C: 'static> Read for Download<C> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.unread.is_empty() && !buffer.is_empty() {
            self.unread = self.chunk().map_err(io::Error::other)?.unwrap_or_default();
        }
        let length = self.unread.len().min(buffer.len());
        self.unread.copy_to_slice(&mut buffer[..length]);
        Ok(length)
    }
}

/// Shows nothing that the server sent but the status and the names of headers.
impl<C> fmt::Debug for Download<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl<T, C> Streamed<T, C> {
    /// Returns status and headers of the response.
    #[must_use]
    pub fn head(&self) -> StreamHead<'_> {
        self.inner.head()
    }

    /// Returns the name of the last event: the last one of which the iterator has returned an item or an error. `None` for lines
    /// and for events without a name.
    #[must_use]
    pub fn event(&self) -> Option<&str> {
        self.inner.event()
    }

    /// Returns the id of the last event that had one.
    #[must_use]
    pub fn last_event_id(&self) -> Option<&str> {
        self.inner.last_event_id()
    }

    /// Returns the parts of the last item that could not be decoded, as [`Response::problems`](crate::Response::problems) does
    /// for a response.
    #[must_use]
    pub fn problems(&self) -> &[DecodeError] {
        self.inner.problems()
    }
}

impl<T: Value + Default, C> Iterator for Streamed<T, C> {
    type Item = Result<T, Error<C>>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut items = self.inner.items.take();
        let (items, item) = self.client.wait_for(Box::pin(async move {
            let item = poll_fn(|cx| items.poll_raw(cx)).await;
            (items, item)
        }));
        self.inner.items = items;
        let item = match item? {
            Ok(item) => item,
            Err(failure) => return Some(Err(Error::new(failure))),
        };
        let mut value = T::default();
        let outcome = self.inner.items.decode(&item, value.slot());
        Some(outcome.map(|()| value).map_err(Error::new))
    }
}

impl<T: Value + Default, C> FusedIterator for Streamed<T, C> {}

/// Shows no item.
impl<T, C> fmt::Debug for Streamed<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

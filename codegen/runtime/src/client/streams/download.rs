//! A response that is a file, for async clients.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use super::file::{self, PartialFile};
use super::{Opened, StreamHead};
use crate::decode::text_of;
use crate::error::{Error, Failure, Problem};
use crate::exchange::BodyStream;

/// A response that is a file, or any other bytes, which arrives while it is read: a [`Stream`] of chunks.
///
/// Nothing is read before it is asked for, and no more than a chunk is held. Dropping it closes the connection. Nothing is
/// retried once it has begun; a transfer that breaks off is an error.
#[must_use = "downloads do nothing unless read"]
pub struct Download<C> {
    pub(super) body: BodyStream,
    pub(super) limit: usize,
    code: PhantomData<fn() -> C>,
}

impl<C> Download<C> {
    /// Returns what precedes the body: status, headers, content type, length and file name.
    #[must_use]
    pub fn head(&self) -> StreamHead<'_> {
        StreamHead(self.body.about())
    }

    /// Returns the next chunk; `None` behind the last one.
    ///
    /// # Errors
    ///
    /// Fails if the transfer breaks off, or no chunk arrives within the
    /// [`chunk_timeout`](crate::CallOptions::chunk_timeout).
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error<C>> {
        self.next_chunk().await.map_err(Error::new)
    }

    /// Reads all of it into memory.
    ///
    /// # Errors
    ///
    /// Fails as [`chunk`](Self::chunk) does, and if it is larger than [`max_body_bytes`](crate::CallOptions::max_body_bytes).
    pub async fn bytes(mut self) -> Result<Bytes, Error<C>> {
        let mut whole = Whole::new(&self.body, self.limit).map_err(|it| self.error(it))?;
        while let Some(chunk) = self.chunk().await? {
            whole.push(&chunk).map_err(|problem| self.error(problem))?;
        }
        Ok(whole.finish())
    }

    /// Reads all of it as text, without its byte order mark. `U+FFFD` stands for what is not UTF-8.
    ///
    /// # Errors
    ///
    /// Fails as [`bytes`](Self::bytes) does.
    pub async fn text(self) -> Result<String, Error<C>> {
        Ok(text_of(&self.bytes().await?).into_owned())
    }

    /// Writes all of it to a file, whatever its size, and returns the number of bytes. A file that exists is replaced.
    ///
    /// It is written to a temporary file beside it, which is renamed when it is complete: an error, and dropping the future,
    /// leave the file as it was.
    ///
    /// # Errors
    ///
    /// Fails as [`chunk`](Self::chunk) does; with [`ErrorKind::File`](crate::ErrorKind::File) if the file cannot be written;
    /// and outside of a tokio runtime.
    pub async fn save(mut self, path: impl AsRef<Path>) -> Result<u64, Error<C>> {
        self.save_to(path.as_ref()).await.map_err(Error::new)
    }

    /// Not generic over the path.
    async fn save_to(&mut self, path: &Path) -> Result<u64, Box<Failure>> {
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            return Err(self.body.without_runtime());
        };
        let path = path.to_owned();
        let file = runtime.spawn_blocking(move || PartialFile::create(path)).await;
        let mut file = self.written(file)?;
        let mut buffer = BytesMut::new();
        loop {
            let chunk = self.next_chunk().await?;
            let is_last = chunk.is_none();
            buffer.extend_from_slice(&chunk.unwrap_or_default());
            if buffer.len() < file::PIECE && !is_last {
                continue;
            }
            let written = runtime.spawn_blocking(move || {
                file.write(&buffer)?;
                buffer.clear();
                Ok((file, buffer))
            });
            (file, buffer) = self.written(written.await)?;
            if is_last {
                let finished = runtime.spawn_blocking(move || file.finish()).await;
                return self.written(finished);
            }
        }
    }

    /// The outcome of writing, which never panics.
    fn written<T>(
        &mut self,
        outcome: Result<std::io::Result<T>, tokio::task::JoinError>,
    ) -> Result<T, Box<Failure>> {
        // A runtime that shuts down does not write.
        let outcome = outcome.unwrap_or_else(|_| Err(std::io::ErrorKind::Interrupted.into()));
        outcome.map_err(|error| self.body.fail(Problem::File(error.kind())))
    }

    async fn next_chunk(&mut self) -> Result<Option<Bytes>, Box<Failure>> {
        poll_fn(|cx| self.body.poll_chunk(cx)).await.transpose()
    }

    pub(super) fn error(&mut self, problem: Problem) -> Error<C> {
        Error::new(self.body.fail(problem))
    }

    pub(super) fn new(Opened { body, limit, .. }: Opened) -> Self {
        Self { body, limit, code: PhantomData }
    }
}

impl<C> Stream for Download<C> {
    type Item = Result<Bytes, Error<C>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.body.poll_chunk(cx).map(|chunk| chunk.map(|chunk| chunk.map_err(Error::new)))
    }
}

/// Shows nothing that the server sent but the status and the names of headers.
impl<C> fmt::Debug for Download<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.body.about().head.fmt_as("Download", f)
    }
}

/// A download that is read into memory.
pub(super) struct Whole {
    bytes: BytesMut,
    limit: usize,
}

impl Whole {
    pub(super) fn new(body: &BodyStream, limit: usize) -> Result<Self, Problem> {
        if body.about().announced.is_some_and(|length| length > limit as u64) {
            return Err(Problem::TooLarge(limit));
        }
        Ok(Self { bytes: BytesMut::new(), limit })
    }

    pub(super) fn push(&mut self, chunk: &[u8]) -> Result<(), Problem> {
        if self.bytes.len() + chunk.len() > self.limit {
            return Err(Problem::TooLarge(self.limit));
        }
        self.bytes.extend_from_slice(chunk);
        Ok(())
    }

    pub(super) fn finish(self) -> Bytes {
        self.bytes.freeze()
    }
}

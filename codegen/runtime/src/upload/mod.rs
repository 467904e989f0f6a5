//! Files in requests: where their bytes come from, and how they are read while a request is sent.

mod multipart;
mod progress;
mod reading;
mod source;
mod streamed;

use std::fmt;
use std::io::{self, Read};
use std::path::PathBuf;

use bytes::Bytes;
use futures_core::Stream;
use http_body::Body as HttpBody;
use tokio::runtime::Handle;

pub(crate) use self::multipart::{Multipart, content_type};
pub(crate) use self::progress::{Progress, Settled};
pub(crate) use self::streamed::{Part, StreamedBody};

use self::source::{Source, Streamed};

/// A file for a request: bytes in memory, a file on disk, or a stream.
///
/// Its bytes are read while the request is sent, in pieces, so that memory does not grow with the size of a file.
///
/// | made by | length | the call |
/// |---|---|---|
/// | [`bytes`](Self::bytes) | known | is retried like any other |
/// | [`path`](Self::path), [`blocking_path`](Self::blocking_path) | that of the file when it was opened | is retried like any other: each attempt opens the file again |
/// | [`stream`](Self::stream), [`body`](Self::body), [`reader`](Self::reader) | by [`length`](Self::length), otherwise sent in chunks | is never retried, whatever its effect, policy or idempotency key |
///
/// Clones share the bytes, the path or the stream, and so do clones of a call: of those that share a stream, the first that begins to send it uses it up, and the others fail. A
/// request of `into_http_request` reads its files once it is sent.
///
/// A file that is missing, cannot be read or ends too early fails the call with [`ErrorKind::Input`](crate::ErrorKind::Input), before anything is sent if that can be seen by then;
/// [`Error::delivery`](crate::Error::delivery) tells. A large file takes more time than the timeouts allow by default: set them with
/// [`CallOptions`](crate::CallOptions).
///
/// ```
/// use restwright_runtime::Upload;
///
/// # async fn example() -> std::io::Result<()> {
/// let from_memory = Upload::bytes("id;name\n1;Tom\n").file_name("pets.csv").content_type("text/csv");
/// let from_disk = Upload::path("photos/tom.jpg").await?;
/// let from_a_pipe = Upload::reader(std::io::stdin());
/// # Ok(())
/// # }
/// ```
///
/// Cheap to clone. `Debug` shows the length alone, neither the name nor the contents.
#[derive(Clone)]
pub struct Upload {
    source: Source,
    length: Option<u64>,
    file_name: Option<String>,
    content_type: Option<String>,
}

impl Upload {
    /// Bytes in memory, which are shared and not copied.
    #[must_use]
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        let length = bytes.len() as u64;
        Self { length: Some(length), ..Self::of(Source::Bytes(bytes)) }
    }

    /// A file on disk, with its name.
    ///
    /// Its length is determined now, on a thread that may block, and its bytes are read whenever an attempt of a call is made: what is appended to the file later is not sent,
    /// and a file that has become shorter fails the call with [`ErrorKind::Input`](crate::ErrorKind::Input).
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be opened, or is a directory, a pipe or a device. For these there is [`reader`](Self::reader).
    pub async fn path(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        match Handle::try_current() {
            Ok(runtime) => {
                let opened = runtime.spawn_blocking(move || Self::blocking_path(path)).await;
                opened.unwrap_or_else(|_| Err(io::ErrorKind::Interrupted.into()))
            }
            Err(_) => Self::blocking_path(path),
        }
    }

    /// The same as [`path`](Self::path) for programs without an async runtime. It blocks its thread, and so does not belong in an async task.
    ///
    /// # Errors
    ///
    /// As [`path`](Self::path).
    pub fn blocking_path(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        let length = source::open(&path)?.1;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        Ok(Self { length: Some(length), file_name: name, ..Self::of(Source::Path(path.into())) })
    }

    /// What an async stream yields. It can be sent once.
    ///
    /// An item that is an error fails the call with [`ErrorKind::Input`](crate::ErrorKind::Input); nothing of the error itself is kept.
    pub fn stream<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
    {
        Self::once(Streamed::stream(stream))
    }

    /// The data of a body of the crate `http-body`, without its trailers. It can be sent once.
    ///
    /// An error of the body fails the call with [`ErrorKind::Input`](crate::ErrorKind::Input); nothing of the error itself is kept.
    pub fn body<B>(body: B) -> Self
    where
        B: HttpBody<Data = Bytes> + Send + 'static,
    {
        let length = body.size_hint().exact();
        Self { length, ..Self::once(Streamed::body(body)) }
    }

    /// What a blocking reader yields, such as a pipe. It is read on a thread that may block, and can be sent once.
    ///
    /// A call that is over does not interrupt a read that is under way: a reader that never returns keeps its thread.
    pub fn reader(reader: impl Read + Send + 'static) -> Self {
        Self::once(Streamed::Reader(Box::new(reader)))
    }

    /// Declares the number of bytes of a stream or reader, so that it is sent with a `Content-Length` instead of in chunks. One that yields fewer fails the call, as does one
    /// that has more at hand. Nobody waits for its end: the request is complete with the last byte that was declared.
    /// Bytes in memory and files on disk keep the length that they have.
    #[must_use]
    pub fn length(self, bytes: u64) -> Self {
        match self.source {
            Source::Once(_) => Self { length: Some(bytes), ..self },
            Source::Bytes(_) | Source::Path(_) => self,
        }
    }

    /// Sets the file name, which a multipart body sends. By default, it is that of the file on disk, and `file` without one.
    #[must_use]
    pub fn file_name(self, name: impl Into<String>) -> Self {
        Self { file_name: Some(name.into()), ..self }
    }

    /// Sets the content type. By default, it is the first that the operation takes.
    #[must_use]
    pub fn content_type(self, content_type: impl Into<String>) -> Self {
        Self { content_type: Some(content_type.into()), ..self }
    }

    fn once(streamed: Streamed) -> Self {
        Self::of(Source::once(streamed))
    }

    fn of(source: Source) -> Self {
        Self { source, length: None, file_name: None, content_type: None }
    }
}

impl From<Bytes> for Upload {
    fn from(bytes: Bytes) -> Self {
        Self::bytes(bytes)
    }
}

/// There is no such conversion for texts: nobody could tell whether one is a path or the contents.
impl From<Vec<u8>> for Upload {
    fn from(bytes: Vec<u8>) -> Self {
        Self::bytes(bytes)
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload").field("length", &self.length).finish_non_exhaustive()
    }
}

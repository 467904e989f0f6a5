//! Reading an upload once, piece by piece, without blocking the task that sends it.

use std::future::Future;
use std::io::{self, Read};
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use super::Upload;
use super::source::{self, Pieces, Source, Streamed};
use crate::input::InputProblem;

/// How many bytes are read at once: enough that changing threads costs little, and all the memory that an upload takes.
const PIECE: usize = 128 * 1024;

const NOT_FOUND: InputProblem = InputProblem::Setting("is a file that does not exist");
const DENIED: InputProblem = InputProblem::Setting("is a file that this process may not read");
pub(super) const UNREADABLE: InputProblem = InputProblem::Setting("could not be read");
pub(super) const SHORTER: InputProblem = InputProblem::Setting(
    "ended before its length: the file was truncated, or the stream yields fewer bytes than declared",
);
const LONGER: InputProblem =
    InputProblem::Setting("is a stream that yields more bytes than declared");
pub(super) const SPENT: InputProblem =
    InputProblem::Setting("is a stream that was sent before, and can be sent only once");

/// What is left of an upload.
pub(super) struct Reading {
    state: State,
    /// How many bytes are still to come; none where nobody knows.
    left: Option<u64>,
    /// Whether there may be more than that, which is not sent.
    may_be_longer: bool,
}

enum State {
    Bytes(Bytes),
    Pieces(Pin<Box<dyn Pieces>>),
    Path(Arc<Path>),
    Reader(Reader),
    Busy(JoinHandle<Chunk>),
    Done,
}

type Reader = Box<dyn Read + Send>;
/// What a thread that may block has read, and the reader for what follows.
type Chunk = io::Result<(Bytes, Reader)>;

impl Reading {
    pub(super) fn of(upload: &Upload) -> Result<Self, InputProblem> {
        let state = match &upload.source {
            Source::Bytes(bytes) => State::Bytes(bytes.clone()),
            Source::Path(path) => State::Path(Arc::clone(path)),
            Source::Once(shared) => match source::take(shared).ok_or(SPENT)? {
                Streamed::Pieces(pieces) => State::Pieces(pieces),
                Streamed::Reader(reader) => State::Reader(reader),
            },
        };
        let may_be_longer = matches!(state, State::Path(_));
        Ok(Self { state, left: upload.length, may_be_longer })
    }

    /// The next piece; none at the end.
    pub(super) fn poll_piece(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, InputProblem>>> {
        if self.left == Some(0) {
            return Poll::Ready(self.excess(cx).map(Err));
        }
        let piece = match ready!(self.poll_source(cx)) {
            Err(problem) => return Poll::Ready(Some(Err(problem))),
            Ok(None) if self.left.is_some() => return Poll::Ready(Some(Err(SHORTER))),
            Ok(None) => return Poll::Ready(None),
            Ok(Some(piece)) => piece,
        };
        let Some(left) = self.left else { return Poll::Ready(Some(Ok(piece))) };
        let rest = usize::try_from(left).map_or(piece.len(), |left| left.min(piece.len()));
        self.left = Some(left - rest as u64);
        if rest < piece.len() && !self.may_be_longer {
            return Poll::Ready(Some(Err(LONGER)));
        }
        let excess = if self.left == Some(0) { self.excess(cx) } else { None };
        Poll::Ready(Some(excess.map_or(Ok(piece.slice(..rest)), Err)))
    }

    /// What is wrong behind the last byte that was declared, if that can be seen without waiting: a source that is complete need not end.
    fn excess(&mut self, cx: &mut Context<'_>) -> Option<InputProblem> {
        if !matches!(self.state, State::Pieces(_)) {
            return None;
        }
        match self.poll_source(cx) {
            Poll::Ready(Ok(Some(_))) => Some(LONGER),
            Poll::Ready(Err(problem)) => Some(problem),
            Poll::Ready(Ok(None)) | Poll::Pending => None,
        }
    }

    /// How many bytes a reader is asked for: of the last ones, one more than was declared, which shows that there are more.
    fn room(&self) -> usize {
        let left = self.left.filter(|_| !self.may_be_longer).unwrap_or(u64::MAX);
        usize::try_from(left).ok().filter(|left| *left <= PIECE).map_or(PIECE, |left| left + 1)
    }

    fn poll_source(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Bytes>, InputProblem>> {
        loop {
            match std::mem::replace(&mut self.state, State::Done) {
                State::Done => return Poll::Ready(Ok(None)),
                State::Bytes(bytes) if bytes.is_empty() => {}
                State::Bytes(mut bytes) => {
                    // In pieces, since a piece that was asked for counts as sent.
                    let piece = bytes.split_to(bytes.len().min(PIECE));
                    self.state = State::Bytes(bytes);
                    return Poll::Ready(Ok(Some(piece)));
                }
                State::Pieces(mut pieces) => match pieces.as_mut().poll_next(cx) {
                    Poll::Pending => {
                        self.state = State::Pieces(pieces);
                        return Poll::Pending;
                    }
                    Poll::Ready(None) => {}
                    Poll::Ready(Some(piece)) => {
                        let piece = piece.map_err(|()| UNREADABLE)?;
                        self.state = State::Pieces(pieces);
                        // An empty piece would end a body in chunks.
                        if !piece.is_empty() {
                            return Poll::Ready(Ok(Some(piece)));
                        }
                    }
                },
                State::Path(path) => self.state = read_on(move || first_piece(&path))?,
                State::Reader(reader) => {
                    let room = self.room();
                    self.state = read_on(move || next_piece(reader, room))?;
                }
                State::Busy(mut task) => match Pin::new(&mut task).poll(cx) {
                    Poll::Pending => {
                        self.state = State::Busy(task);
                        return Poll::Pending;
                    }
                    Poll::Ready(read) => {
                        let read = read.unwrap_or_else(|_| Err(io::ErrorKind::Other.into()));
                        let (piece, reader) = read.map_err(|error| problem_of(&error))?;
                        if !piece.is_empty() {
                            self.state = State::Reader(reader);
                            return Poll::Ready(Ok(Some(piece)));
                        }
                    }
                },
            }
        }
    }
}

/// Reads on a thread that may block.
fn read_on(read: impl FnOnce() -> Chunk + Send + 'static) -> Result<State, InputProblem> {
    // Whoever polls without a runtime has to live with being blocked, which needs one, too.
    let runtime = Handle::try_current().map_err(|_| NO_RUNTIME)?;
    Ok(State::Busy(runtime.spawn_blocking(read)))
}

const NO_RUNTIME: InputProblem = InputProblem::Setting("is read within a tokio runtime only");

/// Opens a file and reads its first piece.
fn first_piece(path: &Path) -> Chunk {
    let (file, _) = source::open(path)?;
    next_piece(Box::new(file), PIECE)
}

/// Reads what there is, up to so many bytes; nothing at the end.
fn next_piece(mut reader: Reader, room: usize) -> Chunk {
    let mut piece = vec![0; room];
    let length = loop {
        match reader.read(&mut piece) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => break read?,
        }
    };
    piece.truncate(length);
    // What a pipe yields may be little, and is kept until it is sent.
    piece.shrink_to(PIECE / 2);
    Ok((piece.into(), reader))
}

/// What an error of the operating system means. Its text would name the path.
pub(super) fn problem_of(error: &io::Error) -> InputProblem {
    match error.kind() {
        io::ErrorKind::NotFound => NOT_FOUND,
        io::ErrorKind::PermissionDenied => DENIED,
        _ => UNREADABLE,
    }
}

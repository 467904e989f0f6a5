//! The body of a request of which a part is read while it is sent.

use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};
use tokio::runtime::Handle;

use super::Upload;
use super::progress::Progress;
use super::reading::{Reading, SHORTER, SPENT, UNREADABLE, problem_of};
use super::source::{self, Source};
use crate::input::{InputProblem, InvalidSetting};

/// A part of a body.
#[derive(Clone)]
pub(crate) enum Part {
    Bytes(Bytes),
    /// The upload that an input is.
    File(&'static str, Upload),
}

/// The body of a request of which a part is read while it is sent. What it is made of is shared by all attempts.
pub(crate) struct StreamedBody {
    parts: Arc<[Part]>,
    /// The part that is next.
    next: usize,
    reading: Option<Reading>,
    /// How many bytes are still to come; none where nobody knows.
    left: Option<u64>,
    progress: Progress,
}

impl StreamedBody {
    pub(crate) fn new(parts: Vec<Part>) -> Self {
        let lengths = parts.iter().map(|part| match part {
            Part::Bytes(bytes) => Some(bytes.len() as u64),
            Part::File(_, upload) => upload.length,
        });
        let left = lengths.sum();
        Self { parts: parts.into(), next: 0, reading: None, left, progress: Progress::default() }
    }

    /// The same for another attempt; none if it can be sent once.
    pub(crate) fn try_clone(&self) -> Option<Self> {
        let is_repeatable = |part: &Part| match part {
            Part::Bytes(_) => true,
            Part::File(_, upload) => upload.source.is_repeatable(),
        };
        let parts = self.parts.iter().all(is_repeatable).then(|| Arc::clone(&self.parts))?;
        Some(Self::new(parts.to_vec()))
    }

    pub(crate) fn progress(&self) -> Progress {
        self.progress.clone()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.left == Some(0)
    }

    /// Whether the files are there, before anything is sent.
    pub(crate) fn check(&self) -> impl Future<Output = Result<(), InvalidSetting>> + Send + use<> {
        let (parts, progress) = (Arc::clone(&self.parts), self.progress.clone());
        async move {
            let has_path = |part: &Part| match part {
                Part::File(_, upload) => matches!(upload.source, Source::Path(_)),
                Part::Bytes(_) => false,
            };
            let checked = match Handle::try_current() {
                Ok(runtime) if parts.iter().any(has_path) => {
                    let checked = runtime.spawn_blocking(move || check_all(&parts)).await;
                    checked.unwrap_or(Err(("body", UNREADABLE)))
                }
                _ => check_all(&parts),
            };
            match checked {
                Ok(()) => progress.accept(),
                Err(problem) => progress.fail(problem),
            }
            checked
        }
    }

    /// What is in memory already.
    #[cfg(feature = "mock")]
    pub(crate) fn known_bytes(&self) -> Vec<u8> {
        let parts = self.parts.iter().filter_map(|part| match part {
            Part::Bytes(bytes) | Part::File(_, Upload { source: Source::Bytes(bytes), .. }) => {
                Some(bytes)
            }
            Part::File(..) => None,
        });
        parts.flatten().copied().collect()
    }

    fn poll_piece(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, InvalidSetting>>> {
        loop {
            let Some(part) = self.parts.get(self.next) else { return Poll::Ready(None) };
            let (name, upload) = match part {
                Part::Bytes(bytes) => {
                    self.next += 1;
                    return Poll::Ready(Some(Ok(bytes.clone())));
                }
                Part::File(name, upload) => (*name, upload),
            };
            let reading = match &mut self.reading {
                Some(reading) => reading,
                none => match Reading::of(upload) {
                    Ok(reading) => none.insert(reading),
                    Err(problem) => return Poll::Ready(Some(Err((name, problem)))),
                },
            };
            if let Some(piece) = ready!(reading.poll_piece(cx)) {
                return Poll::Ready(Some(piece.map_err(|problem| (name, problem))));
            }
            self.reading = None;
            self.next += 1;
        }
    }
}

fn check_all(parts: &[Part]) -> Result<(), InvalidSetting> {
    parts.iter().try_for_each(|part| match part {
        Part::Bytes(_) => Ok(()),
        Part::File(name, upload) => check(upload).map_err(|problem| (*name, problem)),
    })
}

fn check(upload: &Upload) -> Result<(), InputProblem> {
    match &upload.source {
        Source::Once(shared) if source::is_taken(shared) => Err(SPENT),
        Source::Bytes(_) | Source::Once(_) => Ok(()),
        Source::Path(path) => check_file(path, upload.length),
    }
}

fn check_file(path: &Path, length: Option<u64>) -> Result<(), InputProblem> {
    let (_, now) = source::open(path).map_err(|error| problem_of(&error))?;
    if length.is_some_and(|length| now < length) { Err(SHORTER) } else { Ok(()) }
}

impl HttpBody for StreamedBody {
    type Data = Bytes;
    type Error = InvalidSetting;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, InvalidSetting>>> {
        if let Err(problem) = self.progress.begin(cx) {
            return Poll::Ready(Some(Err(problem)));
        }
        let piece = ready!(self.poll_piece(cx));
        if let Some(Ok(piece)) = &piece {
            self.progress.advance();
            self.left = self.left.map(|left| left.saturating_sub(piece.len() as u64));
        }
        match &piece {
            Some(Err(problem)) => self.progress.fail(*problem),
            // Behind the last piece that is known to be the last, nobody asks for more.
            Some(Ok(_)) if !self.is_end_stream() => {}
            Some(Ok(_)) | None => self.progress.finish(),
        }
        Poll::Ready(piece.map(|piece| piece.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.left == Some(0) || self.next == self.parts.len()
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}

impl Drop for StreamedBody {
    fn drop(&mut self) {
        self.progress.give_up();
    }
}

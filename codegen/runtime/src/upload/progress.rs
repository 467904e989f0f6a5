//! How far the body of an attempt has been read, for those who wait for its response.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use crate::input::{InputProblem, InvalidSetting};

const CANCELLED: InvalidSetting =
    ("body", InputProblem::Setting("is not read on, since nobody waits for the response"));

/// How far the body of an attempt has been read. The body and whoever waits for the response share it.
#[derive(Clone, Default)]
pub(crate) struct Progress(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    stage: Stage,
    /// How many pieces were handed out.
    pieces: u64,
    /// Whoever waits for the end.
    waiting: Option<Waker>,
    /// The body, while it waits for its source.
    reading: Option<Waker>,
}

#[derive(Clone, Copy, Default)]
enum Stage {
    /// Nobody has looked yet whether the files are there.
    #[default]
    Unchecked,
    /// Nobody has begun to read: transports for tests do not.
    Untouched,
    Begun,
    /// All of it was read.
    Done,
    Failed(InvalidSetting),
    /// The transport has given up in the middle.
    GivenUp,
    /// Nobody waits for the response any more.
    Cancelled,
}

/// What came of a body.
pub(crate) enum Settled {
    Done,
    Failed(InvalidSetting),
    GivenUp,
}

impl Progress {
    /// Why the body could not be read, if that is so.
    pub(crate) fn problem(&self) -> Option<InvalidSetting> {
        match self.state().stage {
            Stage::Failed(problem) => Some(problem),
            _ => None,
        }
    }

    /// Whether it is not certain yet that the files are there, so that no transport has the request.
    pub(crate) fn is_unchecked(&self) -> bool {
        matches!(self.state().stage, Stage::Unchecked)
    }

    /// How many pieces were handed out.
    #[cfg(feature = "streams")]
    pub(crate) fn pieces(&self) -> u64 {
        self.state().pieces
    }

    /// Ends the reading, unless it is at its end.
    pub(crate) fn cancel(&self) {
        let mut state = self.state();
        if matches!(state.stage, Stage::Unchecked | Stage::Untouched | Stage::Begun) {
            state.stage = Stage::Cancelled;
            let reading = state.reading.take();
            drop(state);
            if let Some(waker) = reading {
                waker.wake();
            }
        }
    }

    /// Waits until nothing more is read.
    pub(crate) fn poll_settled(&self, cx: &mut Context<'_>) -> Poll<Settled> {
        let mut state = self.state();
        Poll::Ready(match state.stage {
            Stage::Begun => {
                state.waiting = Some(cx.waker().clone());
                return Poll::Pending;
            }
            Stage::Unchecked | Stage::Untouched | Stage::Done => Settled::Done,
            Stage::Failed(problem) => Settled::Failed(problem),
            Stage::GivenUp | Stage::Cancelled => Settled::GivenUp,
        })
    }

    /// Notes that the files are there.
    pub(super) fn accept(&self) {
        let mut state = self.state();
        if matches!(state.stage, Stage::Unchecked) {
            state.stage = Stage::Untouched;
        }
    }

    /// Notes that the body is read, by the task of `cx`. Fails where it must not be.
    pub(super) fn begin(&self, cx: &Context<'_>) -> Result<(), InvalidSetting> {
        let mut state = self.state();
        match state.stage {
            Stage::Unchecked | Stage::Untouched => state.stage = Stage::Begun,
            // What failed once does not go on.
            Stage::Failed(problem) => return Err(problem),
            Stage::Cancelled => return Err(CANCELLED),
            Stage::Begun | Stage::Done | Stage::GivenUp => {}
        }
        match &mut state.reading {
            Some(waker) => waker.clone_from(cx.waker()),
            none => *none = Some(cx.waker().clone()),
        }
        Ok(())
    }

    /// Notes that a piece was handed out.
    pub(super) fn advance(&self) {
        self.state().pieces += 1;
    }

    pub(super) fn finish(&self) {
        self.settle(Stage::Done);
    }

    pub(super) fn fail(&self, problem: InvalidSetting) {
        self.settle(Stage::Failed(problem));
    }

    /// Notes that nobody reads on, unless the end was reached.
    pub(super) fn give_up(&self) {
        if matches!(self.state().stage, Stage::Begun) {
            self.settle(Stage::GivenUp);
        }
    }

    fn settle(&self, end: Stage) {
        let mut state = self.state();
        state.stage = end;
        state.reading = None;
        let waiting = state.waiting.take();
        drop(state);
        if let Some(waker) = waiting {
            waker.wake();
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A thread that panicked has left no inconsistent state.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

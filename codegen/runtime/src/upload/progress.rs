//! How far the body of an attempt has been read, for those who wait for its response.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use crate::input::InvalidSetting;

/// How far the body of an attempt has been read. The body and whoever waits for the response share it.
#[derive(Clone, Default)]
pub(crate) struct Progress(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    stage: Stage,
    waiting: Option<Waker>,
}

#[derive(Clone, Copy, Default)]
enum Stage {
    /// Nobody has begun to read: transports for tests do not.
    #[default]
    Untouched,
    Begun,
    /// All of it was read.
    Done,
    Failed(InvalidSetting),
    /// The transport has given up in the middle.
    GivenUp,
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

    /// Waits until nothing more is read.
    pub(crate) fn poll_settled(&self, cx: &mut Context<'_>) -> Poll<Settled> {
        let mut state = self.state();
        Poll::Ready(match state.stage {
            Stage::Begun => {
                state.waiting = Some(cx.waker().clone());
                return Poll::Pending;
            }
            Stage::Untouched | Stage::Done => Settled::Done,
            Stage::Failed(problem) => Settled::Failed(problem),
            Stage::GivenUp => Settled::GivenUp,
        })
    }

    pub(super) fn begin(&self) {
        let mut state = self.state();
        if matches!(state.stage, Stage::Untouched) {
            state.stage = Stage::Begun;
        }
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

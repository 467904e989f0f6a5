//! A request for a token that is under way, and those who wait for it.

use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};

use super::Granted;

/// A request for a token that is under way. It goes on if those who wait for it no longer do.
pub(super) struct Flight(Mutex<Progress>);

enum Progress {
    /// One waker for each who waits.
    UnderWay(Vec<Waker>),
    Over(Granted),
    /// Its runtime has ended, or its source has panicked.
    Lost,
}

/// Ends a flight, whatever becomes of its task.
pub(super) struct Landing(Arc<Flight>);

impl Flight {
    pub(super) fn start() -> (Arc<Self>, Landing) {
        let flight = Arc::new(Self(Mutex::new(Progress::UnderWay(Vec::new()))));
        (Arc::clone(&flight), Landing(flight))
    }

    /// Waits for its end; `None` if it was lost.
    pub(super) fn wait(self: Arc<Self>) -> impl Future<Output = Option<Granted>> {
        let mut place = None;
        poll_fn(move |cx| match &mut *self.lock() {
            Progress::Over(granted) => Poll::Ready(Some(granted.clone())),
            Progress::Lost => Poll::Ready(None),
            Progress::UnderWay(waiting) => {
                if let Some(waker) = place.and_then(|place: usize| waiting.get_mut(place)) {
                    waker.clone_from(cx.waker());
                } else {
                    place = Some(waiting.len());
                    waiting.push(cx.waker().clone());
                }
                Poll::Pending
            }
        })
    }

    pub(super) fn is_under_way(&self) -> bool {
        matches!(*self.lock(), Progress::UnderWay(_))
    }

    fn end(&self, end: Progress) {
        let before = std::mem::replace(&mut *self.lock(), end);
        if let Progress::UnderWay(waiting) = before {
            waiting.into_iter().for_each(Waker::wake);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Progress> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Landing {
    pub(super) fn with(self, granted: Granted) {
        self.0.end(Progress::Over(granted));
    }
}

impl Drop for Landing {
    fn drop(&mut self) {
        if self.0.is_under_way() {
            self.0.end(Progress::Lost);
        }
    }
}

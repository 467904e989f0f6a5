//! Whether the runtime of a caller offers IO.

use std::any::Any;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

/// What comes of a future that needs IO; nothing if there is none. Any other panic goes on.
///
/// A runtime of tokio can be built without IO, and does not tell: what needs it panics. Nothing but that panic can be
/// asked, so it is caught before anything of a call is under way.
pub(super) async fn with_io<F: Future>(future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    poll_fn(|context| {
        // After a panic, the future is never polled again.
        match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
            Ok(poll) => poll.map(Some),
            Err(panic) if is_for_want_of_io(&*panic) => Poll::Ready(None),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
    .await
}

fn is_for_want_of_io(panic: &(dyn Any + Send)) -> bool {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    text.is_some_and(|text| text.contains("IO is disabled"))
}

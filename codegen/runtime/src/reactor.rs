//! Whether the runtime of a caller offers what calls need: time, and IO.
//!
//! A runtime of tokio can be built without either, and does not tell: what needs them panics. Nothing but that panic
//! can be asked, so it is caught here, before anything of a call is under way.

use std::any::Any;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use tokio::runtime::Handle;

/// Whether there is a runtime, and it can wait.
pub(crate) fn has_time() -> bool {
    // Where time is enabled, this costs next to nothing: only a timer that is polled is registered.
    let timer = || drop(tokio::time::sleep(Duration::ZERO));
    Handle::try_current().is_ok() && catch_unwind(timer).is_ok()
}

/// What comes of a future that needs IO; nothing if there is none. Any other panic goes on.
#[cfg(any(feature = "rustls", feature = "reqwest"))]
pub(crate) async fn with_io<F: Future>(future: F) -> Option<F::Output> {
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

#[cfg(any(feature = "rustls", feature = "reqwest"))]
fn is_for_want_of_io(panic: &(dyn Any + Send)) -> bool {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    text.is_some_and(|text| text.contains("IO is disabled"))
}

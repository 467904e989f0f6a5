//! The files of a request: whether they are there, and whether all of them was read.

use std::task::{Context, Poll};

use super::Sender;
#[cfg(feature = "uploads")]
use crate::error::{Delivery, TransportErrorKind};
use crate::error::{Problem, TransportError};
use crate::transport::{Body, BoxFuture, HttpRequest};
#[cfg(feature = "uploads")]
use crate::upload::{Progress, Settled};

type Sending<'a> = BoxFuture<'a, Result<http::Response<Body>, TransportError>>;

/// Sees how far the files of a request were read, and ends the reading when it is dropped. Of a request without files, there is nothing to see.
#[derive(Default)]
pub(super) struct Files {
    #[cfg(feature = "uploads")]
    progress: Option<Progress>,
}

impl Files {
    /// Why they could not be read, which no transport tells.
    pub(super) fn problem(&self) -> Option<Problem> {
        #[cfg(feature = "uploads")]
        {
            let (name, problem) = self.progress.as_ref()?.problem()?;
            Some(Problem::Input(name, problem))
        }
        #[cfg(not(feature = "uploads"))]
        {
            let Self {} = self;
            None
        }
    }

    /// Whether no transport has the request, because it is not certain yet that they are there.
    pub(super) fn are_unchecked(&self) -> bool {
        #[cfg(feature = "uploads")]
        {
            self.progress.as_ref().is_some_and(Progress::is_unchecked)
        }
        #[cfg(not(feature = "uploads"))]
        {
            let Self {} = self;
            false
        }
    }

    /// A number that grows while they are read.
    #[cfg(feature = "streams")]
    pub(super) fn pieces(&self) -> u64 {
        #[cfg(feature = "uploads")]
        {
            self.progress.as_ref().map_or(0, Progress::pieces)
        }
        #[cfg(not(feature = "uploads"))]
        {
            let Self {} = self;
            0
        }
    }

    /// Why they could not be read, if that is known. The task of `cx` is woken once it may be.
    #[cfg(feature = "streams")]
    pub(super) fn watch(&self, cx: &mut Context<'_>) -> Option<Problem> {
        let Poll::Ready(Err(_)) = self.poll_read(cx) else { return None };
        self.problem()
    }

    /// Waits until they were read, which a server that answers early does not. Half a request is not a success, whatever the server says.
    pub(super) fn poll_read(&self, cx: &mut Context<'_>) -> Poll<Result<(), Problem>> {
        #[cfg(feature = "uploads")]
        if let Some(progress) = &self.progress {
            return progress.poll_settled(cx).map(|settled| match settled {
                Settled::Done => Ok(()),
                Settled::Failed((name, problem)) => Err(Problem::Input(name, problem)),
                Settled::GivenUp => {
                    let kind = TransportErrorKind::Interrupted;
                    Err(Problem::Transport(TransportError::new(kind, Delivery::Answered)))
                }
            });
        }
        let (Self { .. }, _) = (self, cx);
        Poll::Ready(Ok(()))
    }
}

#[cfg(feature = "uploads")]
impl Drop for Files {
    fn drop(&mut self) {
        if let Some(progress) = &self.progress {
            progress.cancel();
        }
    }
}

/// Sends a request, once it is certain that its files are there.
pub(super) fn send(sender: &Sender, request: HttpRequest) -> (Sending<'_>, Files) {
    #[cfg(feature = "uploads")]
    if let Some(upload) = request.upload() {
        let (check, progress) = (upload.check(), Some(upload.progress()));
        let sending = Box::pin(async move {
            let missing = TransportError::new(TransportErrorKind::Interrupted, Delivery::NotSent);
            check.await.map_err(|_| missing)?;
            sender.transport.send(request).await
        });
        return (sending, Files { progress });
    }
    let files = Files {
        #[cfg(feature = "uploads")]
        progress: None,
    };
    (sender.transport.send(request), files)
}

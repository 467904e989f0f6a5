//! What goes wrong with the files of a request, which is no fault of the connection.

#[cfg(feature = "uploads")]
use crate::error::{Delivery, TransportError, TransportErrorKind};
#[cfg(feature = "uploads")]
use crate::upload::ReadProblem;

use super::Sender;
use crate::error::Problem;
use crate::transport::{Body, BoxFuture, HttpRequest};

type Sending<'a> = BoxFuture<'a, Result<http::Response<Body>, crate::error::TransportError>>;

/// Sees why the files of a request could not be read. Of a request without files, there is nothing to see.
pub(super) struct Watch {
    #[cfg(feature = "uploads")]
    problem: Option<ReadProblem>,
}

impl Watch {
    pub(super) fn problem(&self) -> Option<Problem> {
        #[cfg(feature = "uploads")]
        {
            let (name, problem) = self.problem.as_ref()?.get()?;
            Some(Problem::Input(name, problem))
        }
        #[cfg(not(feature = "uploads"))]
        {
            let Self {} = self;
            None
        }
    }
}

/// Sends a request, once it is certain that its files are there.
pub(super) fn send(sender: &Sender, request: HttpRequest) -> (Sending<'_>, Watch) {
    #[cfg(feature = "uploads")]
    if let Some(upload) = request.upload() {
        let (check, problem) = (upload.check(), Some(upload.read_problem()));
        let sending = Box::pin(async move {
            let missing = TransportError::new(TransportErrorKind::Interrupted, Delivery::NotSent);
            check.await.map_err(|_| missing)?;
            sender.transport.send(request).await
        });
        return (sending, Watch { problem });
    }
    let watch = Watch {
        #[cfg(feature = "uploads")]
        problem: None,
    };
    (sender.transport.send(request), watch)
}

//! The future of a call.

use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::Response;
use crate::decode::BodySlot;
use crate::error::{Error, Failure};
use crate::exchange::Exchanged;
use crate::request::{Endpoint, Service};
use crate::transport::BoxFuture;

/// The attempts of a call, and their outcome.
pub(super) type Answering = BoxFuture<'static, Outcome>;
pub(super) type Outcome = Result<Exchanged, Box<Failure>>;
/// Where the body of a success with a status goes.
pub(super) type Destination<T> = fn(&mut T, u16) -> BodySlot<'_>;

/// The future of a call: resolves to the response or the error.
///
/// Operations differ only in how the body is decoded at the end.
#[must_use = "futures do nothing unless awaited"]
pub struct CallFuture<T, C> {
    service: &'static Service,
    endpoint: &'static Endpoint,
    response: Answering,
    slot: Destination<T>,
    code: PhantomData<fn() -> C>,
}

impl<T, C> CallFuture<T, C> {
    pub(super) fn new(
        service: &'static Service,
        endpoint: &'static Endpoint,
        response: Answering,
        slot: Destination<T>,
    ) -> Self {
        Self { service, endpoint, response, slot, code: PhantomData }
    }
}

impl<T: Default, C> CallFuture<T, C> {
    /// Waits for the response and decodes it.
    #[cfg(feature = "blocking")]
    pub(super) fn wait(
        self,
        wait: impl FnOnce(Answering) -> Outcome,
    ) -> Result<Response<T>, Error<C>> {
        read(self.service, self.endpoint, self.slot, wait(self.response))
    }
}

impl<T: Default, C> Future for CallFuture<T, C> {
    type Output = Result<Response<T>, Error<C>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let response = ready!(self.response.as_mut().poll(cx));
        Poll::Ready(read(self.service, self.endpoint, self.slot, response))
    }
}

fn read<T: Default, C>(
    service: &'static Service,
    endpoint: &'static Endpoint,
    slot: Destination<T>,
    outcome: Outcome,
) -> Result<Response<T>, Error<C>> {
    let mut value = T::default();
    let accepted = outcome.and_then(|response| {
        let slot = slot(&mut value, response.status());
        response.accept(service, endpoint, slot)
    });
    match accepted {
        Ok(accepted) => Ok(Response::new(value, accepted, service)),
        Err(failure) => Err(Error::new(failure)),
    }
}

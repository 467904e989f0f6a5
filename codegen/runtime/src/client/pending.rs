//! A call on its way.

use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::Response;
use crate::error::{Error, Failure};
use crate::exchange::Exchanged;
use crate::request::{Endpoint, Service};
use crate::transport::BoxFuture;
use crate::value::Value;

/// What comes of an exchange, on its way and once it is there.
pub(super) type Answering = BoxFuture<'static, Outcome>;
pub(super) type Outcome = Result<Exchanged, Box<Failure>>;

/// A call on its way: a future that gives the response or the error.
///
/// All that differs from operation to operation is how the body is read in the end.
#[must_use = "a call is sent only when it is awaited"]
pub struct Pending<T, C> {
    service: &'static Service,
    endpoint: &'static Endpoint,
    answer: Answering,
    types: PhantomData<fn() -> (T, C)>,
}

impl<T, C> Pending<T, C> {
    pub(crate) fn new(
        service: &'static Service,
        endpoint: &'static Endpoint,
        answer: Answering,
    ) -> Self {
        Self { service, endpoint, answer, types: PhantomData }
    }
}

impl<T: Value + Default, C> Pending<T, C> {
    /// Gets the answer by waiting for it, and reads it.
    #[cfg(feature = "blocking")]
    pub(super) fn wait(
        self,
        wait: impl FnOnce(Answering) -> Outcome,
    ) -> Result<Response<T>, Error<C>> {
        read(self.service, self.endpoint, wait(self.answer))
    }
}

impl<T: Value + Default, C> Future for Pending<T, C> {
    type Output = Result<Response<T>, Error<C>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let answer = ready!(self.answer.as_mut().poll(cx));
        Poll::Ready(read(self.service, self.endpoint, answer))
    }
}

fn read<T: Value + Default, C>(
    service: &'static Service,
    endpoint: &'static Endpoint,
    outcome: Outcome,
) -> Result<Response<T>, Error<C>> {
    let mut value = T::default();
    match outcome.and_then(|answer| answer.accept(service, endpoint, value.slot())) {
        Ok(accepted) => Ok(Response::new(value, accepted, service)),
        Err(failure) => Err(Error::new(failure)),
    }
}

//! The future of a call.

use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::Response;
use crate::error::{Error, Failure};
use crate::exchange::Exchanged;
use crate::request::{Endpoint, Service};
use crate::transport::BoxFuture;
use crate::value::Value;

/// The attempts of a call, and their outcome.
pub(super) type Answering = BoxFuture<'static, Outcome>;
pub(super) type Outcome = Result<Exchanged, Box<Failure>>;

/// The future of a call: resolves to the response or the error.
///
/// Operations differ only in how the body is decoded at the end.
#[must_use = "futures do nothing unless awaited"]
pub struct CallFuture<T, C> {
    service: &'static Service,
    endpoint: &'static Endpoint,
    response: Answering,
    types: PhantomData<fn() -> (T, C)>,
}

impl<T, C> CallFuture<T, C> {
    pub(crate) fn new(
        service: &'static Service,
        endpoint: &'static Endpoint,
        response: Answering,
    ) -> Self {
        Self { service, endpoint, response, types: PhantomData }
    }
}

impl<T: Value + Default, C> CallFuture<T, C> {
    /// Waits for the response and decodes it.
    #[cfg(feature = "blocking")]
    pub(super) fn wait(
        self,
        wait: impl FnOnce(Answering) -> Outcome,
    ) -> Result<Response<T>, Error<C>> {
        read(self.service, self.endpoint, wait(self.response))
    }
}

impl<T: Value + Default, C> Future for CallFuture<T, C> {
    type Output = Result<Response<T>, Error<C>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let response = ready!(self.response.as_mut().poll(cx));
        Poll::Ready(read(self.service, self.endpoint, response))
    }
}

fn read<T: Value + Default, C>(
    service: &'static Service,
    endpoint: &'static Endpoint,
    outcome: Outcome,
) -> Result<Response<T>, Error<C>> {
    let mut value = T::default();
    match outcome.and_then(|response| response.accept(service, endpoint, value.slot())) {
        Ok(accepted) => Ok(Response::new(value, accepted, service)),
        Err(failure) => Err(Error::new(failure)),
    }
}

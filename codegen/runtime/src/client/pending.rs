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

/// A call on its way: a future that gives the response or the error.
///
/// All that differs from operation to operation is how the body is read in the end.
#[must_use = "a call is sent only when it is awaited"]
pub struct Pending<T, C> {
    service: &'static Service,
    endpoint: &'static Endpoint,
    answer: BoxFuture<'static, Result<Exchanged, Box<Failure>>>,
    types: PhantomData<fn() -> (T, C)>,
}

impl<T, C> Pending<T, C> {
    pub(crate) fn new(
        service: &'static Service,
        endpoint: &'static Endpoint,
        answer: BoxFuture<'static, Result<Exchanged, Box<Failure>>>,
    ) -> Self {
        Self { service, endpoint, answer, types: PhantomData }
    }
}

impl<T: Value + Default, C> Future for Pending<T, C> {
    type Output = Result<Response<T>, Error<C>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let answer = ready!(self.answer.as_mut().poll(cx));
        let mut value = T::default();
        let accepted =
            answer.and_then(|answer| answer.accept(self.service, self.endpoint, value.slot()));
        Poll::Ready(match accepted {
            Ok((answer, problems)) => Ok(Response::new(value, answer, problems)),
            Err(failure) => Err(Error::new(failure)),
        })
    }
}

//! What comes of a call, without a server and without waiting.

use std::marker::PhantomData;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use super::{Reply, ScriptedTransport};
use crate::client::{CallOptions, Client, ClientOptions, Response};
use crate::decode::BodySlot;
use crate::error::{Delivery, Error, Failure, Problem};
use crate::exchange::Clock;
use crate::request::{Endpoint, Operation, RequestWriter, Service};

/// What a call of an operation returns for a reply: a success with its value, or an error. A delay of the reply is not
/// waited for.
///
/// Generated crates wrap it; they add the service.
///
/// # Errors
///
/// The error that the reply leads to.
///
/// # Panics
///
/// Panics if the operating system has no resources for a runtime.
pub fn outcome<O: Operation, C>(
    service: &'static Service,
    mut reply: Reply,
) -> Result<Response<O::Output>, Error<C>> {
    reply.delay = Duration::ZERO;
    // No time for a second attempt, though the error tells whether there could be one.
    let once = CallOptions::new().total_timeout(Duration::from_millis(1));
    let mut builder = Client::builder(service);
    if service.base_url.is_empty() {
        // Where callers say it, it does not matter here: nothing is sent.
        builder = builder.base_url("http://localhost");
    }
    let client = builder
        .transport(ScriptedTransport::new([reply]))
        .options(ClientOptions::new().calls(once).clock(Still(Instant::now())))
        .build()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    let runtime = runtime.expect("a runtime without threads");
    let outcome = {
        // Its clock is all that is needed of it. It is not run, for the caller may be within another one.
        let _entered = runtime.enter();
        let mut call = pin!(client.send(&Bare::<O>(PhantomData)));
        call.as_mut().poll(&mut Context::from_waker(Waker::noop()))
    };
    runtime.shutdown_background();
    match outcome {
        Poll::Ready(outcome) => outcome,
        // The reply never comes.
        Poll::Pending => {
            let mut failure = Failure::not_sent(service, Some(O::ENDPOINT), Problem::Timeout);
            (failure.delivery, failure.attempts) = (Delivery::MaybeSent, 1);
            Err(Error::new(failure))
        }
    }
}

/// Time stands still, and the wait for another attempt is as long as it can be.
struct Still(Instant);

impl Clock for Still {
    fn now(&self) -> Instant {
        self.0
    }

    fn jitter(&self, longest: Duration) -> Duration {
        longest
    }
}

/// An operation without inputs that returns what another one does.
struct Bare<O>(PhantomData<fn() -> O>);

impl<O: Operation> Operation for Bare<O> {
    type Output = O::Output;

    const ENDPOINT: &'static Endpoint = &Endpoint {
        id: O::ENDPOINT.id,
        method: O::ENDPOINT.method,
        path: "/",
        effect: O::ENDPOINT.effect,
    };

    fn write(&self, _: &mut RequestWriter<'_>) {}

    fn body_slot(output: &mut Self::Output, status: u16) -> BodySlot<'_> {
        O::body_slot(output, status)
    }
}

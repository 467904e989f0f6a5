//! Responses that are streams: downloads, server-sent events, lines of JSON.

#[cfg(feature = "blocking")]
pub(crate) mod blocking;
mod download;
mod file;
mod file_name;
mod framing;
mod head;
mod items;
#[macro_use]
mod methods;
mod reconnect;
mod streamed;

use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

pub use self::download::Download;
pub use self::framing::Framing;
pub use self::head::StreamHead;
pub use self::streamed::Streamed;

#[cfg(feature = "mock")]
pub(crate) use self::framing::Items;

use self::reconnect::Reconnect;
use super::{CallOptions, Client};
use crate::error::{Error, Failure};
use crate::exchange::{BodyStream, StreamKind};
use crate::request::{Endpoint, Operation, RequestWriter};
use crate::transport::BoxFuture;
use crate::value::Value;

/// An operation whose response is a stream.
///
/// Generated crates implement it.
pub trait StreamedOperation: Operation {
    /// The type of an item; `()` of a download.
    type Item: Value + Default;

    /// How the response is divided into items.
    const FRAMING: Framing;
}

/// A stream whose response has begun.
pub(crate) struct Opened {
    body: BodyStream,
    /// The maximum size of a whole download, or of an item.
    limit: usize,
    framing: Framing,
    reconnect: Option<Reconnect>,
}

/// The head of a stream, or what came instead.
type Opening = BoxFuture<'static, Result<Opened, Box<Failure>>>;

/// The future of a call whose response is a stream: resolves when the response has begun.
#[must_use = "futures do nothing unless awaited"]
pub struct StreamFuture<S, C> {
    opening: Opening,
    open: fn(Opened) -> S,
    code: PhantomData<fn() -> C>,
}

impl<S, C> StreamFuture<S, C> {
    fn new(opening: Opening, open: fn(Opened) -> S) -> Self {
        Self { opening, open, code: PhantomData }
    }

    /// Waits for the head.
    #[cfg(feature = "blocking")]
    fn wait(
        self,
        wait: impl FnOnce(Opening) -> Result<Opened, Box<Failure>>,
    ) -> Result<S, Error<C>> {
        wait(self.opening).map(self.open).map_err(Error::new)
    }
}

impl<S, C> Future for StreamFuture<S, C> {
    type Output = Result<S, Error<C>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let opened = ready!(self.opening.as_mut().poll(cx));
        Poll::Ready(opened.map(self.open).map_err(Error::new))
    }
}

impl Client {
    /// Sends an operation whose response is a file, or any other bytes.
    pub fn download<O: Operation, C>(
        &self,
        operation: &O,
        options: &CallOptions,
    ) -> StreamFuture<Download<C>, C> {
        StreamFuture::new(self.open(operation, options, Framing::None), Download::new)
    }

    /// Sends an operation whose response consists of items.
    pub fn streamed<O: StreamedOperation, C>(
        &self,
        operation: &O,
        options: &CallOptions,
    ) -> StreamFuture<Streamed<O::Item, C>, C> {
        StreamFuture::new(self.open(operation, options, O::FRAMING), Streamed::new)
    }

    fn open<O: Operation>(
        &self,
        operation: &O,
        options: &CallOptions,
        framing: Framing,
    ) -> Opening {
        self.open_with(O::ENDPOINT, options, framing, &|request| operation.write(request))
    }

    /// Not generic, so that it is compiled once.
    fn open_with(
        &self,
        endpoint: &'static Endpoint,
        options: &CallOptions,
        framing: Framing,
        write: &dyn Fn(&mut RequestWriter<'_>),
    ) -> Opening {
        let (service, calls) = (self.core.settings.service, &self.core.calls);
        let kind = framing.kind();
        let limits = options.stream_limits(calls, kind);
        let reconnects = kind == StreamKind::Events && options.reconnects(calls);
        let mut reconnect = None;
        let response = self.start_limited(endpoint, limits, &mut || {
            let request = self.built(endpoint, options, write)?;
            if reconnects {
                let sender = Arc::clone(self.core.sender(&request));
                reconnect = Reconnect::new(sender, endpoint, &request, limits);
            }
            Ok(request)
        });
        Box::pin(async move {
            let body = response.await?.accept_stream(service, endpoint, kind)?;
            Ok(Opened { body, limit: limits.body, framing, reconnect })
        })
    }
}

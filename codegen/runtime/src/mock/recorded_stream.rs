//! The body of a stream that is recorded while it is read.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame};

use super::Stream;
use super::recorder::MAX_BODY;
use crate::client::streams::Framing;
use crate::error::TransportError;
use crate::transport::Body;

/// A body that passes its chunks on at once, and is recorded when it is dropped.
pub(super) struct RecordedStream {
    body: Body,
    received: Vec<u8>,
    is_download: bool,
    /// Records what was received. `None` where it broke off, or is more than a file should hold.
    keep: Option<Keep>,
}

type Keep = Box<dyn FnOnce(&[u8]) + Send>;

impl RecordedStream {
    pub(super) fn new(
        body: Body,
        stream: Stream,
        keep: impl FnOnce(&[u8]) + Send + 'static,
    ) -> Self {
        let is_download = stream.framing == Framing::None;
        Self { body, received: Vec::new(), is_download, keep: Some(Box::new(keep)) }
    }
}

impl HttpBody for RecordedStream {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(cx));
        match &frame {
            // Nothing of a download is recorded but that it took place.
            Some(Ok(_)) if self.is_download => {}
            Some(Ok(frame)) => {
                self.received.extend_from_slice(frame.data_ref().map_or(&[], |data| data));
                if self.received.len() > MAX_BODY {
                    self.keep = None;
                    self.received = Vec::new();
                }
            }
            Some(Err(_)) => self.keep = None,
            None => {}
        }
        Poll::Ready(frame)
    }
}

impl Drop for RecordedStream {
    fn drop(&mut self) {
        if let Some(keep) = self.keep.take() {
            keep(&self.received);
        }
    }
}

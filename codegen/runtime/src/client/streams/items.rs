//! The items of a stream, before it is said of which type they are.

use std::task::{Context, Poll, ready};

use bytes::Bytes;

use super::framing::{Framing, Items, RawItem, TooLarge};
use super::reconnect::Reconnect;
use super::{Opened, StreamHead};
use crate::decode::{DecodeError, DecodeProblem, Slot};
use crate::error::{Failure, Problem};
use crate::exchange::BodyStream;

/// The items of a stream. All of it is compiled once, whatever they are decoded into.
pub(super) struct RawItems {
    body: BodyStream,
    items: Items,
    framing: Framing,
    limit: usize,
    reconnect: Option<Reconnect>,
    /// The number of the last item, from 1.
    count: u64,
    /// The name of the last event.
    event: Option<String>,
    /// What could not be read of the last item.
    problems: Vec<DecodeError>,
    /// Whether the event was read that says so.
    is_complete: bool,
    is_at_end: bool,
}

impl RawItems {
    pub(super) fn new(Opened { body, limit, framing, reconnect }: Opened) -> Self {
        Self {
            body,
            items: Items::new(framing, limit),
            framing,
            limit,
            reconnect,
            count: 0,
            event: None,
            problems: Vec::new(),
            is_complete: false,
            is_at_end: false,
        }
    }

    pub(super) fn head(&self) -> StreamHead<'_> {
        StreamHead(self.body.about())
    }

    pub(super) fn event(&self) -> Option<&str> {
        self.event.as_deref()
    }

    pub(super) fn last_id(&self) -> Option<&str> {
        self.items.last_id()
    }

    pub(super) fn problems(&self) -> &[DecodeError] {
        &self.problems
    }

    /// Takes the stream, and leaves one that is at its end.
    #[cfg(feature = "blocking")]
    pub(super) fn take(&mut self) -> Self {
        let ended = Self {
            body: self.body.take(),
            items: Items::new(self.framing, self.limit),
            framing: self.framing,
            limit: self.limit,
            reconnect: None,
            count: self.count,
            event: None,
            problems: Vec::new(),
            is_complete: true,
            is_at_end: true,
        };
        let mut taken = std::mem::replace(self, ended);
        std::mem::swap(&mut taken.body, &mut self.body);
        taken
    }

    /// The next item, to be decoded; `None` behind the last one, and behind an error that ends the stream.
    pub(super) fn poll_raw(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<RawItem, Box<Failure>>>> {
        loop {
            if self.is_at_end {
                return Poll::Ready(None);
            }
            if let Some(reconnect) = self.reconnect.as_mut().filter(|it| it.is_running()) {
                match ready!(reconnect.poll(cx)) {
                    Ok(Some(body)) => {
                        self.body = body;
                        self.items.restart();
                    }
                    Ok(None) => self.end(),
                    Err(failure) => {
                        self.end();
                        return Poll::Ready(Some(Err(failure)));
                    }
                }
                continue;
            }
            if self.is_complete {
                let sent = ready!(self.body.poll_sent(cx));
                self.end();
                return Poll::Ready(sent.err().map(Err));
            }
            match self.items.next() {
                Ok(Some(item)) => match self.count(item) {
                    Some(item) => return Poll::Ready(Some(Ok(item))),
                    None => continue,
                },
                Ok(None) => {}
                Err(TooLarge) => return Poll::Ready(Some(Err(self.too_large()))),
            }
            match ready!(self.body.poll_chunk(cx)) {
                Some(Ok(chunk)) => self.items.push(chunk),
                Some(Err(failure)) if !self.reconnects() => {
                    self.end();
                    return Poll::Ready(Some(Err(failure)));
                }
                Some(Err(_)) => {}
                None => {
                    if let Poll::Ready(outcome) = self.finish() {
                        return Poll::Ready(outcome);
                    }
                }
            }
        }
    }

    /// Decodes an item. One that is an error of the API ends the stream; one that cannot be decoded does not.
    pub(super) fn decode(&mut self, item: &RawItem, slot: Slot<'_>) -> Result<(), Box<Failure>> {
        let is_error = item.event.as_deref() == Some("error");
        match self.body.read_item(&item.data, is_error, slot) {
            Ok(problems) => {
                self.problems = problems;
                Ok(())
            }
            Err(problem) => {
                self.problems.clear();
                if matches!(problem, Problem::Api { .. }) {
                    self.end();
                }
                Err(self.about_item(problem, item.data.clone()))
            }
        }
    }

    /// Reads no further.
    fn end(&mut self) {
        self.is_at_end = true;
        self.body.end();
    }

    /// Counts an item, unless it is the end of the stream.
    fn count(&mut self, item: RawItem) -> Option<RawItem> {
        if let Framing::Events { end: Some(end) } = self.framing
            && item.data.trim_ascii() == end.as_bytes()
        {
            self.is_complete = true;
            return None;
        }
        self.count += 1;
        self.event.clone_from(&item.event);
        if let Some(reconnect) = &mut self.reconnect {
            reconnect.reset();
        }
        Some(item)
    }

    /// The body has ended: takes what is left of it. `Pending` where the stream goes on with another one, or is complete.
    fn finish(&mut self) -> Poll<Option<Result<RawItem, Box<Failure>>>> {
        match self.items.finish() {
            Ok(Some(item)) => {
                let item = self.count(item);
                return item.map_or(Poll::Pending, |item| Poll::Ready(Some(Ok(item))));
            }
            Ok(None) => {}
            Err(TooLarge) => return Poll::Ready(Some(Err(self.too_large()))),
        }
        let end = match self.framing {
            Framing::Events { end } => end,
            Framing::None | Framing::Lines => None,
        };
        let rest = self.items.take_rest();
        if end.is_some_and(|end| rest.trim_ascii() == end.as_bytes()) {
            self.is_complete = true;
            return Poll::Pending;
        }
        if self.reconnects() {
            return Poll::Pending;
        }
        let is_cut = end.is_some() || self.items.is_within_event();
        self.end();
        let incomplete = Problem::Decode(DecodeError::of_body(DecodeProblem::Incomplete));
        Poll::Ready(is_cut.then(|| Err(self.body.fail(incomplete))))
    }

    /// Whether the stream, which has broken off, is requested again.
    fn reconnects(&mut self) -> bool {
        let (id, retry) = (self.items.last_id().map(str::to_owned), self.items.retry());
        self.reconnect.as_mut().zip(id).is_some_and(|(reconnect, id)| reconnect.start(&id, retry))
    }

    fn too_large(&mut self) -> Box<Failure> {
        self.is_at_end = true;
        let mut failure = self.body.fail(Problem::TooLarge(self.limit));
        failure.item = self.count + 1;
        failure
    }

    fn about_item(&self, problem: Problem, item: Vec<u8>) -> Box<Failure> {
        let mut failure = self.body.failure(problem, Bytes::from(item));
        failure.item = self.count;
        // It was received. Another call might skip it, or not.
        failure.is_retryable = false;
        failure
    }
}

impl std::fmt::Debug for RawItems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Streamed")
            .field("operation", &self.body.about().endpoint.id)
            .field("items", &self.count)
            .finish_non_exhaustive()
    }
}

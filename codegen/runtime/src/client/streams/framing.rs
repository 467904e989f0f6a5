//! How the bytes of a stream are divided into items, without any IO.

use std::time::Duration;

use bytes::{Buf, Bytes};

use crate::exchange::StreamKind;

/// The three bytes of a byte order mark.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// How a stream is divided into items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// It is not.
    None,
    /// Into server-sent events, as the HTML standard defines them.
    Events {
        /// Data that ends them, and is no item. Without it, the end of the body is the end.
        end: Option<&'static str>,
    },
    /// Into lines.
    Lines,
}

impl Framing {
    pub(super) fn kind(self) -> StreamKind {
        match self {
            Self::None => StreamKind::Download,
            Self::Events { .. } => StreamKind::Events,
            Self::Lines => StreamKind::Lines,
        }
    }
}

/// An item before it is decoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RawItem {
    pub(crate) data: Vec<u8>,
    /// The name of an event; none for a line, and for an event without one.
    pub(crate) event: Option<String>,
}

/// Divides bytes into items, however they arrive.
pub(crate) struct Items {
    framing: Framing,
    input: Bytes,
    /// The beginning of a line that is not complete.
    line: Vec<u8>,
    is_first_line: bool,
    /// A carriage return has ended a line, so a line feed that follows is a part of that end.
    skips_line_feed: bool,
    /// The data of an event that is not complete.
    data: Vec<u8>,
    has_data: bool,
    event: Option<String>,
    /// The id of the last event that had one.
    id: Option<String>,
    /// What becomes of it with the next complete event.
    next_id: Option<String>,
    retry: Option<Duration>,
    limit: usize,
}

/// An item is larger than the limit.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TooLarge;

impl Items {
    pub(crate) fn new(framing: Framing, limit: usize) -> Self {
        Self {
            framing,
            input: Bytes::new(),
            line: Vec::new(),
            is_first_line: true,
            skips_line_feed: false,
            data: Vec::new(),
            has_data: false,
            event: None,
            id: None,
            next_id: None,
            retry: None,
            limit,
        }
    }

    /// Adds bytes, when all that were there are used up.
    pub(crate) fn push(&mut self, input: Bytes) {
        self.input = input;
    }

    /// The next item that is complete. `None` where it takes more bytes.
    pub(crate) fn next(&mut self) -> Result<Option<RawItem>, TooLarge> {
        while let Some(line) = self.next_line()? {
            let item = match self.framing {
                Framing::Events { .. } => self.event_line(&line)?,
                _ => Some(line)
                    .filter(|line| !line.trim_ascii().is_empty())
                    .map(|data| RawItem { data, event: None }),
            };
            if item.is_some() {
                return Ok(item);
            }
        }
        Ok(None)
    }

    /// What is left behind the last byte: a line without its end is complete, and an event without its end is not.
    pub(crate) fn finish(&mut self) -> Result<Option<RawItem>, TooLarge> {
        if self.line.is_empty() {
            return Ok(None);
        }
        self.push(Bytes::from_static(b"\n"));
        self.next()
    }

    /// Whether there is data of an event that is not complete.
    pub(crate) fn is_within_event(&self) -> bool {
        self.has_data
    }

    /// Takes the data of an event that is not complete.
    pub(crate) fn take_rest(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.data)
    }

    /// Forgets what is not complete, as another response follows.
    pub(crate) fn restart(&mut self) {
        let fresh = Self::new(self.framing, self.limit);
        let old = std::mem::replace(self, fresh);
        (self.next_id, self.id, self.retry) = (old.id.clone(), old.id, old.retry);
    }

    /// The id of the last event that had one.
    pub(crate) fn last_id(&self) -> Option<&str> {
        self.id.as_deref().filter(|id| !id.is_empty())
    }

    /// The wait before a reconnection, if the server has named one.
    pub(crate) fn retry(&self) -> Option<Duration> {
        self.retry
    }

    /// The next complete line, without its end.
    fn next_line(&mut self) -> Result<Option<Vec<u8>>, TooLarge> {
        if self.skips_line_feed && !self.input.is_empty() {
            self.skips_line_feed = false;
            if self.input[0] == b'\n' {
                self.input.advance(1);
            }
        }
        let ends_at_return = matches!(self.framing, Framing::Events { .. });
        let is_end = |byte: &u8| *byte == b'\n' || (ends_at_return && *byte == b'\r');
        let end = self.input.iter().position(is_end);
        let piece = self.input.split_to(end.unwrap_or(self.input.len()));
        if self.line.len() + self.data.len() + piece.len() > self.limit {
            return Err(TooLarge);
        }
        self.line.extend_from_slice(&piece);
        if end.is_none() {
            return Ok(None);
        }
        self.skips_line_feed = self.input[0] == b'\r';
        self.input.advance(1);
        let mut line = std::mem::take(&mut self.line);
        if std::mem::take(&mut self.is_first_line) && line.starts_with(BYTE_ORDER_MARK) {
            line.drain(..BYTE_ORDER_MARK.len());
        }
        Ok(Some(line))
    }

    /// Takes in a line of an event; an empty one completes it.
    fn event_line(&mut self, line: &[u8]) -> Result<Option<RawItem>, TooLarge> {
        if line.is_empty() {
            self.id.clone_from(&self.next_id);
            let event = self.event.take().filter(|name| !name.is_empty());
            let data = std::mem::take(&mut self.data);
            return Ok(std::mem::take(&mut self.has_data).then_some(RawItem { data, event }));
        }
        let colon = line.iter().position(|byte| *byte == b':');
        let (name, value) = line.split_at(colon.unwrap_or(line.len()));
        let value = value.strip_prefix(b":").unwrap_or(value);
        let value = value.strip_prefix(b" ").unwrap_or(value);
        match name {
            b"data" => {
                if self.has_data {
                    self.data.push(b'\n');
                }
                self.has_data = true;
                self.data.extend_from_slice(value);
                if self.data.len() > self.limit {
                    return Err(TooLarge);
                }
            }
            b"event" => self.event = Some(String::from_utf8_lossy(value).into_owned()),
            b"id" if !value.contains(&0) => {
                self.next_id = Some(String::from_utf8_lossy(value).into_owned());
            }
            b"retry" if value.iter().all(u8::is_ascii_digit) => {
                let millis = std::str::from_utf8(value).ok().and_then(|text| text.parse().ok());
                self.retry = millis.map(Duration::from_millis).or(self.retry);
            }
            // A comment, or what the standard does not know.
            _ => {}
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests;

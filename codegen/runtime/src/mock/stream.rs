//! How a mock plays streams, and records them.

use serde_json::value::RawValue;

use super::reply::Reply;
use crate::client::streams::{Framing, Items, StreamedOperation};
use crate::decode::read;
use crate::encode::to_redacted_json;

/// A response that is a stream, as a mock knows it.
#[derive(Clone, Copy, Debug)]
pub struct Stream {
    pub(super) framing: Framing,
    /// Removes secrets, personal data and undeclared fields from an item; none where it cannot be decoded.
    redacted: fn(&[u8]) -> Option<String>,
}

impl Stream {
    pub(super) const fn of<O: StreamedOperation>() -> Self {
        Self { framing: O::FRAMING, redacted: redacted::<O> }
    }

    /// The chunks of a body with the items of a JSON list: one for each item, and one for the end.
    pub(super) fn chunks(&self, list: &str) -> Vec<Vec<u8>> {
        let items: Vec<&RawValue> = serde_json::from_str(list).unwrap_or_default();
        let items = items.into_iter().map(|item| chunk(self.framing, &in_one_line(item.get())));
        let end = match self.framing {
            Framing::Events { end } => end,
            Framing::None | Framing::Lines => None,
        };
        items.chain(end.map(|end| chunk(self.framing, end))).collect()
    }

    /// A reply with the items of a JSON list; of a download, with this content.
    pub(super) fn reply(&self, status: u16, content_type: &str, body: &str) -> Reply {
        match self.framing {
            Framing::None => Reply::content(status, content_type, body),
            _ => Reply::chunks(status, content_type, self.chunks(body)),
        }
    }

    /// What of the items of a body may stand in a file, as a JSON list. `None` for a download, whose bytes may hold anything.
    pub(super) fn redact(&self, body: &[u8]) -> Option<serde_json::Value> {
        if self.framing == Framing::None {
            return None;
        }
        let end = match self.framing {
            Framing::Events { end } => end,
            _ => None,
        };
        let mut items = Items::new(self.framing, body.len().saturating_add(1));
        items.push(bytes::Bytes::copy_from_slice(body));
        let mut list = Vec::new();
        // The last line may have no end.
        let following = |items: &mut Items| {
            items.next().ok().flatten().or_else(|| items.finish().ok().flatten())
        };
        let mut next = following(&mut items);
        while let Some(item) = next {
            let is_end = end.is_some_and(|end| item.data.trim_ascii() == end.as_bytes());
            // An item that cannot be read may hold anything, and is left out.
            if let Some(item) = (self.redacted)(&item.data).filter(|_| !is_end) {
                list.extend(serde_json::from_str::<serde_json::Value>(&item).ok());
            }
            next = following(&mut items);
        }
        Some(list.into())
    }
}

fn redacted<O: StreamedOperation>(item: &[u8]) -> Option<String> {
    let mut value = O::Item::default();
    read(item, crate::value::Value::slot(&mut value), None).ok()?;
    Some(to_redacted_json(&value))
}

/// An item as it is sent.
pub(super) fn chunk(framing: Framing, item: &str) -> Vec<u8> {
    match framing {
        Framing::Events { .. } => {
            let mut event = Vec::new();
            for line in item.split('\n') {
                event.extend_from_slice(format!("data: {line}\n").as_bytes());
            }
            event.push(b'\n');
            event
        }
        Framing::None | Framing::Lines => format!("{item}\n").into_bytes(),
    }
}

/// JSON without its line breaks, which are never within a text.
fn in_one_line(json: &str) -> String {
    json.replace(['\n', '\r'], " ")
}

//! Where the entries of an object come from: from the document as it is read, or from keys that were looked at.

use std::borrow::Cow;
use std::vec;

use serde_core::de::MapAccess;
use serde_json::value::RawValue;

use super::fill::{Filled, Filler};
use super::keys::KeySeed;
use super::reader::Reader;
use super::slot::Place;

/// The entries of an object, one after the other: a key, then what becomes of its value.
pub(super) trait Entries<'de> {
    type Error: serde_core::de::Error;

    fn next_key(&mut self, seed: KeySeed) -> Result<Option<Cow<'de, str>>, Self::Error>;

    /// Fills a place with the value of the last key.
    fn fill(&mut self, place: Place<'_>, reader: &mut Reader<'_>) -> Result<Filled, Self::Error>;

    /// The value of the last key as it stands in the document.
    fn raw(&mut self) -> Result<&'de str, Self::Error>;
}

/// Entries that are read from the document one by one.
pub(super) struct Streamed<A>(pub(super) A);

impl<'de, A: MapAccess<'de>> Entries<'de> for Streamed<A> {
    type Error = A::Error;

    fn next_key(&mut self, seed: KeySeed) -> Result<Option<Cow<'de, str>>, A::Error> {
        self.0.next_key_seed(seed)
    }

    fn fill(&mut self, place: Place<'_>, reader: &mut Reader<'_>) -> Result<Filled, A::Error> {
        self.0.next_value_seed(Filler { place, reader })
    }

    fn raw(&mut self) -> Result<&'de str, A::Error> {
        self.0.next_value().map(RawValue::get)
    }
}

/// Entries that were gathered to look at their keys, so that these are not read once more.
pub(super) struct Gathered<'de> {
    entries: vec::IntoIter<(Cow<'de, str>, &'de str)>,
    value: &'de str,
}

impl<'de> Gathered<'de> {
    pub(super) fn new(entries: vec::IntoIter<(Cow<'de, str>, &'de str)>) -> Self {
        Self { entries, value: "null" }
    }
}

impl<'de> Entries<'de> for Gathered<'de> {
    type Error = serde_json::Error;

    fn next_key(&mut self, _: KeySeed) -> Result<Option<Cow<'de, str>>, Self::Error> {
        Ok(self.entries.next().map(|(key, value)| {
            self.value = value;
            key
        }))
    }

    fn fill(&mut self, place: Place<'_>, reader: &mut Reader<'_>) -> Result<Filled, Self::Error> {
        reader.read_value(self.value, place)
    }

    fn raw(&mut self) -> Result<&'de str, Self::Error> {
        Ok(self.value)
    }
}

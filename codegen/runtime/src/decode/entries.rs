//! Where the entries of an object come from: from the document as it is read, or from keys that were looked at.

use std::borrow::Cow;
use std::vec;

use serde_core::de::{DeserializeSeed, MapAccess};
use serde_json::value::RawValue;

use super::fill::{Filled, Filler};
use super::keys::KeySeed;

/// The entries of an object, one after the other: a key, then what becomes of its value.
pub(super) trait Entries<'de> {
    type Error: serde_core::de::Error;

    fn next_key(&mut self) -> Result<Option<Cow<'de, str>>, Self::Error>;

    /// Fills a place with the value of the last key.
    fn fill(&mut self, filler: Filler<'_, '_, '_>) -> Result<Filled, Self::Error>;

    /// The value of the last key as it stands in the document.
    fn raw(&mut self) -> Result<&'de str, Self::Error>;
}

/// Entries that are read from the document one by one.
pub(super) struct Streamed<A> {
    pub(super) entries: A,
    pub(super) key: KeySeed,
}

impl<'de, A: MapAccess<'de>> Entries<'de> for Streamed<A> {
    type Error = A::Error;

    fn next_key(&mut self) -> Result<Option<Cow<'de, str>>, A::Error> {
        self.entries.next_key_seed(self.key)
    }

    fn fill(&mut self, filler: Filler<'_, '_, '_>) -> Result<Filled, A::Error> {
        self.entries.next_value_seed(filler)
    }

    fn raw(&mut self) -> Result<&'de str, A::Error> {
        self.entries.next_value().map(RawValue::get)
    }
}

/// Entries that were gathered to look at their keys, so that these are not read once more.
pub(super) struct Gathered<'de> {
    entries: vec::IntoIter<(Cow<'de, str>, &'de str)>,
    value: &'de str,
}

impl<'de> Gathered<'de> {
    pub(super) fn new(entries: Vec<(Cow<'de, str>, &'de str)>) -> Self {
        Self { entries: entries.into_iter(), value: "null" }
    }
}

impl<'de> Entries<'de> for Gathered<'de> {
    type Error = serde_json::Error;

    fn next_key(&mut self) -> Result<Option<Cow<'de, str>>, Self::Error> {
        Ok(self.entries.next().map(|(key, value)| {
            self.value = value;
            key
        }))
    }

    fn fill(&mut self, filler: Filler<'_, '_, '_>) -> Result<Filled, Self::Error> {
        let mut text = serde_json::Deserializer::from_str(self.value);
        let outcome = filler.deserialize(&mut text)?;
        text.end()?;
        Ok(outcome)
    }

    fn raw(&mut self) -> Result<&'de str, Self::Error> {
        serde_json::from_str(self.value).map(RawValue::get)
    }
}

//! The keys of a JSON object, with their values still unread.

use std::borrow::Cow;
use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer as _, MapAccess, Visitor};
use serde_json::Deserializer;
use serde_json::value::RawValue;

use super::entries::Gathered;
use super::{lossy, same_key, spans};

/// The keys of a JSON object, as far as a [`Union`](crate::Union) needs them to tell its variants apart.
///
/// Keys are matched with their first letter in either case.
pub struct Keys<'a>(Vec<(Cow<'a, str>, &'a str)>);

impl<'a> Keys<'a> {
    /// Whether the key is there, and its value is not null.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.first(key).is_some()
    }

    /// Whether the key is there, with this text.
    #[must_use]
    pub fn equals(&self, key: &str, text: &str) -> bool {
        self.text(key).is_some_and(|found| found == text)
    }

    /// The keys of a document that is an object.
    pub(crate) fn parse(json: &'a str) -> Option<Self> {
        Self::read(json).ok()
    }

    /// The same, or why it is none. The values may turn out to be no JSON.
    pub(super) fn find(json: &'a str) -> serde_json::Result<Self> {
        spans::entries(json).map(Self).map_or_else(|| Self::read(json), Ok)
    }

    fn read(json: &'a str) -> serde_json::Result<Self> {
        let mut reader = Deserializer::from_str(json);
        let keys = (&mut reader).deserialize_map(KeysVisitor(KeySeed::of(json)))?;
        reader.end()?;
        Ok(keys)
    }

    /// The entries, in their order.
    pub(super) fn into_entries(self) -> Gathered<'a> {
        Gathered::new(self.0)
    }

    /// Whether the key is there, even if its value is null.
    pub(crate) fn mentions(&self, key: &str) -> bool {
        self.0.iter().any(|(found, _)| same_key(found, key))
    }

    /// The first value under the key that is not null.
    pub(crate) fn first(&self, key: &str) -> Option<&'a str> {
        self.0
            .iter()
            .find(|(found, value)| same_key(found, key) && *value != "null")
            .map(|(_, value)| *value)
    }

    /// The first value under the key, if it is text.
    pub(crate) fn text(&self, key: &str) -> Option<Cow<'a, str>> {
        let raw = self.first(key)?;
        let inner = raw.strip_prefix('"')?.strip_suffix('"')?;
        if inner.contains('\\') {
            return serde_json::from_str(raw).ok().map(Cow::Owned);
        }
        Some(Cow::Borrowed(inner))
    }
}

/// The number of an error: none is below 1. Zero is what some servers call 'no error'.
pub(crate) fn error_number(raw: &str) -> Option<i64> {
    whole_number(raw.trim_matches('"')).filter(|number| *number >= 1)
}

/// A whole number in the forms in which servers write one: `901`, `901.0`.
pub(super) fn whole_number(text: &str) -> Option<i64> {
    let text = text.trim();
    text.parse().ok().or_else(|| {
        // An exponent, or a fraction that counts, makes no whole number that anybody meant.
        let (whole, fraction) = text.split_once('.')?;
        let zeros = !fraction.is_empty() && fraction.bytes().all(|digit| digit == b'0');
        if zeros { whole.parse().ok() } else { None }
    })
}

/// Reads a key; one that is not quite text (half a surrogate pair) still counts as a key.
#[derive(Clone, Copy)]
pub(super) enum KeySeed {
    /// From a document where every key is text, which is read faster.
    Text,
    /// From any other.
    Bytes,
}

impl KeySeed {
    /// For the keys of this document.
    pub(super) fn of(document: &str) -> Self {
        // Only escapes can spell what is no text.
        if document.contains("\\u") { Self::Bytes } else { Self::Text }
    }
}

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Cow<'de, str>;

    fn deserialize<D: serde_core::Deserializer<'de>>(
        self,
        key: D,
    ) -> Result<Self::Value, D::Error> {
        match self {
            Self::Text => key.deserialize_str(self),
            Self::Bytes => key.deserialize_bytes(self),
        }
    }
}

impl<'de> Visitor<'de> for KeySeed {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(key))
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(key.to_owned()))
    }

    fn visit_borrowed_bytes<E>(self, key: &'de [u8]) -> Result<Self::Value, E> {
        Ok(lossy(key))
    }

    fn visit_bytes<E>(self, key: &[u8]) -> Result<Self::Value, E> {
        Ok(Cow::Owned(String::from_utf8_lossy(key).into_owned()))
    }
}

struct KeysVisitor(KeySeed);

impl<'de> Visitor<'de> for KeysVisitor {
    type Value = Keys<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut keys = Vec::new();
        while let Some(key) = map.next_key_seed(self.0)? {
            keys.push((key, map.next_value::<&RawValue>()?.get()));
        }
        Ok(Keys(keys))
    }
}
